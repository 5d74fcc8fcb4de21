import { expect, it } from 'vitest';
import { expiredInZone, expiringInZone } from '#shared/licences/licence-queries.ts';
import { type Figure, figures } from '#shared/tables/figures.ts';
import type { Call } from '../support/calls.ts';
import { openDemo } from '../support/demo.ts';

/** How many rows a figure opens. */
async function opened(call: Call, { table, query }: Pick<Figure, 'table' | 'query'>): Promise<number> {
  const rows = await call('tables.rows', { table, query, columns: [], offset: 0, limit: 1 });
  return rows.total;
}

it('a figure that stands in two places is one, and opens as many rows as it says', async () => {
  const call = await openDemo();
  await leaveSomeOpen(call);
  const { counts } = await call('workspace.describe', {});
  const overview = await call('overview.get', {});
  const waiting = await call('review.waiting', {});
  const rowsOf = Object.fromEntries(
    await Promise.all(
      Object.entries(figures).map(async ([id, figure]) => [id, await opened(call, figure)] as const),
    ),
  );
  const { severities, hazards, coverage, licences } = overview;
  const everything = { match: 'all' as const, parts: [] };
  expect({
    map: [counts.violations, counts.undetermined],
    overview: [severities.violation, severities.undetermined],
    others: [severities.supervised, severities.supervisedDoubt ?? 0],
    hazards: [counts.openHazards, counts.overdueHazards],
    overviewHazards: [hazards.open, hazards.overdue],
    swept: [counts.sweptSchools, coverage.swept, overview.schools - coverage.swept],
  }).toEqual({
    map: [rowsOf.violation, rowsOf.undetermined],
    overview: [rowsOf.violation, rowsOf.undetermined],
    others: [rowsOf.supervised, rowsOf.supervisedDoubt],
    hazards: [rowsOf.openHazards, rowsOf.overdue],
    overviewHazards: [rowsOf.openHazards, rowsOf.overdue],
    swept: [rowsOf.swept, rowsOf.swept, rowsOf.unswept],
  });
  // Some venue has both, or the definitions could not differ.
  expect(counts.undetermined).toBeGreaterThan(0);
  expect([overview.schools, overview.venues, overview.gates]).toEqual([
    counts.schools,
    counts.venues,
    counts.gates,
  ]);
  for (const [table, count] of [
    ['schools', counts.schools],
    ['venues', counts.venues],
    ['gates', counts.gates],
    ['facilities', counts.facilities],
  ] as const)
    expect([table, await opened(call, { table, query: everything })]).toEqual([table, count]);
  const unplaced = (await call('locating.list', {})).total;
  expect(unplaced).toBeGreaterThan(1);
  expect([overview.unlocated, counts.unlocated, waiting.unplaced]).toEqual([unplaced, unplaced, unplaced]);
  const stages = (await call('review.stages', {})).total;
  expect([overview.unstaged, waiting.stages]).toEqual([stages, stages]);
  expect(waiting.kinds).toBe((await call('review.groups', {})).total);
  expect((await call('review.queue', {})).grave).toBeGreaterThanOrEqual(overview.doubts);
  expect([licences.expiring, licences.expired]).toEqual([
    await opened(call, { table: 'licences', query: expiringInZone }),
    await opened(call, { table: 'licences', query: expiredInZone }),
  ]);
});

/** A venue without a place, and one whose place nobody is sure of. */
async function leaveSomeOpen(call: Call): Promise<void> {
  const rows = ['名称,地址,经度,纬度', '无处饭店,无名路1号,,', '不知网吧,无名路2号,,'];
  const { token } = await call('files.put', {
    name: '未定位.csv',
    bytes: new TextEncoder().encode(rows.join('\n')),
  });
  await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
}
