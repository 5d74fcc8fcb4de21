import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '#service/db/engine/open.ts';
import { countSweptSchools, selectSwept, selectSweptSchools } from '#service/db/queries/coverage.ts';
import { elementAt } from '#shared/lists/element.ts';
import type { VisitResult } from '#shared/sweeps/visit-rules.ts';
import { createRandom } from '../support/random.ts';
import { openWorkspace } from '../support/workspace.ts';

const SPAN = { from: '2026-10-01', to: '2026-12-31' };
const RESULTS: VisitResult[] = ['正常', '发现隐患', '未营业'];
const COUNTED = RESULTS.slice(0, 2);
const AGENCIES = ['公安分局', '区市场监管局', '区文化和旅游局'];

interface Made {
  readonly visitId: number;
  readonly sweepId: number;
  readonly venueId: number | null;
  readonly schoolId: number | null;
  readonly startedAt: string;
  readonly result: VisitResult;
  readonly agencies: readonly string[];
}

it('schools count as swept by the visits near them, of the days, results and bodies that count, as if each visit was looked at', async () => {
  const { directory, service } = await openWorkspace();
  await service.close();
  const random = createRandom(17);
  const below = (most: number) => Math.floor(random() * most);
  const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'));
  sqlite.pragma('foreign_keys = off');
  /** Only what is asked for is said: whose finding, stop and visit it is. */
  const insert = (table: string, values: Record<string, string | number | null>) => {
    const needed = sqlite
      .prepare<[string], { name: string; type: string }>(
        `select name, type from pragma_table_info(?) where "notnull" and dflt_value is null and pk = 0`,
      )
      .all(table);
    const row = {
      ...Object.fromEntries(needed.map(({ name, type }) => [name, type === 'TEXT' ? '' : 0])),
      ...values,
    };
    const names = Object.keys(row);
    sqlite
      .prepare(
        `insert into ${table} (${names.map((name) => `"${name}"`).join()}) values (${names.map((name) => `@${name}`).join()})`,
      )
      .run(row);
  };
  const near = new Map<number, Set<number>>();
  for (let at = 1; at <= 40; at += 1) {
    const [venueId, schoolId] = [1 + below(12), 1 + below(8)];
    const verdict = elementAt(['inside', 'undetermined', 'outside'], below(3));
    insert('findings', { venueId, schoolId, ruleId: `r${at}`, verdict, severity: 'outside' });
    if (verdict !== 'outside') near.set(venueId, (near.get(venueId) ?? new Set()).add(schoolId));
  }
  const made: Made[] = [];
  for (let stop = 1; stop <= 20; stop += 1) insert('stops', { id: stop, sweepId: 1 + (stop % 3) });
  for (let visitId = 1; visitId <= 300; visitId += 1) {
    const stopId = 1 + below(20);
    const visit = {
      visitId,
      sweepId: 1 + (stopId % 3),
      venueId: below(5) === 0 ? null : 1 + below(12),
      schoolId: below(4) === 0 ? 1 + below(8) : null,
      startedAt: elementAt(
        ['2026-09-30T23:59', '2026-10-01T00:00', '2026-11-11T10:00', '2026-12-31T23:59', '2027-01-01T00:00'],
        below(5),
      ),
      result: elementAt(RESULTS, below(3)),
      agencies: AGENCIES.filter(() => below(3) === 0),
    };
    made.push(visit);
    const { agencies, sweepId, visitId: id, ...columns } = visit;
    const officers = JSON.stringify(agencies.map((agency) => ({ name: '李某', agency })));
    insert('visits', { ...columns, id, stopId, officers, uid: `v${id}` });
  }
  sqlite.close();
  const database = await openDatabase(directory, false);
  for (const bodies of [1, 2]) {
    const swept = await selectSwept(database.reader, SPAN, { bodies, results: COUNTED, assumption: null });
    expect(sorted(swept)).toEqual(sorted(naively(made, near, bodies)));
    expect(swept.length).toBeGreaterThan(5);
    // Who only asks which schools these are gets the same, by another way.
    const schools = new Set(swept.map(({ schoolId }) => schoolId));
    const counts = { bodies, results: COUNTED, assumption: null };
    expect(await countSweptSchools(database.reader, SPAN, counts)).toBe(schools.size);
    for (const times of [1, 2]) {
      const often = [...schools].filter(
        (school) => swept.filter(({ schoolId }) => schoolId === school).length >= times,
      );
      const found = await selectSweptSchools(database.reader, { ...SPAN, times, counts });
      expect([...found].sort()).toEqual(often.sort());
    }
  }
  await database.close();
});

function naively(made: readonly Made[], near: ReadonlyMap<number, ReadonlySet<number>>, bodies: number) {
  const groups = new Map<string, { schoolId: number; sweepId: number; visits: number; of: Set<string> }>();
  for (const { sweepId, venueId, schoolId, startedAt, result, agencies } of made) {
    const day = startedAt.slice(0, 10);
    if (day < SPAN.from || day > SPAN.to || !COUNTED.includes(result)) continue;
    const schools = new Set(venueId === null ? [] : near.get(venueId));
    if (schoolId !== null) schools.add(schoolId);
    for (const school of schools) {
      const key = `${school} ${sweepId}`;
      const group = groups.get(key) ?? { schoolId: school, sweepId, visits: 0, of: new Set<string>() };
      groups.set(key, group);
      group.visits += 1;
      for (const agency of agencies) group.of.add(agency);
    }
  }
  return [...groups.values()].flatMap(({ of, ...group }) => (of.size >= bodies ? [group] : []));
}

function sorted(rows: readonly { schoolId: number; sweepId: number; visits: number }[]) {
  return rows.toSorted((a, b) => a.schoolId - b.schoolId || a.sweepId - b.sweepId);
}
