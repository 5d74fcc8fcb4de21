import { weekdayTitle } from '#shared/calendar/days.ts';
import { countVacant, rosterDays, rosterRows } from '#shared/facilities/duty-roster.ts';
import { useService } from '../../../client/queries.ts';
import type { DocumentMaker } from './document.ts';
import { DocumentPage } from './document-page.tsx';
import { rosterPages } from './roster-pages.ts';
import { RosterPart } from './roster-part.tsx';
import './roster-sheet.css';

/** Millimetres of the columns beside the days; the days share what is left. Where somebody stands at weekends there are more of them. */
const narrow = { period: 19, post: 23, substitute: 28 };
const wide = { period: 20, post: 27, substitute: 30 };
const SCHOOL_WEEK = 5;

/** Who stands at which gate on which day of a week, for the wall: phone numbers come shortened. */
export const RosterSheet: DocumentMaker<'rosterDocument'> = ({ children }) => {
  const workspace = useService('workspace.describe', {});
  const list = useService('duties.list', {});
  const error = workspace.error ?? list.error;
  if (error) return children({ error });
  if (!workspace.data || !list.data) return children({ loading: true });
  const pages = rosterPages(list.data);
  if (pages.length === 0) return children({ error: new Error('还没有安排护学岗') });
  const duties = list.data.flatMap((gate) => gate.duties);
  const days = rosterDays(duties);
  const vacant = countVacant(list.data.flatMap((gate) => rosterRows(gate.duties)));
  const doubts = list.data.reduce((sum, gate) => sum + gate.doubts.length, 0);
  const { data } = workspace;
  const widths = days.length > SCHOOL_WEEK ? narrow : wide;
  const content = pages.map((page, at) => (
    <DocumentPage
      key={`${page[0]?.gate.gateId}/${page[0]?.rows[0]?.period}/${page[0]?.rows[0]?.post}`}
      title="护学岗值守表"
      number={`第 ${at + 1} / ${pages.length} 页`}
      workspace={data}
      basemapTitle=""
    >
      {at === 0 && <Lead vacant={vacant} doubts={doubts} />}
      <table className="document-table roster-table">
        <colgroup>
          <col style={{ width: `${widths.period}mm` }} />
          <col style={{ width: `${widths.post}mm` }} />
          {days.map((day) => (
            <col key={day} />
          ))}
          <col style={{ width: `${widths.substitute}mm` }} />
        </colgroup>
        <thead>
          <tr>
            {['时段', '岗位、单位', ...days.map(weekdayTitle), '替补'].map((title) => (
              <th key={title}>{title}</th>
            ))}
          </tr>
        </thead>
        {page.map((part) => (
          <RosterPart key={part.gate.gateId} part={part} days={days} />
        ))}
      </table>
    </DocumentPage>
  ));
  return children({ document: { fileName: '护学岗值守表', content } });
};

/** For which week it is, how it is filled in, and what is wanting. */
function Lead({ vacant, doubts }: { vacant: number; doubts: number }) {
  return (
    <div className="roster-lead">
      <p>自＿＿＿＿年＿＿月＿＿日（周一）起一周。到岗的在姓名旁打“√”，替班的划去姓名，在格内签名。</p>
      {(vacant > 0 || doubts > 0) && (
        <p>
          {vacant > 0 && (
            <>
              <b>缺岗 {vacant} 天次</b>：上学日没有安排人的岗位。
            </>
          )}
          {doubts > 0 && (
            <>
              <b>存疑 {doubts} 条</b>：同一人同一时间在两个校门，请核实。
            </>
          )}
        </p>
      )}
    </div>
  );
}
