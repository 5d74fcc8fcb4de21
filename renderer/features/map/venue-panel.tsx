import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { VenueDetail } from '#shared/contract/places.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { effectNames } from '#shared/rules/rule.ts';
import { explainTimeline } from '#shared/rules/timeline.ts';
import { positionSourceNames } from '#shared/zones/uncertainty.ts';
import { severityNames, verdictNames } from '#shared/zones/verdict.ts';
import { useService } from '../../client/queries.ts';
import { useSigmas } from '../../client/sigmas.ts';
import { categoryTitle, metres } from '../../components/format.ts';
import { Phone } from '../../components/phone.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { SeverityTag, Tag } from '../../components/tags.tsx';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';
import { AddToSweep } from './add-to-sweep.tsx';
import { DistanceAxis } from './distance-axis.tsx';
import { explainFinding } from './explain.ts';
import { Facts, Panel } from './panel.tsx';
import { SurveyList } from './survey-list.tsx';
import { VenueHistory } from './venue-history.tsx';
import { WalkSection } from './walk-section.tsx';

const SurveyDialog = lazy(async () => ({
  default: (await import('./edit/survey-dialog.tsx')).SurveyDialog,
}));

/** One venue: verdict first, then why, then distances, facts and what to do. */
export function VenuePanel({
  venueId,
  workspace,
  onClose,
}: {
  venueId: number;
  workspace: WorkspaceSummary;
  onClose: () => void;
}) {
  const venue = useService('venues.get', { id: venueId });
  const findings = useService('findings.list', { venueId, allRules: true });
  const [adding, setAdding] = useState(false);
  if (venue.error) return <ErrorState error={venue.error} />;
  if (!venue.data || !findings.data) return <Loading />;
  const primaries = findings.data.filter((finding) => finding.primary);
  const [worst] = primaries;
  return (
    <Panel
      title={venue.data.name}
      onClose={onClose}
      tags={
        <>
          <SeverityTag severity={worst?.severity ?? 'outside'} text={worst ? verdictText(worst) : '区外'} />
          <Tag tone="accent">{categoryTitle(workspace.categories, venue.data.category)}</Tag>
          {venue.data.status && <Tag tone="plain">{venue.data.status}</Tag>}
          {venue.data.vanishedFrom && <Tag tone="undetermined">最近名单中已无</Tag>}
        </>
      }
      actions={
        <>
          <Button onClick={() => setAdding(true)}>加入整治</Button>
          <Button onClick={() => goTo({ name: 'moveVenue', id: venueId })}>移动位置</Button>
          {worst && (
            <Button onClick={() => goTo({ name: 'schoolSheet', id: worst.schoolId })}>打印学校图幅</Button>
          )}
        </>
      }
    >
      {worst ? (
        primaries.map((finding) => (
          <SchoolFinding key={finding.id} finding={finding} all={findings.data} workspace={workspace} />
        ))
      ) : (
        <p className="why why-outside">不在任何学校的管控范围内，或其类别不受本规则包管控。</p>
      )}
      <SurveyList venueId={venueId} />
      <VenueFacts venue={venue.data} />
      <VenueHistory venue={venue.data} />
      <AddToSweep
        open={adding}
        onClose={() => setAdding(false)}
        place={{ name: venue.data.name, venueId, schoolId: worst?.schoolId ?? null }}
        reason={
          worst
            ? `${severityNames[worst.severity]}：距${worst.schoolName} ${worst.distance.toFixed(1)} m`
            : '人工选定'
        }
      />
    </Panel>
  );
}

function verdictText(finding: FindingRow): string {
  if (finding.severity === 'violation') return `${verdictNames.inside} · ${effectNames[finding.effect]}`;
  return severityNames[finding.severity];
}

