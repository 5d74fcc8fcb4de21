import { outcomeNames, outcomeSchema } from '#shared/ledger/dealings.ts';
import { hazardStateNames, hazardStateSchema } from '#shared/ledger/hazard.ts';
import type { ComparedField, PacketRow } from '#shared/sweeps/packet.ts';
import { positionSourceNames, positionSourceSchema } from '#shared/zones/uncertainty.ts';
import type { PacketTableName } from '../../db/queries/packets.ts';

/** A table that comes back from the field. */
export interface ReturningTable {
  readonly table: PacketTableName;
  readonly title: string;
  /** Columns that name rows of other tables that travel. */
  readonly refs: Readonly<Record<string, PacketTableName>>;
  /** What the field may have changed of rows that the office knows. */
  readonly fields: readonly ComparedField[];
}

const one = (id: string, title: string, along?: readonly string[]): ComparedField => ({
  id,
  title,
  columns: [id],
  ...(along ? { along } : {}),
});
const position: ComparedField = { id: 'position', title: '位置', columns: ['lng', 'lat', 'positionSource'] };

/** In the order in which rows are brought in: each after those that it points to. */
export const returningTables: readonly ReturningTable[] = [
  {
    table: 'schools',
    title: '学校',
    refs: {},
    fields: [
      one('name', '名称'),
      one('stage', '学段'),
      one('address', '地址'),
      one('phone', '电话'),
      one('boundary', '校园边界', ['boundarySource']),
      position,
    ],
  },
  {
    table: 'gates',
    title: '校门',
    refs: { schoolId: 'schools' },
    fields: [
      one('name', '名称'),
      one('isMain', '是否主门'),
      position,
      one('frontage', '门前道路'),
      one('band', '禁停区'),
    ],
  },
  {
    table: 'venues',
    title: '场所',
    refs: {},
    fields: [
      one('name', '名称'),
      one('category', '类别', ['categoryScore', 'categoryReason']),
      one('address', '地址'),
      one('status', '登记状态'),
      one('uscc', '信用代码'),
      one('regNo', '注册号'),
      one('legalPerson', '负责人'),
      one('phone', '电话'),
      one('establishedOn', '成立日期'),
      position,
    ],
  },
  {
    table: 'facilities',
    title: '设施',
    refs: {},
    fields: [],
  },
  {
    table: 'surveys',
    title: '实测记录',
    refs: { schoolId: 'schools', venueId: 'venues', gateId: 'gates' },
    fields: [one('withdrawnAt', '作废', ['withdrawnReason'])],
  },
  {
    table: 'stops',
    title: '检查点',
    refs: { venueId: 'venues', schoolId: 'schools' },
    fields: [],
  },
  {
    table: 'visits',
    title: '现场检查',
    refs: { stopId: 'stops', venueId: 'venues', schoolId: 'schools' },
    fields: [],
  },
  {
    table: 'hazards',
    title: '隐患',
    refs: { visitId: 'visits', venueId: 'venues', schoolId: 'schools', gateId: 'gates', repeats: 'hazards' },
    fields: [
      one('state', '状态', ['closedOn']),
      one('responsibleBody', '责任单位'),
      one('responsiblePerson', '责任人'),
      one('dueOn', '整改期限'),
      one('basis', '依据'),
      one('fiveItems', '落实措施'),
      one('outcome', '评估'),
      one('meetingOn', '专题研商'),
      one('reportedTo', '报送'),
    ],
  },
  { table: 'hazardEvents', title: '经过', refs: { hazardId: 'hazards', visitId: 'visits' }, fields: [] },
  {
    table: 'supervisions',
    title: '挂牌督办',
    refs: { hazardId: 'hazards' },
    fields: [one('progress', '督办进展'), one('delistedOn', '摘牌', ['acceptance'])],
  },
  {
    table: 'attachments',
    title: '附件',
    refs: { visitId: 'visits', hazardId: 'hazards', facilityId: 'facilities' },
    fields: [one('caption', '说明'), one('removedAt', '移除')],
  },
];

/** What a field of a row says, for people. */
export function fieldText(
  { id, columns }: ComparedField,
  row: PacketRow,
  categories: ReadonlyMap<string, string>,
): string {
  const value = row[columns[0] as string] ?? null;
  if (value === null || value === '') return '（空）';
  switch (id) {
    case 'position': {
      const source = positionSourceSchema.safeParse(row.positionSource);
      return `${row.lng}, ${row.lat}${source.success ? `（${positionSourceNames[source.data]}）` : ''}`;
    }
    case 'state':
      return hazardStateNames[hazardStateSchema.catch('found').parse(value)];
    case 'outcome':
      return outcomeNames[outcomeSchema.catch('resolving').parse(value)];
    case 'category':
      return categories.get(String(value)) ?? '其他';
    case 'isMain':
      return value === 1 ? '是' : '否';
    case 'boundary':
    case 'frontage':
    case 'band':
      return '手绘图形';
    case 'fiveItems':
      return Object.entries(JSON.parse(String(value)) as Record<string, string>)
        .map(([item, text]) => `${item}：${text}`)
        .join('；');
    default:
      return String(value);
  }
}
