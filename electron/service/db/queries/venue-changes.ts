import type { Insertable } from 'kysely';
import { maskPhone } from '#shared/registry/phone.ts';
import { positionSourceNames, positionSourceSchema } from '#shared/zones/uncertainty.ts';
import type { InsertMany } from '../engine/open.ts';
import type { Read, Schema, Write } from '../schema/schema.ts';

type Values = Readonly<Record<string, string | number | null>>;

/** Who changed venues, when, and by which list; null for a change by hand. */
export interface ChangeOrigin {
  readonly batch: number | null;
  readonly at: string;
  readonly actor: string;
}

/** Columns whose changes a venue's history tells, and what they are called; a position is one thing. */
const historyFields: Readonly<Record<string, string>> = {
  name: '名称',
  address: '地址',
  status: '登记状态',
  category: '类别',
  legalPerson: '负责人',
  phone: '电话',
  uscc: '信用代码',
  regNo: '注册号',
  establishedOn: '成立日期',
  scope: '经营范围',
  industryCode: '行业代码',
  listedCategory: '名单类别',
  position: '位置',
  licence: '许可证',
  schoolCode: '学校标识码',
  stage: '学段',
  openedOn: '启用日期',
  boundary: '校园边界',
  isMain: '是否主门',
  kind: '种类',
  state: '状态',
  body: '责任单位',
  checkedOn: '核查日期',
  class: '道路等级',
  width: '路宽',
  level: '级别',
  geometry: '图形',
};

/** One field that changed, as texts. */
export interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** A change as screens tell it: what the field is called, telephone numbers shortened. */
export function toldChange({ field, before, after }: FieldChange): FieldChange & { readonly title: string } {
  const told = field === 'phone' ? maskPhone : (text: string) => text;
  return { field, title: historyFields[field] ?? field, before: told(before), after: told(after) };
}

/** What a change of columns means, field by field; a moved position is one change. */
export function fieldChanges(before: Values, set: Values): FieldChange[] {
  const changes = Object.keys(set).flatMap((column): FieldChange[] =>
    column in historyFields
      ? [{ field: column, before: textOf(column, before[column]), after: textOf(column, set[column]) }]
      : [],
  );
  const moved = ['lng', 'lat', 'positionSource'].some((column) => column in set);
  if (!moved) return changes;
  return [...changes, { field: 'position', before: placeOf(before), after: placeOf({ ...before, ...set }) }];
}

function textOf(column: string, value: string | number | null | undefined): string {
  if (column === 'boundary' || column === 'geometry') return value ? '有' : '';
  return String(value ?? '');
}

function placeOf({ lng, lat, positionSource }: Values): string {
  if (typeof lng !== 'number' || typeof lat !== 'number') return '';
  const { data: source } = positionSourceSchema.safeParse(positionSource);
  return `${lng.toFixed(6)},${lat.toFixed(6)}${source ? `（${positionSourceNames[source]}）` : ''}`;
}

/** Keeps what an import changed of venues. */
export function recordChanges(
  insertMany: InsertMany,
  { batch, at, actor }: ChangeOrigin,
  updates: readonly { readonly id: number; readonly before: Values; readonly set: Values }[],
): void {
  insertMany(
    'venueChanges',
    ['venueId', 'batchId', 'at', 'actor', 'field', 'before', 'after'],
    updates.flatMap(({ id, before, set }) =>
      fieldChanges(before, set).map((change) => [
        id,
        batch,
        at,
        actor,
        change.field,
        change.before,
        change.after,
      ]),
    ),
  );
}

/** Keeps what a person changed of a venue. */
export async function recordChange(
  db: Write,
  origin: ChangeOrigin,
  venueId: number,
  before: Values,
  set: Values,
): Promise<void> {
  const rows: Insertable<Schema['venueChanges']>[] = fieldChanges(before, set)
    .filter((change) => change.before !== change.after)
    .map((change) => ({ ...change, venueId, batchId: origin.batch, at: origin.at, actor: origin.actor }));
  if (rows.length > 0) await db.insertInto('venueChanges').values(rows).execute();
}

/** What changed of a venue, latest first. */
export async function selectHistory(db: Read, venueId: number) {
  return await db
    .selectFrom('venueChanges')
    .leftJoin('batches', 'batches.id', 'venueChanges.batchId')
    .select(['venueChanges.id', 'at', 'actor', 'field', 'before', 'after', 'fileName'])
    .where('venueId', '=', venueId)
    .orderBy('venueChanges.id', 'desc')
    .execute();
}
