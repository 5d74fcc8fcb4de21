import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScopedWorkspaces } from '#service/workspace/scoped-workspaces.ts';
import type { Workspace } from '#service/workspace/workspace.ts';
import type { Area } from '#shared/contract/areas.ts';
import type { ScopePart } from '#shared/office/scope.ts';
import { openTown, type TownInUse } from '../support/commands/town-in-use.ts';

const body = (name: string): readonly ScopePart[] => [{ kind: 'body', body: name, schools: false }];
const school = (id: number): readonly ScopePart[] => [{ kind: 'school', school: id }];
const region = (name: string): readonly ScopePart[] => [{ kind: 'regions', regions: [name] }];

interface Watched {
  readonly town: TownInUse;
  /** Asks by a scope for something that rests on areas; it is worked out by a statement and an answer. */
  ask(scope: readonly ScopePart[], areas: readonly Area[]): Promise<unknown>;
  /** Scopes by which something was worked out since this was last asked. */
  worked(): unknown[];
}

/** A town whose scopes are watched at working out how many visits they see, and which. */
async function openWatched(): Promise<Watched> {
  const town = await openTown();
  onTestFinished(() => town.service.close());
  const scopes = new ScopedWorkspaces(town.service.workspace);
  let worked: unknown[] = [];
  const count = async (workspace: Workspace) =>
    await sql`select count(*) as n, sum(id) as ids from visits`.execute(workspace.kept.db);
  const asker = { signal: new AbortController().signal, report: () => undefined };
  return {
    town,
    ask: async (scope, areas) =>
      await scopes.use(scope, async (workspace) =>
        workspace.answers.ask('how many', areas, asker, 0, async () => {
          worked.push(scope);
          return (await count(workspace)).rows[0];
        }),
      ),
    worked: () => {
      const before = worked;
      worked = [];
      return before;
    },
  };
}

/** Records a visit at the first stop of the first sweep that fulfils something. */
async function recordAt({ call, today }: TownInUse, isWanted: (stop: StopOfTown) => boolean): Promise<void> {
  const [sweep] = await call('sweeps.list', {});
  const { stops } = await call('sweeps.get', { id: sweep?.id ?? 0 });
  const stop = stops.find(isWanted);
  if (!stop) throw new Error('the sweep has no such stop');
  await call('visits.record', {
    stopId: stop.id,
    startedAt: `${today}T09:00`,
    endedAt: `${today}T09:30`,
    officers: [1, 2].map((n) => ({ name: `员${n}`, certificate: `证${n}`, agency: '区公安分局' })),
    result: '正常',
    facts: '试验',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '试验',
    hazards: [],
  });
}
type StopOfTown = { readonly id: number; readonly venueId: number | null; readonly schoolId: number | null };

describe('what is worked out for scopes', () => {
  it('is worked out anew where a change is in sight, and only there', async () => {
    const { town, ask, worked } = await openWatched();
    const [sweep] = await town.call('sweeps.list', {});
    const taking = body(sweep?.agencies[0] ?? '');
    const { near, far, venues } = await regionsOfStops(town);
    const scopes = [taking, body('不参加的单位'), school(1), near, far];
    const askAll = async () => {
      for (const scope of scopes) await ask(scope, ['visits']);
      return worked();
    };
    expect(await askAll()).toEqual(scopes);
    expect(await askAll()).toEqual([]);
    await recordAt(town, ({ venueId }) => venues.has(venueId ?? 0));
    expect(await askAll()).toEqual([taking, near]);
    await recordAt(town, ({ venueId }) => venueId !== null && !venues.has(venueId));
    const after = await askAll();
    expect(after).toContain(taking);
    expect(after).not.toContain(near);
    await town.call('venues.savePosition', { id: 1, position: [116.4, 39.6], source: 'surveyed' });
    // Who sees what lies somewhere may see other visits now.
    expect(await askAll()).toEqual([school(1), near, far]);
  });

  it('is worked out once for scopes that see the same, and for each that sees something else', async () => {
    const { town, ask, worked } = await openWatched();
    const [sweep] = await town.call('sweeps.list', {});
    const taking = (sweep?.agencies ?? []).slice(0, 3).map(body);
    expect(taking).toHaveLength(3);
    for (let round = 0; round < 2; round++) {
      await recordAt(town, ({ venueId }) => venueId !== null);
      const answers = [];
      for (const scope of taking) answers.push(await ask(scope, ['visits']));
      expect(worked()).toEqual(taking.slice(0, 1));
      expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    }
    expect(await ask(body('不参加的单位'), ['visits'])).toEqual({ n: 0, ids: null });
  });

  it('is the same for everybody where all see the whole of it', async () => {
    const { town, ask, worked } = await openWatched();
    await ask(body('甲单位'), ['schools', 'gates']);
    await ask(body('乙单位'), ['schools', 'gates']);
    expect(worked()).toHaveLength(1);
    await town.call('tables.edit', { table: 'venues', ids: [1], values: { phone: '13800000000' } });
    await ask(body('乙单位'), ['schools', 'gates']);
    expect(worked()).toEqual([]);
  });

  it('is read anew by a scope that has missed more than is remembered', async () => {
    const { town, ask } = await openWatched();
    const { near, venues } = await regionsOfStops(town);
    const before = await ask(near, ['visits']);
    await recordAt(town, ({ venueId }) => venues.has(venueId ?? 0));
    for (let i = 0; i < 210; i++)
      await town.service.workspace.refresh({ touched: {}, changed: [], rows: null });
    expect(await ask(near, ['visits'])).not.toEqual(before);
  });
});

/** A region with some stops of the sweep but not all, with the venues in it; and one of the same level without such. */
async function regionsOfStops(town: TownInUse) {
  const { workspace } = town.service;
  const [sweep] = await town.call('sweeps.list', {});
  const { stops } = await town.call('sweeps.get', { id: sweep?.id ?? 0 });
  const { index } = await workspace.places.regions();
  for (const { name, level } of index.regions) {
    const venues = await venuesIn(town, name);
    const inside = stops.filter(({ venueId }) => venues.has(venueId ?? 0));
    const other = index.regions.find((each) => each.level === level && each.name !== name);
    if (inside.length > 0 && inside.length < stops.length && other)
      return { near: region(name), far: region(other.name), venues };
  }
  throw new Error('the town has no such regions');
}

async function venuesIn({ service }: TownInUse, name: string): Promise<ReadonlySet<number>> {
  const scopes = new ScopedWorkspaces(service.workspace);
  return await scopes.use(region(name), async ({ database }) => {
    const rows = await database.reader.selectFrom('venues').select('id').execute();
    return new Set(rows.map(({ id }) => id));
  });
}
