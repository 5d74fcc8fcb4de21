import { Form, Input, Select } from 'antd';
import { isUngoverned } from '#shared/classification/category.ts';
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

/** What is chosen to be added or struck beside the main kind of venues. */
const ADDED = 'addedKind';
const beside = { type: 'choice', width: 0, shown: false, source: 'category' } as const;
const besideColumns: readonly Column[] = [
  { ...beside, key: ADDED, title: '兼营：增加一类' },
  { ...beside, key: 'struckKind', title: '兼营：去掉一类' },
];

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
  const columns = [
    ...tableColumns[table].filter(
      ({ editable, key }) => editable === true && key !== 'name' && key !== 'uscc',
    ),
    ...(table === 'venues' ? besideColumns : []),
  ];
  const [form] = Form.useForm<BulkFields>();
  const key = Form.useWatch('column', form) ?? columns[0]?.key;
  const column = columns.find((candidate) => candidate.key === key);
  const edit = useCommand('tables.edit');
  const setKind = useCommand('review.setKind');
  const carryOut = useCarryOut();
  const change = (wanted: string, value: string) =>
    besideColumns.some(({ key: own }) => own === wanted)
      ? setKind.mutateAsync({ input: { ids, category: value, isOfKind: wanted === ADDED } })
      : edit.mutateAsync({ input: { table, ids, values: { [wanted]: value } } });
  const submit = ({ column: wanted, value }: BulkFields, { sent }: SentDraft) =>
    carryOut(
      () => change(wanted, value ?? ''),
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
      saving={edit.isPending || setKind.isPending}
      onClose={onClose}
      draft={{ kind: 'bulkEdit', thing: thingOf(table, ids), title }}
      form={form}
      initialValues={{ column: columns[0]?.key }}
      onFinish={submit}
    >
      <Form.Item name="column" label="栏目">
        <Select
          showSearch={{ optionFilterProp: 'label' }}
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
  const isBeside = besideColumns.includes(column);
  const all = column.source ? choosable(titles[column.source]) : Object.entries(column.titles ?? {});
  // Nothing is 其他 or 未定 beside something else.
  const options = isBeside ? all.filter(([value]) => !isUngoverned(value)) : all;
  const field = {
    name: 'value',
    label: isBeside ? '哪一类' : '改为',
    extra: '以后导入的名单不会覆盖这里的修改。',
  };
  if (column.type === 'day') return <DayField {...field} />;
  return (
    <FormField {...field} required={options.length > 0}>
      {options.length > 0 ? (
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={options.map(([value, label]) => ({ value, label }))}
        />
      ) : (
        <Input />
      )}
    </FormField>
  );
}
