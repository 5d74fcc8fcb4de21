import type { OutputOf } from '#shared/contract/contract.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { methodNames } from '#shared/rules/rule.ts';
import { degreesMinutesSeconds } from '#shared/sheets/coordinate-grid.ts';
import {
  outcomeOf,
  type StatementOutcome,
  statementOutcomeNames,
  tenancyEnds,
  tenancyNames,
} from '#shared/zones/distance-statement.ts';
import { startOf } from '#shared/zones/precheck-advice.ts';
import { positionSourceNames } from '#shared/zones/uncertainty.ts';
import { useService } from '../../../client/queries.ts';
import { alikeHits, basesOf } from '../../../components/alike-hits.ts';
import { categoryTitle } from '../../../components/format.ts';
import type { StatementWanted } from '../../../routes/routes.ts';
import { type DocumentMaker, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';
import { measuredLine, roomAround, StatementNote, WalkWords, walkLines } from './statement-parts.tsx';

type Statement = OutputOf<'precheck.statement'>;

/** More schools than this would not fit on the one page. */
const ROWS_SHOWN = 5;

/** On one page, for an applicant: the distances of a proposed venue, where they were measured, and what follows. */
export const DistanceStatement: DocumentMaker<'distanceStatement'> = ({ route: { statement }, children }) => {
  const { position, source, category } = statement;
  const workspace = useService('workspace.describe', {});
  const stated = useService('precheck.statement', { position, source, category });
  const schoolId = stated.data && (stated.data.rows[0]?.schoolId ?? stated.data.nearest?.schoolId);
  const school = useService('schools.sheet', schoolId ? { id: schoolId } : null);
  const map = useDocumentMap(stated.data ? framedBy(statement, stated.data) : []);
  const error = workspace.error ?? stated.error ?? school.error;
  if (error) return children({ error });
  if (!workspace.data || !stated.data || (schoolId && !school.data) || !map)
    return children({ loading: true });
  const { rows, walk } = stated.data;
  const content = (
    <DocumentPage
      title="拟设场所距离说明"
      number={workspace.data.today}
      workspace={workspace.data}
      basemapTitle={map.base.title}
      isOutward
    >
      <Asked statement={statement} workspace={workspace.data} />
      <DocumentMap
        parts={map}
        places={school.data ?? null}
        lines={[
          ...rows.slice(0, 1).map((row) => measuredLine([row.from, position], row)),
          ...walkLines(walk),
        ]}
        marks={[{ position, severity: 'spot', label: '拟设位置' }]}
      />
      <Distances rows={rows} workspace={workspace.data} />
      <Conclusion stated={stated.data} />
      <StatementNote basis="学校、校门、校园边界、路网和规则" />
      <Signatures names={['测算：', '复核：', '申请人：']} />
    </DocumentPage>
  );
  return children({ document: { fileName: `距离说明 ${statement.applicant}`.trim(), content } });
};

function framedBy({ position }: StatementWanted, { rows, walk }: Statement) {
  return [
    ...roomAround([position], rows.length === 0),
    ...rows.slice(0, 1).map(({ from }) => from),
    ...(walk?.segments ?? []).flatMap(({ line }) => line),
  ];
}

function Asked({ statement, workspace }: { statement: StatementWanted; workspace: WorkspaceSummary }) {
  const { position, source, category, tenancy, applicant, address } = statement;
  return (
    <DocumentFacts
      facts={[
        ['申请人', applicant],
        ['拟设地址', address],
        ['拟设类别', categoryTitle(workspace.categories, category)],
        ['房屋情形', tenancyNames[tenancy]],
        ['测量终点', tenancyEnds[tenancy]],
        [
          '终点坐标',
          `${degreesMinutesSeconds(position[0], 'E', 'W')}，${degreesMinutesSeconds(position[1], 'N', 'S')}（${positionSourceNames[source]} ±${workspace.sigmas[source]} m）`,
        ],
      ]}
    />
  );
}

function Distances({ rows, workspace }: { rows: Statement['rows']; workspace: WorkspaceSummary }) {
  if (rows.length === 0) return null;
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th>学校（起点）</th>
          <th>方式</th>
          <th>距离 m</th>
          <th>限值 m</th>
          <th>相差 m</th>
          <th>说明</th>
          <th>依据</th>
        </tr>
      </thead>
      <tbody>
        {alikeHits(rows)
          .slice(0, ROWS_SHOWN)
          .map((group) => {
            const [row] = group;
            return (
              <tr key={`${row.schoolId}/${row.ruleId}`}>
                <td>{startOf(row)}</td>
                <td>{methodNames[row.method]}</td>
                <td className="numeric">
                  {row.distance.toFixed(1)} ± {(2 * row.sigma).toFixed(1)}
                </td>
                <td className="numeric">{row.limit}</td>
                <td className="numeric">{Math.abs(row.limit - row.distance).toFixed(1)}</td>
                <td>{statementOutcomeNames[outcomeOf(row)]}</td>
                <td>{basesOf(group, workspace.rules)}</td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}

const conclusions: Record<StatementOutcome, string> = {
  inside: '拟设位置在学校周边限制范围内，不符合该类场所的距离要求。',
  survey: '距离与限值相差过小，图上不能确定是否符合距离要求，须由测绘单位测量后再定。',
  outside: '拟设位置不在任何学校的限制范围内，符合该类场所的距离要求。',
};

function Conclusion({ stated: { outcome, rows, nearest, limit, walk } }: { stated: Statement }) {
  return (
    <div className="document-conclusion">
      {limit === null && <p>现行规则对该类场所没有规定与学校的距离。</p>}
      {limit !== null && <p>{conclusions[outcome]}</p>}
      {rows.length === 0 && nearest && (
        <p>
          最近的学校：{nearest.schoolName}，直线距离 {nearest.distance.toFixed(1)} m
          {limit !== null && `，该类场所的限值最大 ${limit} m`}。
        </p>
      )}
      {walk && <WalkWords walk={walk} to="拟设位置" />}
    </div>
  );
}
