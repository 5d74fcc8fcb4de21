import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { type LicenceValues, licenceIdentity, licenceText } from '#shared/licences/licence.ts';
import { findLicence, mergeLicence } from '#shared/licences/match-licence.ts';
import { type StoredLicence, selectLicencesOf } from '../../db/queries/licences.ts';
import type { Read } from '../../db/schema/schema.ts';
import { problem } from '../row-problem.ts';
import type { HashedRow } from '../staged-row.ts';

/** The venue of a licence: one that is stored, or a row that is new. */
type LicenceVenue = number | HashedRow;

/** A stored licence and what of it a list changes. */
interface LicenceUpdate {
  readonly before: StoredLicence;
  readonly set: Partial<LicenceValues>;
  readonly identity: string;
}

/** What a list does to licences. */
export interface LicencePlan {
  readonly added: readonly { readonly venue: LicenceVenue; readonly licence: LicenceValues }[];
  readonly updated: readonly LicenceUpdate[];
  readonly unchanged: number;
  /** Stored licences of which the list says something that a person has set otherwise. */
  readonly withheld: readonly { readonly before: StoredLicence; readonly values: Partial<LicenceValues> }[];
  readonly problems: readonly ImportProblem[];
}

/** What a list does to venues, as far as licences follow from it. */
interface PlannedVenues {
  readonly added: readonly HashedRow[];
  readonly updated: readonly { readonly id: number; readonly row: HashedRow }[];
  readonly unchanged: readonly { readonly id: number | null; readonly row: HashedRow }[];
}

/** Null for a list that says nothing of licences. */
export async function planLicences(db: Read, venues: PlannedVenues): Promise<LicencePlan | null> {
  const rows = licensedRows(venues);
  if (rows.length === 0) return null;
  const ids = rows.flatMap(({ venue }) => (typeof venue === 'number' ? [venue] : []));
  const plan = new Planning(await selectLicencesOf(db, [...new Set(ids)]));
  for (const { venue, row } of rows) for (const licence of row.licences ?? []) plan.add(venue, row, licence);
  return plan.plan;
}

/** Rows that say something of licences with their venues, in the order of the list. */
function licensedRows({
  added,
  updated,
  unchanged,
}: PlannedVenues): { venue: LicenceVenue; row: HashedRow }[] {
  // A row that repeats a new one of the list may still tell of another licence.
  const isRepeated = unchanged.some(({ id, row }) => id === null && row.licences !== undefined);
  const first = new Map(isRepeated ? added.map((row) => [contentKey(row), row]) : []);
  const rows: { venue: LicenceVenue | undefined; row: HashedRow }[] = [
    ...added.map((row) => ({ venue: row, row })),
    ...updated.map(({ id, row }) => ({ venue: id, row })),
    ...unchanged.map(({ id, row }) => ({ venue: id ?? first.get(contentKey(row)), row })),
  ];
  return rows
    .flatMap(({ venue, row }) => (venue === undefined || row.licences === undefined ? [] : [{ venue, row }]))
    .sort((a, b) => a.row.place.number - b.row.place.number);
}

function contentKey({ identity, contentHash }: HashedRow): string {
  return `${identity}\u0000${contentHash}`;
}

/** Takes licences one by one, each venue's against what is stored of it. */
class Planning {
  readonly #stored: ReadonlyMap<number, readonly StoredLicence[]>;
  /** By venue and identity, where the list has said something of a licence already. */
  readonly #said = new Map<LicenceVenue, Map<string, { row: number; licence: LicenceValues }>>();
  readonly #meant = new Set<number>();
  readonly #added: { venue: LicenceVenue; licence: LicenceValues }[] = [];
  readonly #updated: LicenceUpdate[] = [];
  readonly #withheld: { before: StoredLicence; values: Partial<LicenceValues> }[] = [];
  readonly #problems: ImportProblem[] = [];
  #unchanged = 0;

  constructor(stored: ReadonlyMap<number, readonly StoredLicence[]>) {
    this.#stored = stored;
  }

  get plan(): LicencePlan {
    return {
      added: this.#added,
      updated: this.#updated,
      unchanged: this.#unchanged,
      withheld: this.#withheld,
      problems: this.#problems,
    };
  }

  add(venue: LicenceVenue, row: HashedRow, licence: LicenceValues): void {
    if (this.#isSaid(venue, row, licence)) return;
    const stored = typeof venue === 'number' ? (this.#stored.get(venue) ?? []) : [];
    const before = findLicence(
      stored.filter(({ id }) => !this.#meant.has(id)),
      licence,
    );
    if (!before) {
      this.#added.push({ venue, licence });
      return;
    }
    this.#meant.add(before.id);
    const { set, withheld, backwards } = mergeLicence(before, licence);
    if (Object.keys(withheld).length > 0) this.#withheld.push({ before, values: withheld });
    if (backwards !== null)
      this.#problems.push(problem(row.place, 'licenceUntil', 'LICENCE_DATES', backwards));
    if (Object.keys(set).length === 0) this.#unchanged += 1;
    else this.#updated.push({ before, set, identity: identityAfter(before, licence) });
  }

  /** Whether an earlier row of the list tells of this licence; where it says something else, that is told. */
  #isSaid(venue: LicenceVenue, row: HashedRow, licence: LicenceValues): boolean {
    const said = this.#said.get(venue) ?? new Map<string, { row: number; licence: LicenceValues }>();
    this.#said.set(venue, said);
    const identity = licenceIdentity(licence);
    const earlier = said.get(identity);
    if (!earlier) said.set(identity, { row: row.place.number, licence });
    else if (licenceText(earlier.licence) !== licenceText(licence))
      this.#problems.push(problem(row.place, 'licenceNo', 'LICENCE_TWICE', String(earlier.row)));
    return earlier !== undefined;
  }
}

/** A licence that a list names only by its kind keeps its number's name. */
function identityAfter(before: StoredLicence, listed: LicenceValues): string {
  return listed.number === '' ? before.identity : licenceIdentity(listed);
}
