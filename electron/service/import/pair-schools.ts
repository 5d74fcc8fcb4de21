import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { areasContradict, sameAddress } from '#shared/registry/address.ts';
import { textIn } from '#shared/registry/place-values.ts';
import { comparable } from '#shared/registry/text.ts';
import { loadIdentities, lookupPlaces } from '../db/queries/imports.ts';
import type { Read } from '../db/schema/schema.ts';
import type { Progress } from '../workspace/context.ts';
import type { StoredPlace } from './lookalikes.ts';
import { type Pairing, pairRows, type RowPair } from './pair-rows.ts';
import { problem } from './row-problem.ts';
import type { HashedRow } from './staged-row.ts';

/** A pairing, and the rows of which nobody can tell which place they mean. */
export interface PairingWithDoubts extends Pairing {
  readonly problems: readonly ImportProblem[];
}

/**
 * Pairs a list of schools with what is stored. A list that corrects an earlier one may say neither where a school is
 * nor what it is called: then its code counts, else its name in the district. Where several schools may be meant, the
 * row is set aside.
 */
export async function pairSchools(
  db: Read,
  staged: readonly HashedRow[],
  progress: Pick<Progress, 'breathe'>,
): Promise<PairingWithDoubts> {
  const lookup = lookupPlaces(db, 'schools');
  const pairing = await pairRows('schools', staged, await loadIdentities(db, 'schools'), lookup, progress);
  if (pairing.added.length === 0) return { ...pairing, problems: [] };
  const search = new SchoolSearch(await lookup(null), pairing);
  const added: HashedRow[] = [];
  const changed: RowPair[] = [...pairing.changed];
  const problems: ImportProblem[] = [];
  for (const row of pairing.added) {
    const found = search.find(row);
    if (found === null) added.push(row);
    else if (typeof found === 'number') changed.push({ id: found, row });
    else problems.push(found);
  }
  return { added, changed, unchanged: pairing.unchanged, problems };
}

/** Stored schools that rows without a position may mean. */
class SchoolSearch {
  readonly #freeByName = new Map<string, StoredPlace[]>();
  readonly #idsByCode = new Map<string, number>();
  /** Rows of the list that are paired already, by the school. */
  readonly #rowsPaired: Map<number, HashedRow>;
  /** How many rows that found no school have a name. */
  readonly #named = new Map<string, number>();

  constructor(schools: readonly StoredPlace[], { added, changed, unchanged }: Pairing) {
    const pairs = [...changed, ...unchanged];
    this.#rowsPaired = new Map(pairs.flatMap(({ id, row }) => (id === null ? [] : [[id, row] as const])));
    for (const school of schools) {
      const code = comparable(textIn(school.values, 'schoolCode'));
      if (code !== '') this.#idsByCode.set(code, school.id);
      if (this.#rowsPaired.has(school.id)) continue;
      const known = this.#freeByName.get(nameOf(school));
      if (known) known.push(school);
      else this.#freeByName.set(nameOf(school), [school]);
    }
    for (const row of added) this.#named.set(nameOf(row), (this.#named.get(nameOf(row)) ?? 0) + 1);
  }

  /** The school that a row means, null where it is a new one, or why that cannot be told. */
  find(row: HashedRow): number | ImportProblem | null {
    if (isPlaced(row) && nameOf(row) !== '') return null;
    const code = textIn(row.values, 'schoolCode');
    const id = this.#idsByCode.get(comparable(code));
    if (id !== undefined) return this.#pairByCode(row, id);
    const name = nameOf(row);
    if (name === '') return problem(row.place, 'name', 'SCHOOL_UNKNOWN', code);
    const meant = (this.#freeByName.get(name) ?? []).filter((school) => mayBe(row, school));
    if (meant.length === 0) return null;
    const isOneToOne = meant.length === 1 && this.#named.get(name) === 1;
    const [only, ...others] = isOneToOne ? meant : meant.filter((school) => isAtAddress(row, school));
    if (only && others.length === 0) return only.id;
    return problem(row.place, 'name', 'SCHOOL_AMBIGUOUS', meant.map(tell).join('、'));
  }

  #pairByCode(row: HashedRow, id: number): number | ImportProblem {
    const first = this.#rowsPaired.get(id);
    if (first) return problem(row.place, 'schoolCode', 'SCHOOL_TWICE', String(first.place.number));
    this.#rowsPaired.set(id, row);
    return id;
  }
}

function nameOf({ values }: Pick<StoredPlace, 'values'>): string {
  return comparable(textIn(values, 'name'));
}

function isPlaced({ values }: HashedRow): boolean {
  return typeof values.lng === 'number' || textIn(values, 'boundary') !== '';
}

/** Whether nothing that both say speaks against it. */
function mayBe(row: HashedRow, school: StoredPlace): boolean {
  const [code, known] = [row, school].map(({ values }) => comparable(textIn(values, 'schoolCode')));
  if (code !== '' && known !== '' && code !== known) return false;
  return !areasContradict(textIn(row.values, 'address'), textIn(school.values, 'address'));
}

function isAtAddress(row: HashedRow, school: StoredPlace): boolean {
  return sameAddress(textIn(row.values, 'address'), textIn(school.values, 'address'));
}

function tell({ id, values }: StoredPlace): string {
  const where = textIn(values, 'address') || textIn(values, 'schoolCode') || `编号 ${id}`;
  return `${textIn(values, 'name')}（${where}）`;
}
