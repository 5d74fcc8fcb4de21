import type { SearchHit } from '#shared/contract/places.ts';
import { type HazardState, hazardStateNames } from '#shared/ledger/hazard.ts';
import { periodTitle } from '#shared/sweeps/period.ts';
import { positionOf, toTuple } from '../../db/queries/places.ts';
import { describeFound, searchedRest, searchedVenues } from '../../db/queries/search.ts';
import type { Read } from '../../db/schema/schema.ts';
import { keepUnlessFailed } from '../keep-unless-failed.ts';
import type { Touched } from '../touched.ts';
import { type SearchEntry, SearchIndex } from './search-index.ts';

/** Past so many changes beside it, the index is made anew. */
const MOST_CHANGES = 5000;

/** Finds things by name, address, code, phone, and by the sounds of names. */
export class Search {
  #venues: Promise<SearchIndex> | null = null;
  #rest: Promise<SearchIndex> | null = null;

  /** Best first, at most `limit` of each kind. */
  async find(
    db: Read,
    text: string,
    limit: number,
    categories: ReadonlyMap<string, string>,
  ): Promise<SearchHit[]> {
    this.#venues ??= keepUnlessFailed(readVenues(db), () => (this.#venues = null));
    this.#rest ??= keepUnlessFailed(
      searchedRest(db).then((entries) => new SearchIndex(entries)),
      () => (this.#rest = null),
    );
    const hits = [...(await this.#rest).find(text, limit), ...(await this.#venues).find(text, limit)];
    const found = await describeFound(db, hits);
    const described = new Map<string, SearchHit>();
    const put = (hit: SearchHit) => described.set(`${hit.kind}/${hit.id}`, hit);
    for (const row of found.schools)
      put({
        kind: 'school',
        id: row.id,
        name: row.name,
        note: [row.stage, row.address].filter(Boolean).join(' · '),
        position: toTuple(positionOf(row)),
        schoolId: row.id,
      });
    for (const row of found.venues)
      put({
        kind: 'venue',
        id: row.id,
        name: row.name,
        note: [categories.get(row.category) ?? '其他', row.address].filter(Boolean).join(' · '),
        position: toTuple(positionOf(row)),
        schoolId: null,
      });
    for (const row of found.gates)
      put({
        kind: 'gate',
        id: row.id,
        name: `${row.school}${row.name}`,
        note: '校门',
        position: toTuple(positionOf(row)),
        schoolId: row.schoolId,
      });
    for (const row of found.regions)
      put({ kind: 'region', id: row.id, name: row.name, note: row.level, position: null, schoolId: null });
    for (const row of found.hazards)
      put({
        kind: 'hazard',
        id: row.id,
        name: `${row.code} ${row.place}`,
        note: `${row.kind} · ${hazardStateNames[row.state as HazardState]}`,
        position: null,
        schoolId: null,
      });
    for (const row of found.sweeps)
      put({
        kind: 'sweep',
        id: row.id,
        name: row.title,
        note: periodTitle(row.period),
        position: null,
        schoolId: null,
      });
    return hits.flatMap(({ kind, id }) => described.get(`${kind}/${id}`) ?? []);
  }

  /** Takes over what a committed command changed: a few venues one by one, anything else when it is next asked for. */
  async refresh(db: Read, { venues }: Touched): Promise<void> {
    // Names of the rest change with many commands, and reading them takes no time.
    this.#rest = null;
    if (!venues || !this.#venues) return;
    const index = await this.#venues;
    if (venues === 'all' || index.changes + venues.length > MOST_CHANGES) {
      this.#venues = null;
      return;
    }
    const entries: SearchEntry[] = [];
    for await (const entry of searchedVenues(db, venues)) entries.push(entry);
    index.replace('venue', venues, entries);
  }
}

async function readVenues(db: Read): Promise<SearchIndex> {
  const entries: SearchEntry[] = [];
  for await (const entry of searchedVenues(db)) entries.push(entry);
  return new SearchIndex(entries);
}
