import { Checkbox, Form, Input, Select } from 'antd';
import {
  type Block,
  type BlockKind,
  type SheetTemplate,
  sheetFields,
  tablesOf,
} from '#shared/sheets/sheet-template.ts';
import { millimetreWords } from '#shared/written/number.ts';
import { NumberSetting } from '../../../components/fields/number-field.tsx';
import { describeBlock, fieldNames, tableNames } from './blocks.ts';

/** A block of one kind, and what takes the changed one. */
interface Particulars<Kind extends BlockKind> {
  readonly block: Extract<Block, { kind: Kind }>;
  readonly onChange: (block: Block) => void;
}

/** What only blocks of this kind have. */
export function BlockParticulars({
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
      return <TextFields block={block} onChange={onChange} />;
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
      return <TableFields block={block} pages={pages} others={others} onChange={onChange} />;
    case 'map':
      return block.role === 'main' ? null : <SideMapFields block={block} onChange={onChange} />;
    case 'legend':
      return (
        <Form.Item label="列数">
          <NumberSetting
            label="列数"
            whole
            min={1}
            max={6}
            value={block.columns}
            onChange={(columns) => onChange({ ...block, columns })}
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
      return <SignerField block={block} onChange={onChange} />;
    case 'north':
    case 'logo':
    case 'rule':
      return null;
  }
}

function TextFields({ block, onChange }: Particulars<'text'>) {
  return (
    <>
      <Form.Item
        label="文字"
        help={`可用字段：${sheetFields.map((field) => `{${field}} ${fieldNames[field]}`).join('、')}`}
      >
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
          <NumberSetting
            label="字高"
            units={millimetreWords}
            min={1}
            max={60}
            step={0.2}
            value={block.size}
            onChange={(size) => onChange({ ...block, size })}
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
      <Checkbox checked={block.bold} onChange={({ target }) => onChange({ ...block, bold: target.checked })}>
        粗体
      </Checkbox>
    </>
  );
}

function TableFields({
  block,
  pages,
  others,
  onChange,
}: Particulars<'table'> & { pages: SheetTemplate['pages']; others: readonly Block[] }) {
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
            .map((each) => ({ value: each.id, label: describeBlock(each) }))}
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
}

/** The enlarged part or the small map of where the sheet lies. */
function SideMapFields({ block, onChange }: Particulars<'map'>) {
  return (
    <div className="sheets-places">
      <Form.Item label="画什么">
        <Select
          aria-label="画什么"
          value={block.role}
          onChange={(role) => onChange({ ...block, role })}
          options={[
            { value: 'detail', label: '放大图' },
            { value: 'overview', label: '位置图' },
          ]}
        />
      </Form.Item>
      {block.role === 'detail' && (
        <Form.Item label="放大倍数">
          <NumberSetting
            label="放大倍数"
            min={1.5}
            max={20}
            step={0.5}
            value={block.enlarge}
            onChange={(enlarge) => onChange({ ...block, enlarge })}
          />
        </Form.Item>
      )}
    </div>
  );
}

function SignerField({ block, onChange }: Particulars<'signature'>) {
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
}
