import { type RawBuilder, sql } from 'kysely';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';
import type { SweptWhen } from '#shared/sweeps/school-coverage.ts';
import {
  type Condition,
  isDistance,
  isGroup,
  type Query,
  type QueryPart,
  type Sort,
} from '#shared/tables/query.ts';
import {
  type CellValue,
  type ColumnType,
  findColumn,
  regionLevels,
  type TableName,
} from '#shared/tables/table-columns.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { likeText, toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import type { StoredTable } from '../schema/table-facts.ts';
import { tablesRead } from '../schema/tables-read.ts';
import { schoolVisits, sweptSchools } from './coverage.ts';
import { isCountedHazard, isOpenHazard, isSupervisedHazard } from './hazard-state.ts';
import {
  daysLeft,
  firstEndOfVenue,
  licenceState,
  licenceZone,
  numbersOfVenue,
  placedVenues,
} from './licence-state.ts';
import { isNear, type Measuring, nearExpressions } from './near-columns.ts';
import { hazardPlaceName, placeColumns } from './place-of-record.ts';
import { isOpenSpot, stateOfSpot } from './trouble-spot-state.ts';
import { isBeside, kindOfFinding, kindsBesideMain, kindsOfVenue } from './venue-kinds.ts';

/** Rows of a table that fulfil a query and hold a text, in an order; `today` decides quarters and deadlines. */
export interface RowSetRequest {
  readonly table: TableName;
  readonly query: Query;
  readonly text: string;
  readonly sort: readonly Sort[];
  /** Only rows about these; null for all. */
  readonly about: { readonly kind: 'venue' | 'school' | 'facility'; readonly ids: readonly number[] } | null;
  readonly today: string;
  /** In which span it is reckoned whether a school was swept and a venue visited. */
  readonly due: SweptWhen;
  /** What was measured for the distance conditions of the query, in their order. */
  readonly measured?: readonly Measuring[];
}

/** What the columns of a table rest on, whatever is asked of it. */
type Grounds = Pick<RowSetRequest, 'table' | 'today' | 'due' | 'measured'>;

/** A row with what it is about. */
export interface SelectedRow {
  readonly id: number;
  readonly venueId: number | null;
  readonly schoolId: number | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly cells: CellValue[];
}

type Sql = RawBuilder<unknown>;
type Key = 'venueId' | 'schoolId' | 'lng' | 'lat';

interface Expression {
  readonly sql: Sql;
  /** Where a row can have several values. */
  readonly several?: {
    /** The one that is compared first. */
    readonly main: Sql;
    /** Whether it has one of some values beside that. */
    readonly beside: (values: Sql) => Sql;
    /** All of them, between semicolons. */
    readonly all: Sql;
  };
  /** Rank of the weightiest finding, of a severity that a row without findings has too. */
  readonly rank?: Sql;
  /** Joins that it needs, by name. */
  readonly joins?: readonly string[];
}

interface Source {
  readonly from: Sql;
  readonly where?: Sql;
  readonly id: Sql;
  readonly keys: Readonly<Record<Key, Sql>>;
  readonly columns: Readonly<Record<string, Expression>>;
  /** Joins that the keys and a plain search need. */
  readonly subjects?: readonly string[];
  /** What else may be joined, by name; narrowed to some rows where they are known. */
  readonly joins: Readonly<Record<string, (ids: readonly number[] | null) => Sql>>;
  /** Texts that a plain search looks at. */
  readonly searched: readonly Sql[];
  readonly order: Sql;
  /** An index holds this order: a page is found without looking at the rows before it. */
  readonly isIndexed?: true;
}

const raw = (text: string): Expression => ({ sql: sql.raw(text) });
const joined = (join: string, text: string): Expression => ({ sql: sql.raw(text), joins: [join] });
const none = sql.raw('null');

/** A part of the rows in their order, by their places. */
export interface RowPage {
  readonly offset: number;
  readonly limit: number;
}

