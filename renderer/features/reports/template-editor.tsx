import { Button, Form, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import type { OwnTemplate } from '#shared/contract/documents.ts';
import { blockSchema, type TemplateBlock } from '#shared/forms/document-template.ts';
import { useCommand } from '../../client/queries.ts';
import { DraftNotices } from '../../components/drafts/draft-notices.tsx';
import { UnkeptForm } from '../../components/drafts/unkept-form.tsx';
import { useKeptState } from '../../components/drafts/use-kept-state.ts';
import { useNotify } from '../../components/notify.ts';
import { Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

/** Other words for a template in this workspace; what stands in double braces is filled in. */
export function TemplateEditor({ templates }: { templates: readonly OwnTemplate[] }) {
  const [id, setId] = useState(templates[0]?.id ?? '');
  const template = templates.find((each) => each.id === id);
  return (
    <>
      <UnkeptForm because="choice">
        <Form.Item label="模板" className="report-school">
          <Select
            aria-label="模板"
            value={id}
            onChange={setId}
            options={templates.map((each) => ({
              value: each.id,
              label: each.own ? `${each.title}（本区已改）` : each.title,
            }))}
          />
        </Form.Item>
      </UnkeptForm>
      {template && <Words key={`${template.id} ${JSON.stringify(template.blocks)}`} template={template} />}
    </>
  );
}

const blockNames: Record<TemplateBlock['kind'], string> = {
  title: '标题',
  number: '编号行',
  to: '主送机关',
  heading: '小标题',
  text: '正文',
  table: '表格（自动）',
  picture: '图题',
  rows: '栏目',
  grid: '表样',
  note: '表头、表下说明',
  sign: '落款',
  photos: '照片标题',
  page: '另起一页',
  annex: '附件标题',
};

function Words({ template }: { template: OwnTemplate }) {
  const save = useCommand('documents.saveTemplate');
  const reset = useCommand('documents.resetTemplate');
  const notify = useNotify();
  const carryOut = useCarryOut();
  const { blocks, kept, put: setBlocks, discard } = useBlocks(template);
  const put = (index: number, block: TemplateBlock) =>
    setBlocks(blocks.map((each, i) => (i === index ? block : each)));
  const changed = blocks !== template.blocks;
  const submit = () =>
    carryOut(
      () => save.mutateAsync({ input: { id: template.id, blocks: [...blocks] } }),
      '模板已保存，以后生成的文书按新的文字',
      kept.end,
    );
  return (
    <div className="template-editor">
      <DraftNotices draft={kept} onDiscard={discard} />
      <p className="quiet small">
        双花括号里是自动填写的字段，可用：
        {[...template.known, ...template.asks.map(({ field }) => field)].map((field) => (
          <Tag key={field} tone="plain">{`{{${field}}}`}</Tag>
        ))}
      </p>
      {blocks.map((block, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place
        <BlockWords key={i} block={block} onChange={(next) => put(i, next)} />
      ))}
      <div className="report-templates">
        <Button type="primary" disabled={!changed} loading={save.isPending} onClick={submit}>
          保存模板
        </Button>
        <Button disabled={!changed} onClick={discard}>
          放弃修改
        </Button>
        {template.own && (
          <Popconfirm
            title="恢复成程序自带的文字？"
            okText="恢复"
            cancelText="不恢复"
            onConfirm={() => reset.mutateAsync({ input: { id: template.id } }).catch(notify.failed)}
          >
            <Button>恢复自带模板</Button>
          </Popconfirm>
        )}
      </div>
    </div>
  );
}

const blocksSchema = z.object({ blocks: z.array(blockSchema) });

/** The words as they are being changed, kept until they are saved. */
function useBlocks(template: OwnTemplate) {
  const [blocks, setBlocks] = useState<readonly TemplateBlock[]>(template.blocks);
  const kept = useKeptState(
    { kind: 'template', thing: template.id, title: template.title },
    blocksSchema,
    { blocks: [...blocks] },
    ({ blocks: was }) => setBlocks(was),
  );
  const put = (next: readonly TemplateBlock[]) => {
    setBlocks(next);
    kept.change({ blocks: next });
  };
  const discard = () => {
    kept.end();
    setBlocks(template.blocks);
  };
  return { blocks, kept, put, discard };
}

function BlockWords({ block, onChange }: { block: TemplateBlock; onChange: (block: TemplateBlock) => void }) {
  const area = (value: string, take: (text: string) => void, label: string) => (
    <Input.TextArea
      autoSize={{ minRows: 1, maxRows: 10 }}
      aria-label={label}
      value={value}
      onChange={({ target }) => take(target.value)}
    />
  );
  const name = blockNames[block.kind];
  const words = () => {
    switch (block.kind) {
      case 'table':
        return <span className="quiet">由数据生成</span>;
      case 'page':
        return <span className="quiet">后面的印在新的一页</span>;
      case 'grid':
        return <span className="quiet">表样与下发的一致，不改</span>;
      case 'rows':
        return (
          <div className="template-rows">
            {block.rows.map(({ title, text }, i) => (
              <div key={title}>
                <span>{title}</span>
                {area(
                  text,
                  (next) =>
                    onChange({
                      ...block,
                      rows: block.rows.map((row, at) => (at === i ? { ...row, text: next } : row)),
                    }),
                  title,
                )}
              </div>
            ))}
          </div>
        );
      case 'title':
      case 'number':
      case 'to':
      case 'heading':
      case 'text':
      case 'picture':
      case 'annex':
      case 'photos':
      case 'note':
      case 'sign':
        return area(block.text, (text) => onChange({ ...block, text }), name);
    }
  };
  return (
    <div className="template-block">
      <span className="quiet small">{name}</span>
      {words()}
    </div>
  );
}
