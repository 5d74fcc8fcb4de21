import { DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form } from 'antd';
import { useEffect } from 'react';
import { type ReportKind, reportKindNames, reportKinds } from '#shared/contract/reports.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { runTask } from '../../client/tasks.ts';
import { UnkeptForm } from '../../components/drafts/unkept-form.tsx';
import { saveFile } from '../../components/save-file.ts';
import { useBusyCarryOut } from '../../components/use-carry-out.ts';
import { SpanFields } from './span-fields.tsx';

interface Fields {
  kinds: ReportKind[];
  from: string;
  to: string;
}

/** Spreadsheets over some days, a sheet each kind. */
export function WorkbookForm({ today }: { today: string }) {
  const { busy, carryOut } = useBusyCarryOut();
  const [form] = Form.useForm<Fields>();
  const make = async (fields: Fields) =>
    await carryOut(async () => {
      const { id } = await runTask('生成报表', 'reports.make', fields);
      const [kind, ...others] = fields.kinds;
      const title = kind && others.length === 0 ? reportKindNames[kind] : '报表';
      await saveFile(
        await client.call('reports.read', { id }),
        `${title} ${fields.from} 至 ${fields.to}.xlsx`,
      );
    }, '报表已生成并留存');
  return (
    <UnkeptForm<Fields>
      because="choice"
      form={form}
      initialValues={{ kinds: [...reportKinds], ...periodDates(periodOf(today)) }}
      onFinish={(fields) => void make(fields)}
    >
      <SpanFields today={today} />
      <KindsField />
      <Button type="primary" htmlType="submit" loading={busy} icon={<DownloadOutlined />}>
        生成并保存
      </Button>
    </UnkeptForm>
  );
}

/** Which sheets there are to be, each with what became of it since it was last made over the same days. */
function KindsField() {
  const form = Form.useFormInstance<Fields>();
  const [from, to] = [Form.useWatch('from', form), Form.useWatch('to', form)];
  const { data } = useService('reports.changes', from && to && from <= to ? { from, to } : null);
  const known = new Map(data?.map((each) => [each.kind, each]));
  const changed = reportKinds.filter((kind) => known.get(kind)?.changed !== false);
  // What would be the same again is not made again, unless somebody chooses otherwise.
  useEffect(() => {
    const since = new Map(data?.map((each) => [each.kind, each.changed]));
    const wanted = reportKinds.filter((kind) => since.get(kind) !== false);
    if (since.size > 0 && wanted.length > 0 && !form.isFieldTouched('kinds'))
      form.setFieldValue('kinds', wanted);
  }, [data, form]);
  const told = (kind: ReportKind) => {
    const last = known.get(kind);
    return last && (last.changed ? '有变化' : '没有变化');
  };
  return (
    <Form.Item
      label="内容（每项一张工作表）"
      extra={
        known.size > 0 && (
          <>
            {changed.length === 0
              ? '自上次生成以来没有变化。'
              : `自上次生成以来有变化或新增：${changed.length} 张。`}
            {changed.length > 0 && (
              <Button type="link" size="small" onClick={() => form.setFieldValue('kinds', changed)}>
                只选有变化的
              </Button>
            )}
          </>
        )
      }
    >
      <Form.Item name="kinds" noStyle rules={[{ type: 'array', min: 1, message: '请选择内容' }]}>
        <Checkbox.Group
          options={reportKinds.map((value) => ({
            value,
            label: (
              <>
                {reportKindNames[value]}
                {known.has(value) && <span className="quiet small"> {told(value)}</span>}
              </>
            ),
          }))}
        />
      </Form.Item>
    </Form.Item>
  );
}
