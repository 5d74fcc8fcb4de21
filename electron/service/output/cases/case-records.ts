import { minuteOf } from '#shared/calendar/china-time.ts';
import { hoursText } from '#shared/calendar/working-clock.ts';
import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { timelineOf } from '#shared/ledger/timeline.ts';
import { licenceStateNames } from '#shared/licences/licence-state.ts';
import { selectHandingsOf } from '../../db/queries/handings.ts';
import { selectLicences } from '../../db/queries/licences.ts';
import type { selectPapersOf } from '../../db/queries/papers.ts';
import { officerNames, type selectVisitsOfVenue } from '../../db/queries/visits.ts';
import { readWorkingClock } from '../../sweeps/days/work-days.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type CasePart, columns } from './case-content.ts';
import type { CaseHazard } from './case-hazards.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'now'>;
type CasePaper = Awaited<ReturnType<typeof selectPapersOf>>[number];
type CaseHanding = Awaited<ReturnType<typeof selectHandingsOf>>[number];
/** A visit; of several places it is told which one. */
type CaseVisit = Awaited<ReturnType<typeof selectVisitsOfVenue>>[number] & {
  readonly placeName?: string | undefined;
};

/** When something was, by China's clock: 2026-11-21 10:00. */
const localMinute = (at: string) => minuteOf(new Date(at)).replace('T', ' ');

export async function licencePart({ db, today }: Context, venueId: number): Promise<CasePart> {
  const licences = await selectLicences(db, venueId, today);
  return {
    title: '许可证',
    notes: [],
    table: {
      none: '没有许可证记录。',
      columns: columns(['许可证', 3], ['证号', 3], ['持证人', 2], ['有效期', 3], ['状态', 2]),
      rows: licences.map(({ kind, number, holder, validFrom, validUntil, unlimited, state, struck }) => [
        kind,
        number,
        holder,
        unlimited === 1 ? '长期' : `${validFrom ?? ''} 至 ${validUntil ?? '未知'}`,
        struck === '' ? licenceStateNames[state] : `划去：${struck}`,
      ]),
    },
  };
}

/** Visits, the first one first; several places are told apart by name. */
export function visitPart(visits: readonly CaseVisit[]): CasePart {
  const isOfSeveral = visits.some(({ placeName }) => placeName !== undefined);
  return {
    title: '检查记录',
    notes: [],
    table: {
      none: '没有检查记录。',
      columns: columns(
        ['时间', 2],
        ...(isOfSeveral ? [['地点', 2] as const] : []),
        ['执法人员', 2],
        ['结果', 1.5],
        ['现场情况', 4],
        ['措施、文书', 2.5],
        ['当事人意见', 2],
      ),
      rows: visits
        .toReversed()
        .map((visit) => [
          `${visit.startedAt.replace('T', ' ')} 至 ${visit.endedAt.slice(11)}`,
          ...(isOfSeveral ? [visit.placeName ?? ''] : []),
          officerNames(visit.officers).join('、'),
          visit.result,
          visit.facts,
          [visit.measures, visit.documents].filter(Boolean).join('；'),
          visit.partyView,
        ]),
    },
  };
}

export function hazardPart(hazards: readonly CaseHazard[]): CasePart {
  const titles = ['编号', '种类、等级', '情况', '发现', '期限', '销号', '责任单位'];
  const rows = hazards.map(({ hazard }) => [
    hazard.code,
    `${hazard.kind}，${hazard.level}`,
    hazard.state === 'voided' ? `作废：${hazard.voidReason}` : hazard.description,
    hazard.foundOn,
    hazard.dueOn ?? '',
    hazard.closedOn ?? '',
    hazard.responsibleBody,
  ]);
  return {
    title: '隐患',
    notes: [],
    table: {
      none: '没有隐患。',
      columns: columns(...titles.map((title, i) => [title, i === 2 ? 4 : 2] as const)),
      rows,
    },
  };
}

/** Papers about something, the first one first. */
export function paperPart(papers: readonly CasePaper[]): CasePart {
  return {
    title: '出具的文书',
    notes: papers.some(({ reportId }) => reportId !== null) ? ['文书的文件在本卷宗的“文书”文件夹里。'] : [],
    table: {
      none: '没有出具过文书。',
      columns: columns(['文号', 3], ['文书', 4], ['出具单位', 3], ['时间', 2]),
      rows: papers
        .toReversed()
        .map(({ text, title, issuer, madeAt, state }) => [
          state === 'void' ? `${text}（作废）` : text || '未编号',
          title,
          issuer,
          localMinute(madeAt),
        ]),
    },
  };
}

/** What happened, in its order: what was found, each step, each visit, and what was handed about. */
export async function timelinePart(
  context: Context,
  hazards: readonly CaseHazard[],
  visits: readonly CaseVisit[],
  handings: readonly CaseHanding[],
): Promise<CasePart> {
  const clock = await readWorkingClock(context);
  const handed = (about: string, rows: readonly CaseHanding[]) =>
    timelineOf([], rows, context.now, clock).map(({ at, action, bodies, note, actor, hoursLate }) => {
      const late = hoursLate === null ? '' : `，逾期 ${hoursText(hoursLate)}`;
      return [localMinute(at), `${about}${action}（${bodies}${late}）${note ? `：${note}` : ''}，${actor}`];
    });
  const all = [
    ...hazards.flatMap(({ hazard, events }) => events.map((each) => stepRow(hazard.code, each))),
    ...visits.map(({ startedAt, result, placeName = '' }) => [
      startedAt.replace('T', ' '),
      `${placeName && `${placeName} `}现场检查：${result}`,
    ]),
    ...handed('', handings),
  ];
  for (const { hazard } of hazards)
    all.push(...handed(`${hazard.code} `, await selectHandingsOf(context.db, hazard.id)));
  return {
    title: '经过',
    notes: [],
    table: {
      none: '没有经过。',
      columns: columns(['时间', 2], ['事项', 8]),
      rows: all.toSorted(([a = ''], [b = '']) => Number(a > b) - Number(a < b)),
    },
  };
}

function stepRow(code: string, { at, action, toState, actor, note }: CaseHazard['events'][number]): string[] {
  return [
    localMinute(at),
    `${code} ${action}（${hazardStateNames[toState]}）${note ? `：${note}` : ''}，${actor}`,
  ];
}
