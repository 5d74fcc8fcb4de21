import type { Area } from '#shared/contract/areas.ts';
import { contract } from '#shared/contract/contract.ts';
import type { SearchHit } from '#shared/contract/places.ts';
import { hazardStateNames } from '#shared/ledger/hazard.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { positionOf, toTuple } from '../../db/queries/places.ts';
import { describeFound, searchedRest, searchedVenues } from '../../db/queries/search.ts';
import type { Read } from '../../db/schema/schema.ts';
import { keepUnlessFailed } from '../keep-unless-failed.ts';
import type { Touched } from '../touched.ts';
import type { SearchEntry, SearchIndex } from './search-index.ts';

/** What can be found, as the contract says; a hazard is found by the name of its venue too. */
const grounds: readonly Area[] = contract['search.places'].reads;
/** After so many changes the index is built again. */
const MOST_CHANGES = 5000;

/** The venues of all who see the same of them, as they are searched. */
export class SearchedVenues {
  readonly #reader: Read;
  #index: Promise<SearchIndex> | null = null;

  /** `reader` never sees what a running transaction has written. */
  constructor(reader: Read) {
    this.#reader = reader;
  }

  async index(): Promise<SearchIndex> {
    this.#index ??= keepUnlessFailed(readVenues(this.#reader), () => (this.#index = null));
    return await this.#index;
  }

  /** Forgets them: they are read anew when they are next asked for. */
  forget(): void {
    this.#index = null;
  }

  /** Takes over what a committed command changed: a few venues one by one, anything else when it is next asked for. */
  async refresh({ venues }: Touched): Promise<void> {
    if (!venues || !this.#index) return;
    const index = await this.#index;
    if (venues === 'all' || index.changes + venues.length > MOST_CHANGES) {
      this.#index = null;
      return;
    }
    const entries: SearchEntry[] = [];
    for await (const entry of searchedVenues(this.#reader, venues)) entries.push(entry);
    index.replace('venue', venues, entries);
  }
}

/** Finds things by name, address, code, phone, and by the sounds of names. */
export class Search {
  readonly venues: SearchedVenues;
  #rest: Promise<SearchIndex> | null = null;

  constructor(venues: SearchedVenues) {
    this.venues = venues;
  }

  /** Best first, at most `limit` of each kind. */
  async find(
    db: Read,
    text: string,
    limit: number,
    categories: ReadonlyMap<string, string>,
  ): Promise<SearchHit[]> {
    this.#rest ??= keepUnlessFailed(searchedRest(db).then(indexOf), () => (this.#rest = null));
    const venues = await this.venues.index();
    const hits = [...(await this.#rest).find(text, limit), ...venues.find(text, limit)];
    const found = await describeFound(db, hits);
    const described = new Map(describeHits(found, categories).map((hit) => [`${hit.kind}/${hit.id}`, hit]));
    return hits.flatMap(({ kind, id }) => described.get(`${kind}/${id}`) ?? []);
  }

  /** Forgets everything: it is read anew when it is next asked for. */
  forgetAll(): void {
    this.venues.forget();
    this.#rest = null;
  }

  /** Things other than venues are few: where one of them changed all are read again. */
  forget(changed: readonly Area[]): void {
    if (changed.some((area) => grounds.includes(area))) this.#rest = null;
  }
}

type Found = Awaited<ReturnType<typeof describeFound>>;

/** What is shown of each thing that was found. */
function describeHits(found: Found, categories: ReadonlyMap<string, string>): SearchHit[] {
  return [
    ...found.schools.map(
      (row): SearchHit => ({
        kind: 'school',
        id: row.id,
        name: row.name,
        note: [row.stage, row.address].filter(Boolean).join(' · '),
        position: toTuple(positionOf(row)),
        schoolId: row.id,
      }),
    ),
    ...found.venues.map(
      (row): SearchHit => ({
        kind: 'venue',
        id: row.id,
        name: row.name,
        note: [placeTitle(categories, row.category), row.address].filter(Boolean).join(' · '),
        position: toTuple(positionOf(row)),
        schoolId: null,
      }),
    ),
    ...found.gates.map(
      (row): SearchHit => ({
        kind: 'gate',
        id: row.id,
        name: `${row.school}${row.name}`,
        note: '校门',
        position: toTuple(positionOf(row)),
        schoolId: row.schoolId,
      }),
    ),
    ...describeUnplaced(found),
  ];
}

/** Things that have no place of their own on the map. */
function describeUnplaced({ regions, spots, hazards, sweeps }: Found): SearchHit[] {
  const unplaced = { position: null, schoolId: null };
  return [
    ...regions.map(
      ({ id, name, level }): SearchHit => ({ kind: 'region', id, name, note: level, ...unplaced }),
    ),
    ...spots.map(
      ({ id, name, problem }): SearchHit => ({
        kind: 'spot',
        id,
        name,
        note: ['治安乱点', problem].filter(Boolean).join(' · '),
        ...unplaced,
      }),
    ),
    ...hazards.map(
      ({ id, code, place, kind, state }): SearchHit => ({
        kind: 'hazard',
        id,
        name: `${code} ${place}`,
        note: `${kind} · ${hazardStateNames[state]}`,
        ...unplaced,
      }),
    ),
    ...sweeps.map(
      ({ id, title, period }): SearchHit => ({
        kind: 'sweep',
        id,
        name: title,
        note: periodTitle(period),
        ...unplaced,
      }),
    ),
  ];
}

async function readVenues(db: Read): Promise<SearchIndex> {
  const entries: SearchEntry[] = [];
  for await (const entry of searchedVenues(db)) entries.push(entry);
  return await indexOf(entries);
}

/** The sounds of all characters are read only where somebody searches. */
async function indexOf(entries: readonly SearchEntry[]): Promise<SearchIndex> {
  const { SearchIndex } = await import('./search-index.ts');
  return new SearchIndex(entries);
}
