import { Checkbox, Form, Input, Select, Switch } from 'antd';
import { pageGroups, type SheetOrder, sheetFormatNames, sheetFormats } from '#shared/contract/sheets.ts';
import { layerNames } from '#shared/sheets/map-drawing.ts';
import { roundScales } from '#shared/sheets/map-frame.ts';
import { paperNames } from '#shared/sheets/paper.ts';
import { gridKinds, gridNames } from '#shared/sheets/sheet-template.ts';
import { degreeWords, millimetreWords, percentWords } from '#shared/written/number.ts';
import { useService } from '../../../client/queries.ts';
import { UnkeptForm } from '../../../components/drafts/unkept-form.tsx';
import { NumberInput, NumberSetting } from '../../../components/fields/number-field.tsx';
import { LogoField } from './logo-field.tsx';
import type { OrderState } from './use-order.ts';

const groupNames: Record<(typeof pageGroups)[number], string> = {
  none: '不分组',
  town: '按镇街',
  stage: '按学段',
};

/** Paper of one's own to begin with, in millimetres. */
const OWN_PAPER = { width: 600, height: 420 };

/** Paper, scale, what is on the map, who made it, and how it comes out. */
export function OrderForm({
  state,
  scale,
  pages,
}: {
  state: OrderState;
  scale: number | null;
  pages: number;
}) {
  const { order } = state;
  const { template, settings, texts } = order;
  return (
    <UnkeptForm because="choice" size="small" className="sheets-form">
      <PaperFields state={state} />
      <h3>地图</h3>
      <div className="sheets-places sheets-scales">
        <Form.Item label="比例尺 1:">
          <Select
            aria-label="比例尺"
            value={settings.scale ?? 0}
            onChange={(value: number) => state.change({ settings: { ...settings, scale: value || null } })}
            options={[
              {
                value: 0,
                label:
                  settings.scale === null && scale !== null
                    ? `自动（${scale}）`
                    : template.scale === null
                      ? '自动'
                      : `模板（${template.scale}）`,
              },
              ...[...new Set([...roundScales, ...(settings.scale === null ? [] : [settings.scale])])]
                .sort((a, b) => a - b)
                .map((value) => ({ value, label: String(value) })),
            ]}
          />
        </Form.Item>
        <Form.Item label="自定 1:">
          <NumberInput
            label="自定比例尺"
            min={100}
            max={500_000}
            step={100}
            value={settings.scale}
            placeholder="任意"
            onChange={(scale) => state.change({ settings: { ...settings, scale } })}
          />
        </Form.Item>
        <Form.Item label="旋转 °">
          <NumberSetting
            label="旋转"
            units={degreeWords}
            min={-180}
            max={180}
            value={settings.rotation}
            onChange={(rotation) => state.change({ settings: { ...settings, rotation } })}
          />
        </Form.Item>
      </div>
      <Form.Item label="坐标网">
        <Select
          aria-label="坐标网"
          value={template.grid}
          onChange={(grid) => state.changeTemplate({ grid })}
          options={gridKinds.map((value) => ({ value, label: gridNames[value] }))}
        />
      </Form.Item>
      <BasemapField order={order} onChange={state.change} />
      <Form.Item label="图层">
        <Checkbox.Group
          value={layerNames.filter((name) => !template.without.includes(name))}
          onChange={(shown) =>
            state.changeTemplate({ without: layerNames.filter((name) => !shown.includes(name)) })
          }
          options={[...layerNames]}
        />
      </Form.Item>
      <Form.Item label="打印批注（未办结的，附内容）" layout="horizontal" colon={false}>
        <Switch
          aria-label="打印批注"
          checked={settings.comments}
          onChange={(comments) => state.change({ settings: { ...settings, comments } })}
        />
      </Form.Item>
      <h3>标注</h3>
      <Form.Item label="内部工作用图，不得公开" layout="horizontal" colon={false}>
        <Switch
          aria-label="内部工作用图标注"
          checked={settings.marked}
          onChange={(marked) => state.change({ settings: { ...settings, marked } })}
        />
      </Form.Item>
      <div className="sheets-places">
        {(
          [
            ['maker', '制图'],
            ['reviewer', '审核'],
            ['approver', '批准'],
          ] as const
        ).map(([key, label]) => (
          <Form.Item key={key} label={label}>
            <Input
              aria-label={label}
              value={texts[key]}
              maxLength={60}
              onChange={({ target }) => state.change({ texts: { ...texts, [key]: target.value } })}
            />
          </Form.Item>
        ))}
      </div>
      <LogoField />
      <OutcomeFields state={state} pages={pages} />
    </UnkeptForm>
  );
}

