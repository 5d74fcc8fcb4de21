import { z } from 'zod';
import { lngLatSchema } from '#shared/contract/common.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import {
  type District,
  type EdgeFindingTold,
  edgeFindingsSchema,
  RELEASED_SHOWN,
  type Released,
  releasedSchema,
} from '#shared/contract/districts.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { edgeSchema } from '#shared/districts/edge.ts';
import { districtFiguresSchema, sumByDay } from '#shared/districts/figures.ts';
import type { Neighbour } from '#shared/districts/neighbour-file.ts';
import { type PostgresAddress, readPostgresAddress } from '../address.ts';
import { type Postgres, quoted, rowsOf, withPostgres } from '../connection.ts';
import { DAYS_TABLE, DISTRICTS_TABLE, EDGES_TABLE, type ReleasedTable } from './report-tables.ts';

/** Trends show each day so far back, before that the last of each month. */
const DAYS_SHOWN = 60;
/** A map shows so many places under 挂牌督办, the latest. */
const LISTED_SHOWN = 2000;
/** Degrees between the boxes of districts beside each other, at most: further than any rule reaches. */
const BESIDE = 0.05;

type Overview = NonNullable<OutputOf<'districts.overview'>>;
type Drawn = NonNullable<OutputOf<'districts.map'>>;
type Trend = NonNullable<OutputOf<'districts.trend'>>;
type OwnEdges = NonNullable<OutputOf<'districts.edges'>>;
type Told = NonNullable<OutputOf<'districts.get'>>;

const jsonOf = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
const outlineSchema = jsonOf(z.array(z.array(lngLatSchema)));
const districtRow = z.object({
  id: z.int(),
  name: z.string(),
  day: z.string(),
  writtenAt: z.string(),
  isMeasured: z.boolean(),
  hasBorder: z.boolean(),
  span: z.string(),
  figures: jsonOf(districtFiguresSchema),
});
const neighbourRow = z.object({ district: z.string(), day: z.string(), edge: jsonOf(edgeSchema) });
const listedRow = z.object({ district: z.int(), place: z.string(), position: lngLatSchema });
const dayRow = z.object({ district: z.int(), day: z.string(), figures: jsonOf(districtFiguresSchema) });

/** The reporting database above districts, read by one connection a question. */
export class DistrictReports {
  readonly #address: PostgresAddress;

  /** Errors: POSTGRES_ADDRESS. */
  constructor(address: string) {
    this.#address = readPostgresAddress(address);
  }

  async overview(): Promise<Overview> {
    return await this.#ask(async (postgres) => ({ districts: await this.#districts(postgres) }));
  }

