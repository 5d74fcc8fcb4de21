import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { everything } from '#shared/tables/query.ts';
import {
  type Column,
  choiceTitle,
  findColumn,
  type TableName,
  tableColumns,
} from '#shared/tables/table-columns.ts';
import { choosable } from '#shared/tables/titles.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { FormField } from '../../components/fields/form-field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.ts';
import { thingOf } from '../../components/to-sweep.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { useTitles } from '../../components/use-titles.ts';
import { VenuesToSweep } from '../../components/venues-to-sweep.tsx';
import type { MapControl } from '../../map/map-control.ts';
import { goTo } from '../../routes/navigation.ts';
import { Panel } from './panel.tsx';
import type { Selection } from './selection.ts';
import { subjectTitles } from './tools/select-tool.tsx';

const tables = { venue: 'venues', school: 'schools', facility: 'facilities' } as const;
/** What a selection is counted by. */
const countedBy = {
  venue: ['severity', 'category'],
  school: ['stage'],
  facility: ['kind', 'state'],
} as const;

/** Several selected things: how many of which kind, and the commands for all of them. */
export function SelectionPanel({
  selection,
  control,
  onClear,
}: {
  selection: Selection;
  control: MapControl | null;
  onClear: () => void;
}) {
  const { kind, ids } = selection;
  const table = tables[kind];
  const [dialog, setDialog] = useState<'edit' | 'sweep' | null>(null);
  const notify = useNotify();
  const about = { kind, ids: [...ids] };
  const fit = async () => {
    try {
      const box = await client.call('map.extent', about);
      if (box) control?.fit(box);
      else notify.done('选中的都还没有位置');
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Panel
      title={`已选 ${ids.size} 个${subjectTitles[kind]}`}
      tags={null}
      onClose={onClear}
      actions={
        <>
          {kind === 'venue' && (
            <Button type="primary" onClick={() => setDialog('sweep')}>
              加入整治
            </Button>
          )}
          <Button onClick={() => setDialog('edit')}>批量修改</Button>
          {kind === 'facility' && ids.size === 1 && (
            <Button onClick={() => goTo({ name: 'edit', table: 'facilities', id: about.ids[0] ?? 0 })}>
              编辑
            </Button>
          )}
          <Button onClick={fit}>缩放到</Button>
          <Button onClick={onClear}>取消选择</Button>
        </>
      }
    >
      {countedBy[kind].map((key) => (
        <Counts key={key} table={table} column={key} about={about} />
      ))}
      <p className="quiet small">
        下方表格里相应的行已勾选：可导出或复制选中的行，按 Ctrl 单击地图或表格增减。
      </p>
      {dialog === 'edit' && (
        <BulkEdit table={table} ids={about.ids} what={subjectTitles[kind]} onClose={() => setDialog(null)} />
      )}
      {dialog === 'sweep' && (
        <VenuesToSweep ids={about.ids} reason="地图选定" onClose={() => setDialog(null)} />
      )}
    </Panel>
  );
}

function Counts({
  table,
  column: key,
  about,
}: {
  table: TableName;
  column: string;
  about: { kind: Selection['kind']; ids: number[] };
}) {
  const titles = useTitles();
  const column = findColumn(table, key);
  const values = useService('tables.values', { table, query: everything, about, column: key });
  if (!column) return null;
  return (
    <section className="selection-section">
      <h2>{column.title}</h2>
      <dl className="selection-counts number">
        {values.data?.map(({ value, count }) => (
          <div key={value} style={{ display: 'contents' }}>
            <dt>{choiceTitle(column, value, titles)}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface BulkFields {
  column: string;
  value?: string;
}

/** A form that sets one column of all selected rows to one value. */
function BulkEdit({
  table,
  ids,
  what,
  onClose,
}: {
  table: 'venues' | 'schools' | 'facilities';
  ids: number[];
  what: string;
  onClose: () => void;
}) {
  const columns = tableColumns[table].filter(
    ({ editable, key }) => editable && key !== 'name' && key !== 'uscc',
  );
  const [form] = Form.useForm<BulkFields>();
  const key = Form.useWatch('column', form) ?? columns[0]?.key;
  const column = columns.find((candidate) => candidate.key === key);
  const edit = useCommand('tables.edit');
  const carryOut = useCarryOut();
  const submit = ({ column: wanted, value }: BulkFields, { sent }: SentDraft) =>
    carryOut(
      () => edit.mutateAsync({ input: { table, ids, values: { [wanted]: value ?? '' } } }),
      ({ changed }) => `已修改 ${changed} 个${what}，可按 Ctrl+Z 撤销`,
      () => {
        sent();
        onClose();
      },
    );
  const title = `批量修改 ${ids.length} 个${what}`;
  return (
    <FormDialog<BulkFields>
      title={title}
      okText="修改"
      saving={edit.isPending}
      onClose={onClose}
      draft={{ kind: 'bulkEdit', thing: thingOf(table, ids), title }}
      form={form}
      initialValues={{ column: columns[0]?.key }}
      onFinish={submit}
    >
      <Form.Item name="column" label="栏目">
        <Select
          options={columns.map(({ key: value, title: label }) => ({ value, label }))}
          onChange={() => form.resetFields(['value'])}
        />
      </Form.Item>
      {column && <BulkValue key={column.key} column={column} />}
    </FormDialog>
  );
}

function BulkValue({ column }: { column: Column }) {
  const titles = useTitles();
  const options = column.source ? choosable(titles[column.source]) : Object.entries(column.titles ?? {});
  const field = { name: 'value', label: '改为', extra: '以后导入的名单不会覆盖这里的修改。' };
  if (column.type === 'day') return <DayField {...field} />;
  return (
    <FormField {...field} required={options.length > 0}>
      {options.length > 0 ? (
        <Select options={options.map(([value, label]) => ({ value, label }))} />
      ) : (
        <Input />
      )}
    </FormField>
  );
}
