import type SqliteDatabase from 'better-sqlite3';

/** What of the things that a measuring found is told, for each of them. */
export type NearFact = 'verdict' | 'distance' | 'doubt' | 'school' | 'schools' | 'list';
/** A school is near to others; a place that is a school itself is near to that one too. */
export type NearKind = 'venue' | 'school' | 'placeAtSchool' | 'gate' | 'facility' | 'spot';

/** What the measuring of some number found of a thing; null where that is not near. */
export type NearLookup = (
  measuring: number,
  fact: NearFact,
  kind: NearKind,
  id: number | null,
) => string | number | null;

/** Lets a connection ask what was measured for a distance condition by the function `near_of`. For SQLite only. */
export function defineNear(sqlite: SqliteDatabase.Database, lookUp: NearLookup): void {
  // Its number names what was measured, so that the same question has the same answer.
  sqlite.function(
    'near_of',
    { deterministic: true },
    (measuring: number, fact: NearFact, kind: NearKind, id: number | null) =>
      lookUp(measuring, fact, kind, id),
  );
}
