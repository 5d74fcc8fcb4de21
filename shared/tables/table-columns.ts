import { kindsIn } from '../classification/category.ts';
import { facilityStates } from '../facilities/facility.ts';
import { outcomeNames } from '../ledger/assessment.ts';
import { hazardLevelSchema, hazardStateNames, hazardStates, isCounted } from '../ledger/hazard.ts';
import { hazardSources } from '../ledger/source.ts';
import { troubleSpotStateNames } from '../ledger/trouble-spot.ts';
import { licenceStateNames, licenceZoneNames } from '../licences/licence-state.ts';
import { schoolStages } from '../registry/stage.ts';
import { effectNames, existingNames, methodNames, originNames } from '../rules/rule.ts';
import { visitResults } from '../sweeps/visit-rules.ts';
import { positionSourceNames } from '../zones/uncertainty.ts';
import { severityNames, verdictNames } from '../zones/verdict.ts';

/** Tables that are shown beneath the map, searched, filtered and exported. */
export const tableNames = [
  'findings',
  'venues',
  'schools',
  'gates',
  'facilities',
  'hazards',
  'visits',
  'licences',
  'troubleSpots',
] as const;
export type TableName = (typeof tableNames)[number];

export const tableTitles: Readonly<Record<TableName, string>> = {
  findings: '研判结果',
  venues: '场所',
  schools: '学校',
  gates: '校门',
  facilities: '设施',
  hazards: '隐患',
  visits: '检查',
  licences: '许可证',
  troubleSpots: '治安乱点',
};

/** Levels of regions, widest first; each is a column of what lies in them. */
export const regionLevels = ['区县', '镇街', '社区', '派出所辖区'] as const;
export type RegionLevel = (typeof regionLevels)[number];

/** What a column holds: texts, numbers, days (YYYY-MM-DD), one of several values, yes or no (1 or 0). */
export type ColumnType = 'text' | 'number' | 'day' | 'choice' | 'flag';

/** Where the titles of a choice come from, when they are not the values themselves. */
type ChoiceSource = 'category' | 'rule';

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly type: ColumnType;
  /** Width in pixels at which its usual contents are read whole. */
  readonly width: number;
  /** Whether it is shown until a reader chooses otherwise. */
  readonly shown: boolean;
  readonly unit?: string;
  /** Decimals of a number. */
  readonly digits?: number;
  /** Titles by value, in the order in which they are listed. */
  readonly titles?: Readonly<Record<string, string>>;
  readonly source?: ChoiceSource;
  /** What a no means, in words. */
  readonly negative?: string;
  /** Whether it may be changed by hand in the table: to one value, or to several that are written between 、. */
  readonly editable?: true | 'several';
  /** Whether a row may have several values, between semicolons: one of them is enough to be found by. */
  readonly several?: true;
  /** Whether rows may be counted by a column of texts; by those of choices, days and yes or no they always may. */
  readonly grouped?: true;
  /** By which steps rows may be counted by a column of numbers, the usual one first; `value` is by each number. */
  readonly steps?: readonly ('value' | number)[];
  /** What its sum over rows counts, as 件; where a sum would count something twice, or mean nothing, there is none. */
  readonly summed?: string;
}

type Options = Partial<
  Pick<
    Column,
    | 'shown'
    | 'unit'
    | 'digits'
    | 'titles'
    | 'source'
    | 'negative'
    | 'editable'
    | 'several'
    | 'grouped'
    | 'steps'
    | 'summed'
  >
>;
const column =
  (type: ColumnType) =>
  (key: string, title: string, width: number, options: Options = {}): Column => ({
    key,
    title,
    type,
    width,
    shown: true,
    ...options,
  });
const text = column('text');
const number = column('number');
const day = column('day');
const choice = column('choice');
const flag = (key: string, title: string, negative: string, width: number, options: Options = {}) =>
  column('flag')(key, title, width, { ...options, negative });

const hidden = { shown: false } as const;
const edit = { editable: true } as const;
const metres = { unit: 'm', digits: 1, steps: [50, 20, 100, 200] } as const;
const whole = { digits: 0, steps: ['value', 5, 10] } as const;
const grouped = { grouped: true } as const;
const asThemselves = (values: readonly string[]) => Object.fromEntries(values.map((value) => [value, value]));

