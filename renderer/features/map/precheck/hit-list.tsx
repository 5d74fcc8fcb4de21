import type { VenueHit } from '#shared/contract/precheck.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { methodNames, originNames } from '#shared/rules/rule.ts';
import { adviceFor } from '#shared/zones/precheck-advice.ts';
import { type AlikeHits, alikeHits, basesOf } from '../../../components/alike-hits.ts';
import { categoryTitle } from '../../../components/format.ts';
import { SeverityTag } from '../../../components/tags.tsx';
import './hit-list.css';

/** By category: the nearest school whose rule it would break, and by how much. */
export function HitList({
  hits,
  workspace,
  nearest,
  empty,
}: {
  hits: readonly VenueHit[];
  workspace: WorkspaceSummary;
  nearest: { schoolName: string; distance: number } | null;
  empty: string;
}) {
  const present = [...new Set(hits.map(({ category }) => category))];
  return (
    <section data-testid="precheck">
      {nearest && (
        <p className="quiet small">
          最近的学校：{nearest.schoolName}，{nearest.distance.toFixed(1)} m
        </p>
      )}
      {hits.length === 0 ? (
        <p className="why why-supervised">{empty}</p>
      ) : (
        <ul className="hits">
          {present.map((category) => (
            <li key={category}>
              <h3>{categoryTitle(workspace.categories, category)}</h3>
              {alikeHits(hits.filter((hit) => hit.category === category)).map((group) => (
                <Hit key={`${group[0].schoolId}/${group[0].ruleId}`} group={group} workspace={workspace} />
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Hit({ group, workspace }: { group: AlikeHits; workspace: WorkspaceSummary }) {
  const [hit] = group;
  const from = hit.origin === 'boundary' ? originNames.boundary : (hit.gateName ?? '学校点位');
  return (
    <div className="hit">
      <SeverityTag severity={hit.severity} text={adviceFor(hit)} />
      <span>
        距{hit.schoolName}
        {from}（{methodNames[hit.method]}）
        <b className="number">
          {hit.distance.toFixed(1)} ± {(2 * hit.sigma).toFixed(0)} m
        </b>
        ，{shortfall(hit)}
      </span>
      <span className="quiet small">{basesOf(group, workspace.rules)}</span>
    </div>
  );
}

function shortfall({ distance, limit }: VenueHit): string {
  const gap = limit - distance;
  return gap >= 0 ? `比 ${limit} m 少 ${gap.toFixed(1)} m` : `比 ${limit} m 多 ${(-gap).toFixed(1)} m`;
}
