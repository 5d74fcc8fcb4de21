import { expiredInZone, expiringInZone, toLetExpire } from '#shared/licences/licence-queries.ts';
import { all, no, oneOf, openHazards, yes } from '#shared/tables/conditions.ts';
import { nearAnySchool } from '#shared/tables/distance-condition.ts';
import { everything, type Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';

/** What a table shows at first. */
export const firstQuery: Readonly<Record<TableName, Query>> = {
  findings: all({ column: 'severity', operator: 'noneOf', operands: ['outside'] }),
  venues: everything,
  schools: everything,
  gates: everything,
  facilities: everything,
  hazards: all(openHazards),
  visits: everything,
  licences: all({ column: 'state', operator: 'noneOf', operands: ['struck', 'renewed'] }),
  troubleSpots: everything,
};

interface UsualQuery {
  readonly name: string;
  readonly query: Query;
}

/** Queries that everybody needs, ready to use. */
export const usualQueries: Readonly<Record<TableName, readonly UsualQuery[]>> = {
  findings: [
    { name: '需要处理', query: firstQuery.findings },
    { name: '区内·禁设', query: all(oneOf('severity', 'violation')) },
    { name: '需实测或核对', query: all(yes('needsSettling')) },
    { name: '测法结论不一', query: all(yes('disagrees')) },
    { name: '禁设且本期未检查', query: all(oneOf('severity', 'violation'), no('visitedThisQuarter')) },
  ],
  venues: [
    { name: '区内·禁设', query: all(oneOf('severity', 'violation')) },
    {
      name: '本期未检查',
      query: all(oneOf('severity', 'violation', 'supervised'), no('visitedThisQuarter')),
    },
    { name: '有未结隐患', query: all({ column: 'openHazards', operator: 'least', operands: [1] }) },
    { name: '离任一学校 200 m 以内', query: all(nearAnySchool) },
    { name: '待定位', query: all(oneOf('severity', 'unlocated')) },
    { name: '最近名单中已无', query: all(yes('vanished')) },
  ],
  schools: [
    { name: '本期未整治', query: all(no('visitedThisQuarter')) },
    { name: '有区内·禁设', query: all({ column: 'violations', operator: 'least', operands: [1] }) },
    { name: '没有校园边界', query: all(no('hasBoundary')) },
    { name: '没有校门', query: all({ column: 'gates', operator: 'most', operands: [0] }) },
  ],
  gates: [{ name: '主门', query: all(yes('isMain')) }],
  facilities: [{ name: '损坏或缺失', query: all(oneOf('state', '损坏', '缺失')) }],
  hazards: [
    { name: '未结', query: firstQuery.hazards },
    { name: '逾期', query: all(yes('overdue')) },
    {
      name: '重大',
      query: all(oneOf('level', '重大'), openHazards),
    },
  ],
  visits: [
    { name: '本季度', query: all({ column: 'on', operator: 'thisQuarter', operands: [] }) },
    { name: '发现隐患', query: all(oneOf('result', '发现隐患')) },
  ],
  licences: [
    { name: '到期不延续（连同待实测）', query: toLetExpire },
    { name: '区内，下季度末前到期', query: expiringInZone },
    { name: '区内，已过期未延续', query: expiredInZone },
    { name: '有效期不明', query: all(oneOf('state', 'unknown')) },
  ],
  troubleSpots: [
    { name: '还在整治', query: all(oneOf('state', 'treated', 'listed')) },
    { name: '挂牌整治', query: all(oneOf('state', 'listed')) },
    { name: '逾期', query: all(yes('overdue')) },
  ],
};