  async map(): Promise<Drawn> {
    return await this.#ask(async (postgres) => {
      const rows = await rowsOf(
        postgres,
        `select "id", "outline" from ${this.#table(DISTRICTS_TABLE)} order by "id"`,
      );
      const listed = await rowsOf(
        postgres,
        `select "district", "place", "lng", "lat" from ${this.#table('district_hazards')}
           where "isListed" and "lng" is not null order by "foundOn" desc, "code" limit ${LISTED_SHOWN}`,
      );
      return {
        districts: z.array(z.object({ id: z.int(), outline: outlineSchema })).parse(rows),
        listed: z.array(listedRow).parse(listed.map(withPosition)),
      };
    });
  }

  /** One district, or all together. */
  async trend(district: number | null): Promise<Trend> {
    return await this.#ask(async (postgres) => {
      const rows = await rowsOf(
        postgres,
        `with "some" as (select * from ${this.#table(DAYS_TABLE)} where $1::integer is null or "district" = $1::integer),
           "last" as (select max("day") as "day" from "some")
         select distinct on ("district", "step") "district", "some"."day", "figures",
           case when "some"."day"::date > "last"."day"::date - ${DAYS_SHOWN} then "some"."day" else substr("some"."day", 1, 7) end as "step"
         from "some" cross join "last" order by "district", "step", "some"."day" desc`,
        [district],
      );
      return { days: sumByDay(z.array(dayRow).parse(rows)) };
    });
  }

  /** Errors: DISTRICT_UNKNOWN. */
  async get(id: number): Promise<Told> {
    return await this.#ask(async (postgres) => {
      const [district] = await this.#districts(postgres, id);
      if (!district) throw new CodedError('DISTRICT_UNKNOWN');
      const [row] = await rowsOf(
        postgres,
        `select "outline" from ${this.#table(DISTRICTS_TABLE)} where "id" = $1`,
        [id],
      );
      return {
        district,
        outline: z.object({ outline: outlineSchema }).parse(row).outline,
        totals: {
          hazards: await this.#count(postgres, 'district_hazards', id),
          findings: await this.#count(postgres, 'district_findings', id),
          schools: await this.#count(postgres, 'district_schools', id),
        },
        released: await this.#released(postgres, id),
        edges: await this.#edges(postgres, id),
      };
    });
  }

  /** What was found across the borders of a district, both ways; the district is null where it never reported. */
  async edgesOf(name: string): Promise<OwnEdges> {
    return await this.#ask(async (postgres) => {
      const district = (await this.#districts(postgres)).find((each) => each.name === name) ?? null;
      return { district, edges: district ? await this.#edges(postgres, district.id) : [] };
    });
  }

  /** What lies near the borders of the districts beside one, as they reported last. Errors: DISTRICT_UNKNOWN. */
  async neighboursOf(name: string): Promise<Neighbour[]> {
    return await this.#ask(async (postgres) => {
      const rows = await rowsOf(
        postgres,
        `select "other"."name" as "district", "other"."day", "other"."edge" from ${this.#table(DISTRICTS_TABLE)} as "own"
           join ${this.#table(DISTRICTS_TABLE)} as "other" on "other"."id" <> "own"."id"
             and "other"."east" >= "own"."west" - $2 and "other"."west" <= "own"."east" + $2
             and "other"."north" >= "own"."south" - $2 and "other"."south" <= "own"."north" + $2
           where "own"."name" = $1 order by "other"."name"`,
        [name, BESIDE],
      );
      const known = (await this.#districts(postgres)).some((each) => each.name === name);
      if (!known) throw new CodedError('DISTRICT_UNKNOWN');
      return z.array(neighbourRow).parse(rows);
    });
  }

  async #edges(postgres: Postgres, id: number): Promise<EdgeFindingTold[]> {
    const rows = await rowsOf(
      postgres,
      `select "edge".*, "of"."name" as "schoolDistrict", "in"."name" as "venueDistrict"
         from ${this.#table(EDGES_TABLE)} as "edge"
         join ${this.#table(DISTRICTS_TABLE)} as "of" on "of"."id" = "edge"."district"
         join ${this.#table(DISTRICTS_TABLE)} as "in" on "in"."id" = "edge"."venueDistrict"
         where "edge"."district" = $1 or "edge"."venueDistrict" = $1 order by "edge"."distance", "edge"."venue", "edge"."school"`,
      [id],
    );
    return edgeFindingsSchema.parse(
      rows.map(({ kind, ...row }) => ({ ...withPosition(row), category: kind })),
    );
  }

  async #ask<Result>(work: (postgres: Postgres) => Promise<Result>): Promise<Result> {
    return await withPostgres(this.#address, async (postgres) => {
      const [there] = await rowsOf<{ name: string | null }>(
        postgres,
        'select to_regclass($1)::text as name',
        [this.#table(DISTRICTS_TABLE)],
      );
      if (typeof there?.name !== 'string')
        throw new CodedError('REPORT_NONE', { address: this.#address.shown });
      return await work(postgres);
    });
  }

  #table(name: string): string {
    return quoted(this.#address.schema, name);
  }

  async #districts(postgres: Postgres, id: number | null = null): Promise<District[]> {
    const rows = await rowsOf(
      postgres,
      `select "id", "name", "day", "writtenAt", "isMeasured", "hasBorder", "span", "figures" from ${this.#table(DISTRICTS_TABLE)}
         where $1::integer is null or "id" = $1::integer order by "name"`,
      [id],
    );
    return z.array(districtRow).parse(rows);
  }

  async #count(postgres: Postgres, table: ReleasedTable, district: number): Promise<number> {
    const [row] = await rowsOf<{ n: number }>(
      postgres,
      `select count(*)::integer as "n" from ${this.#table(table)} where "district" = $1`,
      [district],
    );
    return row?.n ?? 0;
  }

  /** The first rows of each table, what presses most first. */
  async #released(postgres: Postgres, district: number): Promise<Released> {
    const rows = async (table: ReleasedTable, order: string) =>
      await rowsOf(
        postgres,
        `select * from ${this.#table(table)} where "district" = $1 order by ${order} limit ${RELEASED_SHOWN}`,
        [district],
      );
    return releasedSchema.parse({
      hazards: (
        await rows(
          'district_hazards',
          `"isListed" desc, "isOverdue" desc, ("state" = 'closed'), "dueOn" nulls last, "code"`,
        )
      ).map(withPosition),
      findings: (await rows('district_findings', '"severityRank", "distance", "venue"')).map(withPosition),
      schools: (
        await rows('district_schools', '"violations" desc, "openHazards" desc, "undetermined" desc, "name"')
      ).map(withPosition),
      towns: await rows('district_towns', '"name"'),
    });
  }
}

function withPosition({ lng, lat, ...row }: Record<string, unknown>) {
  return { ...row, position: lng === null || lat === null ? null : [lng, lat] };
}
