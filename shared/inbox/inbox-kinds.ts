import { expiredInZone, expiringInZone } from '../licences/licence-queries.ts';
import { all, openHazards } from '../tables/conditions.ts';
import { figures } from '../tables/figures.ts';
import type { Query } from '../tables/query.ts';
import type { TableName } from '../tables/table-columns.ts';

/** How many days back it is told what changed. */
export const CHANGES_DAYS = 7;
/** A list of schools is looked at anew after so many days. */
export const OLD_LIST_DAYS = 365;

/** What can be to be done today, the gravest first. */
export const inboxKinds = [
  'overdueTasks',
  'overdue',
  'dueToday',
  'cameIntoZone',
  'changedVerdict',
  'expired',
  'expiring',
  'replies',
  'weekTasks',
  'capNear',
  'oldSchools',
] as const;
export type InboxKind = (typeof inboxKinds)[number];

interface InboxWords {
  readonly title: string;
  readonly unit: string;
  /** What it counts. */
  readonly explained: string;
  readonly tone: 'violation' | 'undetermined' | 'plain';
}

export const inboxWords: Readonly<Record<InboxKind, InboxWords>> = {
  overdueTasks: {
    title: '计划任务已过期',
    unit: '项',
    explained: '工作计划里期限已过、还没有登记完成的任务',
    tone: 'violation',
  },
  overdue: { title: '隐患逾期', unit: '件', explained: figures.overdue.explained, tone: 'violation' },
  dueToday: {
    title: '隐患今天到期',
    unit: '件',
    explained: '没有销号、整改期限是今天的隐患',
    tone: 'undetermined',
  },
  cameIntoZone: {
    title: `近 ${CHANGES_DAYS} 日进入区内`,
    unit: '项',
    explained:
      '新开、迁入或改判后在区内、待实测或受监管的，场所与学校各计一项；工作区最初几份名单带来的不算新',
    tone: 'violation',
  },
  changedVerdict: {
    title: `近 ${CHANGES_DAYS} 日判定变化`,
    unit: '项',
    explained: '名单导入、画图、实测等使判定改变或移出区外的，场所与学校各计一项',
    tone: 'undetermined',
  },
  expired: {
    title: '区内许可证已过期未延续',
    unit: '个',
    explained: '场所在区内、许可证已过期，也没有新证的',
    tone: 'violation',
  },
  expiring: {
    title: '区内许可证下季度末前到期',
    unit: '个',
    explained: '到期不延续：场所在区内、许可证从今天到下季度末到期的',
    tone: 'undetermined',
  },
  replies: {
    title: '其他系统的反馈待确认',
    unit: '条',
    explained: '其他系统回告的状态和结果，还没有人确认；在“台账 → 交换”里确认',
    tone: 'undetermined',
  },
  weekTasks: {
    title: '计划任务本周到期',
    unit: '项',
    explained: '工作计划里到本周日为止到期、还没有登记完成的任务',
    tone: 'plain',
  },
  capNear: {
    title: '检查频次将满或已满',
    unit: '处',
    explained: '行动中还没有检查、再去一次就到频次上限或已到上限的检查点',
    tone: 'undetermined',
  },
  oldSchools: {
    title: '学校名单超过一年没有更新',
    unit: '天',
    explained: '最近一份学校名单导入至今的天数',
    tone: 'undetermined',
  },
};

interface Rows {
  readonly table: TableName;
  readonly query: Query;
}

const rowsOfKinds: { readonly [Kind in InboxKind]?: (today: string) => Rows } = {
  overdue: () => figures.overdue,
  dueToday: (today) => ({
    table: 'hazards',
    query: all(openHazards, { column: 'dueOn', operator: 'between', operands: [today, today] }),
  }),
  expired: () => ({ table: 'licences', query: expiredInZone }),
  expiring: () => ({ table: 'licences', query: expiringInZone }),
};

/** The rows of a table that one means; null where its rows stand elsewhere. */
export function rowsOfKind(kind: InboxKind, today: string): Rows | null {
  return rowsOfKinds[kind]?.(today) ?? null;
}
