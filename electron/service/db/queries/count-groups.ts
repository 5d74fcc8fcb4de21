import { type RawBuilder, sql } from 'kysely';
import type { Counting, Group, Part } from '#shared/tables/counting.ts';
import { type Counted, foldCounts, type RawCount } from '#shared/tables/fold-counts.ts';
import { type CellValue, type ColumnType, findColumn } from '#shared/tables/table-columns.ts';
import type { Read } from '../schema/schema.ts';
import { askedRows, type RowSetRequest } from './table-query.ts';

type Sql = RawBuilder<unknown>;

/** Far more than anybody reads: of each column those with most rows. */
const MOST_VALUES = 2000;

/** How many rows there are by one or two columns. What several values share is parted when they are added up. */
export async function countGroups(
  db: Read,
  request: RowSetRequest,
  { groups, measured }: Counting,
): Promise<Counted> {
  const asked = askedRows(request);
  const grouped = groups.map((group) => groupOf(request, group, asked.column(group.column)));
  const measure = measured === null ? null : asked.column(measured).sql;
  const names = groups.map((_, i) => sql.ref(`g${i}`));
  const { rows } = await sql<Omit<RawCount, 'values'> & Record<`g${number}`, CellValue>>`
    select ${sql.join(grouped.map(({ sql: value }, i) => sql`${value} as ${names[i]}`))},
      count(*) as "rows", ${figuresOf(measure)}
    ${asked.rows()} group by ${sql.join(names)}`.execute(db);
  const raw = rows.map((row) => ({ ...row, values: groups.map((_, i) => row[`g${i}`] ?? null) }));
  return foldCounts(raw, {
    several: grouped.map(({ isSeveral }) => isSeveral),
    isMeasured: measured !== null,
    isSummed: measured !== null && findColumn(request.table, measured)?.summed !== undefined,
    most: MOST_VALUES,
  });
}

function figuresOf(measure: Sql | null): Sql {
  if (measure === null) return sql`0 as "filled", null as "sum", null as "least", null as "most"`;
  return sql`count(${measure}) as "filled", sum(${measure}) as "sum", min(${measure}) as "least",
    max(${measure}) as "most"`;
}

function groupOf(
  { table }: RowSetRequest,
  { column: key, by }: Group,
  { sql: value, isSeveral }: { readonly sql: Sql; readonly isSeveral: boolean },
) {
  const type = findColumn(table, key)?.type ?? 'text';
  return { sql: partOf(value, type, by), isSeveral };
}

/** What rows of one group have in common; null where the column is empty. As conditions have it: see `holds`. */
function partOf(value: Sql, type: ColumnType, by: Part): Sql {
  if (type === 'flag') return sql`ifnull(${value}, 0) = 1`;
  if (type === 'day') return dayPart(value, by);
  if (typeof by === 'number') return stepOf(value, by);
  return type === 'number' ? value : sql`nullif(${value}, '')`;
}

function dayPart(value: Sql, by: Part): Sql {
  const day = sql`nullif(${value}, '')`;
  if (by === 'year') return sql`substr(${day}, 1, 4)`;
  if (by === 'month') return sql`substr(${day}, 1, 7)`;
  if (by === 'quarter')
    return sql`substr(${day}, 1, 4) || '-Q' || ((cast(substr(${day}, 6, 2) as integer) + 2) / 3)`;
  return sql`substr(${day}, 1, 10)`;
}

/** The upper number of the step that a number lies in, reckoned with whole numbers: no rounding puts it elsewhere. */
function stepOf(value: Sql, step: number): Sql {
  const up = sql`(cast(${value} as integer) + (${value} > cast(${value} as integer)))`;
  const by = sql.lit(step);
  return sql`case when ${value} is null then null
    when ${up} > 0 then (${up} + ${by} - 1) / ${by} * ${by} else ${up} / ${by} * ${by} end`;
}