const regions: readonly Column[] = regionLevels.map((level) => choice(level, level, 96, hidden));
const lastVisitOn = day('lastVisitOn', '上次检查', 100);
const visitedThisQuarter = flag('visitedThisQuarter', '本期已检查', '本期未检查', 104, hidden);
/** Of the row's venue: it stands on each of its rows, so that a sum would count a hazard again and again. */
const openHazards = number('openHazards', '未结隐患', 84, { ...hidden, ...whole });
/** What a query's first distance condition measured; without one they are empty, and are not shown. */
const near: readonly Column[] = [
  text('nearSchool', '就近学校', 150, { ...hidden, ...grouped }),
  number('nearDistance', '就近距离', 96, { ...hidden, ...metres }),
  number('nearDoubt', '就近±2σ', 96, { ...hidden, ...metres, steps: [10, 20, 50] }),
  choice('nearVerdict', '是否在内', 88, { ...hidden, titles: { inside: '在内', undetermined: '存疑' } }),
  choice('nearSchools', '范围内学校', 180, { ...hidden, several: true }),
];
const category = choice('category', '类别', 92, { source: 'category', several: true });
const worst = { ...severityNames, unlocated: '待定位' };

const findings: readonly Column[] = [
  choice('severity', '判定', 118, { titles: severityNames }),
  text('venueName', '场所', 190),
  category,
  text('schoolName', '学校', 170, grouped),
  choice('stage', '学段', 80, { ...hidden, titles: asThemselves(schoolStages) }),
  choice('origin', '起算', 84, { titles: originNames }),
  choice('method', '测法', 72, { titles: methodNames }),
  number('distance', '距离', 80, metres),
  number('doubt', '±2σ', 72, { ...metres, steps: [10, 20, 50] }),
  number('limit', '限值', 72, { unit: 'm', digits: 0, steps: ['value'] }),
  choice('ruleId', '依据', 210, { source: 'rule' }),
  lastVisitOn,
  text('toSettle', '需要做什么', 240, hidden),
  flag('needsSettling', '需实测或核对', '无需实测或核对', 104, hidden),
  flag('disagrees', '测法结论不一', '测法结论一致', 104, hidden),
  flag('surveyed', '已实测', '未实测', 76, hidden),
  number('boundary', '边界直线', 84, { ...hidden, ...metres }),
  number('gate', '校门直线', 84, { ...hidden, ...metres }),
  number('walking', '校门步行', 84, { ...hidden, ...metres }),
  choice('verdict', '几何判定', 84, { ...hidden, titles: verdictNames }),
  choice('effect', '规则效力', 84, { ...hidden, titles: effectNames }),
  choice('existing', '存量处理', 104, { ...hidden, titles: existingNames }),
  text('address', '地址', 220, hidden),
  choice('status', '登记状态', 88, hidden),
  day('venueSince', '成立日期', 100, hidden),
  visitedThisQuarter,
  openHazards,
  ...regions,
  text('note', '说明', 200, hidden),
  ...near,
];

const venues: readonly Column[] = [
  text('name', '名称', 210, edit),
  choice('category', '类别', 92, { source: 'category', several: true, ...edit }),
  choice('furtherKinds', '兼营', 84, { source: 'category', several: true, editable: 'several' }),
  choice('severity', '判定', 118, { titles: worst }),
  number('nearest', '最近距离', 96, metres),
  number('schools', '涉及学校', 80, whole),
  text('address', '地址', 250, edit),
  choice('status', '登记状态', 92, edit),
  text('uscc', '信用代码', 172, edit),
  text('regNo', '注册号', 130, { ...hidden, ...edit }),
  text('licenceNo', '许可证号', 150, hidden),
  day('licenceUntil', '许可证有效期止', 116, hidden),
  text('legalPerson', '负责人', 84, { ...hidden, ...edit }),
  text('phone', '电话', 112, { ...hidden, ...edit }),
  day('establishedOn', '成立日期', 100, edit),
  text('scope', '经营范围', 260, hidden),
  text('listedCategory', '名单类别', 130, hidden),
  choice('mainCategory', '主类别', 92, { ...hidden, source: 'category' }),
  choice('industryCode', '行业代码', 84, hidden),
  number('categoryScore', '类别把握', 84, { ...hidden, digits: 2 }),
  text('categoryReason', '类别依据', 200, hidden),
  choice('positionSource', '位置来源', 110, { ...hidden, titles: positionSourceNames }),
  flag('vanished', '最近名单中已无', '仍在最近名单中', 112, hidden),
  lastVisitOn,
  visitedThisQuarter,
  // One row for each venue: a sum counts every hazard once.
  { ...openHazards, summed: '件' },
  choice('fileName', '来自名单', 150, hidden),
  ...regions,
  ...near,
];

