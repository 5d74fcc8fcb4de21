import { CodedError } from '#shared/contract/errors.ts';
import type { QueueDecision } from '#shared/contract/queues.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { saveElsewhere } from '../../db/queries/geocodings.ts';
import { selectVenuesById } from '../../db/queries/unplaced.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { keepApart } from './keep-apart.ts';
import { mergeVenues } from './merge-venues.ts';
import { placeVenues } from './place-venues.ts';

/** A decision that was not carried out, by its place among all. */
interface Refused {
  readonly at: number;
  readonly code: string;
  readonly message: string;
}

/** Carried out between two reports. */
const PIECE = 500;

type Placed = Extract<QueueDecision, { kind: 'place' }>;
type Numbered<Decision extends QueueDecision = QueueDecision> = Decision & { readonly at: number };

/**
 * Carries out what a person decided of a queue. What is refused of one decision does not hold up the others. Places come
 * first, for a venue that is merged is gone afterwards. Errors: CANCELLED.
 */
export async function decideQueue(
  context: CommandContext,
  decisions: readonly QueueDecision[],
): Promise<readonly Refused[]> {
  const numbered = decisions.map((decision, at): Numbered => ({ ...decision, at }));
  const refused: Refused[] = [];
  const { places, elsewhere, pairs } = byKind(numbered);
  refused.push(...(await placeAll(context, places)));
  refused.push(...(await sendElsewhere(context, elsewhere)));
  const became = new Map<number, number>();
  for (const [done, pair] of pairs.entries()) {
    if (done % PIECE === 0) await context.progress.report('合并场所', done, pairs.length);
    const fault = await settlePair(context, pair, became);
    if (fault) refused.push({ at: pair.at, code: fault.code, message: fault.message });
  }
  return refused.sort((a, b) => a.at - b.at);
}

function byKind(numbered: readonly Numbered[]) {
  const places: Numbered<Placed>[] = [];
  const elsewhere: Numbered<Extract<QueueDecision, { kind: 'elsewhere' }>>[] = [];
  const pairs: Numbered<Extract<QueueDecision, { kind: 'merge' | 'apart' }>>[] = [];
  for (const decision of numbered)
    if (decision.kind === 'place') places.push(decision);
    else if (decision.kind === 'elsewhere') elsewhere.push(decision);
    else pairs.push(decision);
  return { places, elsewhere, pairs };
}

/** Of several places for one venue the last one counts. */
async function placeAll(context: CommandContext, places: readonly Numbered<Placed>[]): Promise<Refused[]> {
  const { known, refused } = await partKnown(context, places);
  const last = new Map(known.map((place) => [place.id, place]));
  let done = 0;
  for (const [byHand, own] of groupBy(last.values(), (place) => place.byHand))
    for (let start = 0; start < own.length; start += PIECE) {
      await context.progress.report('定位场所', done, last.size);
      const piece = own.slice(start, start + PIECE);
      await placeVenues(context, piece, byHand);
      done += piece.length;
    }
  return refused;
}

async function sendElsewhere(
  context: CommandContext,
  decisions: readonly Numbered<Extract<QueueDecision, { kind: 'elsewhere' }>>[],
): Promise<Refused[]> {
  const { known, refused, rows } = await partKnown(context, decisions);
  const venues = known.flatMap(({ id }) => rows.get(id) ?? []);
  await saveElsewhere(context.db, venues, true, context.now.toISOString());
  return refused;
}

/** The decisions about venues that there are, and those that are refused because there is none. */
async function partKnown<Decision extends Numbered & { readonly id: number }>(
  { db }: CommandContext,
  decisions: readonly Decision[],
) {
  const ids = [...new Set(decisions.map(({ id }) => id))];
  const rows = new Map((await selectVenuesById(db, ids)).map((row) => [row.id, row]));
  const refused = decisions
    .filter(({ id }) => !rows.has(id))
    .map(({ at, id }): Refused => {
      const { code, message } = new CodedError('VENUE_UNKNOWN', { id });
      return { at, code, message };
    });
  return { known: decisions.filter(({ id }) => rows.has(id)), refused, rows };
}

/**
 * Merges or parts two venues; what it was refused for, or null. A venue that became part of another a moment ago stands
 * for that one.
 */
async function settlePair(
  context: CommandContext,
  pair: Extract<QueueDecision, { kind: 'merge' | 'apart' }>,
  became: Map<number, number>,
): Promise<CodedError | null> {
  const now = (id: number): number => {
    const next = became.get(id);
    return next === undefined ? id : now(next);
  };
  try {
    if (pair.kind === 'apart') {
      const [firstId, secondId] = [now(pair.firstId), now(pair.secondId)];
      if (firstId !== secondId) await keepApart(context, firstId, secondId);
      return null;
    }
    const [keptId, removedId] = [now(pair.keptId), now(pair.removedId)];
    if (keptId === removedId) return null;
    await mergeVenues(context, { keptId, removedId, values: pair.values });
    became.set(removedId, keptId);
    return null;
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
}
