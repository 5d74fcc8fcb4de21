import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Form, Input, InputNumber, Select } from 'antd';
import { keysOf } from '#shared/lists/record.ts';
import {
  type Block,
  type BlockKind,
  blockNames,
  blockSchema,
  type SheetTemplate,
  sheetFields,
  tablesOf,
} from '#shared/sheets/sheet-template.ts';

const tableNames: Readonly<Record<string, string>> = {
  venues: '场所索引',
  statistics: '统计',
  facilities: '已有设施',
  provisions: '应有设施',
  duties: '护学岗',
  plan: '交通组织',
  schools: '学校清单',
  towns: '分镇街情况',
  stops: '检查点',
  members: '组员',
  facts: '事项',
  distances: '距离',
  segments: '分段',
  officers: '测量人员',
};

const places = [
  ['left', '距左'],
  ['right', '距右'],
  ['top', '距上'],
  ['bottom', '距下'],
  ['width', '宽'],
  ['height', '高'],
] as const;

/** What is on the sheet: a list of blocks, and the chosen one in numbers and words. */
export function BlockForm({
  template,
  chosen,
  onChoose,
  onChange,
}: {
  template: SheetTemplate;
  chosen: string | null;
  onChoose: (id: string | null) => void;
  onChange: (blocks: Block[]) => void;
}) {
  const { blocks, pages } = template;
  const block = blocks.find(({ id }) => id === chosen) ?? null;
  const put = (next: Block) => onChange(blocks.map((each) => (each.id === next.id ? next : each)));
  const add = (kind: BlockKind) => {
    const fresh = blockSchema.parse({
      ...fresheners[kind],
      kind,
      id: freeId(blocks, kind),
      left: 20,
      top: 30,
    });
    onChange([
      ...blocks,
      fresh.kind === 'table' ? { ...fresh, table: tablesOf[pages][0] ?? 'venues' } : fresh,
    ]);
    onChoose(fresh.id);
  };
  return (
    <div className="sheets-blocks">
      <ul>
        {blocks.map((each) => (
          <li
            key={each.id}
            className={each.id === chosen ? 'sheets-block-row sheets-block-chosen' : 'sheets-block-row'}
          >
            <Checkbox
              aria-label={`显示${describe(each)}`}
              checked={!each.hidden}
              onChange={({ target }) => put({ ...each, hidden: !target.checked })}
            />
            <button type="button" onClick={() => onChoose(each.id)}>
              {describe(each)}
            </button>
          </li>
        ))}
      </ul>
      <Dropdown
        trigger={['click']}
        menu={{
          items: keysOf(blockNames).map((kind) => ({
            key: kind,
            label: kind === 'map' ? '放大图或位置图' : blockNames[kind],
          })),
          onClick: ({ key }) => {
            const kind = keysOf(blockNames).find((each) => each === key);
            if (kind) add(kind);
          },
        }}
      >
        <Button size="small" icon={<PlusOutlined />}>
          添加内容
        </Button>
      </Dropdown>
      {block && (
        <Form layout="vertical" size="small" className="sheets-block-form">
          <h3>{describe(block)}</h3>
          <div className="sheets-places">
            {places.map(([key, label]) => (
              <Form.Item key={key} label={label}>
                <InputNumber
                  aria-label={label}
                  value={block[key] ?? null}
                  step={0.5}
                  placeholder="不定"
                  onChange={(value) => put({ ...block, [key]: value ?? undefined })}
                />
              </Form.Item>
            ))}
          </div>
          <p className="quiet small">A4 上 1 单位为 1 毫米；更大的纸张按比例放大。左右都填则随纸张伸缩。</p>
          <BlockParticulars block={block} pages={pages} others={blocks} onChange={put} />
          <Checkbox
            checked={block.repeat}
            onChange={({ target }) => put({ ...block, repeat: target.checked })}
          >
            续页上也有
          </Checkbox>
          {!(block.kind === 'map' && block.role === 'main') && (
            <Button
              danger
              size="small"
              icon={<DeleteOutlined />}
              onClick={() => {
                onChange(blocks.filter(({ id }) => id !== block.id));
                onChoose(null);
              }}
            >
              删除
            </Button>
          )}
        </Form>
      )}
    </div>
  );
}

