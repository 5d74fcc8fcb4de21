import { Form, Input, Select } from 'antd';
import { type Column, tableColumns } from '#shared/tables/table-columns.ts';
import { choosable } from '#shared/tables/titles.ts';
import { useCommand } from '../../client/queries.ts';
import type { SentDraft } from '../../components/drafts/kept-form.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { FormField } from '../../components/fields/form-field.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { thingOf } from '../../components/to-sweep.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { useTitles } from '../../components/use-titles.ts';

interface BulkFields {
  column: string;
  value?: string;
}

/** A form that sets one column of all selected rows to one value. */
export function BulkEdit({
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
