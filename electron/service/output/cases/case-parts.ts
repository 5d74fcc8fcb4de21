import { minuteOf } from '#shared/calendar/china-time.ts';
import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { licenceStateNames } from '#shared/licences/licence-state.ts';
import { documentText } from '#shared/rules/basis.ts';
import { existingNames, methodNames } from '#shared/rules/rule.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { selectLicences } from '../../db/queries/licences.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectPapersOf } from '../../db/queries/papers.ts';
import { selectSurveys } from '../../db/queries/surveys.ts';
import { officerNames, selectVisitsOfVenue } from '../../db/queries/visits.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { FilledTable } from '../documents/paper-blocks.ts';
import type { CaseHazard } from './case-hazards.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** A part of a case file: its heading, a table, and what is said beneath. */
export interface CasePart {
  readonly title: string;
  readonly table: FilledTable;
  readonly notes: readonly string[];
}

/** When something was, by China's clock: 2026-11-21 10:00. */
const localMinute = (at: string) => minuteOf(new Date(at)).replace('T', ' ');

const columns = (...told: readonly (readonly [title: string, share: number])[]) =>
  told.map(([title, share]) => ({ title, share }));

/** How far the venue is from each school, by which rule. */
export async function distancePart(
  { db, workspace }: Context,
  venueId: number,
  schoolId: number | null,
): Promise<CasePart> {
  const findings = await selectNamedFindings(db, { venueId, schoolId: schoolId ?? undefined });
  const rules = new Map(workspace.rules.map((rule) => [rule.id, rule]));
  return {
    title: '距离判定',
    notes: ['距离按图上位置计算的，±2σ 为不确定度；由两名执法人员实测的，以实测记录为准。'],
    table: {
      none: '没有规则管到这家场所。',
      columns: columns(
        ['学校', 3],
        ['起算、方法', 2],
        ['距离（米）', 2.4],
        ['限值', 1.3],
        ['判定', 2],
        ['存量处理', 2],
      ),
      rows: findings.map((finding) => [
        finding.schoolName,
        `${finding.gateName ?? '校园边界'}，${methodNames[finding.method]}`,
        `${finding.distance.toFixed(1)}（±${(2 * finding.sigma).toFixed(1)}）${finding.walking === null ? '' : `，步行 ${finding.walking.toFixed(1)}`}`,
        String(finding.limit),
        `${severityNames[finding.severity]}${rules.has(finding.ruleId) ? '' : '（规则已不在用）'}`,
        finding.existing ? existingNames[finding.existing] : '',
      ]),
    },
  };
}

/** Measurements by officers, also those that were withdrawn. */
export async function surveyPart(
  { db }: Context,
  venueId: number,
  schoolId: number | null,
): Promise<CasePart> {
  const surveys = (await selectSurveys(db, { venueId })).filter(
    (survey) => schoolId === null || survey.schoolId === schoolId,
  );
  return {
    title: '实测记录',
    notes: [],
    table: {
      none: '没有实测记录。',
      columns: columns(
        ['编号', 2],
        ['时间', 2],
        ['学校', 2],
        ['起点、止点', 3],
        ['距离（米）', 2],
        ['仪器', 2],
        ['测量人', 2],
      ),
      rows: surveys.map((survey) => [
        survey.withdrawnAt === null ? survey.code : `${survey.code}（作废：${survey.withdrawnReason}）`,
        survey.surveyedAt.replace('T', ' '),
        survey.schoolName,
        `${survey.fromText} 至 ${survey.toText}`,
        `${survey.distance.toFixed(1)}（±${(2 * survey.sigma).toFixed(1)}）`,
        [survey.instrument, survey.instrumentNumber].filter(Boolean).join(' '),
        survey.officers.map(({ name, certificate }) => `${name}（${certificate}）`).join('、'),
      ]),
    },
  };
}

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

export async function visitPart({ db }: Context, venueId: number): Promise<CasePart> {
  const visits = (await selectVisitsOfVenue(db, venueId)).toReversed();
  return {
    title: '检查记录',
    notes: [],
    table: {
      none: '没有检查记录。',
      columns: columns(
        ['时间', 2],
        ['执法人员', 2],
        ['结果', 1.5],
        ['现场情况', 4],
        ['措施、文书', 2.5],
        ['当事人意见', 2],
      ),
      rows: visits.map((visit) => [
        `${visit.startedAt.replace('T', ' ')} 至 ${visit.endedAt.slice(11)}`,
        officerNames(visit.officers).join('、'),
        visit.result,
        visit.facts,
        [visit.measures, visit.documents].filter(Boolean).join('；'),
        visit.partyView,
      ]),
    },
  };
}

export async function paperPart({ db }: Context, venueId: number): Promise<CasePart> {
  const papers = (await selectPapersOf(db, { kind: 'venue', id: venueId })).toReversed();
  return {
    title: '出具的文书',
    notes: papers.some(({ reportId }) => reportId !== null) ? ['文书的文件在本卷宗的“文书”文件夹里。'] : [],
    table: {
      none: '没有出具过文书。',
      columns: columns(['文号', 3], ['文书', 4], ['出具单位', 3], ['时间', 2]),
      rows: papers.map(({ text, title, issuer, madeAt, state }) => [
        state === 'void' ? `${text}（作废）` : text || '未编号',
        title,
        issuer,
        localMinute(madeAt),
      ]),
    },
  };
}

/** What happened, in its order: what was found, each step, each visit and paper. */
export function timelinePart(
  hazards: readonly CaseHazard[],
  others: readonly (readonly [at: string, what: string])[],
): CasePart {
  const steps = hazards.flatMap(({ hazard, events }): [string, string][] => [
    ...events.map(({ at, action, toState, actor, note }): [string, string] => [
      localMinute(at),
      `${hazard.code} ${action}（${hazardStateNames[toState]}）${note ? `：${note}` : ''}，${actor}`,
    ]),
  ]);
  const all = [...steps, ...others].toSorted(([a], [b]) => Number(a > b) - Number(a < b));
  return {
    title: '经过',
    notes: [],
    table: {
      none: '没有经过。',
      columns: columns(['时间', 2], ['事项', 8]),
      rows: all.map((row) => [...row]),
    },
  };
}

/** The rules that decided, with their documents. */
export async function rulePart(
  { db, workspace }: Context,
  venueId: number,
  schoolId: number | null,
): Promise<CasePart> {
  const findings = await selectNamedFindings(db, { venueId, schoolId: schoolId ?? undefined });
  const named = new Set(findings.map(({ ruleId }) => ruleId));
  const rules = workspace.rules.filter(({ id }) => named.has(id));
  return {
    title: '依据',
    notes: [],
    table: {
      none: '没有规则管到这家场所。',
      columns: columns(['文件', 3], ['条款', 2], ['条文', 4], ['规定', 2], ['核实', 2]),
      rows: rules.map(({ basis, distance, method }) => [
        documentText(basis),
        basis.article,
        basis.excerpt || '（没有摘录条文）',
        `${distance === null ? '没有规定距离' : `${distance} 米`}，${methodNames[method]}`,
        basis.verified ? '条文已核对' : '条文未核实',
      ]),
    },
  };
}
