import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Dropdown, Form } from 'antd';
import { keysOf } from '#shared/lists/record.ts';
import { type Block, type BlockKind, blockNames, type SheetTemplate } from '#shared/sheets/sheet-template.ts';
import { millimetreWords } from '#shared/written/number.ts';
import { UnkeptForm } from '../../../components/drafts/unkept-form.tsx';
import { NumberInput } from '../../../components/fields/number-field.tsx';
import { BlockParticulars } from './block-particulars.tsx';
import { describeBlock, freshBlock } from './blocks.ts';

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
  const block = blocks.find(({ id }) => id === chosen);
  const put = (next: Block) => onChange(blocks.map((each) => (each.id === next.id ? next : each)));
  return (
    <div className="sheets-blocks">
      <ul>
        {blocks.map((each) => (
          <li
            key={each.id}
            className={each.id === chosen ? 'sheets-block-row sheets-block-chosen' : 'sheets-block-row'}
          >
            <Checkbox
              aria-label={`显示${describeBlock(each)}`}
              checked={!each.hidden}
              onChange={({ target }) => put({ ...each, hidden: !target.checked })}
            />
            <button type="button" onClick={() => onChoose(each.id)}>
              {describeBlock(each)}
            </button>
          </li>
        ))}
      </ul>
      <AddBlock
        onAdd={(kind) => {
          const fresh = freshBlock(kind, template);
          onChange([...blocks, fresh]);
          onChoose(fresh.id);
        }}
      />
      {block && (
        <UnkeptForm because="editor" size="small" className="sheets-block-form">
          <h3>{describeBlock(block)}</h3>
          <BlockPlace block={block} onChange={put} />
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
        </UnkeptForm>
      )}
    </div>
  );
}

function AddBlock({ onAdd }: { onAdd: (kind: BlockKind) => void }) {
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: keysOf(blockNames).map((kind) => ({
          key: kind,
          label: kind === 'map' ? '放大图或位置图' : blockNames[kind],
        })),
        onClick: ({ key }) => {
          const kind = keysOf(blockNames).find((each) => each === key);
          if (kind) onAdd(kind);
        },
      }}
    >
      <Button size="small" icon={<PlusOutlined />}>
        添加内容
      </Button>
    </Dropdown>
  );
}

/** Where a block stands: by the sides that are given. */
function BlockPlace({ block, onChange }: { block: Block; onChange: (block: Block) => void }) {
  return (
    <>
      <div className="sheets-places">
        {places.map(([key, label]) => (
          <Form.Item key={key} label={label}>
            <NumberInput
              label={label}
              units={millimetreWords}
              value={block[key] ?? null}
              step={0.5}
              placeholder="不定"
              onChange={(value) => onChange({ ...block, [key]: value ?? undefined })}
            />
          </Form.Item>
        ))}
      </div>
      <p className="quiet small">A4 上 1 单位为 1 毫米；更大的纸张按比例放大。左右都填则随纸张伸缩。</p>
    </>
  );
}
