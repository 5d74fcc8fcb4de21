import { dayOf } from '#shared/calendar/china-time.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  insertCheckRound,
  selectAllFormPlaces,
  selectCheckRounds,
  selectFormPlaces,
  selectSelfChecks,
} from '../../db/queries/self-checks.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { CommandContext } from '../../workspace/context.ts';

/** Begins a round of forms. Errors: FORMS_NOBODY. */
export async function beginRound(
  { db, now }: Pick<CommandContext, 'db' | 'now'>,
  { title, of, placeIds, dueOn }: ParsedInputOf<'selfChecks.begin'>,
): Promise<OutputOf<'selfChecks.begin'>> {
  const wanted = placeIds.length > 0 ? placeIds : await selectAllFormPlaces(db, of);
  const known = (await selectFormPlaces(db, of, wanted)).map(({ id }) => id);
  if (known.length === 0) throw new CodedError('FORMS_NOBODY');
  const id = await insertCheckRound(db, {
    ...{ uid: newUid(), title, of, dueOn, madeAt: now.toISOString() },
    placeIds: writeStored('checkRounds.placeIds', known),
  });
  return { id, places: known.length };
}

/** Rounds with who was given a form and who has answered. */
export async function listRounds(db: Read): Promise<OutputOf<'selfChecks.rounds'>> {
  const checks = await selectSelfChecks(db);
  const rounds: OutputOf<'selfChecks.rounds'> = [];
  for (const { id, title, of, dueOn, madeAt, placeIds } of await selectCheckRounds(db)) {
    const own = new Map(
      checks.filter(({ roundId }) => roundId === id).map((check) => [check.placeId, check]),
    );
    const places = await selectFormPlaces(db, of, readStored('checkRounds.placeIds', placeIds));
    rounds.push({
      ...{ id, title, of, dueOn, madeAt },
      places: places.map((place) => {
        const check = own.get(place.id);
        return {
          ...place,
          readOn: check ? dayOf(new Date(check.readAt)) : null,
          faults: check?.faults ?? 0,
          hazards: check?.hazards ?? 0,
        };
      }),
    });
  }
  return rounds;
}
