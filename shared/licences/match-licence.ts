import { closedColumns } from '../registry/held-columns.ts';
import { comparable } from '../registry/text.ts';
import { type LicenceValues, licenceIdentity } from './licence.ts';
import { isBackwards } from './validity.ts';

/** A stored licence, as far as a list is compared with it. */
export interface KnownLicence extends LicenceValues {
  /** By what lists have named it. */
  readonly identity: string;
  /** Why it counts no more; empty where it counts. */
  readonly struck: string;
  readonly held: readonly string[];
}

/**
 * Which of a venue's licences a list means: the one that it has named so before or that is numbered so now; else the
 * one of its kind whose number nobody knows yet; of a list without numbers the only one of that kind.
 */
export function findLicence<Known extends KnownLicence>(
  known: readonly Known[],
  listed: LicenceValues,
): Known | undefined {
  const identity = licenceIdentity(listed);
  const named = known.find((each) => each.identity === identity || licenceIdentity(each) === identity);
  if (named) return named;
  const kind = comparable(listed.kind);
  const alike = known.filter((each) => kind === '' || each.kind === '' || comparable(each.kind) === kind);
  if (comparable(listed.number) !== '') return alike.find(({ number }) => number === '');
  return alike.length === 1 ? alike[0] : undefined;
}

/** What a list does to a licence. */
export interface LicenceMerge {
  /** The columns that change. */
  readonly set: Partial<LicenceValues>;
  /** What the list says of columns that a person has set. */
  readonly withheld: Partial<LicenceValues>;
  /** The term that would end before it begins, as the list has it: it changes nothing. */
  readonly backwards: string | null;
}

/** What is left empty in a list stays as it is known; what a person has set, and what was struck, stays. */
export function mergeLicence(known: KnownLicence, listed: LicenceValues): LicenceMerge {
  const nothing = { set: {}, withheld: {}, backwards: null };
  if (known.struck !== '') return nothing;
  const wanted = { ...wantedWords(known, listed), ...wantedTerm(known, listed) };
  const after = { ...known, ...wanted };
  if (isBackwards(after.validFrom, after.validUntil)) {
    const { validFrom: _, validUntil: __, unlimited: ___, ...words } = wanted;
    return { ...parted(known, words), backwards: `${after.validFrom} 至 ${after.validUntil}` };
  }
  return { ...parted(known, wanted), backwards: null };
}

function wantedWords(known: KnownLicence, listed: LicenceValues): Partial<LicenceValues> {
  const differs = (column: 'number' | 'kind' | 'holder') =>
    listed[column] !== '' && comparable(listed[column]) !== comparable(known[column]);
  return {
    ...(differs('number') && { number: listed.number }),
    ...(differs('kind') && { kind: listed.kind }),
    ...(differs('holder') && { holder: listed.holder }),
  };
}

function wantedTerm(
  known: KnownLicence,
  { validFrom, validUntil, unlimited }: LicenceValues,
): Partial<LicenceValues> {
  return {
    ...(validFrom !== null && validFrom !== known.validFrom && { validFrom }),
    ...(validUntil !== null && validUntil !== known.validUntil && { validUntil, unlimited: 0 }),
    ...(unlimited === 1 && known.unlimited !== 1 && { validUntil: null, unlimited }),
  };
}

/** What a person has set is withheld from the list. */
function parted(
  { held }: KnownLicence,
  wanted: Partial<LicenceValues>,
): Pick<LicenceMerge, 'set' | 'withheld'> {
  const closed = closedColumns(held);
  const entries = Object.entries(wanted);
  return {
    set: Object.fromEntries(entries.filter(([column]) => !closed.has(column))),
    withheld: Object.fromEntries(entries.filter(([column]) => closed.has(column))),
  };
}
