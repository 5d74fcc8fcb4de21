import type { OutputOf } from '#shared/contract/contract.ts';
import { outcomeNames } from '#shared/ledger/assessment.ts';
import { hazardStateNames, isUnverified } from '#shared/ledger/hazard.ts';
import { Tag } from '../../components/tags.tsx';
import { placeRoute } from '../../routes/place-route.ts';
import { linkTo } from '../../routes/routes.ts';
import { stateTone } from './state-tone.ts';

type Detail = OutputOf<'hazards.get'>;
type Fact = readonly [title: string, value: string];

/** How a hazard stands, and what is known of it. */
export function HazardFacts({ detail }: { detail: Detail }) {
  const { hazard, repeated, mergedInto, merged } = detail;
  return (
    <>
      <p className="hazard-state">
        <Tag tone={stateTone[hazard.state]}>{hazardStateNames[hazard.state]}</Tag>
        {hazard.overdue && <Tag tone="violation">逾期</Tag>}
        {hazard.listed && <Tag tone="undetermined">挂牌督办</Tag>}
        {repeated && (
          <a href={linkTo({ name: 'hazard', id: repeated.id })}>
            屡犯：{repeated.by}，见 {repeated.code}
          </a>
        )}
        <a href={linkTo(placeRoute(hazard))}>在地图上看</a>
      </p>
      {isUnverified(hazard.state) && (
        <p className="hazard-voided">
          {hazard.state === 'lead' ? '线索，还没有核实' : '线索，核实不属实'}，不是隐患，不计入任何数字。
        </p>
      )}
      {hazard.voidReason !== '' && (
        <p className="hazard-voided">
          {mergedInto ? (
            <>
              已并入 <a href={linkTo({ name: 'hazard', id: mergedInto.id })}>{mergedInto.code}</a>
            </>
          ) : (
            '已作废'
          )}
          ，不计入任何数字：{hazard.voidReason}
        </p>
      )}
      {merged.length > 0 && (
        <p className="hazard-voided">
          并入本项的：
          {merged.map(({ id, code }) => (
            <a key={id} href={linkTo({ name: 'hazard', id })}>
              {code}{' '}
            </a>
          ))}
        </p>
      )}
      <dl className="hazard-facts">
        {factsOf(detail).map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** What has no value yet, though every hazard has it one day, is a dash; what this hazard never has is left out. */
function factsOf(detail: Detail): Fact[] {
  const { hazard, basis, fiveItems, meetingOn, reportedTo, supervisions } = detail;
  const { subject, helpingBodies, temporaryMeasures } = detail;
  // What was only said has no deadline and no basis yet.
  const isSaid = isUnverified(hazard.state);
  const facts: readonly (readonly [title: string, value: string | null])[] = [
    ['编号', hazard.code],
    ['种类', `${hazard.kind}（${hazard.level}）`],
    ['场所', hazard.venueId === null ? null : hazard.placeName],
    ['地点', hazard.placeText || null],
    ['学校', hazard.schoolName ?? '—'],
    ['情况', hazard.description],
    [
      isSaid ? '由谁核实' : '责任',
      [hazard.responsibleBody, hazard.responsiblePerson].filter(Boolean).join(' ') || '未明确',
    ],
    ['责任主体', subject || null],
    ['配合部门', helpingBodies || null],
    ...saidFacts(detail),
    ['发现日期', isSaid ? null : hazard.foundOn],
    ['整改期限', isSaid ? null : (hazard.dueOn ?? '—')],
    ['销号日期', isSaid ? null : (hazard.closedOn ?? '—')],
    ['依据', isSaid ? null : basis || '—'],
    ...Object.entries(fiveItems),
    [hazard.closedOn ? '临时强化防范措施（已随销号解除）' : '临时强化防范措施', temporaryMeasures || null],
    ['评估', isSaid ? null : hazard.outcome ? outcomeNames[hazard.outcome] : '未评估'],
    ['专题研商', meetingOn || null],
    ['报送', reportedTo || null],
    ...supervisions.slice(0, 1).flatMap(supervisionFacts),
  ];
  return facts.flatMap(([title, value]) => (value === null ? [] : [[title, value] as const]));
}

/** Where it comes from, and who looked into it. */
function saidFacts({
  hazard: { source, sourceNumber },
  ...said
}: Detail): (readonly [title: string, value: string | null])[] {
  const { saidBy, saidOn, verifiedOn, verifiedBy, verification } = said;
  return [
    ['来源', [source, sourceNumber].filter(Boolean).join(' ')],
    ['反映', [saidOn, saidBy].filter(Boolean).join(' ') || null],
    ['核实', [verifiedOn, verifiedBy, verification].filter(Boolean).join(' ') || null],
  ];
}

function supervisionFacts(supervision: Detail['supervisions'][number]): Fact[] {
  const { number, level, body, leader, dueOn, delistedOn, requirement, progress } = supervision;
  const end = delistedOn ? `${delistedOn} 摘牌` : '督办中';
  return [
    ['挂牌督办', [number, level, `${body} ${leader}`, `时限 ${dueOn}`, end].join('；')],
    ['督办要求', requirement],
    ['督办进展', progress || '—'],
  ];
}
