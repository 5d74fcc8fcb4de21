import { z } from 'zod';

/** Whom a scheme scores: 镇街, 单位 or 学校. */
export const scoreSubjects = ['towns', 'bodies', 'schools'] as const;
export type ScoreSubjects = (typeof scoreSubjects)[number];

export const scoreSubjectNames: Readonly<Record<ScoreSubjects, string>> = {
  towns: '镇街',
  bodies: '单位',
  schools: '学校',
};

/** The figures that indicators can rest on: each is one that reports, ledgers and the overview have. */
const formulaIds = [
  'coverage',
  'rectified',
  'overdue',
  'verified',
  'supervised',
  'listedSpots',
  'repeated',
  'zoneFindings',
  'formsOnTime',
  'tasksOnTime',
  'handingsOnTime',
  'byHand',
] as const;
export const formulaSchema = z.enum(formulaIds, { error: `数据（formula）只能是 ${formulaIds.join('、')}` });
export type FormulaId = z.infer<typeof formulaSchema>;

interface FormulaFacts {
  readonly title: string;
  /** What the first of its two numbers counts. */
  readonly counted: string;
  /** What the second one counts; null where there is no such number: then only how many there are is known. */
  readonly of: string | null;
  /** Whether what is counted is as it should be, or a fault. */
  readonly good: boolean;
  readonly subjects: readonly ScoreSubjects[];
  readonly explained: string;
}

const everybody = scoreSubjects;

const facts: Readonly<Record<FormulaId, FormulaFacts>> = {
  coverage: {
    title: '整治覆盖率',
    counted: '已整治学校',
    of: '学校',
    good: true,
    subjects: ['towns', 'schools'],
    explained: '时段内周边整治过的学校 ÷ 全部学校，口径同“整治覆盖情况”',
  },
  rectified: {
    title: '隐患整改率',
    counted: '已整改',
    of: '时段内发现的隐患',
    good: true,
    subjects: everybody,
    explained: '时段内发现的隐患中，到时段末已销号的',
  },
  overdue: {
    title: '逾期隐患',
    counted: '逾期',
    of: '未销号的隐患',
    good: false,
    subjects: everybody,
    explained: '到时段末没有销号、整改期限已过的隐患',
  },
  verified: {
    title: '抽查属实率',
    counted: '属实',
    of: '已抽查',
    good: true,
    subjects: everybody,
    explained: '时段内抽样复核过的，复核属实的',
  },
  supervised: {
    title: '挂牌督办隐患',
    counted: '挂牌',
    of: '时段内的隐患',
    good: false,
    subjects: everybody,
    explained: '到时段末仍在挂牌督办的隐患',
  },
  listedSpots: {
    title: '挂牌治安乱点',
    counted: '未摘牌',
    of: '时段内的治安乱点',
    good: false,
    subjects: ['towns', 'bodies'],
    explained: '到时段末挂牌未摘的治安乱点；镇街按所在地，单位按牵头单位',
  },
  repeated: {
    title: '屡犯隐患',
    counted: '屡犯',
    of: '时段内发现的隐患',
    good: false,
    subjects: everybody,
    explained: '时段内发现的隐患中，同一处所、同一地址或同一负责人同种类再犯的',
  },
  zoneFindings: {
    title: '区内禁设场所',
    counted: '区内·禁设',
    of: null,
    good: false,
    subjects: ['towns', 'schools'],
    explained: '学校周边判定为“区内·禁设”的场所，一家对几所学校的各计一项；按今天的研判结果',
  },
  formsOnTime: {
    title: '自查表按时交回',
    counted: '按时交回',
    of: '应交',
    good: true,
    subjects: ['towns', 'schools'],
    explained: '时段内到期的自查表，期限当天及以前交回的；镇街计辖区内的学校',
  },
  tasksOnTime: {
    title: '报送等任务按时完成',
    counted: '按时完成',
    of: '到期的任务',
    good: true,
    subjects: ['towns', 'bodies'],
    explained: '工作计划里时段内到期、由其负责的任务，期限当天及以前登记完成的',
  },
  handingsOnTime: {
    title: '签收、回复按时',
    counted: '按时',
    of: '有时限的交办事项',
    good: true,
    subjects: ['towns', 'bodies'],
    explained: '时段内交给它、有时限的交办、吹哨等事项，没有超过时限的（按工作时间）',
  },
  byHand: {
    title: '人工评分',
    counted: '',
    of: null,
    good: true,
    subjects: everybody,
    explained: '系统没有这项数据，由考核人员评分并写明理由',
  },
};

export const formulaOf = (id: FormulaId): FormulaFacts => facts[id];

/** The formulas that a kind of subject can be scored by. */
export function formulasFor(of: ScoreSubjects): FormulaId[] {
  return formulaIds.filter((id) => facts[id].subjects.includes(of));
}
