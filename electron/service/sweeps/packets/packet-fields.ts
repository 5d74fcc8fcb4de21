import { minuteOf } from '#shared/calendar/china-time.ts';
import { phoneColumnSchema } from '#shared/contract/phones.ts';
import { weekdaysText } from '#shared/facilities/duty-days.ts';
import { outcomeNames, outcomeSchema } from '#shared/ledger/assessment.ts';
import { handingEndNames, handingEndSchema } from '#shared/ledger/handing.ts';
import { hazardStateNames, hazardStateSchema } from '#shared/ledger/hazard.ts';
import { UNLIMITED } from '#shared/licences/licence.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import type { ComparedField, PacketRow } from '#shared/sweeps/packet.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { positionSourceNames, positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { kindsBeside } from '../../db/queries/venue-particulars.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { ReturningTable } from '../../db/schema/table-facts.ts';

const one = (id: string, title: string, along?: readonly string[]): ComparedField => ({
  id,
  title,
  columns: [id],
  ...(along ? { along } : {}),
});
const position: ComparedField = { id: 'position', title: '位置', columns: ['lng', 'lat', 'positionSource'] };

/** What the field may have changed of rows that the office knows, by table. */
export const comparedFields: Readonly<Record<ReturningTable, readonly ComparedField[]>> = {
  schools: [
    one('name', '名称'),
    one('stage', '学段'),
    one('address', '地址'),
    one('phone', '电话'),
    one('boundary', '校园边界', ['boundarySource']),
    position,
  ],
  gates: [
    one('name', '名称'),
    one('isMain', '是否主门'),
    position,
    one('frontage', '门前道路'),
    one('band', '禁停区'),
  ],
  venues: [
    one('name', '名称'),
    one('category', '类别', ['categoryScore', 'categoryReason', 'categorySuggested']),
    one('furtherKinds', '兼营'),
    one('address', '地址'),
    one('status', '登记状态'),
    one('uscc', '信用代码'),
    one('regNo', '注册号'),
    one('legalPerson', '负责人'),
    one('phone', '电话'),
    one('establishedOn', '成立日期'),
    position,
  ],
  licences: [
    one('number', '许可证号'),
    one('kind', '许可证类型'),
    one('holder', '持证人'),
    one('validFrom', '有效期起'),
    { id: 'validUntil', title: '有效期止', columns: ['validUntil', 'unlimited'] },
    one('struck', '划去原因'),
  ],
  facilities: [],
  surveys: [one('withdrawnAt', '作废', ['withdrawnReason'])],
  gateSurveys: [],
  stops: [one('skipped', '略过')],
  // What was put right goes along with what says so.
  visits: [one('corrections', '补正', ['result', 'facts', 'measures', 'partyView', 'documents'])],
  hazards: [
    one('state', '状态', [
      'closedOn',
      'voidReason',
      'mergedInto',
      'foundOn',
      'verifiedOn',
      'verifiedBy',
      'verification',
    ]),
    one('kind', '种类'),
    one('level', '级别'),
    one('description', '情况'),
    one('schoolId', '学校'),
    one('responsibleBody', '责任单位'),
    one('responsiblePerson', '责任人'),
    one('dueOn', '整改期限'),
    one('basis', '依据'),
    one('fiveItems', '落实措施'),
    one('subject', '责任主体'),
    one('helpingBodies', '配合部门'),
    one('temporaryMeasures', '临时强化防范措施'),
    one('outcome', '评估'),
    one('meetingOn', '专题研商'),
    one('reportedTo', '报送'),
  ],
  reinspections: [],
  hazardEvents: [],
  supervisions: [one('progress', '督办进展'), one('delistedOn', '摘牌', ['acceptance'])],
  handings: [
    one('receivedAt', '签收', ['receivedBy']),
    // Two that answered say it in different words: a person decides.
    { id: 'ended', title: '办理', columns: ['ended', 'answer'], along: ['endedAt', 'endedBy'] },
    one('toPerson', '负责人'),
  ],
  comments: [
    one('text', '内容', ['mentioned', 'editedAt', 'earlier']),
    one('doneAt', '办结', ['doneBy']),
    one('removedAt', '删除'),
  ],
  attachments: [one('caption', '说明'), one('removedAt', '移除')],
};

/** Whether a field is a telephone number, which everybody is told shortened: who needs the whole one asks for it. */
export function isPhone({ id }: ComparedField): boolean {
  return phoneColumnSchema.safeParse(id).success;
}

/** What a field of a row says, for people. */
export function fieldText(
  field: ComparedField,
  row: PacketRow,
  categories: ReadonlyMap<string, string>,
): string {
  const { id, columns } = field;
  if (id === 'validUntil' && row.unlimited === 1) return UNLIMITED;
  const [column] = columns;
  const value = (column === undefined ? null : row[column]) ?? null;
  if (value === null || value === '') return '（空）';
  if (isPhone(field)) return maskPhone(String(value));
  switch (id) {
    case 'position': {
      const source = positionSourceSchema.safeParse(row.positionSource);
      return `${row.lng}, ${row.lat}${source.success ? `（${positionSourceNames[source.data]}）` : ''}`;
    }
    case 'state':
      return hazardStateNames[hazardStateSchema.catch('found').parse(value)];
    case 'receivedAt':
      return [momentText(value), row.receivedBy ?? ''].join(' ').trim();
    case 'ended':
      return [handingEndNames[handingEndSchema.catch('').parse(value)], row.answer ?? ''].join(' ').trim();
    case 'outcome':
      return outcomeNames[outcomeSchema.catch('resolving').parse(value)];
    case 'category':
      return placeTitle(categories, String(value));
    case 'furtherKinds':
      return placeTitle(categories, kindsBeside(row));
    case 'isMain':
      return value === 1 ? '是' : '否';
    case 'boundary':
    case 'frontage':
    case 'band':
      return '手绘图形';
    case 'schoolId':
      return `编号 ${value}`;
    default:
      return keptText(id, String(value));
  }
}

/** 2026-11-21 10:00, by China's clock. */
const momentText = (value: string | number) => minuteOf(new Date(String(value))).replace('T', ' ');

/** What a column that holds several things says; any other as it is. */
function keptText(id: string, stored: string): string {
  switch (id) {
    case 'corrections':
      return correctionsText(stored);
    case 'weekdays':
      return weekdaysText(readStored('duties.weekdays', stored));
    case 'fiveItems':
      return Object.entries(readStored('hazards.fiveItems', stored))
        .map(([item, text]) => `${item}：${text}`)
        .join('；');
    default:
      return stored;
  }
}

function correctionsText(stored: string): string {
  return readStored('visits.corrections', stored)
    .flatMap(({ reason, changes }) => [
      reason,
      ...changes.map(({ title, before, after }) => `${title}：${before} → ${after}`),
    ])
    .join('；');
}
