import { dayOf } from '#shared/calendar/china-time.ts';
import { unionOf } from '#shared/geodesy/fitting-box.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { boxOf } from '#shared/regions/region-index.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import type { PlaceCache } from '../cache/places/place-cache.ts';
import { lastEntryAt } from '../db/journal/audit.ts';
import { readFieldPacket } from '../db/queries/packets.ts';
import { extentOf } from '../db/queries/places.ts';
import { readSigmas, saveSigmas } from '../db/queries/sigmas.ts';
import { countEverything, countVenuesByCategory } from '../db/queries/summary.ts';
import { readMeta, writeMeta } from '../db/schema/meta.ts';
import type { Read } from '../db/schema/schema.ts';
import { writeStored } from '../db/schema/stored-values.ts';
import { hazardKindsOf } from '../workspace/hazard-kinds.ts';
import { makeLock, readLock } from '../workspace/workspace-password.ts';
import type { HandlersOf } from './handler-types.ts';

export const workspaceHandlers: HandlersOf<'workspace'> = {
  async 'workspace.describe'({ workspace, controls, db, now, today }) {
    return {
      name: workspace.name,
      demonstration: workspace.demonstration,
      today,
      pack: workspace.pack,
      hazardKinds: hazardKindsOf(workspace),
      rules: [...workspace.rules],
      categories: [...workspace.catalogue.categories],
      sigmas: await readSigmas(db),
      bounds: await boundsOf(db, workspace.places),
      regionLevels: [...new Set((await workspace.places.regions()).index.regions.map(({ level }) => level))],
      counts: await countEverything(db, today, sweptWhen(workspace.pack, today)),
      venuesByCategory: await countVenuesByCategory(db),
      revision: workspace.tiles.revision,
      districts: controls.districts === null ? 'none' : controls.districts.seesAll ? 'all' : 'own',
      findingsCurrent: (await readMeta(db, 'findingsCurrent')) === '1',
      clockBehind: await clockBehind(db, now),
      access: workspace.access,
      misnamed: workspace.misnamed,
      hasPassword: (await readLock(db)) !== null,
      damage: workspace.damage,
      packet: (await readFieldPacket(db))?.about ?? null,
    };
  },

  async 'workspace.unlock'({ controls }, { password }) {
    await controls.unlock(password);
    return {};
  },

  async 'workspace.lock'({ controls }) {
    await controls.lock();
    return {};
  },

  async 'workspace.setPassword'(context, { password, newPassword }) {
    await context.controls.requirePassword(password ?? '');
    const lock = await readLock(context.db);
    await writeMeta(
      context.db,
      'lock',
      newPassword === null ? '' : writeStored('meta.lock', await makeLock(newPassword)),
    );
    context.recordBefore({ hasPassword: lock !== null });
    context.recordAfter({ hasPassword: newPassword !== null });
    return {};
  },

  async 'workspace.saveSigmas'(context, { sigmas }) {
    context.recordBefore(await readSigmas(context.db));
    await saveSigmas(context.db, sigmas);
    context.touched({ schools: 'all', venues: 'all' });
    return {};
  },
};

/** A clock that runs a little ahead of another is no matter. */
const CLOCK_MAY_DIFFER_MS = 12 * 3600_000;

async function clockBehind(db: Read, now: Date): Promise<string | null> {
  const last = await lastEntryAt(db);
  return last !== null && last.getTime() > now.getTime() + CLOCK_MAY_DIFFER_MS ? dayOf(last) : null;
}

/** Where a map of the workspace begins: at its schools, else at what there is. */
async function boundsOf(db: Read, places: PlaceCache): Promise<[number, number, number, number] | null> {
  const { index } = await places.regions();
  const bounds: LngLatBounds | null =
    (await places.schoolBounds()) ??
    (await extentOf(db, 'venues', null)) ??
    unionOf(index.regions.map(({ geometry }) => boxOf(geometry))) ??
    (await places.roads()).bounds;
  return bounds && [...bounds];
}
