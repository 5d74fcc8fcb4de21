import { dayOf, minuteOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import { hoursText } from '#shared/calendar/working-clock.ts';
import type { DocumentAbout } from '#shared/contract/documents.ts';
import type { DocumentTemplate } from '#shared/forms/document-template.ts';
import { handingOf, hoursLate, waitsFor } from '#shared/ledger/handing.ts';
import {
  type SelectedDecision,
  selectDecisions,
  selectHandings,
  selectHandingsAt,
  selectHandingsOf,
} from '../../db/queries/handings.ts';
import { findLastMeeting } from '../../db/queries/meetings.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import { readWorkingClock } from '../../sweeps/days/work-days.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay } from './chinese-date.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'now'>;

/**
 * What was handed about, as fields that a person would else write into a paper: of minutes the last meeting of their days,
 * of a letter to a helping body what it was asked, of one that urges what is late. Only fields that the template asks for.
 */
export async function handedSaid(
  context: Context,
  { asks }: Pick<DocumentTemplate, 'asks'>,
  about: DocumentAbout,
): Promise<Record<string, string>> {
  const asked = new Set(asks.map(({ field }) => field));
  const said = await saidOf(context, asked, about);
  return Object.fromEntries(Object.entries(said).filter(([field, text]) => asked.has(field) && text !== ''));
}

async function saidOf(
  context: Context,
  asked: ReadonlySet<string>,
  about: DocumentAbout,
): Promise<Record<string, string>> {
  if (about.kind === 'span' && asked.has('议定事项')) return await meetingSaid(context, about);
  if (about.kind === 'span' && asked.has('未按时办理的事项')) return await missedSaid(context, about);
  if (asked.has('约谈情况')) return talkSaid(await handingsOf(context.db, about));
  if (about.kind !== 'hazard') return {};
  if (asked.has('协办事项')) return await assistSaid(context, about.id);
  return asked.has('逾期情况') ? await lateSaid(context, about.id) : {};
}

async function meetingSaid(
  { db }: Context,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Record<string, string>> {
  const meeting = await findLastMeeting(db, from, to);
  if (!meeting) return {};
  const earlier = await findLastMeeting(db, '0000-01-01', addDays(meeting.heldOn, -1));
  const decisions = await selectDecisions(db);
  const of = (id: number | undefined) => decisions.filter(({ meetingId }) => meetingId === id);
  return {
    会议名称: meeting.title,
    会议时间: chineseDay(meeting.heldOn),
    会议地点: meeting.place,
    主持人: meeting.chair,
    记录人: meeting.recorder,
    出席: meeting.attendees,
    会议议题: readStored('meetings.agenda', meeting.agenda).map(numbered).join('\n'),
    议定事项: of(meeting.id).map(decisionLine).join('\n'),
    上次议定事项的落实: of(earlier?.id).map(outcomeLine).join('\n'),
  };
}

const numbered = (text: string, i: number) => `${i + 1}．${text}`;

function decisionLine(decision: SelectedDecision, i: number): string {
  const { matter, toBody, dueAt } = decision;
  const due = dueAt === null ? '' : `，${chineseDay(dayOf(new Date(dueAt)))}前完成`;
  return numbered(`${matter}（责任单位：${toBody}${due}）`, i);
}

function outcomeLine(decision: SelectedDecision, i: number): string {
  const { matter, toBody, answer, ended, state } = decision;
  const waits = waitsFor(decision, state);
  const stand = { receipt: '尚未签收', answer: '正在办理' };
  const came =
    waits === null ? (ended === 'returned' ? `退回，${answer}` : answer || '已办结') : stand[waits];
  return numbered(`${matter}（${toBody}）：${came}`, i);
}

/** All bodies that were asked to help at once, the last time. */
async function assistSaid({ db }: Context, hazardId: number): Promise<Record<string, string>> {
  const assists = (await selectHandings(db, { hazardId, standing: true })).filter(
    ({ kind }) => kind === 'assist',
  );
  const [last] = assists;
  if (!last) return {};
  const together = assists.filter(({ handedAt }) => handedAt === last.handedAt);
  return {
    协办单位: together
      .map(({ toBody }) => toBody)
      .toReversed()
      .join('、'),
    协办事项: last.matter,
    办理时限: dueText(last.dueAt),
  };
}

async function handingsOf(db: Context['db'], about: DocumentAbout) {
  if (about.kind === 'hazard') return await selectHandingsOf(db, about.id);
  return about.kind === 'school' ? await selectHandingsAt(db, about.id) : [];
}

/** The last talk that was called for, and what was said in it. */
function talkSaid(handings: Awaited<ReturnType<typeof handingsOf>>): Record<string, string> {
  const talk = handings.findLast(({ kind, ended }) => kind === 'talk' && ended !== 'withdrawn');
  if (!talk) return {};
  return {
    约谈对象: [talk.toBody, talk.toPerson].filter(Boolean).join('　'),
    约谈时间: talk.dueAt === null ? '' : momentText(talk.dueAt),
    约谈事由: talk.matter,
    约谈情况: talk.answer,
  };
}

/** What was due in some days and came late or not at all, body by body. */
async function missedSaid(
  context: Context,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Record<string, string>> {
  const clock = await readWorkingClock(context);
  const missed = (await selectHandings(context.db, { hazardId: null, standing: false })).flatMap((each) => {
    const day = each.dueAt === null ? '' : dayOf(new Date(each.dueAt));
    const late = hoursLate(each, context.now, clock);
    const isOut = waitsFor(each, each.state) !== null;
    // Nobody is late where nothing came of it and nothing is waited for.
    if (
      late === null ||
      day < from ||
      day > to ||
      (!isOut && each.endedAt === null && each.receivedAt === null)
    )
      return [];
    const title = handingOf(each.kind).title;
    const came = isOut ? '至今没有办理' : '才办理';
    const words = `${each.toBody}：${title}“${each.matter || (each.description ?? '')}”`;
    return [
      `${words}，时限${chineseDay(day)}，逾期${hoursText(late).replaceAll(' ', '')}（工作时间）${came}`,
    ];
  });
  return { 未按时办理的事项: missed.toSorted().map(numbered).join('\n') };
}

async function lateSaid(context: Context, hazardId: number): Promise<Record<string, string>> {
  const clock = await readWorkingClock(context);
  for (const each of await selectHandings(context.db, { hazardId, standing: true })) {
    const waits = waitsFor(each, each.state);
    const late = waits === null ? null : hoursLate(each, context.now, clock);
    if (late === null) continue;
    const wanted = waits === 'receipt' ? '没有签收' : '没有回复';
    return {
      承办单位: each.toBody,
      原办理时限: dueText(each.dueAt),
      逾期情况: `已逾期${hoursText(late).replaceAll(' ', '')}（工作时间），${wanted}`,
    };
  }
  return {};
}

/** 2026年9月25日9时00分. */
function momentText(iso: string): string {
  const [day = '', minute = ''] = minuteOf(new Date(iso)).split('T');
  return `${chineseDay(day)}${minute.replace(':', '时')}分`;
}

const dueText = (dueAt: string | null) => (dueAt === null ? '' : chineseDay(dayOf(new Date(dueAt))));
