import { DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form } from 'antd';
import { type ReportKind, reportKindNames, reportKinds } from '#shared/contract/reports.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import { client } from '../../client/client.ts';
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
      initialValues={{ kinds: [...reportKinds], ...periodDates(periodOf(today)) }}
      onFinish={(fields) => void make(fields)}
    >
      <SpanFields today={today} />
      <Form.Item
        name="kinds"
        label="内容（每项一张工作表）"
        rules={[{ type: 'array', min: 1, message: '请选择内容' }]}
      >
        <Checkbox.Group options={reportKinds.map((value) => ({ value, label: reportKindNames[value] }))} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={busy} icon={<DownloadOutlined />}>
        生成并保存
      </Button>
    </UnkeptForm>
  );
}