const schools: readonly Column[] = [
  text('name', '名称', 210, edit),
  choice('stage', '学段', 84, { titles: asThemselves(schoolStages), ...edit }),
  text('address', '地址', 240, edit),
  number('gates', '校门', 64, { ...whole, summed: '个' }),
  flag('hasBoundary', '有校园边界', '无校园边界', 92),
  number('violations', '区内·禁设', 90, { ...whole, summed: '项' }),
  number('undetermined', '待实测', 76, { ...whole, summed: '项' }),
  number('openHazards', '未结隐患', 84, { ...whole, summed: '件' }),
  day('lastVisitOn', '上次整治', 100),
  flag('visitedThisQuarter', '本期已整治', '本期未整治', 104),
  text('schoolCode', '标识码', 110, { ...hidden, ...edit }),
  text('phone', '电话', 112, { ...hidden, ...edit }),
  day('openedOn', '启用日期', 100, { ...hidden, ...edit }),
  choice('boundarySource', '边界来源', 104, { ...hidden, titles: positionSourceNames }),
  ...regions,
  ...near,
];

const gates: readonly Column[] = [
  text('schoolName', '学校', 200, grouped),
  text('name', '校门', 140, edit),
  flag('isMain', '主门', '非主门', 72, edit),
  choice('positionSource', '位置来源', 104, { titles: positionSourceNames, ...edit }),
  choice('stage', '学段', 84, { titles: asThemselves(schoolStages) }),
  flag('drawnFrontage', '手绘门前道路', '未手绘门前道路', 104),
  flag('drawnBand', '手绘禁停范围', '未手绘禁停范围', 104),
  ...regions,
  ...near,
];

const facilities: readonly Column[] = [
  choice('kind', '种类', 120, edit),
  text('name', '名称', 180, edit),
  choice('state', '状态', 84, { titles: asThemselves(facilityStates), ...edit }),
  text('body', '责任单位', 120, { ...edit, ...grouped }),
  day('checkedOn', '核查日期', 100, edit),
  text('note', '备注', 160, { ...edit, ...hidden }),
  choice('fileName', '来自名单', 180),
  ...regions,
  ...near,
];

/** Tables have no voided hazards. */
const countedStateNames = Object.fromEntries(
  hazardStates.filter(isCounted).map((state) => [state, hazardStateNames[state]]),
);

const hazards: readonly Column[] = [
  text('code', '编号', 130),
  choice('state', '状态', 90, { titles: countedStateNames }),
  flag('overdue', '逾期', '未逾期', 72),
  choice('kind', '种类', 150),
  choice('level', '等级', 76, { titles: asThemselves(hazardLevelSchema.options) }),
  text('venueName', '场所', 190, grouped),
  category,
  text('schoolName', '学校', 170, grouped),
  text('description', '描述', 240),
  text('responsibleBody', '责任单位', 120, grouped),
  text('responsiblePerson', '责任人', 90, grouped),
  day('foundOn', '发现日期', 100),
  day('dueOn', '整改期限', 100),
  day('closedOn', '销号日期', 100, hidden),
  choice('outcome', '评估', 110, { titles: outcomeNames, ...hidden }),
  flag('listed', '挂牌督办', '未挂牌', 90, hidden),
  flag('repeated', '屡犯', '首次', 72, hidden),
  ...regions,
  choice('source', '来源', 100, { titles: asThemselves(hazardSources), ...hidden }),
  text('sourceNumber', '来源编号', 130, hidden),
  day('saidOn', '反映日期', 100, hidden),
  day('verifiedOn', '核实日期', 100, hidden),
  text('subject', '责任主体', 120, { ...grouped, ...hidden }),
  text('helpingBodies', '配合部门', 140, hidden),
  ...near,
];

