import { z } from 'zod';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { SUGGESTION } from '#shared/ledger/suggestion-clock.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import { kindFor } from '#shared/rules/hazard-kinds.ts';
import { basisText } from '#shared/rules/rule.ts';
import { checkAnswerNames, checkAnswerSchema } from '#shared/sweeps/checklist.ts';
import type { VisitCorrection } from '#shared/sweeps/visit-correction.ts';
import { officerSchema, placeTitle, SCHOOL_PLACE, type VisitResult } from '#shared/sweeps/visit-rules.ts';
import {
  countHazardsOfSchool,
  countPhotosOfVisit,
  selectForbidding,
  selectHazardWhole,
  selectStandingSurvey,
  selectVisitWhole,
} from '../../db/queries/documents.ts';
import { selectHazardSteps } from '../../db/queries/hazard-steps.ts';
import { selectHazardsOfVisit } from '../../db/queries/hazards.ts';
import { selectReinspections } from '../../db/queries/reinspections.ts';
import { selectSchool } from '../../db/queries/schools.ts';
import { selectSupervisions } from '../../db/queries/supervisions.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import { refuseUnverified } from '../../sweeps/hazards/record-step.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import { chineseDay, chineseMoment } from './chinese-date.ts';
import { measuredOrNot, measuredWords, partyWords } from './party-words.ts';
import { type SchoolTables, schoolTables } from './school-tables.ts';
import { servedPaper } from './served-paper.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;

/** Which rows a paper is about, as the register of papers points to them. */
export interface Recorded {
  readonly venueId: number | null;
  readonly hazardId: number | null;
  readonly schoolId: number | null;
  readonly visitId: number | null;
}

export const nothingRecorded: Recorded = { venueId: null, hazardId: null, schoolId: null, visitId: null };

/** What a document about one record says, and the authorities that took part. */
export interface RecordFilling {
  readonly known: Record<string, string>;
  readonly bodies: readonly string[];
  /** What the document's name ends with. */
  readonly name: string;
  /** What kind of place the document is about, as powers of authorities know it; null where it is about none. */
  readonly category: string | null;
  readonly recorded: Recorded;
  /** What is offered for fields that a person fills in. */
  readonly offered?: Readonly<Record<string, string>>;
}

/** Whoever refused the inspection has not checked what was written. */
const REFUSED: VisitResult = '拒绝检查';
const CHECKED_TEXT =
  '以上笔录已经当事人核对（宣读），与现场情况一致；有更正的，更正处由当事人签名或者按指印。';
/** Where nobody was met, nobody has checked it either. */
const NOBODY_THERE: readonly VisitResult[] = ['未营业', '已搬迁', '已关闭', '查无此店'];
const NOBODY_TEXT = '现场没有当事人，本笔录由见证人核对签名；没有见证人的，由执法人员注明情况。';
const REFUSED_TEXT = '当事人拒绝核对、签名，原因：＿＿＿＿＿＿＿＿。执法人员已注明情况，由见证人签名证明。';

const officersOf = (stored: string) => z.array(officerSchema).parse(JSON.parse(stored));

/** Errors: VISIT_UNKNOWN. */
export async function visitFilling({ db, workspace }: Context, id: number): Promise<RecordFilling> {
  const visit = await selectVisitWhole(db, id);
  if (!visit) throw new CodedError('VISIT_UNKNOWN', { id });
  const officers = officersOf(visit.officers);
  const answers = z.record(z.string(), checkAnswerSchema).parse(JSON.parse(visit.checklist));
  const texts = new Map(workspace.catalogue.checklist.map((item) => [item.id, item.text]));
  const titles = workspace.catalogue.categoryTitles;
  const hazards = await selectHazardsOfVisit(db, id);
  const photos = await countPhotosOfVisit(db, id);
  const bodies = [...new Set(officers.map(({ agency }) => agency))];
  return {
    bodies,
    name: `${visit.placeName} ${visit.startedAt.slice(0, 10)}`,
    category: visit.category,
    recorded: { ...nothingRecorded, visitId: id },
    known: {
      行动名称: visit.sweep,
      当事人: visit.placeName,
      统一社会信用代码: visit.uscc ?? '',
      负责人: visit.legalPerson ?? '',
      联系电话: maskPhone(visit.phone ?? ''),
      地址: visit.address,
      类别: placeTitle(titles, visit.category),
      学校: visit.schoolName ?? '',
      开始时间: chineseMoment(visit.startedAt),
      结束时间: chineseMoment(visit.endedAt),
      执法人员: officers.map(({ name, certificate }) => `${name}（证号 ${certificate}）`).join('、'),
      执法单位: bodies.join('、'),
      检查结果: visit.result,
      现场情况: visit.facts,
      检查项目: Object.entries(answers)
        .map(([item, answer]) => `${texts.get(item) ?? item}：${checkAnswerNames[answer]}`)
        .join('；\n'),
      距离测量: measuredOrNot(visit),
      ...partyWords(visit.uscc),
      测量距离: visit.measuredDistance === null ? '未测量' : `${visit.measuredDistance} 米`,
      测量起点: visit.measuredFrom || '无',
      测量终点: visit.measuredTo || '无',
      测量仪器: visit.instrument || '无',
      照片编号: Array.from({ length: photos }, (_, i) => `照片${i + 1}`).join('、') || '无',
      采取措施: visit.measures || '无',
      当事人意见: visit.partyView || '无',
      补正: correctionsText(readStored('visits.corrections', visit.corrections)) || '无',
      核对情况: checkedWords(visit.result),
      出具文书: visit.documents || '无',
      下次检查: chineseDay(visit.nextOn),
      发现隐患:
        hazards.map(({ code, kind, description }) => `${code} ${kind}：${description}`).join('\n') || '无',
    },
  };
}