function PaperFields({ state }: { state: OrderState }) {
  const { paper } = state.order.template;
  const custom = paper.size === 'custom';
  return (
    <>
      <h3>纸张</h3>
      <div className="sheets-places">
        <Form.Item label="纸张">
          <Select
            aria-label="纸张"
            value={paper.size}
            onChange={(size) =>
              state.changeTemplate({
                paper:
                  size === 'custom'
                    ? { size, landscape: true, ...OWN_PAPER }
                    : { size, landscape: paper.landscape },
              })
            }
            options={[
              ...paperNames.map((value) => ({ value, label: value })),
              { value: 'custom' as const, label: '自定' },
            ]}
          />
        </Form.Item>
        {custom ? (
          (['width', 'height'] as const).map((key) => (
            <Form.Item key={key} label={key === 'width' ? '宽 mm' : '高 mm'}>
              <NumberSetting
                label={key === 'width' ? '纸宽' : '纸高'}
                units={millimetreWords}
                min={100}
                max={5000}
                value={paper[key] ?? OWN_PAPER[key]}
                onChange={(value) => state.changeTemplate({ paper: { ...paper, [key]: value } })}
              />
            </Form.Item>
          ))
        ) : (
          <Form.Item label="方向">
            <Select
              aria-label="方向"
              value={paper.landscape}
              onChange={(landscape) => state.changeTemplate({ paper: { ...paper, landscape } })}
              options={[
                { value: true, label: '横向' },
                { value: false, label: '纵向' },
              ]}
            />
          </Form.Item>
        )}
      </div>
    </>
  );
}

function BasemapField({ order, onChange }: { order: SheetOrder; onChange: OrderState['change'] }) {
  const basemaps = useService('basemaps.list', {});
  const all = basemaps.data ?? [];
  if (all.length === 0) return null;
  const usual = all.map(({ id }) => id);
  return (
    <Form.Item label="底图">
      <Checkbox.Group
        className="sheets-basemaps"
        value={order.basemaps ?? usual}
        onChange={(chosen) => {
          const ids = usual.filter((id) => chosen.includes(id));
          onChange({ basemaps: ids.length === usual.length ? null : ids });
        }}
        options={all.map(({ id, title, problem }) => ({
          value: id,
          label: problem ? `${title}（${problem}）` : title,
        }))}
      />
    </Form.Item>
  );
}

function OutcomeFields({ state, pages }: { state: OrderState; pages: number }) {
  const { order } = state;
  const { pages: choice, template } = order;
  const several = pages > 1;
  return (
    <>
      <h3>成图</h3>
      <div className="sheets-places">
        <Form.Item label="格式">
          <Select
            aria-label="格式"
            value={order.format}
            onChange={(format) => state.change({ format })}
            options={sheetFormats.map((value) => ({ value, label: sheetFormatNames[value] }))}
          />
        </Form.Item>
        {several && (
          <Form.Item label="分组">
            <Select
              aria-label="分组"
              value={choice.group}
              onChange={(group) =>
                state.change({ pages: { ...choice, group }, split: group !== 'none' && order.split })
              }
              options={pageGroups.map((value) => ({ value, label: groupNames[value] }))}
            />
          </Form.Item>
        )}
        {template.pages === 'cell' && (
          <Form.Item label="重叠 %">
            <NumberSetting
              label="重叠"
              units={percentWords}
              min={0}
              max={40}
              value={choice.overlap}
              onChange={(overlap) => state.change({ pages: { ...choice, overlap } })}
            />
          </Form.Item>
        )}
      </div>
      <div className="sheets-options">
        {several && (
          <>
            <Checkbox
              checked={order.contents}
              onChange={({ target }) => state.change({ contents: target.checked })}
            >
              加目录和场所索引
            </Checkbox>
            <Checkbox
              checked={choice.skipEmpty}
              onChange={({ target }) => state.change({ pages: { ...choice, skipEmpty: target.checked } })}
            >
              略过没有内容的页
            </Checkbox>
            {choice.group !== 'none' && (
              <Checkbox
                checked={order.split}
                onChange={({ target }) => state.change({ split: target.checked })}
              >
                每组一个文件
              </Checkbox>
            )}
          </>
        )}
        <Checkbox
          checked={order.allowGaps}
          onChange={({ target }) => state.change({ allowGaps: target.checked })}
        >
          缺块也出图（缺处打叉注明）
        </Checkbox>
      </div>
    </>
  );
}