const visits: readonly Column[] = [
  day('on', '日期', 100),
  text('venueName', '场所', 190, grouped),
  category,
  text('schoolName', '学校', 170, grouped),
  choice('result', '结果', 92, { titles: asThemselves(visitResults) }),
  text('sweep', '行动', 190, grouped),
  text('facts', '检查情况', 280),
  number('measuredDistance', '实测距离', 84, { ...hidden, ...metres }),
  text('measures', '措施', 200, hidden),
  text('partyView', '当事人意见', 160, hidden),
  ...regions,
  ...near,
];

const licences: readonly Column[] = [
  choice('state', '状态', 124, { titles: licenceStateNames }),
  text('venueName', '场所', 190),
  category,
  day('validUntil', '有效期止', 100),
  number('daysLeft', '剩余天数', 84, { digits: 0, steps: [30, 7, 90, 365] }),
  text('kind', '许可证类型', 150, grouped),
  text('number', '许可证号', 150),
  choice('zone', '所在范围', 124, { titles: licenceZoneNames }),
  text('schoolName', '学校', 170, grouped),
  number('distance', '距离', 80, metres),
  choice('existing', '存量处理', 104, { ...hidden, titles: existingNames }),
  choice('ruleId', '依据', 210, { ...hidden, source: 'rule' }),
  text('holder', '持证人', 120, hidden),
  day('validFrom', '有效期起', 100, hidden),
  text('struck', '划去原因', 160, hidden),
  text('address', '地址', 220),
  choice('status', '登记状态', 88, hidden),
  choice('fileName', '来自名单', 150, hidden),
  lastVisitOn,
  visitedThisQuarter,
  openHazards,
  ...regions,
  ...near,
];

const troubleSpots: readonly Column[] = [
  text('name', '治安重点地区', 190),
  choice('state', '状态', 96, { titles: troubleSpotStateNames }),
  flag('overdue', '逾期', '未逾期', 72),
  choice('problem', '治安突出问题', 130),
  choice('areaKind', '涉及区域类型', 120),
  text('rangeText', '涉及区域范围', 200),
  text('leadBody', '整治牵头单位', 140, grouped),
  text('joinBodies', '整治参与单位', 180),
  text('leadPerson', '牵头单位负责人', 116),
  text('phone', '联系方式', 112),
  day('foundOn', '排查日期', 100, hidden),
  day('dueOn', '整治时限', 100),
  choice('grade', '挂牌级别', 88),
  day('listedOn', '挂牌日期', 100),
  day('delistedOn', '摘牌日期', 100),
  day('settledOn', '整治完成', 100, hidden),
  number('criminalCases', '破获刑事案件数', 116, { ...whole, summed: '起' }),
  number('publicOrderCases', '查处治安案件数', 116, { ...whole, summed: '起' }),
  text('progress', '整治情况', 220),
  choice('evaluation', '效果评估', 120),
  text('note', '备注', 160, hidden),
  ...regions,
  ...near,
];

export const tableColumns: Readonly<Record<TableName, readonly Column[]>> = {
  findings,
  venues,
  schools,
  gates,
  facilities,
  hazards,
  visits,
  licences,
  troubleSpots,
};

/** Columns that tell of the distance condition of a query. */
export const nearColumns: readonly string[] = near.map(({ key }) => key);

export function findColumn(table: TableName, key: string): Column | undefined {
  return tableColumns[table].find((candidate) => candidate.key === key);
}

/** A value as it is stored. */
export type CellValue = string | number | null;

/** Titles that only a workspace knows, by value. */
export type Titles = Readonly<Record<ChoiceSource, ReadonlyMap<string, string>>>;

/** A value as people read it; empty for none. */
export function cellText(column: Column, value: CellValue | undefined, titles: Titles): string {
  if (value === null || value === undefined || value === '') return '';
  switch (column.type) {
    case 'flag':
      return value === 1 ? '是' : '否';
    case 'number':
      return typeof value === 'number' ? value.toFixed(column.digits ?? 0) : String(value);
    case 'choice':
      return choiceTitle(column, String(value), titles);
    case 'text':
    case 'day':
      return String(value);
  }
}

export function choiceTitle(column: Column, value: string, titles: Titles): string {
  if (value === '') return '（空）';
  if (column.several && value.includes(';'))
    return kindsIn(value)
      .map((each) => choiceTitle(column, each, titles))
      .join('、');
  const known = column.source ? titles[column.source].get(value) : column.titles?.[value];
  return known ?? value;
}