/** What was added to a visit later, each with what was said before: a record that was signed is never written over. */
function correctionsText(corrections: readonly VisitCorrection[]): string {
  return corrections
    .map(({ at, actor, reason, changes }, i) => {
      const changed = changes.map(
        ({ title, before, after }) => `${title}：原记“${before || '无'}”，补正为“${after || '无'}”`,
      );
      const when = chineseMoment(minuteOf(new Date(at)));
      return `第 ${i + 1} 次（${when}，${actor}）：${[reason, ...changed].join('；')}`;
    })
    .join('\n');
}

/** What a 笔录 says of who checked it. */
export function checkedWords(result: VisitResult): string {
  if (result === REFUSED) return REFUSED_TEXT;
  return NOBODY_THERE.includes(result) ? NOBODY_TEXT : CHECKED_TEXT;
}

/** Errors: HAZARD_UNKNOWN, DOCUMENT_SUBJECT where it is under no 挂牌督办 and the document is about that. */
export async function hazardFilling(
  { db, workspace }: Context,
  id: number,
  ofSupervision: boolean,
): Promise<RecordFilling> {
  const hazard = await selectHazardWhole(db, id);
  if (!hazard) throw new CodedError('HAZARD_UNKNOWN', { id });
  // What somebody only said is no ground for a paper.
  refuseUnverified(hazard);
  const supervision = (await selectSupervisions(db, id))[0];
  if (ofSupervision && !supervision)
    throw new CodedError('DOCUMENT_SUBJECT', { reason: '这项隐患没有挂牌督办' });
  const events = await selectHazardSteps(db, id);
  const closing = events.findLast(({ toState }) => toState === 'closed');
  const closer = (await selectReinspections(db, id)).find((each) => each.id === closing?.reinspectionId);
  const officers = officersOf(hazard.officers ?? '[]');
  const items = z.record(z.string(), z.string()).parse(JSON.parse(hazard.fiveItems));
  const forbidden = await forbiddenHere({ db, workspace }, hazard);
  const facts = `${hazard.kind}。${hazard.description}`;
  return {
    bodies: [
      ...(ofSupervision && supervision ? [supervision.body] : []),
      ...new Set(officers.map(({ agency }) => agency)),
    ],
    name: `${hazard.code} ${hazard.placeName}`,
    category: hazard.category ?? SCHOOL_PLACE,
    recorded: { ...nothingRecorded, hazardId: id },
    offered: hazard.source === SUGGESTION ? offeredForReply(hazard) : {},
    known: {
      隐患编号: hazard.code,
      当事人: hazard.placeName,
      统一社会信用代码: hazard.uscc ?? '',
      负责人: hazard.legalPerson ?? '',
      地址: hazard.address,
      学校: hazard.schoolName ?? '',
      隐患种类: hazard.kind,
      隐患等级: hazard.level,
      隐患情况: facts,
      违法事实: [facts.replace(/[。；]?$/, '。'), forbidden?.distance ?? ''].join(''),
      检查日期: chineseDay(hazard.visitedAt?.slice(0, 10) ?? hazard.foundOn),
      ...partyWords(hazard.uscc),
      ...(await servedPaper({ db, workspace }, id)),
      依据: hazard.basis || (forbidden?.basis ?? ''),
      发现日期: chineseDay(hazard.foundOn),
      整改期限: chineseDay(hazard.dueOn),
      责任主体: hazard.subject,
      责任单位: hazard.responsibleBody,
      配合部门: hazard.helpingBodies,
      临时强化防范措施: hazard.temporaryMeasures,
      责任人: hazard.responsiblePerson,
      执法人员: officers.map(({ name, certificate }) => `${name}（证号 ${certificate}）`).join('、'),
      落实措施: Object.entries(items)
        .map(([item, text]) => `${item}：${text}`)
        .join('；'),
      督办编号: supervision?.number ?? '',
      督办级别: supervision?.level ?? '',
      督办单位: supervision?.body ?? '',
      督办领导: supervision?.leader ?? '',
      督办要求: supervision?.requirement ?? '',
      挂牌日期: chineseDay(supervision?.listedOn ?? null),
      督办时限: chineseDay(supervision?.dueOn ?? null),
      督办进展: supervision?.progress ?? '',
      延期情况:
        events
          .filter(({ action }) => action === '延期')
          .map(({ note }) => note)
          .join('；') || '无',
      验收意见: supervision?.acceptance ?? '',
      摘牌日期: chineseDay(supervision?.delistedOn ?? null),
      销号日期: chineseDay(hazard.closedOn),
      复查人员: closer
        ? officersOf(closer.officers)
            .map(({ name }) => name)
            .join('、')
        : '',
    },
  };
}

