import { Button, Popover, Table, Tabs } from 'antd';
import type { Report } from '#shared/contract/reports.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { momentText } from '../../components/format.ts';
import { late } from '../../components/late.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { useSaving } from '../../components/use-saving.ts';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';
import { SchoolForms, SpanDocuments } from './document-forms.tsx';
import { PaperRegister } from './paper-register.tsx';
import { TemplateEditor } from './template-editor.tsx';
import { WorkbookForm } from './workbook-form.tsx';
import './reports.css';
import { useMayCall } from '../../client/use-may.ts';

/** Seldom used beside the rest of the screen, and as large. */
const BlankForms = late(async () => (await import('./blanks/blank-forms.tsx')).BlankForms);

/** Spreadsheets and documents: made, kept as they were handed out, taken again. */
export function ReportsScreen() {
  const workspace = useService('workspace.describe', {});
  const reports = useService('reports.list', {});
  const templates = useService('documents.templates', {});
  const may = useMayCall();
  const { busy, save } = useSaving();
  const error = reports.error ?? templates.error;
  if (error) return <ErrorState error={error} onRetry={() => void reports.refetch()} />;
  if (!workspace.data || !reports.data || !templates.data) return <Loading />;
  const { today } = workspace.data;
  const take = ({ id, title, extension }: Report) =>
    save(() => client.call('reports.read', { id }), `${title}${extension}`);
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>报表</h1>
        <nav className="report-links">
          {may('scores.get') && <a href={linkTo({ name: 'scores' })}>考核评分</a>}
          {may('presentation.slides') && <a href={linkTo({ name: 'present' })}>汇报模式</a>}
        </nav>
      </header>
      <section className="card report-form">
        <Tabs
          items={[
            ...(may('reports.make')
              ? [{ key: 'tables', label: '表格', children: <WorkbookForm today={today} /> }]
              : []),
            ...(may('documents.make')
              ? [
                  {
                    key: 'documents',
                    label: '公文',
                    children: <SpanDocuments today={today} templates={templates.data} />,
                  },
                  { key: 'schools', label: '学校报表', children: <SchoolForms templates={templates.data} /> },
                ]
              : []),
            ...(may('blanks.preview')
              ? [{ key: 'blanks', label: '空白表', children: <BlankForms today={today} /> }]
              : []),
            { key: 'register', label: '编号簿', children: <PaperRegister today={today} /> },
            ...(may('documents.saveTemplate')
              ? [
                  {
                    key: 'templates',
                    label: '文书模板',
                    children: <TemplateEditor templates={templates.data} />,
                  },
                ]
              : []),
          ]}
        />
      </section>
      <h2 className="report-made">已生成的报表和文书</h2>
      <Table<Report>
        size="middle"
        rowKey="id"
        dataSource={reports.data}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        locale={{
          emptyText: (
            <EmptyState title="还没有报表">
              {may('reports.make') && '选好时段和内容，点“生成并保存”。'}生成的文件原样留存
              {may('reports.read') && '，随时可以再取'}。
            </EmptyState>
          ),
        }}
        columns={[
          { title: '名称', dataIndex: 'title' },
          { title: '内容', dataIndex: 'what', ellipsis: true },
          {
            title: '生成时间',
            dataIndex: 'madeAt',
            width: 170,
            className: 'number',
            render: (at: string) => momentText(at),
          },
          { title: '生成人', dataIndex: 'madeBy', width: 110 },
          {
            title: '',
            width: 190,
            render: (_, report) => (
              <>
                {may('reports.read') && (
                  <Button type="link" size="small" disabled={busy} onClick={() => void take(report)}>
                    再取一份
                  </Button>
                )}
                {report.figures.length > 0 && <Figures figures={report.figures} />}
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

/** What each figure of a document was, and the way to the rows that it counts. */
function Figures({ figures }: Pick<Report, 'figures'>) {
  return (
    <Popover
      trigger="click"
      title="数字来源（点开查看现在的明细）"
      content={
        <ul className="report-figures">
          {figures.map(({ field, value, table, query }) => (
            <li key={field}>
              <Button type="link" size="small" onClick={() => goTo({ name: 'table', table, query })}>
                {field}
              </Button>
              <span className="number">{value}</span>
            </li>
          ))}
        </ul>
      }
    >
      <Button type="link" size="small">
        数字来源
      </Button>
    </Popover>
  );
}
