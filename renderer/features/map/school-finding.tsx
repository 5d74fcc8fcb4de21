import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { basisWarnings, citationText } from '#shared/rules/basis.ts';
import type { Rule } from '#shared/rules/rule.ts';
import { explainTimeline } from '#shared/rules/timeline.ts';
import { verdictNames } from '#shared/zones/verdict.ts';
import { useMayCall } from '../../client/use-may.ts';
import { categoryTitle, metres } from '../../components/format.ts';
import { late } from '../../components/late.tsx';
import { Tag } from '../../components/tags.tsx';
import { linkTo } from '../../routes/routes.ts';
import { DistanceAxis } from './distance-axis.tsx';
import { explainFinding } from './explain.ts';
import { WalkSection } from './walk-section.tsx';

const SurveyDialog = late(async () => (await import('./edit/survey-dialog.tsx')).SurveyDialog);

interface SchoolFindingProps {
  readonly finding: FindingRow;
  readonly all: readonly FindingRow[];
  readonly workspace: WorkspaceSummary;
  /** Whether the venue is of several kinds: then it is said for which one a finding is. */
  readonly isOneOfSeveral: boolean;
}

/** What one school means for the venue: explanation, axis, three distances, further rules. */
export function SchoolFinding({ finding, all, workspace, isOneOfSeveral }: SchoolFindingProps) {
  const may = useMayCall();
  const [surveying, setSurveying] = useState(false);
  const [walking, setWalking] = useState(false);
  const rule = workspace.rules.find((candidate) => candidate.id === finding.ruleId);
  const title = (category: string) => categoryTitle(workspace.categories, category);
  const others = all.filter((other) => other.schoolId === finding.schoolId && other.id !== finding.id);
  return (
    <section className="school-finding">
      <p className={`why why-${finding.severity}`}>
        {isOneOfSeveral && `作为${title(finding.category)}：`}
        {explainFinding(finding, rule)}
      </p>
      <DistanceAxis finding={finding} />
      {finding.toSettle && <p className="to-settle">怎样判定：{finding.toSettle}。</p>}
      <div className="finding-actions">
        {may('surveys.record') && (
          <Button
            size="small"
            type={finding.toSettle ? 'primary' : 'default'}
            onClick={() => setSurveying(true)}
          >
            登记实测
          </Button>
        )}
        <Button size="small" aria-pressed={walking} onClick={() => setWalking(!walking)}>
          {walking ? '收起步行路线' : '步行路线'}
        </Button>
      </div>
      {walking && <WalkSection finding={finding} />}
      {surveying && (
        <SurveyDialog open finding={finding} workspace={workspace} onClose={() => setSurveying(false)} />
      )}
      <dl className="facts">
        <DistanceFacts finding={finding} />
        {rule && <RuleFacts rule={rule} finding={finding} />}
        {finding.note && (
          <Fact term="备注" className="small">
            {finding.note}
          </Fact>
        )}
        {others.length > 0 && (
          <Fact term="同时适用">
            {others.map((other) => (
              <span key={other.id} className="block small">
                {workspace.rules.find(({ id }) => id === other.ruleId)?.title ?? other.ruleId}（
                {isOneOfSeveral && `${title(other.category)}，`}
                {verdictNames[other.verdict]}）
              </span>
            ))}
          </Fact>
        )}
      </dl>
    </section>
  );
}

export function Fact({
  term,
  className,
  children,
}: {
  term: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className={className}>{children}</dd>
    </div>
  );
}

/** The distances from which the rule may be judged, each with what it counts for. */
function DistanceFacts({ finding }: { finding: FindingRow }) {
  return (
    <>
      {finding.surveyId !== null && (
        <Fact term="现场实测" className="number">
          {metres(finding.distance)} <Tag tone={finding.severity}>本规则采用</Tag>{' '}
          <a href={linkTo({ name: 'surveyDocument', id: finding.surveyId })}>测量记录</a>
        </Fact>
      )}
      <Fact term="边界直线" className="number">
        {metres(finding.boundary)} <DistanceMark finding={finding} kind="boundary" />
      </Fact>
      <Fact term="校门直线" className="number">
        {metres(finding.gate)} <span className="quiet">{finding.gateName}</span>{' '}
        <DistanceMark finding={finding} kind="gate" />
      </Fact>
      <Fact term="校门步行">
        {finding.walking === null ? (
          <span className="quiet">未测算（附近没有连通的可步行道路）</span>
        ) : (
          <>
            {metres(finding.walking)} <DistanceMark finding={finding} kind="walking" />
          </>
        )}
      </Fact>
    </>
  );
}

type DistanceKind = 'boundary' | 'gate' | 'walking';

/** Whether a distance is the one that the rule goes by, or would lead to another verdict than that one. */
function DistanceMark({ finding, kind }: { finding: FindingRow; kind: DistanceKind }) {
  const distance = finding[kind];
  if (distance === null) return null;
  if (kind !== adoptedKind(finding))
    return distance <= finding.limit !== finding.distance <= finding.limit ? (
      <Tag tone="undetermined">与采用值结论不同</Tag>
    ) : null;
  return finding.surveyId === null ? (
    <Tag tone={finding.severity}>本规则采用</Tag>
  ) : (
    <Tag tone="plain">计算值，以实测为准</Tag>
  );
}

function adoptedKind({ method, origin }: FindingRow): DistanceKind {
  if (method === 'walking') return 'walking';
  return origin === 'boundary' ? 'boundary' : 'gate';
}

/** Where a rule stands, how sure that is, and what it says. */
export function RuleBasis({ rule, children }: { rule: Rule; children?: ReactNode }) {
  return (
    <Fact term="依据">
      {citationText(rule.basis)}{' '}
      {basisWarnings(rule.basis).map((warning) => (
        <Tag key={warning} tone="undetermined">
          {warning}
        </Tag>
      ))}
      {children}
      <span className="quiet small block">{rule.basis.excerpt}</span>
      {rule.assumption && <span className="quiet small block">说明：{rule.assumption}</span>}
    </Fact>
  );
}

/** Where the rule stands, and whether it meets a venue that was there before. */
function RuleFacts({ rule, finding }: { rule: Rule; finding: FindingRow }) {
  return (
    <>
      <RuleBasis rule={rule} />
      {!finding.existing && (
        <Fact term="新设或存量" className="small">
          {explainTimeline(rule, finding.venueSince, finding.schoolSince)}
        </Fact>
      )}
    </>
  );
}
