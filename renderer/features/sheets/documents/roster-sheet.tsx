import { dutyPeriods } from '#shared/contract/facilities.ts';
import { useService } from '../../../client/queries.ts';
import type { DocumentMaker } from './document.ts';
import { DocumentPage } from './document-page.tsx';
import './roster-sheet.css';

/** Rows of people that fit on a page. */
const ROWS_A_PAGE = 30;

/** The days of a school's week; on each somebody signs, or writes who stands in. */
const weekdays = ['周一', '周二', '周三', '周四', '周五'];

/** Who stands at which gate on which day of a week, for the wall: phone numbers come shortened. */
export const RosterSheet: DocumentMaker<'rosterDocument'> = ({ children }) => {
  const workspace = useService('workspace.describe', {});
  const list = useService('duties.list', {});
  const error = workspace.error ?? list.error;
  if (error) return children({ error });
  if (!workspace.data || !list.data) return children({ loading: true });
  const rows = list.data.flatMap(({ schoolName, gateName, duties }) =>
    dutyPeriods.flatMap((period) =>
      duties
        .filter((duty) => duty.period === period)
        .map((duty) => ({ ...duty, place: `${schoolName} ${gateName}` })),
    ),
  );
  if (rows.length === 0) return children({ error: new Error('还没有安排护学岗') });
  const pages = Array.from({ length: Math.ceil(rows.length / ROWS_A_PAGE) }, (_, i) =>
    rows.slice(i * ROWS_A_PAGE, (i + 1) * ROWS_A_PAGE),
  );
  const { data } = workspace;
  const content = pages.map((page, i) => (
    <DocumentPage
      key={page[0]?.id}
      title="护学岗排班表"
      number={`${i + 1} / ${pages.length}`}
      workspace={data}
      basemapTitle=""
    >
      <p className="roster-week">
        自＿＿＿＿年＿＿月＿＿日（周一）起一周。到岗的在当天格内签到；替班的写在“替补”栏，并在当天格内签名。
      </p>
      <table className="document-table roster-table">
        <thead>
          <tr>
            {['学校、校门', '时段', '岗位', '人员', '单位', '电话', ...weekdays, '替补'].map((title) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {page.map((duty, row) => (
            <tr key={duty.id}>
              {/* A gate is named where its people begin. */}
              <td>{page[row - 1]?.place === duty.place ? '' : duty.place}</td>
              <td>
                {duty.period} {duty.from}–{duty.until}
              </td>
              <td>{duty.post}</td>
              <td>{duty.person}</td>
              <td>{duty.body}</td>
              <td>{duty.phone}</td>
              {weekdays.map((weekday) => (
                <td key={weekday} className="roster-sign" />
              ))}
              <td className="roster-sign" />
            </tr>
          ))}
        </tbody>
      </table>
    </DocumentPage>
  ));
  return children({ document: { fileName: '护学岗排班表', content } });
};
