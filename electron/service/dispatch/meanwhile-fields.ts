import { createHash } from 'node:crypto';
import type { ComparedField } from '#shared/sweeps/packet.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { returns } from '../db/schema/find-tables.ts';
import type { StoredTable } from '../db/schema/table-facts.ts';
import { comparedFields } from '../sweeps/packets/packet-fields.ts';

const one = (id: string, title: string, ...more: readonly string[]): ComparedField => ({
  id,
  title,
  columns: [id, ...more],
});

/** Fields of what people edit and no field packet brings back changed. */
const more: Partial<Readonly<Record<StoredTable, readonly ComparedField[]>>> = {
  facilities: [
    one('kind', '类型'),
    one('name', '名称'),
    one('geometry', '位置', 'lng', 'lat'),
    one('state', '状态'),
    one('body', '管护单位'),
    one('checkedOn', '核查日期'),
    one('note', '备注'),
  ],
  roads: [one('name', '名称'), one('class', '等级', 'width'), one('geometry', '线形')],
  regions: [one('name', '名称'), one('level', '级别'), one('geometry', '范围'), one('code', '代码')],
  troubleSpots: [
    one('name', '治安重点地区'),
    one('problem', '治安突出问题'),
    one('areaKind', '涉及区域类型'),
    one('rangeText', '涉及区域范围'),
    one('geometry', '图上范围', 'lng', 'lat'),
    one('leadBody', '整治牵头单位'),
    one('joinBodies', '整治参与单位'),
    one('leadPerson', '牵头单位负责人', 'phone'),
    one('foundOn', '排查日期'),
    one('dueOn', '整治时限'),
    one('listedOn', '挂牌', 'grade'),
    one('delistedOn', '摘牌'),
    one('settledOn', '整治完成'),
    one('criminalCases', '破获刑事案件数'),
    one('publicOrderCases', '查处治安案件数'),
    one('progress', '整治情况'),
    one('evaluation', '效果评估'),
    one('note', '备注'),
  ],
  duties: [
    one('period', '时段', 'from', 'until'),
    one('weekdays', '值守星期'),
    one('post', '岗位'),
    one('body', '单位'),
    one('person', '姓名'),
    one('phone', '电话'),
    one('substitute', '替补'),
    one('substitutePhone', '替补电话'),
  ],
  gatePlans: [
    one('restrictions', '限行措施'),
    one('oneWay', '单行组织'),
    one('waiting', '等候区'),
    one('note', '备注'),
  ],
  incidents: [one('kind', '类型'), one('at', '时间'), one('lng', '位置', 'lat'), one('note', '说明')],
  officers: [
    one('name', '姓名'),
    one('certificate', '证号'),
    one('agency', '单位'),
    one('active', '是否在岗', 'removedOn', 'confirmed'),
    one('phone', '电话'),
    one('validUntil', '执法证有效期'),
    one('leaves', '请假'),
  ],
  teams: [
    one('name', '名称'),
    // The days follow from their number and from when the team goes.
    one('days', '天数、日期、午休和夜间', 'calendar'),
    one('from', '时间', 'until'),
    one('byHand', '由谁排定'),
  ],
  members: [one('name', '组员', 'certificate', 'agency')],
  sweeps: [
    one('title', '名称'),
    one('startsOn', '起止日期', 'endsOn', 'period'),
    one('coordinator', '牵头人'),
    one('leadBody', '牵头单位'),
    one('agencies', '参与单位'),
    one('focusTopics', '重点内容'),
    one('startName', '出发地点', 'startLng', 'startLat'),
    one('selection', '选取条件'),
    one('caps', '检查频次上限'),
  ],
};

/**
 * The key of a field of which a person says whose value stays: it holds what others wrote, so that nobody says it of
 * something newer than what was shown.
 */
export function keyOfField(table: StoredTable, id: number, field: string, theirs: string): string {
  const seen = createHash('sha256').update(theirs).digest('base64url').slice(0, 12);
  return `${table}/${id}/${field}/${seen}`;
}

/** Columns that follow from others, or say who wrote last: nobody decides about them. */
const derived: ReadonlySet<string> = new Set([
  'id',
  'uid',
  'identity',
  'contentHash',
  'batchId',
  'held',
  'updatedAt',
  'updatedBy',
]);

/** The fields in which two versions of a row are compared: every column that a person may have meant is in one. */
export function fieldsOfRow(table: StoredTable, columns: readonly string[]): ComparedField[] {
  const known = [...(returns(table) ? comparedFields[table] : []), ...(more[table] ?? [])];
  const covered = new Set(known.flatMap(({ columns: own, along = [] }) => [...own, ...along]));
  const others = columns
    .filter((column) => !covered.has(column) && !derived.has(column))
    .map((column) => one(column, `${nounOf(table)}的其他内容`));
  return [...known, ...others];
}
