import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import { schoolBounds } from '#shared/zones/places.ts';
import { readMeta } from '../db/meta.ts';
import { readFieldPacket } from '../db/packets.ts';
import { extentOf } from '../db/places.ts';
import type { Read } from '../db/schema.ts';
import { readSigmas, saveSigmas } from '../db/sigmas.ts';
import { countEverything, countVenuesByCategory } from '../db/summary.ts';
import type { PlaceCache } from '../place-cache.ts';
import { recomputeAll } from '../recompute.ts';
import type { HandlersOf } from './handlers.ts';

export const workspaceHandlers: HandlersOf<'workspace'> = {
  async 'workspace.describe'({ workspace, db, today }) {
    return {
      name: workspace.name,
      demonstration: workspace.demonstration,
      today,
      pack: workspace.pack,
      rules: [...workspace.rules],
      categories: [...workspace.catalogue.categories],
      sigmas: await readSigmas(db),
      bounds: await boundsOf(db, workspace.places),
      counts: await countEverything(db, today),
      venuesByCategory: await countVenuesByCategory(db),
      revision: workspace.tiles.revision,
      findingsCurrent: (await readMeta(db, 'findingsCurrent')) === '1',
      packet: (await readFieldPacket(db))?.about ?? null,
    };
  },

  async 'workspace.saveSigmas'(context, { sigmas }) {
    context.recordBefore(await readSigmas(context.db));
    await saveSigmas(context.db, sigmas);
    context.changed('places', 'workspace');
    context.touched({ schools: 'all', venues: 'all' });
    await recomputeAll(context);
    return {};
  },
};

/** The box of all schools, or of all venues where there is no school. */
async function boundsOf(db: Read, places: PlaceCache): Promise<[number, number, number, number] | null> {
  let bounds: LngLatBounds | null = null;
  for (const school of (await places.schools(db)).values()) {
    const box = schoolBounds(school);
    if (box) bounds = extendBounds(extendBounds(bounds, [box[0], box[1]]), [box[2], box[3]]);
  }
  return bounds ? [...bounds] : await extentOf(db, 'venues', null);
}
