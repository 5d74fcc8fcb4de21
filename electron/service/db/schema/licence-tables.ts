import type { Generated } from 'kysely';
import type { Flag } from './flag.ts';
import type { Identified } from './place-tables.ts';

/** Licences of venues, as lists bring them and people enter them. */
export interface LicenceTables {
  licences: {
    id: Generated<number>;
    venueId: number;
    number: Generated<string>;
    kind: Generated<string>;
    holder: Generated<string>;
    validFrom: string | null;
    validUntil: string | null;
    /** Valid without an end. */
    unlimited: Generated<Flag>;
    /** Why it counts no more; empty where it counts. */
    struck: Generated<string>;
    /** By what lists have named it within its venue. */
    identity: string;
    batchId: number | null;
    /** Columns that a list no longer overwrites, JSON. */
    held: Generated<string>;
  } & Identified;
  /** Licences that a batch overwrote, as they were: JSON of all columns. */
  batchLicences: { id: Generated<number>; batchId: number; licenceId: number; before: string };
}
