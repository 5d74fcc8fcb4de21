import { DeleteOutlined, EditOutlined, LeftOutlined, RightOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button, Popconfirm, Segmented, Select, Spin, Tooltip } from 'antd';
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import type { SheetOrder } from '#shared/contract/sheets.ts';
import { pageKindNames } from '#shared/sheets/sheet-template.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import { EmptyState } from '../../../components/states.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { BlockForm } from './block-form.tsx';
import { BlockOverlay } from './block-overlay.tsx';
import { MakeBar } from './make-bar.tsx';
import { OrderForm } from './order-form.tsx';
import { PagePicker } from './page-picker.tsx';
import { PanOverlay } from './pan-overlay.tsx';
import { SaveTemplate } from './save-template.tsx';
import { SvgPage } from './svg-page.tsx';
import { type OwnSheetTemplate, useOrder } from './use-order.ts';
import { useSettled } from './use-settled.ts';

/** Template and pages at the left, the sheet as it will print in the middle, what can be set at the right. */
export function SheetDesk({
  tabs,
  templates,
  template,
  page,
  only,
  onTemplate,
  onPage,
}: {
  tabs: ReactNode;
  templates: readonly OwnSheetTemplate[];
  template: OwnSheetTemplate;
  page: string | null;
  /** Only that page is printed, until others are chosen. */
  only: boolean;
  onTemplate: (id: string) => void;
  onPage: (key: string) => void;
}) {
  const state = useOrder(template, only ? page : null);
  const { order } = state;
  const [editing, setEditing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const [zoom, setZoom] = useState<'fit' | 'true'>('fit');
  const settled = useSettled(order, 250);
  const pages = useService('sheets.pages', { kind: settled.template.pages, order: listOrder(settled) });
  const shown = pages.data?.find(({ key }) => key === page)?.key ?? pages.data?.[0]?.key ?? null;
  const preview = useService('sheets.preview', shown === null ? null : { order: settled, key: shown });
  // While a sheet is drawn, the last one stays on the screen; not where this order has no page.
  const drawn = shown === null ? undefined : preview.data;
  const scale = drawn?.scale ?? null;
  const main = order.template.blocks.find((block) => block.kind === 'map' && block.role === 'main');
  const count = order.pages.keys?.length ?? pages.data?.length ?? 0;
  return (
    <div className="sheets-desk">
      <aside className="sheets-left" aria-label="模板和页面">
        {tabs}
        <TemplateChoice templates={templates} template={template} onTemplate={onTemplate} />
        <PagePicker
          pages={pages.data}
          order={order}
          shown={shown}
          onShow={onPage}
          onChange={(choice) => state.change({ pages: choice })}
        />
      </aside>
      <section className="sheets-preview">
        <header className="sheets-controls">
          <PageSteps keys={(pages.data ?? []).map(({ key }) => key)} shown={shown} onShow={onPage} />
          <span className="quiet sheets-scale">
            {editing || scale === null ? '' : '预览与成图一致　'}
            {scale === null ? '' : `1:${scale}`}
          </span>
          <Segmented
            size="small"
            aria-label="预览大小"
            value={zoom}
            onChange={setZoom}
            options={[
              { value: 'fit', label: '适合窗口' },
              { value: 'true', label: '实际大小' },
            ]}
          />
          <span className="sheets-gap" />
          {state.undo && (
            <Tooltip title="撤销版式改动">
              <Button icon={<UndoOutlined />} aria-label="撤销版式改动" onClick={state.undo} />
            </Tooltip>
          )}
          {state.changed && (
            <>
              <Button onClick={state.reset}>还原模板</Button>
              <SaveTemplate
                template={order.template}
                own={template}
                onSaved={(id) => goTo({ name: 'sheetTemplate', template: id })}
              />
            </>
          )}
          <Button
            icon={<EditOutlined />}
            type={editing ? 'primary' : 'default'}
            onClick={() => setEditing(!editing)}
          >
            {editing ? '完成编辑' : '编辑版式'}
          </Button>
        </header>
        <div className="sheets-paper">
          {(pages.error || preview.error) && (
            <Alert type="error" showIcon title={(pages.error ?? preview.error)?.message} />
          )}
          {pages.data?.length === 0 && (
            <EmptyState title={`没有可以出图的${pageKindNames[template.pages]}`}>{template.use}</EmptyState>
          )}
          {drawn && !preview.error && (
            <Preview
              key={order.template.id}
              busy={preview.isFetching || settled !== order}
              missing={drawn.missing.map(({ basemap, tile, reason }) => `${basemap} ${tile}（${reason}）`)}
              problems={drawn.problems}
            >
              {drawn.pages.map((svg, i) => (
                <div
                  className="sheets-page-paper"
                  // biome-ignore lint/suspicious/noArrayIndexKey: pages keep their order
                  key={i}
                  style={zoom === 'true' ? { width: `${drawn.width}mm` } : undefined}
                >
                  <SvgPage svg={svg} title={`${drawn.title} 第 ${i + 1} 页`} />
                  {!editing && i === 0 && count === 1 && (
                    <PanOverlay
                      preview={drawn}
                      main={main?.id ?? ''}
                      rotation={order.settings.rotation}
                      onPan={(centre) => state.change({ settings: { ...order.settings, centre } })}
                    />
                  )}
                  {editing && i === 0 && (
                    <BlockOverlay
                      template={order.template}
                      preview={drawn}
                      chosen={chosen}
                      onChoose={setChosen}
                      onChange={(blocks) => state.changeTemplate({ blocks: [...blocks] })}
                    />
                  )}
                </div>
              ))}
            </Preview>
          )}
          {preview.isLoading && (
            <div className="sheets-waiting">
              <Spin />
            </div>
          )}
        </div>
      </section>
      <aside className="sheets-right" aria-label="出图设置">
        <div className="sheets-settings">
          {editing ? (
            <BlockForm
              template={order.template}
              chosen={chosen}
              onChoose={setChosen}
              onChange={(blocks) => state.changeTemplate({ blocks })}
            />
          ) : (
            <OrderForm state={state} scale={scale} pages={pages.data?.length ?? 0} />
          )}
        </div>
        <MakeBar order={order} count={count} shown={shown} />
      </aside>
    </div>
  );
}

/** Which pages there are does not depend on which of them are chosen. */
function listOrder(order: SheetOrder): SheetOrder {
  return { ...order, pages: { ...order.pages, keys: null } };
}

function TemplateChoice({
  templates,
  template,
  onTemplate,
}: {
  templates: readonly OwnSheetTemplate[];
  template: OwnSheetTemplate;
  onTemplate: (id: string) => void;
}) {
  const remove = useCommand('saved.remove');
  const notify = useNotify();
  const own = templates.filter(({ savedId }) => savedId !== null);
  const option = ({ id, title }: OwnSheetTemplate) => ({ value: id, label: title });
  return (
    <div className="sheets-template">
      <div className="sheets-template-row">
        <Select
          aria-label="模板"
          value={template.id}
          onChange={onTemplate}
          options={[
            { label: '随程序提供', options: templates.filter(({ savedId }) => savedId === null).map(option) },
            ...(own.length > 0 ? [{ label: '本区模板', options: own.map(option) }] : []),
          ]}
        />
        {template.savedId !== null && (
          <Popconfirm
            title={`删除模板“${template.title}”？`}
            onConfirm={async () => {
              try {
                await remove.mutateAsync({ input: { id: template.savedId ?? 0 } });
                onTemplate('school-zone');
              } catch (error) {
                notify.failed(error);
              }
            }}
          >
            <Button icon={<DeleteOutlined />} aria-label="删除模板" />
          </Popconfirm>
        )}
      </div>
      <p className="quiet small">{template.use}</p>
    </div>
  );
}

/** One page back or on, also by Page Up and Page Down. */
function PageSteps({
  keys,
  shown,
  onShow,
}: {
  keys: readonly string[];
  shown: string | null;
  onShow: (key: string) => void;
}) {
  const at = shown === null ? -1 : keys.indexOf(shown);
  const [before, after] = [keys[at - 1], keys[at + 1]];
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      const target = event.key === 'PageUp' ? before : event.key === 'PageDown' ? after : undefined;
      if (target === undefined || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      onShow(target);
    };
    window.addEventListener('keydown', step);
    return () => window.removeEventListener('keydown', step);
  }, [before, after, onShow]);
  if (keys.length < 2) return null;
  return (
    <span className="sheets-steps">
      <Button
        icon={<LeftOutlined />}
        aria-label="上一页"
        disabled={before === undefined}
        onClick={() => before !== undefined && onShow(before)}
      />
      <span className="number">
        {at + 1} / {keys.length}
      </span>
      <Button
        icon={<RightOutlined />}
        aria-label="下一页"
        disabled={after === undefined}
        onClick={() => after !== undefined && onShow(after)}
      />
    </span>
  );
}

function Preview({
  busy,
  missing,
  problems,
  children,
}: {
  busy: boolean;
  missing: readonly string[];
  problems: readonly string[];
  children: ReactNode;
}) {
  const late = useDeferredValue(busy);
  return (
    <>
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`底图缺 ${missing.length} 块，图上打叉标出`}
          description={`${missing.slice(0, 5).join('、')}${missing.length > 5 ? ' 等' : ''}`}
        />
      )}
      {problems.map((problem) => (
        <Alert key={problem} type="warning" showIcon title={problem} />
      ))}
      <div className="sheets-sheet" aria-busy={late} data-testid="sheet">
        {children}
      </div>
    </>
  );
}
