import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { type LicenceValues, licenceIdentity, licenceText } from '#shared/licences/licence.ts';
import type { InsertMany } from '../../db/engine/open.ts';
import { insertLicences, type NewLicence } from '../../db/queries/listed-licences.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { BulkLicence } from '../bulk-messages.ts';
import { problem } from '../row-problem.ts';

/** Rows of a long list with what they say of licences. */
export interface LicensedRows {
  /** By what each row's venue is known among the rows of the list. */
  readonly hashes: readonly string[];
  readonly numbers: readonly number[];
  readonly licences: readonly BulkLicence[];
}

/** Writes the licences of a long list into an empty table as its venues come: these are numbered from 1 on. */
export class BulkLicences {
  readonly #insertMany: InsertMany;
  readonly #batch: number;
  readonly #venues = new Map<string, number>();
  /** What was said of a licence first, by venue and identity. */
  readonly #said = new Map<string, { row: number; text: string }>();
  readonly problems: ImportProblem[] = [];

  constructor(insertMany: InsertMany, batch: number) {
    this.#insertMany = insertMany;
    this.#batch = batch;
  }

  /** Takes rows whose venues are written. */
  take({ hashes, numbers, licences }: LicensedRows): void {
    const added: NewLicence[] = [];
    for (const [i, hash] of hashes.entries()) {
      const venueId = this.#venues.get(hash) ?? this.#venues.size + 1;
      this.#venues.set(hash, venueId);
      for (const licence of licences[i] ?? [])
        if (this.#isNew(venueId, numbers[i] ?? 0, licence))
          added.push({ ...licence, venueId, identity: licenceIdentity(licence), uid: newUid() });
    }
    insertLicences(this.#insertMany, this.#batch, added);
  }

  #isNew(venueId: number, row: number, licence: LicenceValues): boolean {
    const key = `${venueId}/${licenceIdentity(licence)}`;
    const [earlier, text] = [this.#said.get(key), licenceText(licence)];
    if (!earlier) this.#said.set(key, { row, text });
    else if (earlier.text !== text)
      this.problems.push(problem({ number: row }, 'licenceNo', 'LICENCE_TWICE', String(earlier.row)));
    return !earlier;
  }
}
