import { z } from 'zod';
import { isKnownCategory } from '#shared/classification/category.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { facilityStates } from '#shared/facilities/facility.ts';
import { readCreditCode } from '#shared/registry/credit-code.ts';
import { schoolStageSchema } from '#shared/registry/stage.ts';
import { type CellValue, findColumn, type TableName, tableTitles } from '#shared/tables/table-columns.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { changeByHand, selectEditable } from '../../db/queries/editable-rows.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import { decidedCategory } from '../../db/queries/venue-particulars.ts';
import type { EditableTable } from '../../db/schema/table-facts.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { tellChangedRows } from './tell-changes.ts';

type Values = Record<string, CellValue>;

/**
 * Changes columns of some rows by hand and holds them against later lists; returns how many rows differ
 * from what they were. Errors: CELL_REFUSED, ROW_UNKNOWN.
 */
export async function editRows(
  context: CommandContext,
  table: EditableTable,
  ids: readonly number[],
  wanted: Readonly<Values>,
): Promise<number> {
  const { db, now, actor } = context;
  const values = checkedValues(context, table, wanted);
  const rows = await selectEditable(db, table, ids);
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new CodedError('ROW_UNKNOWN', { table: nounOf(table), id: missing });
  context.recordBefore(rows.map((row) => ({ id: row.id, ...pick(row, Object.keys(values)) })));
  const changed: Values[] = [];
  for (const row of rows) {
    const set = await changeByHand(db, table, row, values);
    if (Object.keys(set).length === 0) continue;
    changed.push(row);
    if (table === 'venues')
      await recordChange(db, { batch: null, at: now.toISOString(), actor }, row.id, row, set);
  }
  if (changed.length > 0) tellChangedRows(context, table, changed);
  return changed.length;
}

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: `最多 ${most} 个字` });
/**
 * Screens show telephone numbers shortened (138****5678). A shortened number must not be stored in place of the whole
 * one.
 */
const phone = words(60).refine((text) => !text.includes('*'), { error: '星号处请填写完整的号码' });
const name = words(120).min(1, { error: '不能为空' });
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: '日期应写成 2026-11-22 的形式' })
  .refine((text) => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text), { error: '没有这一天' })
  .nullable();

const count = z.number().int().min(0, { error: '应是 0 或正整数' }).nullable();
/** What is changed by hand: places, and 治安乱点, which no list brings. */
type CheckedTable = EditableTable | 'troubleSpots';

/** What each column may hold. */
const allowed: Readonly<Record<CheckedTable, Readonly<Record<string, z.ZodType<CellValue>>>>> = {
  roads: { name: words(120), class: z.string(), width: z.number().min(1).max(120) },
  regions: { name, level: words(20).min(1, { error: '不能为空' }) },
  venues: {
    name,
    category: z.string(),
    address: words(300),
    status: words(40),
    uscc: words(30),
    regNo: words(60),
    legalPerson: words(60),
    phone,
    establishedOn: day,
  },
  schools: {
    name,
    stage: schoolStageSchema,
    address: words(300),
    schoolCode: words(30),
    phone,
    openedOn: day,
  },
  gates: {
    name: words(50).min(1, { error: '不能为空' }),
    isMain: z.union([z.literal(0), z.literal(1)]),
    positionSource: positionSourceSchema,
  },
  facilities: {
    kind: words(40).min(1, { error: '不能为空' }),
    name: words(120),
    state: z.enum(facilityStates),
    body: words(60),
    checkedOn: day,
    note: words(300),
  },
  troubleSpots: {
    name,
    problem: words(60),
    areaKind: words(60),
    rangeText: words(300),
    leadBody: words(100),
    joinBodies: words(300),
    leadPerson: words(60),
    phone,
    foundOn: day.refine((given) => given !== null, { error: '不能为空' }),
    dueOn: day,
    criminalCases: count,
    publicOrderCases: count,
    progress: words(2000),
    evaluation: words(500),
    note: words(500),
  },
};

/** Values as they are stored, what follows from them included. Errors: CELL_REFUSED. */
export function checkedValues(
  { workspace, actor }: CommandContext,
  table: CheckedTable,
  wanted: Values,
): Values {
  const values: Values = {};
  for (const [key, value] of Object.entries(wanted)) {
    const column = table in tableTitles ? findColumn(table as TableName, key) : undefined;
    const refuse = (reason: string) =>
      new CodedError('CELL_REFUSED', { column: column?.title ?? key, value: String(value ?? ''), reason });
    const schema = Object.hasOwn(allowed[table], key) ? allowed[table][key] : undefined;
    if (!schema) throw refuse('该栏不能修改');
    const parsed = schema.safeParse(value === '' && column?.type === 'day' ? null : value);
    if (!parsed.success) throw refuse(reasonOf(parsed.error));
    values[key] = parsed.data;
  }
  if (typeof values.category === 'string') {
    const { category } = values;
    if (!isKnownCategory(workspace.catalogue.categories, category))
      throw new CodedError('CELL_REFUSED', { column: '类别', value: category, reason: '没有这个类别' });
    Object.assign(values, decidedCategory(category, actor));
  }
  if (typeof values.uscc === 'string' && values.uscc !== '') {
    const { uscc, fault } = readCreditCode(values.uscc);
    if (fault)
      throw new CodedError('CELL_REFUSED', {
        column: '信用代码',
        value: values.uscc,
        reason: '不是有效的 18 位统一社会信用代码，请核对',
      });
    values.uscc = uscc;
  }
  return values;
}

function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue?.code === 'invalid_value' ? '不在可选范围内' : (issue?.message ?? '不符合要求');
}

function pick(row: Values, keys: readonly string[]): Values {
  return Object.fromEntries(keys.map((key) => [key, row[key] ?? null]));
}
