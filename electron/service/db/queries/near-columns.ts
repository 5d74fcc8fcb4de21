import { type RawBuilder, sql } from 'kysely';
import { type DistanceCondition, distanceKey } from '#shared/tables/distance-condition.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import type { NearFact, NearKind } from '../engine/near-function.ts';

type Sql = RawBuilder<unknown>;

/** What was measured for a distance condition, by the number under which the database asks for it. */
export interface Measuring {
  /** Which distance was measured (`distanceKey`). */
  readonly key: string;
  readonly number: number;
}

const kindOf = { schools: 'school', gates: 'gate', facilities: 'facility', troubleSpots: 'spot' } as const;

/** What a measuring tells of the row of a table: of its venue, or of the thing itself. */
function nearOf(table: TableName, measuring: number, fact: NearFact): Sql {
  const of = (kind: NearKind, id: string) =>
    sql`near_of(${sql.lit(measuring)}, ${sql.lit(fact)}, ${sql.lit(kind)}, ${sql.raw(id)})`;
  switch (table) {
    case 'venues':
      return of('venue', '"venues"."id"');
    case 'findings':
    case 'licences':
      return of('venue', `"${table}"."venueId"`);
    case 'hazards':
    case 'visits':
      return sql`iif(${sql.raw(`"${table}"."venueId"`)} is null, ${of('placeAtSchool', `"${table}"."schoolId"`)},
        ${of('venue', `"${table}"."venueId"`)})`;
    case 'schools':
    case 'gates':
    case 'facilities':
    case 'troubleSpots':
      return of(kindOf[table], `"${table}"."id"`);
  }
}

const SCHOOL_HAS_PLACE = `("schools"."lng" is not null or "schools"."boundary" is not null
  or exists (select 1 from "gates" where "gates"."schoolId" = "schools"."id"))`;
const OF_VENUE = (venue: string) =>
  `exists (select 1 from "venues" as "own" where "own"."id" = ${venue} and "own"."lng" is not null)`;

/** Whether anybody knows where the thing of a row is. */
const hasPlace: Readonly<Record<TableName, string>> = {
  venues: '"venues"."lng" is not null',
  findings: OF_VENUE('"findings"."venueId"'),
  licences: '"venues"."lng" is not null',
  hazards: `iif("hazards"."venueId" is null, ${SCHOOL_HAS_PLACE}, "venues"."lng" is not null)`,
  visits: `iif("visits"."venueId" is null, ${SCHOOL_HAS_PLACE}, "venues"."lng" is not null)`,
  schools: SCHOOL_HAS_PLACE,
  gates: '1',
  facilities: '1',
  troubleSpots: '1',
};

/** Whether a row fulfils a distance condition; what has no place never does. */
export function isNear(
  table: TableName,
  condition: DistanceCondition,
  measured: readonly Measuring[] | undefined,
): Sql {
  const key = distanceKey(condition);
  const measuring = measured?.find((each) => each.key === key);
  if (!measuring) throw new Error('a distance condition was not measured before its rows were asked for');
  const verdict = nearOf(table, measuring.number, 'verdict');
  switch (condition.certainty) {
    case 'possible':
      return sql`${verdict} is not null`;
    case 'sure':
      return sql`ifnull(${verdict} = 'inside', 0)`;
    case 'doubtful':
      return sql`ifnull(${verdict} = 'undetermined', 0)`;
    case 'beyond':
      return sql`(${verdict} is null and ${sql.raw(hasPlace[table])})`;
  }
}

/** Columns that tell what was measured for the first distance condition of a query; without one they are empty. */
export function nearExpressions(table: TableName, measured: readonly Measuring[] | undefined) {
  const [first] = measured ?? [];
  const tell = (fact: NearFact): Sql => (first ? nearOf(table, first.number, fact) : sql`null`);
  const list = tell('list');
  return {
    nearSchool: { sql: tell('school') },
    nearDistance: { sql: tell('distance') },
    nearDoubt: { sql: tell('doubt') },
    nearVerdict: { sql: tell('verdict') },
    nearSchools: {
      sql: tell('schools'),
      several: {
        main: sql`ifnull(${tell('school')}, '')`,
        beside: (values: Sql) =>
          sql`exists (select 1 from json_each(ifnull(${list}, '[]')) as "each" where "each"."value" in ${values})`,
        all: tell('schools'),
      },
    },
  };
}
