import { Button } from 'antd';
import { useState } from 'react';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { VenueDetail } from '#shared/contract/places.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { effectNames } from '#shared/rules/rule.ts';
import { positionSourceNames } from '#shared/zones/uncertainty.ts';
import { severityNames, verdictNames } from '#shared/zones/verdict.ts';
import { useService } from '../../client/queries.ts';
import { useSigmas } from '../../client/sigmas.ts';
import { useMayCall } from '../../client/use-may.ts';
import { CommentsOf } from '../../components/comments/comments-of.tsx';
import { CaseFile } from '../../components/documents/case-file.tsx';
import { PapersOf } from '../../components/documents/papers-of.tsx';
import { categoryTitle, metres } from '../../components/format.ts';
import { MoreActions } from '../../components/more-actions.tsx';
import { Phone } from '../../components/phone.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { SeverityTag, Tag } from '../../components/tags.tsx';
import { useTitles } from '../../components/use-titles.ts';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';
import { SchoolsAcross, useAcrossBorder } from './across-border.tsx';
import { AddToSweep } from './add-to-sweep.tsx';
import { AroundSection } from './around/around-panel.tsx';
import { CorrectVenue } from './correct-venue.tsx';
import { LicenceList } from './licences/licence-list.tsx';
import { Facts, Panel } from './panel.tsx';
import { SchoolFinding } from './school-finding.tsx';
import { SurveyList } from './survey-list.tsx';
import { VenueHistory } from './venue-history.tsx';
import { kindsByWeight, VenueKinds } from './venue-kinds.tsx';

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
  const across = useAcrossBorder({ kind: 'venue', id: venueId });
  const may = useMayCall();
  const [adding, setAdding] = useState(false);
  const [correcting, setCorrecting] = useState(false);
  if (venue.error) return <ErrorState error={venue.error} />;
  if (!venue.data || !findings.data) return <Loading />;
  const primaries = findings.data.filter((finding) => finding.primary);
  const [worst] = primaries;
  const kinds = kindsByWeight({ venue: venue.data, findings: findings.data, workspace });
  return (
    <Panel
      title={venue.data.name}
      link
      onClose={onClose}
      tags={
        <>
          {venue.data.doubt && !worst ? (
            <SeverityTag severity="doubt" text="在禁设范围" />
          ) : (
            <SeverityTag severity={worst?.severity ?? 'outside'} text={worst ? verdictText(worst) : '区外'} />
          )}
          {across[0] && (
            <SeverityTag severity={across[0].severity} text={`邻区学校：${verdictText(across[0])}`} />
          )}
          {kinds.map(({ kind }) => (
            <Tag key={kind} tone="accent">
              {categoryTitle(workspace.categories, kind)}
            </Tag>
          ))}
          {venue.data.status && <Tag tone="plain">{venue.data.status}</Tag>}
          {venue.data.vanishedFrom && <Tag tone="undetermined">最近名单中已无</Tag>}
        </>
      }
      actions={
        <>
          {may('sweeps.addStop') && <Button onClick={() => setAdding(true)}>加入整治</Button>}
          {may('venues.savePosition') && (
            <Button onClick={() => goTo({ name: 'moveVenue', id: venueId })}>移动位置</Button>
          )}
          {may('venues.end') && <Button onClick={() => setCorrecting(true)}>更正</Button>}
          <MoreActions
            actions={[
              worst && may('sheets.draw')
                ? { label: '打印学校图幅', does: () => goTo({ name: 'schoolSheet', id: worst.schoolId }) }
                : null,
            ]}
          />
        </>
      }
    >
      {worst ? (
        primaries.map((finding) => (
          <SchoolFinding
            key={finding.id}
            finding={finding}
            all={findings.data}
            workspace={workspace}
            isOneOfSeveral={kinds.length > 1}
          />
        ))
      ) : (
        <Unruled venue={venue.data} workspace={workspace} isAcross={across.length > 0} />
      )}
      <SchoolsAcross found={across} />
      <VenueKinds venue={venue.data} findings={findings.data} workspace={workspace} />
      <SurveyList venueId={venueId} />
      <LicenceList venueId={venueId} />
      {may('papers.of') && <PapersOf about={{ kind: 'venue', id: venueId }} />}
      <CaseFile of={{ venueId }} name={venue.data.name} />
      <VenueFacts venue={venue.data} />
      <VenueHistory venue={venue.data} />
      {venue.data.position && (
        <AroundSection from={{ kind: 'shape', shape: { type: 'Point', coordinates: venue.data.position } }} />
      )}
      <CommentsOf about={{ kind: 'venue', id: venueId }} title={venue.data.name} />
      {correcting && (
        <CorrectVenue venue={venue.data} onClose={() => setCorrecting(false)} onGone={onClose} />
      )}
      {adding && (
        <AddToSweep
          onClose={() => setAdding(false)}
          place={{ name: venue.data.name, venueId, schoolId: worst?.schoolId ?? null }}
          reason={
            worst
              ? `${severityNames[worst.severity]}：距${worst.schoolName} ${worst.distance.toFixed(1)} m`
              : '人工选定'
          }
        />
      )}
    </Panel>
  );
}

/** Why no rule is about a venue, or why that is not sure. */
function Unruled({
  venue: { doubt },
  workspace,
  isAcross,
}: {
  venue: VenueDetail;
  workspace: WorkspaceSummary;
  isAcross: boolean;
}) {
  if (!doubt && isAcross)
    return <p className="why why-outside">不在本辖区任何学校的管控范围内，但邻区学校有：</p>;
  if (!doubt) return <p className="why why-outside">不在任何学校的管控范围内，或其类别不受本规则包管控。</p>;
  const kinds = workspace.rules.find(({ id }) => id === doubt.ruleId)?.categories ?? [];
  const titles = kinds.map((id) => categoryTitle(workspace.categories, id)).join('、');
  return (
    <p className="why why-doubt">
      没有什么说明这家是做什么的。若是{titles}，距{doubt.schoolName}{' '}
      <span className="number">{metres(doubt.distance)}</span>，就在禁设范围内。请现场核实后认定类别。
    </p>
  );
}

function verdictText(finding: Pick<FindingRow, 'severity' | 'effect'>): string {
  if (finding.severity === 'violation') return `${verdictNames.inside} · ${effectNames[finding.effect]}`;
  return severityNames[finding.severity];
}

function VenueFacts({ venue }: { venue: VenueDetail }) {
  const sigmas = useSigmas();
  const titles = useTitles();
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
        ['也可能是', venue.categorySuggested.map((id) => titles.category.get(id) ?? id).join('、')],
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
