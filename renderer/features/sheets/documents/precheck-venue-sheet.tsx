import type { VenueHit } from '#shared/contract/precheck.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { degreesMinutesSeconds } from '#shared/sheets/coordinate-grid.ts';
import { startOf } from '#shared/zones/precheck-advice.ts';
import { positionSourceNames } from '#shared/zones/uncertainty.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { alikeHits, basesOf } from '../../../components/alike-hits.ts';
import { categoryTitle } from '../../../components/format.ts';
import { type DocumentMaker, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';

/** Around a spot where no school is near, the map still shows this much, degrees. */
const QUIET_MARGIN = 0.002;

/** What the rules say of a venue of each category at a proposed spot. */
export const PrecheckVenueSheet: DocumentMaker<'venueCheckDocument'> = ({
  route: { position, source, category },
  children,
}) => {
  const workspace = useService('workspace.describe', {});
  const check = useService('precheck.venue', { position, source });
  const hits = (check.data?.hits ?? []).filter((hit) => category === undefined || hit.category === category);
  const nearest = hits[0];
  const school = useService('schools.sheet', nearest ? { id: nearest.schoolId } : null);
  const spot: LngLat = position;
  const margin = hits.length === 0 ? QUIET_MARGIN : QUIET_MARGIN / 4;
  const map = useDocumentMap(
    check.data
      ? [
          [spot[0] - margin, spot[1] - margin],
          [spot[0] + margin, spot[1] + margin],
          ...hits.map((hit) => hit.from),
        ]
      : [],
  );
  const error = workspace.error ?? check.error ?? school.error;
  if (error) return children({ error });
  if (!workspace.data || !check.data || (nearest && !school.data) || !map) return children({ loading: true });
  const lines = [...new Map(hits.map((hit) => [hit.from.join(','), hit])).values()];
  const content = (
    <DocumentPage
      title="拟设场所距离预检意见"
      number={workspace.data.today}
      workspace={workspace.data}
      basemapTitle={map.base.title}
    >
      <DocumentFacts
        facts={[
          ['经度', degreesMinutesSeconds(spot[0], 'E', 'W')],
          ['纬度', degreesMinutesSeconds(spot[1], 'N', 'S')],
          ['位置来源', `${positionSourceNames[source]}（±${workspace.data.sigmas[source]} m）`],
          [
            '最近学校',
            check.data.nearest
              ? `${check.data.nearest.schoolName} ${check.data.nearest.distance.toFixed(1)} m`
              : '',
          ],
          [
            '拟设类别',
            category && category !== 'all' ? categoryTitle(workspace.data.categories, category) : '逐类试算',
          ],
          ['试算日期', workspace.data.today],
        ]}
      />
      <DocumentMap
        parts={map}
        places={school.data ?? null}
        lines={lines.map((hit) => ({
          kind: 'link' as const,
          line: [hit.from, spot],
          label: `${hit.distance.toFixed(1)} m`,
        }))}
        marks={[{ position: spot, severity: 'spot', label: '拟设位置' }]}
      />
      <HitTable hits={hits} workspace={workspace.data} />
      <p className="document-small">
        按试算当日的学校、校门、校园边界、路网和规则计算，距离附两倍标准误差；误差跨过限值的标为待实测，须现场测量后再定。本意见供研判参考，不代替行政许可决定。
      </p>
      <Signatures names={['试算：', '复核：', '申请人：']} />
    </DocumentPage>
  );
  return children({ document: { fileName: '拟设场所预检意见', content } });
};

function HitTable({ hits, workspace }: { hits: readonly VenueHit[]; workspace: WorkspaceSummary }) {
  if (hits.length === 0)
    return <p className="document-conclusion">该处不在任何学校的管控范围内，按现行规则没有距离限制。</p>;
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th>类别</th>
          <th>学校（量起处）</th>
          <th>距离 m</th>
          <th>限值 m</th>
          <th>结论</th>
          <th>依据</th>
        </tr>
      </thead>
      <tbody>
        {alikeHits(hits).map((group) => {
          const [hit] = group;
          return (
            <tr key={`${hit.category}/${hit.schoolId}/${hit.ruleId}`}>
              <td>{categoryTitle(workspace.categories, hit.category)}</td>
              <td>{startOf(hit)}</td>
              <td className="numeric">
                {hit.distance.toFixed(1)} ± {(2 * hit.sigma).toFixed(1)}
              </td>
              <td className="numeric">{hit.limit}</td>
              <td>{severityNames[hit.severity]}</td>
              <td>{basesOf(group, workspace.rules)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
