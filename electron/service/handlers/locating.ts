import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { GeocoderSettings } from '#shared/contract/locating.ts';
import { unplacedReasonSchema } from '#shared/registry/unplaced.ts';
import { saveElsewhere, saveGeocoding } from '../db/queries/geocodings.ts';
import {
  countElsewhere,
  countUnplaced,
  selectAllUnplaced,
  selectUnasked,
  selectVenuesById,
} from '../db/queries/unplaced.ts';
import { selectLocatedVenue } from '../db/queries/venues.ts';
import { readMeta, writeMeta } from '../db/schema/meta.ts';
import type { Read } from '../db/schema/schema.ts';
import { readStored } from '../db/schema/stored-values.ts';
import { askGeocoder } from '../places/editing/geocoder.ts';
import { placeVenues } from '../places/editing/place-venues.ts';
import {
  behind,
  choosePlaceless,
  describeUnplaced,
  governedCategories,
  homeOf,
  type RankedUnplaced,
  rankUnplaced,
} from '../places/judging/rank-unplaced.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

const noGeocoder: GeocoderSettings = { provider: 'off', key: '', city: '', perSecond: 3 };

export const locatingHandlers: HandlersOf<'locating'> = {
  'locating.list': async (context, wanted) => await listUnplaced(context, wanted),

  async 'locating.sure'(context) {
    const ranked = await rankUnplaced(context, false);
    return ranked.flatMap(({ venue, reason, likeliest, consequence }) => {
      if (reason !== 'sure' || !likeliest) return [];
      const { id, name, address, category } = venue;
      return [{ id, name, address, category, at: likeliest, severity: consequence?.severity ?? null }];
    });
  },

  async 'locating.place'(context, { places, byHand }) {
    await placeVenues(context, places, byHand);
    return { placed: places.length };
  },

  async 'locating.placeSure'(context, { ids }) {
    const ticked = ids && new Set(ids);
    const places = (await surelyPlaced(context))
      .filter(({ id }) => ticked === null || ticked.has(id))
      .map(({ id, at }) => ({ id, position: at.position, source: at.source }));
    if (places.length > 0) await placeVenues(context, places, false);
    return { placed: places.length };
  },

  async 'locating.setElsewhere'(context, { ids, isElsewhere }) {
    const { db, now } = context;
    const venues = await selectVenuesById(db, ids);
    const unknown = ids.find((id) => !venues.some((venue) => venue.id === id));
    if (unknown !== undefined) throw new CodedError('VENUE_UNKNOWN', { id: unknown });
    await saveElsewhere(db, venues, isElsewhere, now.toISOString());
    return { changed: venues.length };
  },

  'locating.geocoder': async ({ db }) => await readGeocoder(db),

  async 'locating.saveGeocoder'(context, settings) {
    // The key is a secret of the office: the trail says that it changed, not what it is.
    context.recordBefore({ ...(await readGeocoder(context.db)), key: '***' });
    context.recordAfter({ ...settings, key: '***' });
    await writeMeta(context.db, 'geocoder', JSON.stringify(settings));
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
      if (!(await selectLocatedVenue(db, id))) throw new CodedError('VENUE_UNKNOWN', { id });
      const [lng, lat] = position ?? [null, null];
      await saveGeocoding(db, { venueId: id, address, provider, level, lng, lat, at });
    }
    const places = answers.flatMap(({ id, position, source }) =>
      position && source ? [{ id, position, source }] : [],
    );
    if (places.length > 0) context.recordBefore(await placeVenues(context, places, false));
    return { placed: places.length };
  },
};

/** The queue of venues without a place, with what those shown could be at. */
async function listUnplaced(
  context: QueryContext,
  wanted: ParsedInputOf<'locating.list'>,
): Promise<OutputOf<'locating.list'>> {
  const { db, workspace } = context;
  const ranked = await rankUnplaced(context, wanted.elsewhere);
  const matching = choosePlaceless(ranked, wanted);
  const left = behind(matching, wanted.after);
  const waiting = wanted.elsewhere ? await countUnplaced(db) : ranked.length;
  return {
    total: waiting,
    sure: ranked.filter(({ reason }) => reason === 'sure').length,
    elsewhere: wanted.elsewhere ? ranked.length : await countElsewhere(db),
    grave: ranked.filter(isGrave).length,
    matching: matching.length,
    passed: matching.length - left.length,
    reasons: unplacedReasonSchema.options.flatMap((reason) => {
      const own = ranked.filter((each) => each.reason === reason);
      return own.length > 0 ? [{ reason, count: own.length, grave: own.filter(isGrave).length }] : [];
    }),
    rows: await describeUnplaced(workspace, left.slice(0, wanted.limit)),
  };
}

function isGrave({ consequence }: RankedUnplaced): boolean {
  return consequence?.severity === 'violation' || consequence?.severity === 'undetermined';
}

/** The venues that have one sure place, each with it. */
async function surelyPlaced({ db, workspace }: Pick<QueryContext, 'db' | 'workspace'>) {
  const book = await workspace.places.addresses();
  const home = homeOf(workspace);
  return (await selectAllUnplaced(db)).flatMap((venue) => {
    const at = book.sure(venue.address, home);
    return at ? [{ ...venue, at }] : [];
  });
}

async function readGeocoder(db: Read): Promise<GeocoderSettings> {
  const stored = await readMeta(db, 'geocoder');
  return stored === null ? noGeocoder : readStored('meta.geocoder', stored);
}
