import { DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Segmented, Table } from 'antd';
import { useEffect } from 'react';
import { type Report, type ReportKind, reportKindNames, reportKinds } from '#shared/contract/reports.ts';
import { periodDates, periodOf, periodsAround } from '#shared/sweeps/period.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { runTask } from '../../client/tasks.ts';
import { DayInput } from '../../components/day-input.tsx';
import { localMoment } from '../../components/format.ts';
import { useNotify } from '../../components/notify.ts';
import { required } from '../../components/officer-fields.tsx';
import { saveFile } from '../../components/save-file.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import './reports.css';

interface Fields {
  kinds: ReportKind[];
  from: string;
  to: string;
}

/** Spreadsheets over some days: made, kept as they were handed out, taken again. */
export function ReportsScreen() {
  const workspace = useService('workspace.describe', {});
  const reports = useService('reports.list', {});
  const notify = useNotify();
  const [form] = Form.useForm<Fields>();
  const today = workspace.data?.today;
  useEffect(() => {
    if (today && !form.getFieldValue('from')) form.setFieldsValue(periodDates(periodOf(today)));
  }, [today, form]);
  if (reports.error) return <ErrorState error={reports.error} onRetry={() => void reports.refetch()} />;
  if (!workspace.data || !reports.data || !today) return <Loading />;
  const take = async ({ id, title }: Pick<Report, 'id' | 'title'>) => {
    try {
      saveFile(await client.call('reports.read', { id }), `${title}.xlsx`);
    } catch (error) {
      notify.failed(error);
    }
  };
  const make = async (fields: Fields) => {
    try {
      const { id } = await runTask('生成报表', 'reports.make', fields);
      const title = fields.kinds.length === 1 ? reportKindNames[fields.kinds[0] as ReportKind] : '报表';
      notify.done('报表已生成并留存');
      await take({ id, title: `${title} ${fields.from} 至 ${fields.to}` });
    } catch (error) {
      notify.failed(error);
    }
  };
  const quick = periodsAround(today, 1, 0);
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>报表</h1>
      </header>
      <section className="card report-form">
        <Form<Fields>
          form={form}
          layout="vertical"
          initialValues={{ kinds: [...reportKinds] }}
          onFinish={(fields) => void make(fields)}
        >
          <div className="report-row">
            <Form.Item label="时段">
              <Segmented
                options={[
                  { value: quick[1] ?? '', label: '本季度' },
                  { value: quick[0] ?? '', label: '上季度' },
                  { value: today.slice(0, 4), label: '本年' },
                ]}
                onChange={(value: string) =>
                  form.setFieldsValue(
                    value.length === 4
                      ? { from: `${value}-01-01`, to: `${value}-12-31` }
                      : periodDates(value),
                  )
                }
              />
            </Form.Item>
            <Form.Item name="from" label="从" rules={[required('起始日期')]}>
              <DayInput />
            </Form.Item>
            <Form.Item name="to" label="到" rules={[required('截止日期')]}>
              <DayInput />
            </Form.Item>
          </div>
          <Form.Item
            name="kinds"
            label="内容（每项一张工作表）"
            rules={[{ type: 'array', min: 1, message: '请选择内容' }]}
          >
            <Checkbox.Group
              options={reportKinds.map((value) => ({ value, label: reportKindNames[value] }))}
            />
          </Form.Item>
          <Button type="primary" htmlType="submit" icon={<DownloadOutlined />}>
            生成并保存
          </Button>
        </Form>
      </section>
      <h2 className="report-made">已生成的报表</h2>
      <Table<Report>
        size="middle"
        rowKey="id"
        dataSource={reports.data}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{
          emptyText: (
            <EmptyState title="还没有报表">
              选好时段和内容，点“生成并保存”。生成的文件原样留存，随时可以再取。
            </EmptyState>
          ),
        }}
        columns={[
          { title: '名称', dataIndex: 'title' },
          {
            title: '内容',
            dataIndex: 'kinds',
            render: (kinds: ReportKind[]) => kinds.map((kind) => reportKindNames[kind]).join('、'),
          },
          {
            title: '生成时间',
            dataIndex: 'madeAt',
            width: 170,
            className: 'number',
            render: (at: string) => localMoment(at),
          },
          { title: '生成人', dataIndex: 'madeBy', width: 120 },
          {
            title: '',
            width: 110,
            render: (_, report) => (
              <Button type="link" size="small" onClick={() => void take(report)}>
                再取一份
              </Button>
            ),
          },
        ]}
      />
    </div>
  );
}
