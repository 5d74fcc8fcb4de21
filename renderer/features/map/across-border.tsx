import type { AcrossTold, OwnPlace } from '#shared/contract/neighbours.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { categoryTitle } from '../../components/format.ts';
import { SeverityMark } from '../../components/severity-mark.tsx';
import { Tag } from '../../components/tags.tsx';
import { linkTo } from '../../routes/routes.ts';
import { explainFinding } from './explain.ts';
import { Fact, RuleBasis } from './school-finding.tsx';

/** What was found of an own place across the border; nothing where no neighbour's places are known. */
export function useAcrossBorder(about: OwnPlace): readonly AcrossTold[] {
  const may = useMayCall();
  return useService('neighbours.around', may('neighbours.around') ? { about } : null).data ?? [];
}

/** What schools of other districts mean for an own venue: the own district answers for it. */
export function SchoolsAcross({ found }: { found: readonly AcrossTold[] }) {
  return found.map((each) => (
    <section key={`${each.schoolDistrict} ${each.school} ${each.distance}`} className="school-finding">
      <p className={`why why-${each.severity}`}>
        <Tag tone="plain">邻区学校</Tag> {each.schoolDistrict}：
        {explainFinding({ ...each, schoolName: each.school, surveyId: null }, each.rule)}
      </p>
      <dl className="facts">
        <RuleBasis rule={each.rule}>
          <span className="quiet small">按学校所在辖区的规则</span>
        </RuleBasis>
        <Fact term="办理">
          本辖区（场所所在）；不计入指标、台账和报表，见<a href={linkTo({ name: 'edges' })}>交界处</a>
        </Fact>
      </dl>
    </section>
  ));
}

/** Venues of other districts in or near the zone of an own school: their districts answer for them. */
export function VenuesAcross({
  found,
  workspace,
}: {
  found: readonly AcrossTold[];
  workspace: WorkspaceSummary;
}) {
  if (found.length === 0) return null;
  return (
    <section>
      <h2 className="list-title">邻区在安全区域内及存疑的场所（{found.length}）</h2>
      <ul className="finding-list">
        {found.map((each) => (
          <li
            key={`${each.venueDistrict} ${each.venue} ${each.position}`}
            title={`${severityNames[each.severity]}，由${each.venueDistrict}办理`}
          >
            <a href={linkTo({ name: 'edges' })}>
              <SeverityMark severity={each.severity} size={14} />
              <span className="finding-name">{each.venue}</span>
              <span className="quiet small">
                {categoryTitle(workspace.categories, each.category)} · {each.venueDistrict}办理
              </span>
              <span className="number finding-distance">{each.distance.toFixed(1)} m</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
