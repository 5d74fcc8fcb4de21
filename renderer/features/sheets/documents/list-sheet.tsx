import { queryText } from '#shared/tables/query.ts';
import { cellText, findColumn, tableTitles } from '#shared/tables/table-columns.ts';
import { useService } from '../../../client/queries.ts';
import { useTitles } from '../../../components/use-titles.ts';
import type { DocumentMaker } from './document.ts';
import { DocumentPage } from './document-page.tsx';

/** Rows on one page, and at most on all pages; for more, a spreadsheet is the better form. */
const ROWS_A_PAGE = 36;
const MOST_ROWS = 1000;
/** Columns that are still legible side by side on A4. */
const MOST_COLUMNS = 8;

/** The rows of a table as a list to hand out: what is shown, or what is selected. */
export const ListSheet: DocumentMaker<'listDocument'> = ({ route: { rows: wanted }, children }) => {
  const titles = useTitles();
  const workspace = useService('workspace.describe', {});
  const columns = wanted.columns.slice(0, MOST_COLUMNS);
  const rows = useService('tables.rows', { ...wanted, columns, offset: 0, limit: MOST_ROWS });
  const error = workspace.error ?? rows.error;
  if (error) return children({ error });
  if (!workspace.data || !rows.data) return children({ loading: true });
  const heads = columns.flatMap((key) => findColumn(wanted.table, key) ?? []);
  const { total } = rows.data;
  const widths = heads.reduce((sum, { width }) => sum + width, 0);
  const pages = Array.from(
    { length: Math.max(1, Math.ceil(rows.data.rows.length / ROWS_A_PAGE)) },
    (_, page) => rows.data.rows.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE),
  );
  const name = `${tableTitles[wanted.table]}清单`;
  const words = wanted.about
    ? `图上选定的 ${wanted.about.ids.length} 个`
    : queryText(wanted.table, wanted.query, titles);
  const content = pages.map((page, at) => (
    <DocumentPage
      // biome-ignore lint/suspicious/noArrayIndexKey: a page has nothing but its place
      key={at}
      title={name}
      number={`第 ${at + 1} / ${pages.length} 页`}
      workspace={workspace.data}
      basemapTitle=""
    >
      {at === 0 && (
        <p className="document-note">
          共 {total} 行{words && `：${words}`}
          {total > MOST_ROWS && `。这里印出前 ${MOST_ROWS} 行，其余请导出表格`}
        </p>
      )}
      <table className="document-list">
        <colgroup>
          <col style={{ width: '6%' }} />
          {heads.map(({ key, width }) => (
            <col key={key} style={{ width: `${(width / widths) * 94}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th>序号</th>
            {heads.map(({ key, title, unit }) => (
              <th key={key}>{unit ? `${title}（${unit}）` : title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.map((row, i) => (
            <tr key={row.id}>
              <td>{at * ROWS_A_PAGE + i + 1}</td>
              {heads.map((column, cell) => (
                <td key={column.key} className={column.type === 'number' ? 'document-figure' : undefined}>
                  {cellText(column, row.cells[cell], titles)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </DocumentPage>
  ));
  return children({ document: { fileName: name, content } });
};
