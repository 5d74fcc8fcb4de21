import type { OutputOf } from '#shared/contract/contract.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { basisText, existingNames, methodNames } from '#shared/rules/rule.ts';
import {
  type StatementOutcome,
  statementOutcomeNames,
  tenancyNames,
  tenancyStarts,
} from '#shared/zones/distance-statement.ts';
import { positionSourceNames } from '#shared/zones/uncertainty.ts';
import { useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import type { RouteTo } from '../../../routes/routes.ts';
import { type DocumentMaker, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';
import {
  measuredLine,
  proposedPlaces,
  roomAround,
  StatementNote,
  WalkWords,
  walkLines,
} from './statement-parts.tsx';

type Wanted = RouteTo<'schoolStatement'>['statement'];
type Statement = OutputOf<'precheck.schoolStatement'>;
type Row = Statement['rows'][number];

/** More venues, or rules, than these would not fit on the one page. */
const VENUES_SHOWN = 8;
const RULES_SHOWN = 8;

/** On one page, for an applicant: which venues lie within each rule's distance of a proposed school. */
export const SchoolStatement: DocumentMaker<'schoolStatement'> = ({ route: { statement }, children }) => {
  const { stage, campus, gates, source } = statement;
  const workspace = useService('workspace.describe', {});
  const stated = useService('precheck.schoolStatement', { stage, campus, gates, source });
  const map = useDocumentMap(stated.data ? framedBy(statement, stated.data) : []);
  const error = workspace.error ?? stated.error;
  if (error) return children({ error });
  if (!workspace.data || !stated.data || !map) return children({ loading: true });
  const venues = nearestOfEach(stated.data.rows);
  const content = (
    <DocumentPage
      title="拟设学校距离说明"
      number={workspace.data.today}
      workspace={workspace.data}
      basemapTitle={map.base.title}
      isOutward
    >
      <Asked statement={statement} workspace={workspace.data} />
      <DocumentMap
        parts={map}
        places={proposedPlaces(statement)}
        lines={[
          ...venues.slice(0, 1).map((row) => measuredLine([row.from, row.position], row)),
          ...walkLines(stated.data.walk),
        ]}
        marks={venues.slice(0, VENUES_SHOWN).map((row, i) => ({
          position: row.position,
          severity: row.severity,
          label: String(i + 1),
        }))}
      />
      <ByRule stated={stated.data} workspace={workspace.data} />
      <Venues venues={venues} workspace={workspace.data} />
      <div className="document-conclusion">
        <p>{conclusions[stated.data.rules.length === 0 ? 'none' : stated.data.outcome]}</p>
        {stated.data.walk && venues.length > 0 && <WalkWords walk={stated.data.walk} to=" 1 号场所" />}
      </div>
      <StatementNote basis="场所名单、路网和规则" />
      <Signatures names={['测算：', '复核：', '申请人：']} />
    </DocumentPage>
  );
  return children({ document: { fileName: `距离说明 ${statement.applicant}`.trim(), content } });
};

function framedBy({ campus, gates }: Wanted, { rows, walk }: Statement) {
  const own = [...(campus ?? []).flat(2), ...gates];
  return [
    ...roomAround(own, rows.length === 0),
    ...rows.slice(0, VENUES_SHOWN).map(({ position }) => position),
    ...(walk?.segments ?? []).flatMap(({ line }) => line),
  ];
}

/** Each venue once, by its weightiest and then nearest row. */
function nearestOfEach(rows: readonly Row[]): Row[] {
  const inside = rows.filter(({ outcome }) => outcome === 'inside');
  const seen = new Set<number>();
  return [...inside, ...rows].filter(({ venueId }) => !seen.has(venueId) && seen.add(venueId));
}

function Asked({ statement, workspace }: { statement: Wanted; workspace: WorkspaceSummary }) {
  const { applicant, address, stage, tenancy, campus, gates, source } = statement;
  const drawn = [campus ? '校园边界' : '', gates.length > 0 ? `${gates.length} 个校门` : ''].filter(Boolean);
  return (
    <DocumentFacts
      facts={[
        ['申请人', applicant],
        ['拟设地址', address],
        ['拟设学段', stage],
        ['房屋情形', tenancyNames[tenancy]],
        ['测量起点', tenancyStarts[tenancy]],
        ['起点来源', `${drawn.join('、')}（${positionSourceNames[source]} ±${workspace.sigmas[source]} m）`],
      ]}
    />
  );
}

/** How many venues lie within the distance of each rule. */
function ByRule({ stated: { rules, rows }, workspace }: { stated: Statement; workspace: WorkspaceSummary }) {
  if (rules.length === 0) return null;
  const count = (ruleId: string, outcome: Row['outcome']) =>
    rows.filter((row) => row.ruleId === ruleId && row.outcome === outcome).length;
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th>规则</th>
          <th>限值 m</th>
          <th>方式</th>
          <th>范围内 家</th>
          <th>须测量 家</th>
          <th>依据</th>
        </tr>
      </thead>
      <tbody>
        {rules
          .toSorted((a, b) => count(b.ruleId, 'inside') - count(a.ruleId, 'inside'))
          .slice(0, RULES_SHOWN)
          .map(({ ruleId, limit }) => {
            const rule = workspace.rules.find(({ id }) => id === ruleId);
            return (
              <tr key={ruleId}>
                <td>{rule?.title ?? ruleId}</td>
                <td className="numeric">{limit}</td>
                <td>{rule && methodNames[rule.method]}</td>
                <td className="numeric">{count(ruleId, 'inside')}</td>
                <td className="numeric">{count(ruleId, 'survey')}</td>
                <td>{rule && basisText(rule)}</td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}

function Venues({ venues, workspace }: { venues: readonly Row[]; workspace: WorkspaceSummary }) {
  if (venues.length === 0) return null;
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th>号</th>
          <th>场所</th>
          <th>类别</th>
          <th>起点</th>
          <th>距离 m</th>
          <th>限值 m</th>
          <th>说明</th>
          <th>存量处理</th>
        </tr>
      </thead>
      <tbody>
        {venues.slice(0, VENUES_SHOWN).map((row, i) => (
          <tr key={row.venueId}>
            <td>{i + 1}</td>
            <td>{row.venueName}</td>
            <td>{categoryTitle(workspace.categories, row.category)}</td>
            <td>{row.origin === 'boundary' ? '校园边界' : (row.gateName ?? '校门')}</td>
            <td className="numeric">
              {row.distance.toFixed(1)} ± {(2 * row.sigma).toFixed(1)}
            </td>
            <td className="numeric">{row.limit}</td>
            <td>{statementOutcomeNames[row.outcome]}</td>
            <td>{row.existing ? existingNames[row.existing] : '设立日期不明'}</td>
          </tr>
        ))}
        {venues.length > VENUES_SHOWN && (
          <tr>
            <td colSpan={8}>另有 {venues.length - VENUES_SHOWN} 家，见上表家数</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

const conclusions: Record<StatementOutcome | 'none', string> = {
  inside:
    '拟设学校的限制范围内有现存场所，不符合规则对场所与学校距离的要求，须先按存量处理方式处置或另行选址。',
  survey: '有场所与拟设学校的距离和限值相差过小，图上不能确定，须由测绘单位测量后再定。',
  outside: '名单所列的现存场所都不在拟设学校的限制范围内，符合规则的距离要求。',
  none: '现行规则对该学段没有规定场所与学校的距离。',
};