/** Ids of the rows, in their order: all, or those of a page. */
export async function selectRowIds(db: Read, request: RowSetRequest, page?: RowPage): Promise<number[]> {
  const part = page ? sql`limit ${page.limit} offset ${page.offset}` : sql``;
  const { rows } = await sql<{ id: number }>`${rowIds(request)} ${part}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Whether the rows of a request, where it is for all of a table, stand in an order that an index holds. */
export function isInKeyOrder(request: RowSetRequest): boolean {
  return request.sort.length === 0 && sourceOf(request).isIndexed === true;
}

/** How many rows there are. */
export async function countRows(db: Read, request: RowSetRequest): Promise<number> {
  const source = sourceOf(request);
  const { where, joins } = conditionsOf(source, request);
  const { rows } = await sql<{ rows: number }>`
    select count(*) as "rows" from ${source.from} ${joinAll(source, joins, null)} where ${where}`.execute(db);
  return rows[0]?.rows ?? 0;
}

/** The tables that the ids of the rows rest on, and their order; null where that cannot be said. */
export function tablesOfRowIds(db: Read, request: RowSetRequest): readonly StoredTable[] | null {
  return tablesRead(rowIds(request).compile(db).sql);
}

function rowIds(request: RowSetRequest): RawBuilder<{ id: number }> {
  const source = sourceOf(request);
  const { where, joins } = conditionsOf(source, request);
  const order = orderOf(source, request.sort, joins);
  return sql`
    select ${source.id} as id from ${source.from} ${joinAll(source, joins, null)}
    where ${where} order by ${order}`;
}

/** Some rows in the order of their ids. */
export async function selectRows(
  db: Read,
  request: Grounds,
  columns: readonly string[],
  ids: readonly number[],
): Promise<SelectedRow[]> {
  const source = sourceOf(request);
  const joins = new Set<string>(source.subjects);
  const cells = columns.map((key, i) => {
    const { sql: expression } = expressionOf(source, key, joins);
    return sql`${expression} as ${sql.ref(`c${i}`)}`;
  });
  const keys = (Object.entries(source.keys) as [Key, Sql][]).map(
    ([key, expression]) => sql`${expression} as ${sql.ref(key)}`,
  );
  const { rows } = await sql<Record<string, CellValue>>`
    select ${sql.join([sql`${source.id} as id`, ...keys, ...cells])}
    from ${source.from} ${joinAll(source, joins, ids)}
    where ${source.id} in ${toIdList(ids)}`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const { venueId, schoolId, lng, lat } = row as unknown as Record<Key, number | null>;
    return [{ id, venueId, schoolId, lng, lat, cells: columns.map((_, i) => row[`c${i}`] ?? null) }];
  });
}

/** What some rows are about: distinct venues and schools. */
export async function selectSubjects(
  db: Read,
  request: Grounds,
  ids: readonly number[],
): Promise<{ venues: number[]; schools: number[] }> {
  const source = sourceOf(request);
  const pick = async (key: 'venueId' | 'schoolId') => {
    const { rows } = await sql<{ id: number | null }>`
      select distinct ${source.keys[key]} as id from ${source.from}
      where ${source.id} in ${toIdList(ids)}`.execute(db);
    return rows.flatMap(({ id }) => (id === null ? [] : [id]));
  };
  return { venues: await pick('venueId'), schools: await pick('schoolId') };
}

/** Count, least, most, mean and sum of columns over all rows of a set; the sum where it means something. */
export async function selectTotals(db: Read, request: RowSetRequest, columns: readonly string[]) {
  const source = sourceOf(request);
  const { where, joins } = conditionsOf(source, request);
  const parts = columns.flatMap((key, i) => {
    const { sql: expression } = expressionOf(source, key, joins);
    const column = findColumn(request.table, key);
    const isNumber = column?.type === 'number';
    // An empty text is no value, and not the least one.
    const value = sql`nullif(${expression}, '')`;
    return [
      sql`count(${value}) as ${sql.ref(`n${i}`)}`,
      sql`min(${value}) as ${sql.ref(`l${i}`)}`,
      sql`max(${value}) as ${sql.ref(`m${i}`)}`,
      sql`${isNumber ? sql`avg(${expression})` : none} as ${sql.ref(`a${i}`)}`,
      sql`${column?.summed ? sql`sum(${expression})` : none} as ${sql.ref(`s${i}`)}`,
    ];
  });
  const { rows } = await sql<Record<string, CellValue>>`
    select ${sql.join([sql`count(*) as total`, ...parts])}
    from ${source.from} ${joinAll(source, joins, null)} where ${where}`.execute(db);
  const row = rows[0] ?? {};
  return {
    total: Number(row.total ?? 0),
    columns: columns.map((column, i) => ({
      column,
      count: Number(row[`n${i}`] ?? 0),
      least: row[`l${i}`] ?? null,
      most: row[`m${i}`] ?? null,
      mean: numberOf(row[`a${i}`]),
      sum: numberOf(row[`s${i}`]),
    })),
  };
}

function numberOf(value: CellValue | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** Values of a column with how often each occurs, most frequent first. */
export async function selectValues(db: Read, request: RowSetRequest, column: string, limit: number) {
  const source = sourceOf(request);
  const { where, joins } = conditionsOf(source, request);
  const { sql: expression, several } = expressionOf(source, column, joins);
  const { rows } = await sql<{ value: CellValue; count: number }>`
    select ${several?.all ?? expression} as value, count(*) as count
    from ${source.from} ${joinAll(source, joins, null)}
    where ${where} group by 1 order by 2 desc, 1 limit ${several ? -1 : limit}`.execute(db);
  const found = rows.map(({ value, count }) => ({ value: String(value ?? ''), count }));
  return several ? countEach(found).slice(0, limit) : found;
}

/** How often each value occurs where rows have several, most frequent first. */
function countEach(rows: readonly { readonly value: string; readonly count: number }[]) {
  const counts = new Map<string, number>();
  for (const { value, count } of rows)
    for (const each of value.split(';')) counts.set(each, (counts.get(each) ?? 0) + count);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** The rows of a request as a query of one's own asks for them; columns are to be named before the rows. */
export function askedRows(request: RowSetRequest) {
  const source = sourceOf(request);
  const { where, joins } = conditionsOf(source, request);
  return {
    /** What a column holds: of several values all, between semicolons. */
    column: (key: string): { readonly sql: Sql; readonly isSeveral: boolean } => {
      const { sql: expression, several } = expressionOf(source, key, joins);
      return { sql: several?.all ?? expression, isSeveral: several !== undefined };
    },
    rows: (): Sql => sql`from ${source.from} ${joinAll(source, joins, null)} where ${where}`,
  };
}

function joinAll(source: Source, names: ReadonlySet<string>, ids: readonly number[] | null): Sql {
  const joins = [...names].flatMap((name) => source.joins[name]?.(ids) ?? []);
  return joins.length === 0 ? sql`` : sql.join(joins, sql` `);
}

function expressionOf(source: Source, key: string, joins: Set<string>): Expression {
  const expression = source.columns[key];
  if (!expression) throw new Error(`no column ${key}`);
  for (const join of expression.joins ?? []) joins.add(join);
  return expression;
}

function conditionsOf(source: Source, { table, query, text, about, today, measured }: RowSetRequest) {
  const joins = new Set<string>();
  const all: Sql[] = [source.where ?? sql`1`];
  const of = (part: QueryPart): Sql => {
    if (isDistance(part)) return isNear(table, part, measured);
    if (!isGroup(part)) {
      const type = findColumn(table, part.column)?.type ?? 'text';
      return holds(expressionOf(source, part.column, joins), type, part, today);
    }
    if (part.parts.length === 0) return sql`1`;
    return sql`(${sql.join(part.parts.map(of), part.match === 'all' ? sql` and ` : sql` or `)})`;
  };
  all.push(of(query));
  if (about) {
    for (const join of source.subjects ?? []) joins.add(join);
    const subject = { venue: source.keys.venueId, school: source.keys.schoolId, facility: source.id }[
      about.kind
    ];
    all.push(sql`${subject} in ${toIdList(about.ids)}`);
  }
  if (text.trim() !== '') {
    for (const join of source.subjects ?? []) joins.add(join);
    const like = likeText(text.trim());
    all.push(
      sql`(${sql.join(
        source.searched.map((each) => sql`${each} like ${like} escape '\\'`),
        sql` or `,
      )})`,
    );
  }
  return { where: sql.join(all, sql` and `), joins };
}

function hasOneOf({ main, beside }: NonNullable<Expression['several']>, values: Sql): Sql {
  return sql`(${main} in ${values} or ${beside(values)})`;
}

/** Whether only a finding makes a row of this severity: then those without findings need not be looked at. */
function isOfFindings(operand: CellValue): operand is Severity {
  return operand !== 'outside' && severities.some((severity) => severity === operand);
}

/** One condition on an expression. What has no value fulfils only what asks for that, and negations. */
function holds(expression: Expression, type: ColumnType, condition: Condition, today: string): Sql {
  const { sql: x, several, rank } = expression;
  const { operator, operands } = condition;
  const [first, second] = operands;
  const values = sql`(select value from json_each(${JSON.stringify(operands)}))`;
  const filled = sql`ifnull(${x}, '')`;
  switch (operator) {
    case 'contains':
      return sql`${filled} like ${likeText(String(first))} escape '\\'`;
    case 'notContains':
      return sql`${filled} not like ${likeText(String(first))} escape '\\'`;
    case 'startsWith':
      return sql`${filled} like ${likeText(String(first)).slice(1)} escape '\\'`;
    case 'equals':
      return sql`${filled} = ${first}`;
    case 'empty':
      return sql`${filled} = ''`;
    case 'notEmpty':
      return sql`${filled} <> ''`;
    case 'oneOf':
      if (rank && operands.every(isOfFindings))
        return sql`${rank} in (${sql.join(operands.map((each) => sql.lit(severities.indexOf(each))))})`;
      return several ? hasOneOf(several, values) : sql`${filled} in ${values}`;
    case 'noneOf':
      return several ? sql`not ${hasOneOf(several, values)}` : sql`${filled} not in ${values}`;
    case 'least':
      return sql`${x} >= ${first}`;
    case 'most':
      return sql`${x} <= ${first}`;
    case 'above':
      return sql`${x} > ${first}`;
    case 'between':
      return type === 'day'
        ? sql`substr(${x}, 1, 10) between ${first} and ${second}`
        : sql`${x} between ${first} and ${second}`;
    case 'from':
      return sql`substr(${x}, 1, 10) >= ${first}`;
    case 'until':
      return sql`substr(${x}, 1, 10) <= ${first}`;
    case 'lastDays':
      return sql`substr(${x}, 1, 10) > date(${today}, ${`-${Math.round(Number(first))} days`})`;
    case 'thisQuarter': {
      const { from, to } = periodDates(periodOf(today));
      return sql`substr(${x}, 1, 10) between ${from} and ${to}`;
    }
    case 'yes':
      return sql`ifnull(${x}, 0) = 1`;
    case 'no':
      return sql`ifnull(${x}, 0) = 0`;
  }
}

/** The database sorts text by character code. Only the interface can sort text as Chinese readers expect. */
function orderOf(source: Source, sort: readonly Sort[], joins: Set<string>): Sql {
  const parts = sort.map(({ column, descending }) => {
    const { sql: expression } = expressionOf(source, column, joins);
    // What has no value comes last either way.
    return sql`${expression} is null or ${expression} = '', ${expression} ${sql.raw(descending ? 'desc' : 'asc')}`;
  });
  return sql.join([...parts, source.order]);
}

const rankedSeverity = (rank: string, otherwise: string) =>
  `case ${rank} ${severities.map((severity, i) => `when ${i} then '${severity}'`).join(' ')} else ${otherwise} end`;

/** What the findings of venues, or of some of them, come to. */
function findingsOf(name: string, figures: Sql, ids: readonly number[] | null): Sql {
  const joined = sql.ref(name);
  return sql`left join (
    select "venueId", ${figures} from "findings"
    where "isPrimary" = 1 ${ids ? sql`and "venueId" in ${toIdList(ids)}` : sql``} group by "venueId"
  ) as ${joined} on ${joined}."venueId" = "venues"."id"`;
}

/** Regions that hold a place: the functions are defined on the connection that reads. */
function regionColumns(lng: Sql, lat: Sql): Record<string, Expression> {
  return Object.fromEntries(
    regionLevels.map((level) => [level, { sql: sql`region_at(${sql.lit(level)}, ${lng}, ${lat})` }]),
  );
}

/** Columns that need a join. */
function joinedBy(join: string, columns: Record<string, Expression>): Record<string, Expression> {
  return Object.fromEntries(
    Object.entries(columns).map(([key, { sql: expression }]) => [key, { sql: expression, joins: [join] }]),
  );
}

function schoolRegionColumns(id: string): Record<string, Expression> {
  return Object.fromEntries(regionLevels.map((level) => [level, raw(`region_of_school('${level}', ${id})`)]));
}

/** A venue's main kind; it is found by the others as well. */
const ofSeveralKinds: Expression = {
  sql: sql.raw('"venues"."category"'),
  several: { main: sql.raw('"venues"."category"'), beside: isBeside, all: kindsOfVenue },
};

const VENUE_PLACE = [sql.raw('"venues"."lng"'), sql.raw('"venues"."lat"')] as const;

/** What of a 治安乱点 stands in its row. */
const ofSpots = [
  'name',
  'problem',
  'areaKind',
  'rangeText',
  'leadBody',
  'joinBodies',
  'leadPerson',
  'phone',
  'foundOn',
  'dueOn',
  'grade',
  'listedOn',
  'delistedOn',
  'settledOn',
  'criminalCases',
  'publicOrderCases',
  'progress',
  'evaluation',
  'note',
] as const;

function sourceOf({ table, today, due, measured }: Grounds): Source {
  const source = sources[table](today, due);
  return { ...source, columns: { ...source.columns, ...nearExpressions(table, measured) } };
}

const sources: Readonly<Record<TableName, (today: string, due: SweptWhen) => Source>> = {
  findings: (_today, due) => ({
    from: sql.raw('"findings"'),
    // Most queries need only the findings themselves: names and places are joined where they are asked for.
    subjects: ['venue', 'school'],
    where: sql.raw('"findings"."isPrimary" = 1'),
    id: sql.raw('"findings"."id"'),
    keys: {
      venueId: sql.raw('"findings"."venueId"'),
      schoolId: sql.raw('"findings"."schoolId"'),
      lng: VENUE_PLACE[0],
      lat: VENUE_PLACE[1],
    },
    columns: {
      severity: raw('"findings"."severity"'),
      venueName: joined('venue', '"venues"."name"'),
      category: { sql: kindOfFinding, joins: ['venue'] },
      schoolName: joined('school', '"schools"."name"'),
      stage: joined('school', '"schools"."stage"'),
      origin: raw('"findings"."origin"'),
      method: raw('"findings"."method"'),
      distance: raw('"findings"."distance"'),
      doubt: raw('2 * "findings"."sigma"'),
      limit: raw('"findings"."limit"'),
      ruleId: raw('"findings"."ruleId"'),
      needsSettling: raw(`("findings"."verdict" = 'undetermined' or "findings"."severity" = 'undetermined')`),
      // The words are made later by the rules for settling a doubt; here are only the values that these rules need.
      toSettle: joined(
        'settling',
        `json_array("findings"."severity", "findings"."verdict", "findings"."origin", "findings"."ruleId",
          "measuredGate"."name")`,
      ),
      disagrees: raw('"findings"."disagrees"'),
      surveyed: raw('"findings"."surveyId" is not null'),
      boundary: raw('"findings"."boundary"'),
      gate: raw('"findings"."gate"'),
      walking: raw('"findings"."walking"'),
      verdict: raw('"findings"."verdict"'),
      effect: raw('"findings"."effect"'),
      existing: raw('"findings"."existing"'),
      address: joined('venue', '"venues"."address"'),
      status: joined('venue', '"venues"."status"'),
      venueSince: joined('venue', '"venues"."establishedOn"'),
      note: raw('"findings"."note"'),
      ...venueRecords,
      ...joinedBy('venue', regionColumns(...VENUE_PLACE)),
    },
    joins: {
      venue: () => sql.raw('join "venues" on "venues"."id" = "findings"."venueId"'),
      school: () => sql.raw('join "schools" on "schools"."id" = "findings"."schoolId"'),
      ...venueJoins('"findings"."venueId"', due),
      settling: () =>
        sql.raw('left join "gates" as "measuredGate" on "measuredGate"."id" = "findings"."gateId"'),
    },
    searched: ['"venues"."name"', '"schools"."name"', '"venues"."address"', '"venues"."uscc"'].map((each) =>
      sql.raw(each),
    ),
    order: sql.raw(
      '"findings"."severityRank", "findings"."distance", "findings"."ruleRank", "findings"."schoolId", "findings"."venueId"',
    ),
  }),

  venues: (today, due) => ({
    from: sql.raw('"venues"'),
    id: sql.raw('"venues"."id"'),
    keys: {
      venueId: sql.raw('"venues"."id"'),
      schoolId: none,
      lng: VENUE_PLACE[0],
      lat: VENUE_PLACE[1],
    },
    columns: {
      ...ownColumns('venues', [
        'name',
        'address',
        'status',
        'uscc',
        'regNo',
        'legalPerson',
        'phone',
        'establishedOn',
        'scope',
        'listedCategory',
        'industryCode',
        'categoryScore',
        'categoryReason',
        'positionSource',
      ]),
      category: ofSeveralKinds,
      mainCategory: raw('"venues"."category"'),
      furtherKinds: {
        sql: kindsBesideMain,
        several: { main: sql`ifnull(${kindsBesideMain}, '')`, beside: isBeside, all: kindsBesideMain },
      },
      severity: {
        sql: sql.raw(
          rankedSeverity(
            '"worst"."rank"',
            `case when "venues"."lng" is null then 'unlocated' else 'outside' end`,
          ),
        ),
        rank: sql.raw('"worst"."rank"'),
        joins: ['worst'],
      },
      nearest: joined('worst', '"worst"."nearest"'),
      schools: joined('near', '"near"."schools"'),
      licenceNo: { sql: numbersOfVenue },
      licenceUntil: { sql: firstEndOfVenue(today) },
      vanished: raw('"venues"."vanishedIn" is not null'),
      fileName: raw('(select "fileName" from "batches" where "batches"."id" = "venues"."batchId")'),
      ...venueRecords,
      ...regionColumns(...VENUE_PLACE),
    },
    joins: {
      ...venueJoins('"venues"."id"', due),
      worst: (ids) =>
        findingsOf('worst', sql`min("severityRank") as "rank", min("distance") as "nearest"`, ids),
      // Apart, because counting what is distinct takes most of the time of a search for severities.
      near: (ids) =>
        findingsOf(
          'near',
          sql`count(distinct case when "severity" <> 'outside' then "schoolId" end) as "schools"`,
          ids,
        ),
    },
    searched: ['name', 'address', 'uscc', 'phone', 'legalPerson'].map((each) =>
      sql.raw(`"venues"."${each}"`),
    ),
    order: sql.raw('"venues"."name", "venues"."id"'),
    isIndexed: true,
  }),

  schools: (_today, due) => {
    return {
      from: sql.raw('"schools"'),
      id: sql.raw('"schools"."id"'),
      keys: {
        venueId: none,
        schoolId: sql.raw('"schools"."id"'),
        lng: sql.raw('"schools"."lng"'),
        lat: sql.raw('"schools"."lat"'),
      },
      columns: {
        ...ownColumns('schools', [
          'name',
          'stage',
          'address',
          'schoolCode',
          'phone',
          'openedOn',
          'boundarySource',
        ]),
        gates: raw('(select count(*) from "gates" where "gates"."schoolId" = "schools"."id")'),
        hasBoundary: raw('"schools"."boundary" is not null'),
        violations: joined('counted', 'ifnull("counted"."violations", 0)'),
        undetermined: joined('counted', 'ifnull("counted"."undetermined", 0)'),
        openHazards: {
          sql: sql`(select count(*) from "hazards"
            where "hazards"."schoolId" = "schools"."id" and ${isOpenHazard()})`,
        },
        lastVisitOn: joined('visited', '"visited"."last"'),
        visitedThisQuarter: joined('swept', '"swept"."schoolId" is not null'),
        ...schoolRegionColumns('"schools"."id"'),
      },
      joins: {
        counted: () => sql`left join (
            select "schoolId", sum("severity" = 'violation') as "violations",
              sum("severity" = 'undetermined') as "undetermined"
            from "findings" where "isPrimary" = 1 group by "schoolId"
          ) as "counted" on "counted"."schoolId" = "schools"."id"`,
        visited: () => sql`left join (
            select "schoolId", substr(max("startedAt"), 1, 10) as "last" from ${schoolVisits} group by "schoolId"
          ) as "visited" on "visited"."schoolId" = "schools"."id"`,
        swept: () => sql`left join (${sweptSchools(due)}) as "swept" on "swept"."schoolId" = "schools"."id"`,
      },
      searched: ['name', 'address', 'schoolCode', 'phone'].map((each) => sql.raw(`"schools"."${each}"`)),
      order: sql.raw('"schools"."name", "schools"."id"'),
    };
  },

  gates: () => ({
    from: sql.raw('"gates" join "schools" on "schools"."id" = "gates"."schoolId"'),
    id: sql.raw('"gates"."id"'),
    keys: {
      venueId: none,
      schoolId: sql.raw('"gates"."schoolId"'),
      lng: sql.raw('"gates"."lng"'),
      lat: sql.raw('"gates"."lat"'),
    },
    columns: {
      ...ownColumns('gates', ['name', 'isMain', 'positionSource']),
      schoolName: raw('"schools"."name"'),
      stage: raw('"schools"."stage"'),
      drawnFrontage: raw('"gates"."frontage" is not null'),
      drawnBand: raw('"gates"."band" is not null'),
      ...regionColumns(sql.raw('"gates"."lng"'), sql.raw('"gates"."lat"')),
    },
    joins: {},
    searched: [sql.raw('"schools"."name"'), sql.raw('"gates"."name"')],
    order: sql.raw('"schools"."name", "gates"."isMain" desc, "gates"."id"'),
  }),

  facilities: () => ({
    from: sql.raw('"facilities"'),
    id: sql.raw('"facilities"."id"'),
    keys: {
      venueId: none,
      schoolId: none,
      lng: sql.raw('"facilities"."lng"'),
      lat: sql.raw('"facilities"."lat"'),
    },
    columns: {
      ...ownColumns('facilities', ['kind', 'name', 'state', 'body', 'checkedOn', 'note']),
      fileName: raw('(select "fileName" from "batches" where "batches"."id" = "facilities"."batchId")'),
      ...regionColumns(sql.raw('"facilities"."lng"'), sql.raw('"facilities"."lat"')),
    },
    joins: {},
    searched: [sql.raw('"facilities"."kind"'), sql.raw('"facilities"."name"')],
    order: sql.raw('"facilities"."kind", "facilities"."id"'),
  }),

  hazards: (today) => ({
    from: recordsOf('hazards'),
    // What was voided is looked for in the ledger: a table shows what figures count.
    where: isCountedHazard(),
    id: sql.raw('"hazards"."id"'),
    keys: recordKeys('hazards'),
    columns: {
      ...ownColumns('hazards', [
        'code',
        'state',
        'kind',
        'level',
        'description',
        'responsibleBody',
        'responsiblePerson',
        'foundOn',
        'dueOn',
        'closedOn',
        'outcome',
      ]),
      listed: { sql: isSupervisedHazard },
      repeated: raw('("hazards"."repeats" is not null)'),
      overdue: { sql: sql`(${isOpenHazard()} and "hazards"."dueOn" < ${today})` },
      ...recordSubjects,
      venueName: { sql: hazardPlaceName },
      ...ownColumns('hazards', [
        'source',
        'sourceNumber',
        'saidOn',
        'verifiedOn',
        'subject',
        'helpingBodies',
      ]),
    },
    joins: {},
    searched: [
      '"hazards"."code"',
      '"venues"."name"',
      '"schools"."name"',
      '"hazards"."description"',
      '"hazards"."placeText"',
    ].map((each) => sql.raw(each)),
    order: sql.raw(`"hazards"."state" = 'closed', "hazards"."dueOn", "hazards"."id"`),
  }),

  visits: () => ({
    from: sql`${recordsOf('visits')} join "stops" on "stops"."id" = "visits"."stopId"
      join "sweeps" on "sweeps"."id" = "stops"."sweepId"`,
    id: sql.raw('"visits"."id"'),
    keys: recordKeys('visits'),
    columns: {
      ...ownColumns('visits', ['result', 'facts', 'measuredDistance', 'measures', 'partyView']),
      on: raw('substr("visits"."startedAt", 1, 10)'),
      sweep: raw('"sweeps"."title"'),
      ...recordSubjects,
    },
    joins: {},
    searched: ['"venues"."name"', '"schools"."name"', '"visits"."facts"'].map((each) => sql.raw(each)),
    order: sql.raw('"visits"."startedAt" desc, "visits"."id"'),
  }),

  troubleSpots: (today) => ({
    from: sql.raw('"troubleSpots"'),
    id: sql.raw('"troubleSpots"."id"'),
    keys: {
      venueId: none,
      schoolId: none,
      lng: sql.raw('"troubleSpots"."lng"'),
      lat: sql.raw('"troubleSpots"."lat"'),
    },
    columns: {
      ...ownColumns('troubleSpots', ofSpots),
      state: { sql: stateOfSpot },
      overdue: { sql: sql`(${isOpenSpot} and "troubleSpots"."dueOn" < ${today})` },
      ...regionColumns(sql.raw('"troubleSpots"."lng"'), sql.raw('"troubleSpots"."lat"')),
    },
    joins: {},
    searched: ['name', 'problem', 'rangeText', 'leadBody', 'joinBodies'].map((each) =>
      sql.raw(`"troubleSpots"."${each}"`),
    ),
    order: sql`not ${isOpenSpot}, "troubleSpots"."foundOn" desc, "troubleSpots"."id" desc`,
  }),

  licences: (today, due) => ({
    from: sql.raw('"licences" join "venues" on "venues"."id" = "licences"."venueId"'),
    id: sql.raw('"licences"."id"'),
    keys: {
      venueId: sql.raw('"licences"."venueId"'),
      schoolId: none,
      lng: VENUE_PLACE[0],
      lat: VENUE_PLACE[1],
    },
    columns: {
      ...ownColumns('licences', ['number', 'kind', 'holder', 'validFrom', 'validUntil', 'struck']),
      ...ownColumns('venues', ['category', 'address', 'status']),
      venueName: raw('"venues"."name"'),
      state: { sql: licenceState(today) },
      daysLeft: { sql: daysLeft(today) },
      ...joinedBy('placed', {
        zone: { sql: licenceZone },
        schoolName: raw('(select "name" from "schools" where "schools"."id" = "placed"."schoolId")'),
        ...ownColumns('placed', ['distance', 'existing', 'ruleId']),
      }),
      fileName: raw('(select "fileName" from "batches" where "batches"."id" = "licences"."batchId")'),
      ...venueRecords,
      ...regionColumns(...VENUE_PLACE),
    },
    joins: { ...venueJoins('"licences"."venueId"', due), placed: () => placedVenues },
    searched: ['"licences"."number"', '"licences"."holder"', '"venues"."name"', '"venues"."address"'].map(
      (each) => sql.raw(each),
    ),
    order: sql.raw(
      '"licences"."validUntil" is null, "licences"."validUntil", "venues"."name", "licences"."id"',
    ),
  }),
};

function ownColumns(table: string, names: readonly string[]): Record<string, Expression> {
  return Object.fromEntries(names.map((name) => [name, raw(`"${table}"."${name}"`)]));
}

/** Visits and hazards are about a venue and mostly a school, or about a school itself. */
function recordsOf(table: 'hazards' | 'visits'): Sql {
  return sql.raw(`"${table}" left join "venues" on "venues"."id" = "${table}"."venueId"
    left join "schools" on "schools"."id" = "${table}"."schoolId"`);
}

function recordKeys(table: 'hazards' | 'visits'): Source['keys'] {
  return {
    venueId: sql.raw(`"${table}"."venueId"`),
    schoolId: sql.raw(`"${table}"."schoolId"`),
    lng: placeColumns.lng,
    lat: placeColumns.lat,
  };
}

const recordSubjects: Readonly<Record<string, Expression>> = {
  venueName: { sql: placeColumns.placeName },
  category: {
    sql: placeColumns.category,
    several: { main: placeColumns.mainCategory, beside: isBeside, all: placeColumns.category },
  },
  schoolName: raw('"schools"."name"'),
  ...regionColumns(placeColumns.lng, placeColumns.lat),
};

/** What was recorded of a venue; see `venueJoins`. */
const venueRecords: Readonly<Record<string, Expression>> = {
  lastVisitOn: joined('visited', '"visited"."last"'),
  visitedThisQuarter: joined('visited', 'ifnull("visited"."now", 0)'),
  openHazards: joined('hazardous', 'ifnull("hazardous"."open", 0)'),
};

function venueJoins(venue: string, { from, to }: SweptWhen): Source['joins'] {
  return {
    visited: () => sql`left join (
        select "venueId", substr(max("startedAt"), 1, 10) as "last",
          max(substr("startedAt", 1, 10) between ${from} and ${to}) as "now"
        from "visits" group by "venueId"
      ) as "visited" on "visited"."venueId" = ${sql.raw(venue)}`,
    hazardous: () => sql`left join (
        select "venueId", count(*) as "open" from "hazards"
        where ${isOpenHazard()} group by "venueId"
      ) as "hazardous" on "hazardous"."venueId" = ${sql.raw(venue)}`,
  };
}