/** What one school means for the venue: explanation, axis, three distances, further rules. */
function SchoolFinding({
  finding,
  all,
  workspace,
}: {
  finding: FindingRow;
  all: readonly FindingRow[];
  workspace: WorkspaceSummary;
}) {
  const [surveying, setSurveying] = useState(false);
  const [walking, setWalking] = useState(false);
  const rule = workspace.rules.find((candidate) => candidate.id === finding.ruleId);
  const others = all.filter((other) => other.schoolId === finding.schoolId && other.id !== finding.id);
  const adopted =
    finding.method === 'walking' ? 'walking' : finding.origin === 'boundary' ? 'boundary' : 'gate';
  const mark = (kind: 'boundary' | 'gate' | 'walking') => {
    if (kind === adopted)
      return finding.surveyId === null ? (
        <Tag tone={finding.severity}>本规则采用</Tag>
      ) : (
        <Tag tone="plain">计算值，以实测为准</Tag>
      );
    const other =
      finding[kind] !== null && finding[kind] <= finding.limit !== finding.distance <= finding.limit;
    return other ? <Tag tone="undetermined">与采用值结论不同</Tag> : null;
  };
  return (
    <section className="school-finding">
      <p className={`why why-${finding.severity}`}>{explainFinding(finding, rule)}</p>
      <DistanceAxis finding={finding} />
      {finding.toSettle && <p className="to-settle">怎样判定：{finding.toSettle}。</p>}
      <div className="finding-actions">
        <Button
          size="small"
          type={finding.toSettle ? 'primary' : 'default'}
          onClick={() => setSurveying(true)}
        >
          登记实测
        </Button>
        <Button size="small" aria-pressed={walking} onClick={() => setWalking(!walking)}>
          {walking ? '收起步行路线' : '步行路线'}
        </Button>
      </div>
      {walking && <WalkSection finding={finding} />}
      {surveying && (
        <Suspense fallback={null}>
          <SurveyDialog open finding={finding} workspace={workspace} onClose={() => setSurveying(false)} />
        </Suspense>
      )}
      <dl className="facts">
        {finding.surveyId !== null && (
          <div>
            <dt>现场实测</dt>
            <dd className="number">
              {metres(finding.distance)} <Tag tone={finding.severity}>本规则采用</Tag>{' '}
              <a href={linkTo({ name: 'surveyDocument', id: finding.surveyId })}>测量记录</a>
            </dd>
          </div>
        )}
        <div>
          <dt>边界直线</dt>
          <dd className="number">
            {metres(finding.boundary)} {finding.boundary !== null && mark('boundary')}
          </dd>
        </div>
        <div>
          <dt>校门直线</dt>
          <dd className="number">
            {metres(finding.gate)} <span className="quiet">{finding.gateName}</span>{' '}
            {finding.gate !== null && mark('gate')}
          </dd>
        </div>
        <div>
          <dt>校门步行</dt>
          <dd>
            {finding.walking === null ? (
              <span className="quiet">未测算（附近没有连通的可步行道路）</span>
            ) : (
              <>
                {metres(finding.walking)} {mark('walking')}
              </>
            )}
          </dd>
        </div>
        {rule && (
          <div>
            <dt>依据</dt>
            <dd>
              《{rule.basis.document}》{rule.basis.article}{' '}
              {!rule.basis.verified && <Tag tone="undetermined">条文未核实</Tag>}
              <span className="quiet small block">{rule.basis.excerpt}</span>
              {rule.assumption && <span className="quiet small block">说明：{rule.assumption}</span>}
            </dd>
          </div>
        )}
        {rule && !finding.existing && (
          <div>
            <dt>新设或存量</dt>
            <dd className="small">{explainTimeline(rule, finding.venueSince, finding.schoolSince)}</dd>
          </div>
        )}
        {finding.note && (
          <div>
            <dt>备注</dt>
            <dd className="small">{finding.note}</dd>
          </div>
        )}
        {others.length > 0 && (
          <div>
            <dt>同时适用</dt>
            <dd>
              {others.map((other) => (
                <span key={other.id} className="block small">
                  {workspace.rules.find(({ id }) => id === other.ruleId)?.title ?? other.ruleId}（
                  {verdictNames[other.verdict]}）
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function VenueFacts({ venue }: { venue: VenueDetail }) {
  const sigmas = useSigmas();
  const source = venue.positionSource;
  const [last] = venue.visits;
  return (
    <Facts
      facts={[
        ['设立时间', venue.establishedOn ?? '不明'],
        ['信用代码', venue.uscc],
        ['注册号', venue.regNo],
        ['经营场所', venue.address],
        ['负责人', venue.legalPerson],
        ['电话', venue.phone && <Phone shown={venue.phone} table="venues" id={venue.id} />],
        ['位置来源', source ? `${positionSourceNames[source]} ±${sigmas[source]} m` : '待定位'],
        ['类别判断', venue.categoryReason],
        ['名单来源', venue.source],
        ['上次检查', last ? `${last.on} · ${last.result}` : '从未检查'],
        [
          '未结隐患',
          venue.openHazards.length === 0
            ? '无'
            : venue.openHazards.map((hazard) => (
                <a key={hazard.id} className="block" href={linkTo({ name: 'hazard', id: hazard.id })}>
                  {hazard.code} {hazard.title}
                  {hazard.overdue && <Tag tone="violation">逾期</Tag>}
                </a>
              )),
        ],
      ]}
    />
  );
}
