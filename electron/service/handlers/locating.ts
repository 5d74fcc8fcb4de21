import { CodedError } from '#shared/contract/errors.ts';
import { type GeocoderSettings, geocoderSchema } from '#shared/contract/review.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { decidingRules } from '#shared/rules/governing.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import { hold } from '../db/queries/columns-held-by-hand.ts';
import { positionOf, toTuple } from '../db/queries/places.ts';
import {
  selectAllUnplaced,
  selectUnasked,
  selectUnplaced,
  selectVenuesById,
} from '../db/queries/unplaced.ts';
import { recordChange } from '../db/queries/venue-changes.ts';
import { readMeta, writeMeta } from '../db/schema/meta.ts';
import type { Read } from '../db/schema/schema.ts';
import { askGeocoder } from '../places/editing/geocoder.ts';
import { tellVenues } from '../places/editing/tell-changes.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

const noGeocoder: GeocoderSettings = { provider: 'off', key: '', city: '', perSecond: 3 };

export const locatingHandlers: HandlersOf<'locating'> = {
  async 'locating.list'(context, wanted) {
    const { db, workspace } = context;
    const book = await workspace.places.addresses();
    const all = await selectAllUnplaced(db);
    const rows = await selectUnplaced(db, governedCategories(context), wanted);
    return {
      total: all.length,
      sure: all.filter(({ address }) => book.sure(address) !== null).length,
      rows: rows.map((row) => ({
        ...row,
        position: toTuple(positionOf(row)),
        candidates: book.candidates(row.address),
      })),
    };
  },

  async 'locating.place'(context, { places, byHand }) {
    await placeVenues(context, places, byHand);
    return { placed: places.length };
  },

  async 'locating.placeSure'(context) {
    const { db, workspace } = context;
    const book = await workspace.places.addresses();
    const places = (await selectAllUnplaced(db)).flatMap(({ id, address }) => {
      const sure = book.sure(address);
      return sure ? [{ id, position: sure.position, source: sure.source }] : [];
    });
    if (places.length > 0) await placeVenues(context, places, false);
    return { placed: places.length };
  },

  'locating.geocoder': async ({ db }) => await readGeocoder(db),

  async 'locating.saveGeocoder'(context, settings) {
    // The key is a secret of the office: the trail says that it changed, not what it is.
    context.recordBefore({ ...(await readGeocoder(context.db)), key: '***' });
    context.recordAfter({ ...settings, key: '***' });
    await writeMeta(context.db, 'geocoder', JSON.stringify(settings));
    context.changed('places');
    return {};
  },

  async 'locating.ask'(context, { limit }) {
    const settings = await readGeocoder(context.db);
    if (settings.provider === 'off' || settings.key === '') throw new CodedError('GEOCODER_OFF');
    const unasked = await selectUnasked(context.db, governedCategories(context));
    const wanted = unasked.slice(0, limit);
    const cancel = { throwIfCancelled: () => context.progress.report('在线解析地址', 0, null) };
    return { answers: await askGeocoder(settings, wanted, cancel), left: unasked.length - wanted.length };
  },

  async 'locating.keepAnswers'(context, { answers }) {
    const { db, now } = context;
    const { provider } = await readGeocoder(db);
    const at = now.toISOString();
    for (const { id, address, level, position } of answers) {
      // A list may have taken the venue away while the service on the network was asked.
      if (!(await db.selectFrom('venues').select('id').where('id', '=', id).executeTakeFirst()))
        throw new CodedError('VENUE_UNKNOWN', { id });
      const values = { address, provider, level, lng: position?.[0] ?? null, lat: position?.[1] ?? null, at };
      await db
        .insertInto('geocodings')
        .values({ venueId: id, ...values })
        .onConflict((conflict) => conflict.column('venueId').doUpdateSet(values))
        .execute();
    }
    const places = answers.flatMap(({ id, position, source }) =>
      position && source ? [{ id, position, source }] : [],
    );
    if (places.length > 0) await placeVenues(context, places, false);
    else context.changed('places');
    return { placed: places.length };
  },
};

interface NewPlace {
  readonly id: number;
  readonly position: LngLat;
  readonly source: PositionSource;
}

/** Gives venues a position; one that was chosen by hand is held against later lists. Errors: VENUE_UNKNOWN. */
export async function placeVenues(
  context: CommandContext,
  places: readonly NewPlace[],
  byHand: boolean,
): Promise<void> {
  const { db, now, actor } = context;
  const ids = places.map(({ id }) => id);
  const rows = new Map((await selectVenuesById(db, ids)).map((row) => [row.id, row]));
  context.recordBefore(
    [...rows.values()].map(({ id, lng, lat, positionSource, held }) => ({
      id,
      lng,
      lat,
      positionSource,
      held,
    })),
  );
  for (const { id, position, source } of places) {
    const before = rows.get(id);
    if (!before) throw new CodedError('VENUE_UNKNOWN', { id });
    const values = { lng: position[0], lat: position[1], positionSource: source };
    const held = byHand ? hold(before, values) : before.held;
    await db
      .updateTable('venues')
      .set({ ...values, held })
      .where('id', '=', id)
      .execute();
    await recordChange(db, { batch: null, at: now.toISOString(), actor }, id, before, values);
  }
  tellVenues(context, ids);
}

async function readGeocoder(db: Read): Promise<GeocoderSettings> {
  const stored = await readMeta(db, 'geocoder');
  return stored === null ? noGeocoder : geocoderSchema.parse(JSON.parse(stored));
}

function governedCategories({ workspace, today }: Pick<QueryContext, 'workspace' | 'today'>): string[] {
  return [...new Set(decidingRules(workspace.rules, today).flatMap(({ categories }) => categories))];
}