/** What a reply to the procuratorate says of its suggestion; who sent it is told to nobody. */
function offeredForReply(
  hazard: NonNullable<Awaited<ReturnType<typeof selectHazardWhole>>>,
): Record<string, string> {
  const { sourceNumber, saidOn, description } = hazard;
  return { 建议书文号: sourceNumber, 收到日期: chineseDay(saidOn), 建议内容: description };
}

/**
 * What forbids the venue of a 区内禁设 hazard: the rule, and the distance that officers measured, with the limit. A
 * distance from a map proves nothing and is not told. Null for other hazards.
 */
async function forbiddenHere(
  { db, workspace }: Context,
  hazard: NonNullable<Awaited<ReturnType<typeof selectHazardWhole>>>,
): Promise<{ basis: string; distance: string } | null> {
  const { kind, venueId } = hazard;
  if (kind !== kindFor(hazardKindsOf(workspace), 'forbidden') || venueId === null) return null;
  const finding = await selectForbidding(db, venueId);
  const rule = workspace.rules.find(({ id }) => id === finding?.ruleId);
  if (!finding || !rule) return null;
  const survey = await selectStandingSurvey(db, venueId, finding.schoolId);
  const school = (await selectSchool(db, finding.schoolId))?.name ?? '';
  const measured = survey
    ? `${survey.distance.toFixed(1)} 米（±${(2 * survey.sigma).toFixed(1)} 米），起点：${survey.fromText}，终点：${survey.toText}，实测记录：${survey.code}`
    : measuredWords(hazard);
  const day = chineseDay((survey?.surveyedAt ?? hazard.visitedAt ?? '').slice(0, 10) || null);
  return {
    basis: basisText(rule),
    distance: measured ? `经${day}测量，距${school} ${measured}；规定的限值为 ${finding.limit} 米。` : '',
  };
}

/** Errors: SCHOOL_UNKNOWN. */
export async function schoolFilling(
  context: Context & Pick<QueryContext, 'today'>,
  id: number,
): Promise<RecordFilling & Pick<SchoolTables, 'tables'>> {
  const { db, workspace } = context;
  const school = await selectSchool(db, id);
  if (!school) throw new CodedError('SCHOOL_UNKNOWN', { id });
  const lookup = await workspace.places.regions();
  const { found, closed } = await countHazardsOfSchool(db, id);
  const { known, tables } = await schoolTables(context, id);
  return {
    bodies: [],
    name: school.name,
    category: null,
    recorded: { ...nothingRecorded, schoolId: id },
    tables,
    known: {
      ...known,
      标识码: school.schoolCode,
      电话: maskPhone(school.phone),
      学校: school.name,
      学段: school.stage,
      学校地址: school.address,
      镇街: lookup.ofSchool(TOWN_LEVEL, id) ?? '',
      派出所: lookup.ofSchool(POLICE_LEVEL, id) ?? '',
      隐患总数: String(found),
      整改数: String(closed),
      未整改数: String(found - closed),
    },
  };
}
