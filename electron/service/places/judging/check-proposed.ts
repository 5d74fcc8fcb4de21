import { UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import { createClassifier, type VenueWords } from '#shared/classification/classify.ts';
import type { CheckedVenue, ProposedRow, VenueHit } from '#shared/contract/precheck.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { readAddressAreas } from '#shared/registry/address-areas.ts';
import { byWeight } from '#shared/zones/find-doubts.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import type { Finding } from '#shared/zones/finding.ts';
import { isCoarse, type PositionSource } from '#shared/zones/uncertainty.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { Turns } from '../../cache/turns.ts';
import { readSigmas } from '../../db/queries/sigmas.ts';
import { readWordings } from '../../db/queries/wordings.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { groundsOf, measured } from './proposed-venue.ts';

interface Placed {
  readonly position: [number, number];
  readonly source: PositionSource;
  /** By what the place is known, in Chinese. */
  readonly by: string;
}

/** What the rules say of each of some proposed venues, in their order. Nothing is stored. Errors: CANCELLED. */
export async function checkProposed(
  context: QueryContext,
  rows: readonly ProposedRow[],
): Promise<CheckedVenue[]> {
  const kindOf = await kindReader(context);
  const placeOf = await placeReader(context);
  const read = rows.map((row) => ({ row, category: kindOf(row), ...placeOf(row) }));
  const hits = await hitsOf(context, read);
  return read.map(({ row, category, placed, suggested }, at) => {
    const [worst, ...others] = hits.get(at) ?? [];
    return {
      ...row,
      category,
      position: placed?.position ?? null,
      source: placed?.source ?? null,
      placedBy: placed?.by ?? suggested,
      hit: worst ?? null,
      others: others.length,
    };
  });
}

interface Read {
  readonly category: string | null;
  readonly placed: Placed | null;
}

/** The rules that weigh for each line whose kind and place are known, by its place in the list; the weightiest first. */
async function hitsOf(context: QueryContext, lines: readonly Read[]): Promise<Map<number, VenueHit[]>> {
  const { workspace, db, today } = context;
  const sigmas = await readSigmas(db);
  const schools = await workspace.places.schools();
  const venues = lines.flatMap(({ category, placed }, id) =>
    category && placed
      ? [
          {
            ...{ id, category, since: today, position: placed.position },
            ...{ sigma: sigmas[placed.source], coarse: isCoarse(placed.source) },
          },
        ]
      : [],
  );
  const index = new VenueIndex(VenueColumns.from(venues));
  const grounds = await groundsOf(context);
  const all: Finding[] = [];
  const turns = new Turns('核对各校周边', context.progress.asker);
  await turns.take([...schools.values()], (school) => {
    for (const finding of findFindings([school], index, grounds)) all.push(finding);
  });
  const findings = all.filter(({ severity }) => severity !== 'outside').sort(byWeight);
  const hits = findings.map((finding) => {
    const school = schools.get(finding.schoolId);
    const category = lines[finding.venueId]?.category ?? '';
    const hit = { ...measured(finding, school), category, schoolId: finding.schoolId };
    return { at: finding.venueId, hit: { ...hit, schoolName: school?.name ?? '' } };
  });
  return new Map([...groupBy(hits, ({ at }) => at)].map(([at, own]) => [at, own.map(({ hit }) => hit)]));
}

type KindReader = (row: ProposedRow) => string | null;

/** What a proposed venue would be: by the kind that the list says, else by its name. */
async function kindReader({ workspace, db }: QueryContext): Promise<KindReader> {
  const { categories, kinds } = workspace.catalogue;
  const classify = createClassifier(kinds, await readWordings(db));
  const byTitle = new Map(categories.map(({ id, title }) => [title, id]));
  const known = (words: Partial<VenueWords>): string | null => {
    const said = classify({ name: '', listed: '', scope: '', industryCode: '', ...words });
    return said.category === UNKNOWN_CATEGORY ? null : said.category;
  };
  return ({ name, kind }) => {
    const titled = byTitle.get(kind.trim());
    if (titled !== undefined) return titled;
    // A kind in other words may read like a name: 开一家电竞馆.
    const listed = kind === '' ? null : (known({ listed: kind }) ?? known({ name: kind }));
    return listed ?? (name === '' ? null : known({ name }));
  };
}

/** Where it would be; null, and which known address is like its own, where nobody can be sure of that. */
type PlaceReader = (row: ProposedRow) => { readonly placed: Placed | null; readonly suggested: string };

/** By coordinates, else by the address where it is known at one place: a guess would say that it may open where it may not. */
async function placeReader({ workspace }: QueryContext): Promise<PlaceReader> {
  const book = await workspace.places.addresses();
  const home = readAddressAreas(workspace.pack.region);
  return ({ address, position }) => {
    if (position) return { placed: { position, source: 'registry', by: '坐标' }, suggested: '' };
    if (address === '') return { placed: null, suggested: '' };
    const sure = book.sure(address, home);
    if (sure) return { placed: { position: sure.position, source: sure.source, by: '地址' }, suggested: '' };
    const [likeliest] = book.candidates(address, home);
    return { placed: null, suggested: likeliest ? `与“${likeliest.title}”相近` : '' };
  };
}
