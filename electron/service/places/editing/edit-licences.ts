import { CodedError } from '#shared/contract/errors.ts';
import { type LicenceValues, licenceIdentity, licenceText } from '#shared/licences/licence.ts';
import {
  addLicence,
  changeLicence,
  findLicenceRow,
  type StoredLicence,
  selectLicencesOf,
} from '../../db/queries/licences.ts';
import { selectVenuesById } from '../../db/queries/unplaced.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { heedLicences } from '../judging/reclassify.ts';

type StoredRow = NonNullable<Awaited<ReturnType<typeof findLicenceRow>>>;

/** Adds a licence or changes one by hand; its id. Errors: VENUE_UNKNOWN, LICENCE_UNKNOWN, LICENCE_KNOWN. */
export async function saveLicence(
  context: CommandContext,
  id: number | null,
  venueId: number,
  values: LicenceValues,
): Promise<number> {
  const { db } = context;
  const before = id === null ? null : await requireLicence(context, id, venueId);
  await requireVenue(context, before?.venueId ?? venueId);
  const same = await findSame(context, before?.venueId ?? venueId, id, values);
  // A form that comes twice is recorded once.
  if (same && !before && licenceText(same) === licenceText(values)) return same.id;
  if (same) throw new CodedError('LICENCE_KNOWN', { number: values.number || values.kind });
  context.recordBefore(before);
  if (!before) {
    const added = await addLicence(db, venueId, values);
    await tellHistory(context, venueId, '', licenceText(values));
    await heedLicences(context, [{ venueId, kind: values.kind }]);
    return added;
  }
  const isChanged = await changeLicence(db, before.id, { ...values });
  await tellHistory(context, before.venueId, licenceText(before), licenceText(values));
  // A form that changes nothing changes no kind either, however long ago that was decided.
  if (isChanged) await heedLicences(context, [before, { venueId: before.venueId, kind: values.kind }]);
  return before.id;
}

/** A licence counts no more for a reason, or again where there is none. */
export async function strikeLicence(
  context: CommandContext,
  before: StoredRow,
  reason: string,
): Promise<void> {
  context.recordBefore(before);
  await changeLicence(context.db, before.id, { struck: reason });
  const text = licenceText(before);
  await tellHistory(context, before.venueId, struckText(text, before.struck), struckText(text, reason));
  await heedLicences(context, [before]);
}

function struckText(text: string, reason: string): string {
  return reason === '' ? text : `${text}（已划去：${reason}）`;
}

async function tellHistory(
  { db, now, actor }: CommandContext,
  venueId: number,
  before: string,
  after: string,
): Promise<void> {
  const origin = { batch: null, at: now.toISOString(), actor };
  await recordChange(db, origin, venueId, { licence: before }, { licence: after });
}

/** Errors: LICENCE_UNKNOWN. */
async function requireLicence({ db }: CommandContext, id: number, venueId: number): Promise<StoredRow> {
  const row = await findLicenceRow(db, id);
  if (row?.venueId !== venueId) throw new CodedError('LICENCE_UNKNOWN', { id });
  return row;
}

/** Errors: VENUE_UNKNOWN. */
async function requireVenue({ db }: CommandContext, id: number): Promise<void> {
  const [venue] = await selectVenuesById(db, [id]);
  if (!venue) throw new CodedError('VENUE_UNKNOWN', { id });
}

/** Another licence of a venue that counts and that lists would name the same. */
async function findSame(
  { db }: CommandContext,
  venueId: number,
  id: number | null,
  values: LicenceValues,
): Promise<StoredLicence | undefined> {
  const identity = licenceIdentity(values);
  const known = (await selectLicencesOf(db, [venueId])).get(venueId) ?? [];
  return known.find((each) => each.id !== id && each.struck === '' && licenceIdentity(each) === identity);
}
