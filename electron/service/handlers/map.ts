import { CodedError } from '#shared/contract/errors.ts';
import { unionOf } from '#shared/geodesy/fitting-box.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { boxOf } from '#shared/regions/region-index.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import { queryFault } from '#shared/tables/query.ts';
import { schoolBounds } from '#shared/zones/measured-places.ts';
import { placeOf, refuseOther, savedId, savedNumber } from '../cache/map/basemap-shelf.ts';
import { extentOf } from '../db/queries/places.ts';
import { findSaved, removeSaved, saveNamed, selectSaved } from '../db/queries/saved.ts';
import { PreparedGround } from '../import/ground/prepared-ground.ts';
import { countByRegion } from '../places/judging/count-by-region.ts';
import { measureByRule } from '../places/judging/measure-by-rule.ts';
import { selectInArea } from '../places/judging/select-in-area.ts';
import { linesIn } from '../places/judging/snap-lines.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

/** Where services of base maps are tried while a workspace is empty. */
const CHINA: LngLatBounds = [73, 18, 135, 54];

export const mapHandlers: HandlersOf<'map'> & HandlersOf<'basemaps'> = {
  async 'map.tile'({ workspace, db, today }, { filter, z, x, y }) {
    let only: ReadonlySet<number> | null = null;
    if (filter && filter.parts.length > 0) {
      const fault = queryFault('venues', filter);
      if (fault !== null) throw new CodedError('QUERY_INVALID', { reason: fault });
      await workspace.places.regions();
      const due = sweptWhen(workspace.pack, today);
      const request = {
        table: 'venues',
        query: filter,
        text: '',
        sort: [],
        about: null,
        today,
        due,
      } as const;
      only = await workspace.rowSets.set(request);
    }
    const { pack, rules } = workspace;
    return await workspace.tiles.tile(db, { pack, rules, today }, [z, x, y], only);
  },

  async 'map.roadTile'({ workspace }, { z, x, y }) {
    return await workspace.tiles.roadTile([z, x, y]);
  },

  'map.regions': async ({ workspace, db }) => await countByRegion(db, await workspace.places.regions()),

  async 'map.select'(context, { kind, area, ...shown }) {
    return { ids: await selectInArea(context, kind, area, shown) };
  },

  async 'map.extent'(context, { kind, ids }) {
    const kinds = kind === 'all' ? (['venue', 'facility', 'school', 'region'] as const) : [kind];
    const boxes = await Promise.all(kinds.map((each) => boxesOf(context, each, kind === 'all' ? null : ids)));
    const roads = kind === 'all' ? (await context.workspace.places.roads()).bounds : null;
    const all = unionOf([...boxes.flat(), ...(roads ? [roads] : [])]);
    return all && [...all];
  },

  async 'map.lines'({ workspace }, { bounds }) {
    return await linesIn(workspace.places, bounds);
  },

  async 'map.measure'(context, { position, schoolId }) {
    return await measureByRule(context, position, schoolId);
  },

  async 'basemaps.list'({ workspace, db }) {
    workspace.basemaps.refresh(await selectSaved(db));
    return await workspace.basemaps.list();
  },

  async 'basemaps.add'(context, { token, link }) {
    const { workspace, db, files, now, caller, prepared } = context;
    if (prepared instanceof PreparedGround) {
      const added = await workspace.basemaps.add(prepared.path, prepared.name);
      prepared.drop();
      return { ...added, made: prepared.made };
    }
    const file = files.resolve(token);
    refuseOther(file.name);
    // What an office is given lies in its own folder for a while only.
    if (!link || caller.rights)
      return { ...(await workspace.basemaps.add(file.path, file.name)), made: null };
    const source = { type: 'file', path: file.path } as const;
    workspace.basemaps.allow(source);
    const name = file.name.replace(/\.[^.]+$/, '');
    const id = savedId(await saveNamed(db, name, { kind: 'basemap', source }, now.toISOString()));
    return { id, problem: null, made: null };
  },

  async 'basemaps.credit'(context, { id, ...credit }) {
    context.recordBefore(await findSaved(context.db, id, 'credit'));
    await saveNamed(context.db, id, { kind: 'credit', ...credit }, context.now.toISOString());
    return {};
  },

  // This is a query, because nothing in the workspace changes and other commands must not wait for a file that may not
  // answer.
  async 'basemaps.retry'({ workspace, db }, { id }) {
    const box = (await extentOf(db, 'venues', null)) ?? CHINA;
    const [west, south, east, north] = box;
    return { problem: await workspace.basemaps.retry(id, [(west + east) / 2, (south + north) / 2]) };
  },

  async 'basemaps.allow'(context, { ids }) {
    const saved = await selectSaved(context.db);
    const allowed = ids.map((id) => {
      const found = saved.find((each) => savedId(each.id) === id);
      if (found?.content.kind !== 'basemap') throw new CodedError('BASEMAP_UNKNOWN', { id });
      return { name: found.name, source: found.content.source };
    });
    for (const { source } of allowed) context.workspace.basemaps.allow(source);
    context.recordAfter(allowed.map(({ name, source }) => ({ name, reaches: placeOf(source) })));
    return {};
  },

  async 'basemaps.remove'(context, { id }) {
    const number = savedNumber(id);
    if (number === null) await context.workspace.basemaps.remove(id);
    else context.recordBefore(await removeSaved(context.db, number));
    return {};
  },

  async 'basemaps.tile'({ workspace }, { id, z, x, y }) {
    return await workspace.basemaps.tile(id, z, x, y);
  },
};

/** Boxes of things of a kind, or one around all of them. */
async function boxesOf(
  { workspace, db }: Pick<QueryContext, 'workspace' | 'db'>,
  kind: 'venue' | 'facility' | 'school' | 'region',
  ids: readonly number[] | null,
): Promise<LngLatBounds[]> {
  if (kind === 'venue' || kind === 'facility') {
    const box = await extentOf(db, kind === 'venue' ? 'venues' : 'facilities', ids);
    return box ? [box] : [];
  }
  if (kind === 'school') {
    const schools = await workspace.places.schools();
    return [...(ids ?? schools.keys())].flatMap((id) => {
      const school = schools.get(id);
      const box = school && schoolBounds(school);
      return box ? [box] : [];
    });
  }
  const wanted = ids && new Set(ids);
  const { index } = await workspace.places.regions();
  return index.regions.flatMap(({ id, geometry }) => (!wanted || wanted.has(id) ? [boxOf(geometry)] : []));
}
