import type { SchoolHit } from '#shared/contract/precheck.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { existingNames, zoneTitle } from '#shared/rules/rule.ts';
import { outcomeOf, statementOutcomeNames } from '#shared/zones/distance-statement.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../../client/queries.ts';
import { weightiestHits } from '../../../components/alike-hits.ts';
import { categoryTitle } from '../../../components/format.ts';
import { type DocumentMaker, positionsOf, useDocumentMap } from './document.ts';
import { DocumentMap } from './document-map.tsx';
import { DocumentFacts, DocumentPage, Signatures } from './document-page.tsx';
import { proposedPlaces } from './statement-parts.tsx';

/** Existing venues that would lie in the zone of a proposed school. */
export const PrecheckSchoolSheet: DocumentMaker<'schoolCheckDocument'> = ({
  route: { proposed },
  children,
}) => {
  const workspace = useService('workspace.describe', {});
  const check = useService('precheck.school', proposed);
  const zone = check.data?.zone ?? null;
  const map = useDocumentMap(zone ? positionsOf(zone) : []);
  const error = workspace.error ?? check.error;
  if (error) return children({ error });
  if (!workspace.data || !check.data || !map) return children({ loading: true });
  const hits = weightiestHits(check.data.hits);
  const content = (
    <DocumentPage
      title="拟建学校周边场所预检意见"
      number={workspace.data.today}
      workspace={workspace.data}
      basemapTitle={map.base.title}
    >
      <DocumentFacts
        facts={[
          ['拟建学段', proposed.stage],
          ['拟建校门', `${proposed.gates.length} 个`],
          [zoneTitle(workspace.data.pack), `${workspace.data.pack.safetyZone.distance} m`],
          ['涉及场所', `${hits.length} 家`],
        ]}
      />
      <DocumentMap
        parts={map}
        places={proposedPlaces(proposed)}
        zones={zone ? [zone] : []}
        marks={hits.map((hit, index) => ({
          position: hit.position,
          severity: hit.severity,
          label: String(index + 1),
        }))}
      />
      <HitTable hits={hits} workspace={workspace.data} />
      <p className="document-small">
        按试算当日的场所名单和规则计算。“存量”指场所早于拟建学校设立时规则的处理方式。本意见供选址研判参考。
      </p>
      <Signatures names={['试算：', '复核：', '选址单位：']} />
    </DocumentPage>
  );
  return children({ document: { fileName: '拟建学校预检意见', content } });
};

function HitTable({ hits, workspace }: { hits: readonly SchoolHit[]; workspace: WorkspaceSummary }) {
  if (hits.length === 0) return <p className="document-conclusion">安全区域内没有受管控的现有场所。</p>;
  return (
    <table className="document-table">
      <thead>
        <tr>
          <th>号</th>
          <th>场所</th>
          <th>类别</th>
          <th>距离 m</th>
          <th>结论</th>
          <th>存量处理</th>
        </tr>
      </thead>
      <tbody>
        {hits.map((hit, index) => (
          <tr key={hit.venueId}>
            <td>{index + 1}</td>
            <td>{hit.venueName}</td>
            <td>{categoryTitle(workspace.categories, hit.category)}</td>
            <td className="numeric">
              {hit.distance.toFixed(1)} ± {(2 * hit.sigma).toFixed(1)}
            </td>
            <td>
              {outcomeOf(hit) === 'survey' ? statementOutcomeNames.survey : severityNames[hit.severity]}
            </td>
            <td>{hit.existing ? existingNames[hit.existing] : '设立日期不明'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The proposal that an address carries; null where it is broken. */
