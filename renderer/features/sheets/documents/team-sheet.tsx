import { shortDay } from '#shared/calendar/days.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import type { SweepRow, SweepStop } from '#shared/contract/sweeps.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { dayTitle } from '#shared/sweeps/plan-days.ts';
import { standInText } from '#shared/sweeps/stand-ins.ts';
import { visitResults } from '#shared/sweeps/visit-rules.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { severityIn, severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { stopCode } from '../../../components/stop-code.ts';
import { type DocumentMaker, type DocumentMapParts, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';
import { QrCode } from './qr-code.tsx';
import { CommentsTable, commentsOn } from './team-comments.tsx';
import './team-sheet.css';

/** Stops that fit beneath the map, and on a page of their own. */
const ROWS_BENEATH_MAP = 7;
const ROWS_A_PAGE = 17;
const FORMS_A_PAGE = 2;
const COMMENTS_A_PAGE = 12;

interface NumberedStop {
  readonly number: number;
  readonly stop: SweepStop;
  readonly from: string | null;
  readonly until: string | null;
  readonly metres: number;
}

/** A team's day on paper: map with the numbered stops, list, sign-in, and a blank record for each stop. */
export const TeamSheet: DocumentMaker<'teamDocument'> = ({ route, children }) => {
  const { sweepId, teamId, day } = route;
  const workspace = useService('workspace.describe', {});
  const detail = useService('sweeps.get', { id: sweepId });
  const routes = useService('routes.get', { sweepId });
  const said = useService(
    'comments.list',
    route.comments ? { of: { kind: 'sweep', id: sweepId }, open: true } : null,
  );
  const plan = routes.data?.teams.find(({ team }) => team.id === teamId);
  const stops = numbered(plan, day, detail.data?.stops ?? []);
  const start = routes.data?.start ?? null;
  const positions = stops.flatMap(({ stop: { position } }) => (position ? [position] : []));
  const map = useDocumentMap(start ? [start.position, ...positions] : positions);
  const error = workspace.error ?? detail.error ?? routes.error ?? said.error;
  if (error) return children({ error });
  const isWaiting = route.comments && !said.data;
  if (!workspace.data || !detail.data || !routes.data || isWaiting) return children({ loading: true });
  if (!plan || stops.length === 0)
    return children({ error: new Error('这个小组当天没有检查点，请先排路线') });
  if (positions.length > 0 && !map) return children({ loading: true });
  const first = map ? stops.slice(0, ROWS_BENEATH_MAP) : [];
  const rest = map ? stops.slice(ROWS_BENEATH_MAP) : stops;
  const further = pagesOf(rest, ROWS_A_PAGE);
  const comments = pagesOf(commentsOn(stops, said.data ?? []), COMMENTS_A_PAGE);
  const forms = route.forms ? pagesOf(stops, FORMS_A_PAGE) : [];
  const planned = plan.days[day - 1];
  const title = planned ? dayTitle(planned, day) : '';
  const common = { workspace: workspace.data, sweep: detail.data.sweep, plan, day, title };
  const content = (
    <>
      <FirstPage {...common} stops={stops} shown={first} map={map} start={start} />
      {further.map((rows) => (
        <DocumentPage
          key={rows[0]?.number}
          title="检查任务单（续）"
          number={`${plan.team.name} ${title}`}
          workspace={workspace.data}
          basemapTitle={map?.base.title ?? ''}
        >
          <StopTable rows={rows} sweepId={sweepId} workspace={workspace.data} />
        </DocumentPage>
      ))}
      {comments.map((rows) => (
        <DocumentPage
          key={`comments/${rows[0]?.thread.id}`}
          title="检查点批注"
          number={`${plan.team.name} ${title}`}
          workspace={workspace.data}
          basemapTitle=""
        >
          <CommentsTable rows={rows} />
        </DocumentPage>
      ))}
      {forms.map((rows) => (
        <DocumentPage
          key={`form/${rows[0]?.number}`}
          title="现场检查记录（空白）"
          number={`${plan.team.name} ${title}`}
          workspace={workspace.data}
          basemapTitle=""
        >
          {rows.map((row) => (
            <RecordForm key={row.stop.id} row={row} {...common} />
          ))}
        </DocumentPage>
      ))}
    </>
  );
  return children({
    document: {
      fileName: `任务单-${detail.data.sweep.title}-${plan.team.name}-${planned?.date ?? `第${day}天`}`,
      content,
    },
  });
};

interface Common {
  readonly workspace: WorkspaceSummary;
  readonly sweep: SweepRow;
  readonly plan: TeamPlan;
  readonly day: number;
  /** What the day is called. */
  readonly title: string;
}

function FirstPage({
  workspace,
  sweep,
  plan,
  day,
  title,
  stops,
  shown,
  map,
  start,
}: Common & {
  readonly stops: readonly NumberedStop[];
  readonly shown: readonly NumberedStop[];
  readonly map: DocumentMapParts | null;
  readonly start: { readonly name: string; readonly position: LngLat } | null;
}) {
  const { team, days } = plan;
  const own = days[day - 1];
  const path = own?.line ?? [];
  return (
    <DocumentPage
      title="联合检查任务单"
      number={`${team.name} ${title}`}
      workspace={workspace}
      basemapTitle={map?.base.title ?? ''}
    >
      <DocumentFacts
        facts={[
          ['行动', sweep.title],
          ['牵头协调', sweep.coordinator],
          ['日期', own ? dateOf(sweep, own) : ''],
          ['时间', own ? timeOf(stops, own) : ''],
          ['组员', (own?.members ?? team.members).map(memberWords).join('、')],
          ...(own && own.standIns.length > 0
            ? [['当天替换', own.standIns.map(standInText).join('、')] as const]
            : []),
          ['路程', `${stops.length} 个检查点，${((own?.metres ?? 0) / 1000).toFixed(1)} km`],
          ['出发', start?.name || '—'],
          ['整治重点', sweep.focusTopics.join('、')],
          ...(own && own.doubts.length > 0 ? [['人员提示', own.doubts.join('；')] as const] : []),
        ]}
      />
      {plan.doubts.length > 0 && <p className="document-warning">出发前核对：{plan.doubts.join('；')}</p>}
      {map && (
        <DocumentMap
          parts={map}
          places={null}
          lines={path.length > 1 ? [{ kind: 'walk', line: path }] : []}
          marks={stops.flatMap(({ number, stop: { position } }) =>
            position ? [{ position, severity: 'stop' as const, label: String(number) }] : [],
          )}
        />
      )}
      {shown.length > 0 && <StopTable rows={shown} sweepId={sweep.id} workspace={workspace} />}
      <div className="team-signin">
        <Signatures names={['组长签到：', '组员签到：', '返回时间：']} />
      </div>
    </DocumentPage>
  );
}

function StopTable({
  rows,
  sweepId,
  workspace,
}: {
  rows: readonly NumberedStop[];
  sweepId: number;
  workspace: WorkspaceSummary;
}) {
  return (
    <table className="document-table team-stops">
      <colgroup>
        {['5%', '8%', '27%', '10%', '23%', '11%', '9%', '7%'].map((width, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns keep their order
          <col key={i} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th>序</th>
          <th>时间</th>
          <th>场所、地址</th>
          <th>类别</th>
          <th>检查原因</th>
          <th>上次检查</th>
          <th>结果</th>
          <th>扫码</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ number, stop, from }) => (
          <tr key={stop.id}>
            <td className="numeric">{number}</td>
            <td className="numeric">{from ?? '—'}</td>
            <td>
              <strong>{stop.placeName}</strong>
              <br />
              {stop.address}
            </td>
            <td>{categoryTitle(workspace.categories, stop.category)}</td>
            <td>
              {verdictOf(stop)}
              {stop.openHazards > 0 && `；未结隐患 ${stop.openHazards} 项`}
              {stop.notes.map((note) => (
                <div key={note}>{note}</div>
              ))}
            </td>
            <td className="numeric">{stop.lastVisitOn ?? '从未'}</td>
            <td />
            <td>
              <QrCode text={stopCode(sweepId, stop.id)} size={11} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What a visit has to record, to be written by hand. */
function RecordForm({ row: { number, stop }, sweep, plan, day, workspace }: Common & { row: NumberedStop }) {
  const lines: readonly (readonly [string, string])[] = [
    ['现场情况', 'team-form-tall'],
    ['隐患与依据', 'team-form-tall'],
    ['采取措施', ''],
    ['当事人意见', ''],
  ];
  return (
    <section className="team-form">
      <header>
        <strong>
          {number}. {stop.placeName}
        </strong>
        <span>{stop.address}</span>
        <QrCode text={stopCode(sweep.id, stop.id)} size={14} />
      </header>
      <dl>
        <div>
          <dt>类别、判定</dt>
          <dd>
            {categoryTitle(workspace.categories, stop.category)} · {verdictOf(stop)}
          </dd>
        </div>
        <div>
          <dt>起止时间</dt>
          <dd>＿＿月＿＿日＿＿时＿＿分 至 ＿＿时＿＿分　　□已出示证件　□已告知回避权</dd>
        </div>
        <div>
          <dt>检查结果</dt>
          <dd>{visitResults.map((result) => `□${result}`).join('　')}</dd>
        </div>
        <div>
          <dt>实测距离</dt>
          <dd>＿＿＿＿＿ m　起点＿＿＿＿＿＿　止点＿＿＿＿＿＿　仪器＿＿＿＿＿＿</dd>
        </div>
        {lines.map(([label, className]) => (
          <div key={label} className={className}>
            <dt>{label}</dt>
            <dd />
          </div>
        ))}
        <div>
          <dt>签名</dt>
          <dd>
            执法人员（证号）＿＿＿＿＿＿＿＿、＿＿＿＿＿＿＿＿　当事人＿＿＿＿＿＿
            <small>
              （{(plan.days[day - 1]?.members ?? plan.team.members).map(({ name }) => name).join('、')}）
            </small>
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** 王明（市场监管局，A-1）; who inspects nothing comes along 随同. */
function memberWords({ name, agency, certificate }: TeamPlan['team']['members'][number]): string {
  return `${name}（${[agency, certificate || '随同'].filter(Boolean).join('，')}）`;
}

/** The date of a day, with why nobody goes on it; to be filled in by hand where it has none. */
function dateOf({ startsOn, endsOn }: SweepRow, { date, cancelled }: TeamPlan['days'][number]): string {
  if (date === null) return `${startsOn} 至 ${endsOn}，＿＿月＿＿日`;
  const year = `${date.slice(0, 4)}年${shortDay(date)}`;
  return cancelled === '' ? year : `${year}，已取消：${cancelled}`;
}

/** From the first visit to the end of the last; after midnight it is the next day. */
function timeOf(stops: readonly NumberedStop[], { from, until }: TeamPlan['days'][number]): string {
  const [begins, ends] = [stops[0]?.from ?? from, stops.at(-1)?.until ?? until];
  const tell = (clock: string) => (clock < from ? `次日${clock}` : clock);
  return `${tell(begins)}–${tell(ends)}`;
}

function verdictOf({ schoolName, distance, reason, byPoint, ...stop }: SweepStop): string {
  const severity = severityIn(stop.severity);
  const doubt = byPoint ? `（${POINT_FOR_CAMPUS}）` : '';
  if (!severity) return `${reason}${doubt}`;
  const near = schoolName && distance !== null ? `，距${schoolName} ${distance.toFixed(1)} m` : '';
  return `${severityNames[severity]}${near}${doubt}`;
}

function numbered(plan: TeamPlan | undefined, day: number, stops: readonly SweepStop[]): NumberedStop[] {
  const byId = new Map(stops.map((stop) => [stop.id, stop]));
  return (plan?.days[day - 1]?.stops ?? []).flatMap(({ stopId, ...visit }, i) => {
    const stop = byId.get(stopId);
    return stop ? [{ number: i + 1, stop, ...visit }] : [];
  });
}

function pagesOf<Row>(rows: readonly Row[], size: number): (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, page) =>
    rows.slice(page * size, (page + 1) * size),
  );
}