function BlockParticulars({
  block,
  pages,
  others,
  onChange,
}: {
  block: Block;
  pages: SheetTemplate['pages'];
  others: readonly Block[];
  onChange: (block: Block) => void;
}) {
  switch (block.kind) {
    case 'text':
      return (
        <>
          <Form.Item label="文字" help={`可用字段：${sheetFields.map((field) => `{${field}}`).join(' ')}`}>
            <Input.TextArea
              aria-label="文字"
              autoSize
              value={block.text}
              maxLength={500}
              onChange={({ target }) => onChange({ ...block, text: target.value })}
            />
          </Form.Item>
          <div className="sheets-places">
            <Form.Item label="字高">
              <InputNumber
                aria-label="字高"
                min={1}
                max={60}
                step={0.2}
                value={block.size}
                onChange={(size) => onChange({ ...block, size: size ?? block.size })}
              />
            </Form.Item>
            <Form.Item label="对齐">
              <Select
                aria-label="对齐"
                value={block.align}
                onChange={(align) => onChange({ ...block, align })}
                options={[
                  { value: 'start', label: '左' },
                  { value: 'middle', label: '中' },
                  { value: 'end', label: '右' },
                ]}
              />
            </Form.Item>
          </div>
          <Checkbox
            checked={block.bold}
            onChange={({ target }) => onChange({ ...block, bold: target.checked })}
          >
            粗体
          </Checkbox>
        </>
      );
    case 'mark':
      return (
        <Form.Item label="标注文字">
          <Input
            aria-label="标注文字"
            value={block.text}
            maxLength={60}
            onChange={({ target }) => onChange({ ...block, text: target.value })}
          />
        </Form.Item>
      );
    case 'table':
      return (
        <>
          <Form.Item label="表格">
            <Select
              aria-label="表格"
              value={block.table}
              onChange={(table) => onChange({ ...block, table })}
              options={tablesOf[pages].map((name) => ({ value: name, label: tableNames[name] ?? name }))}
            />
          </Form.Item>
          <Form.Item label="排在下面">
            <Select
              allowClear
              aria-label="排在下面"
              value={block.below ?? null}
              onChange={(below: string | null) => onChange({ ...block, below: below ?? undefined })}
              options={others
                .filter(({ id, kind }) => id !== block.id && (kind === 'table' || kind === 'legend'))
                .map((each) => ({ value: each.id, label: describe(each) }))}
            />
          </Form.Item>
          <Checkbox
            checked={block.flows}
            onChange={({ target }) => onChange({ ...block, flows: target.checked })}
          >
            放不下时接排续页
          </Checkbox>
        </>
      );
    case 'map':
      return block.role === 'main' ? null : (
        <div className="sheets-places">
          <Form.Item label="画什么">
            <Select
              aria-label="画什么"
              value={block.role}
              onChange={(role: 'overview' | 'detail') => onChange({ ...block, role })}
              options={[
                { value: 'detail', label: '放大图' },
                { value: 'overview', label: '位置图' },
              ]}
            />
          </Form.Item>
          {block.role === 'detail' && (
            <Form.Item label="放大倍数">
              <InputNumber
                aria-label="放大倍数"
                min={1.5}
                max={20}
                step={0.5}
                value={block.enlarge}
                onChange={(enlarge) => onChange({ ...block, enlarge: enlarge ?? 4 })}
              />
            </Form.Item>
          )}
        </div>
      );
    case 'legend':
      return (
        <Form.Item label="列数">
          <InputNumber
            aria-label="列数"
            min={1}
            max={6}
            value={block.columns}
            onChange={(columns) => onChange({ ...block, columns: columns ?? 1 })}
          />
        </Form.Item>
      );
    case 'scaleBar':
      return (
        <Checkbox
          checked={block.free}
          onChange={({ target }) => onChange({ ...block, free: target.checked })}
        >
          自动移到地图最空的一角
        </Checkbox>
      );
    case 'signature':
      return (
        <Form.Item label="签字人（顿号分开）">
          <Input
            aria-label="签字人"
            value={block.lines.join('、')}
            onChange={({ target }) => {
              const lines = target.value.split(/[、,，]/).slice(0, 8);
              onChange({ ...block, lines: lines.length > 0 ? lines : ['制图'] });
            }}
          />
        </Form.Item>
      );
    case 'north':
    case 'logo':
    case 'rule':
      return null;
  }
}

/** What a new block of a kind begins with. */
const fresheners: Readonly<Record<BlockKind, object>> = {
  text: { width: 60, height: 6, text: '文字', size: 3.2 },
  mark: { width: 46, height: 6, text: '内部工作用图，不得公开' },
  map: { width: 40, height: 34, role: 'detail' },
  scaleBar: { width: 64, height: 14 },
  north: { width: 9, height: 13 },
  legend: { width: 60, height: 30 },
  table: { width: 80, height: 40, table: 'statistics' },
  signature: { width: 160, height: 8, lines: ['制图', '审核', '批准'] },
  logo: { width: 24, height: 8 },
  rule: { width: 100, height: 0.5 },
};

function describe(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `文字：${block.text.slice(0, 12)}`;
    case 'table':
      return `表格：${tableNames[block.table] ?? block.table}`;
    case 'map':
      return { main: '主图', overview: '位置示意图', detail: '放大图' }[block.role];
    case 'mark':
    case 'legend':
    case 'scaleBar':
    case 'north':
    case 'signature':
    case 'logo':
    case 'rule':
      return blockNames[block.kind];
  }
}

function freeId(blocks: readonly Block[], kind: BlockKind): string {
  for (let i = 1; ; i++) if (!blocks.some(({ id }) => id === `${kind}-${i}`)) return `${kind}-${i}`;
}
