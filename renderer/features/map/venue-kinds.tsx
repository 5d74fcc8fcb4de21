import { Button } from 'antd';
import { REVIEW_SCORE } from '#shared/classification/category.ts';
import { doubtfulKinds, standingKinds } from '#shared/classification/further-kinds.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { VenueDetail } from '#shared/contract/places.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { severities, severityNames } from '#shared/zones/verdict.ts';
import { useCommand } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { categoryTitle, metres } from '../../components/format.ts';
import { SeverityTag, Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface VenueKindsProps {
  readonly venue: VenueDetail;
  readonly findings: readonly FindingRow[];
  readonly workspace: WorkspaceSummary;
}

/** A kind of a venue with what speaks for it and what follows from it. */
interface ShownKind {
  readonly kind: string;
  readonly score: number;
  readonly reason: string;
  readonly worst: FindingRow | undefined;
}

/** The kinds of a venue with the worst first; the main one where nothing tells them apart. */
export function kindsByWeight({ venue, findings, workspace }: VenueKindsProps): readonly ShownKind[] {
  const { category, categoryScore: score, categoryReason: reason, furtherKinds } = venue;
  const standing = standingKinds(furtherKinds, category);
  const weight = ({ worst }: ShownKind) => (worst ? severities.indexOf(worst.severity) : severities.length);
  return [{ kind: category, score, reason }, ...standing]
    .map((each) => ({ ...each, worst: findings.find((finding) => isFor(finding, each.kind, workspace)) }))
    .sort((a, b) => weight(a) - weight(b));
}

/** Whether a finding is about a venue for being of a kind. Findings come the worst first. */
function isFor({ ruleId, category }: FindingRow, kind: string, { rules }: WorkspaceSummary): boolean {
  return category === kind || rules.some(({ id, categories }) => id === ruleId && categories.includes(kind));
}

/** Each kind of a venue of several, with its evidence and its heaviest finding: a person may strike one. */
export function VenueKinds(props: VenueKindsProps) {
  const { venue, workspace } = props;
  const set = useCommand('review.setKind');
  const carryOut = useCarryOut();
  const may = useMayCall();
  const { category: main, furtherKinds } = venue;
  const struck = furtherKinds.filter(({ kind, by }) => by === 'struck' && kind !== main);
  const doubtful = doubtfulKinds(furtherKinds, main);
  const kinds = kindsByWeight(props);
  if (kinds.length + doubtful.length + struck.length === 1) return null;
  const title = (kind: string) => categoryTitle(workspace.categories, kind);
  const say = (category: string, isOfKind: boolean) =>
    carryOut(
      () => set.mutateAsync({ input: { ids: [venue.id], category, isOfKind } }),
      isOfKind ? `已增加“${title(category)}”` : `已去掉“${title(category)}”，以后的名单不会加回来`,
    );
  return (
    <section className="venue-kinds" data-testid="venue-kinds">
      <h3>各类别的依据和结果</h3>
      <ul>
        {kinds.map(({ kind, score, reason, worst }) => (
          <li key={kind}>
            <span>
              <b>{title(kind)}</b> {score < REVIEW_SCORE && <Tag tone="undetermined">待复核</Tag>}
              {worst && (
                <>
                  <SeverityTag severity={worst.severity} text={severityNames[worst.severity]} />{' '}
                  <span className="small">
                    {worst.schoolName} {metres(worst.distance)}
                  </span>
                </>
              )}
            </span>
            <span className="quiet small">{reason}</span>
            {kinds.length > 1 && may('review.setKind') && (
              <Button size="small" type="link" disabled={set.isPending} onClick={() => say(kind, false)}>
                去掉{title(kind)}
              </Button>
            )}
          </li>
        ))}
        {doubtful.map(({ kind, reason }) => (
          <li key={kind}>
            <span>
              {title(kind)} <Tag tone="undetermined">待复核，认定前不研判</Tag>
            </span>
            <span className="quiet small">{reason}</span>
            {may('review.setKind') && (
              <span>
                <Button size="small" type="link" disabled={set.isPending} onClick={() => say(kind, true)}>
                  也是{title(kind)}
                </Button>
                <Button size="small" type="link" disabled={set.isPending} onClick={() => say(kind, false)}>
                  不是{title(kind)}
                </Button>
              </span>
            )}
          </li>
        ))}
        {struck.map(({ kind, reason }) => (
          <li key={kind}>
            <s>{title(kind)}</s>
            <span className="quiet small">{reason}：不是此类</span>
            {may('review.setKind') && (
              <Button size="small" type="link" disabled={set.isPending} onClick={() => say(kind, true)}>
                加回{title(kind)}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
