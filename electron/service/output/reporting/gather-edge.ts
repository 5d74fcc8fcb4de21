import type { OwnPlace } from '#shared/contract/neighbours.ts';
import { boxesOfEdge, type Edge, type EdgeVenue } from '#shared/districts/edge.ts';
import { nearBorder, nearBoxes } from '#shared/districts/near-border.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';
import type { VenueColumns } from '#shared/zones/venue-columns.ts';
import { selectNamesById } from '../../db/queries/names-by-id.ts';
import { loadSchoolPlaces, loadVenueColumns } from '../../db/queries/places.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** How far beyond the widest rule a place may still be in doubt, metres. */
const DOUBT: Metres = 200;

/**
 * What lies so near the border that a rule of any known pack could reach it from the other side; the rules are those for the own
 * schools. Empty where the border is not known.
 */
export async function gatherEdge(
  workspace: Workspace,
  today: string,
  border: readonly (GeoJSON.Polygon | GeoJSON.MultiPolygon)[],
): Promise<Edge> {
  const { rules, catalogue } = workspace;
  const reach = widestOf([...rules, ...catalogue.packs.flatMap((each) => each.rules)]);
  return await gatherNear(workspace, today, nearBorder(border, reach));
}

/** What lies so near the places of a neighbour that a rule of either could reach it. */
export async function gatherBeside(workspace: Workspace, today: string, edge: Edge): Promise<Edge> {
  const reach = widestOf([...workspace.rules, ...edge.rules]);
  return await gatherNear(workspace, today, nearBoxes(boxesOfEdge(edge), reach));
}

/** One own school or venue as whoever asks sees it, with the rules for the own schools. */
export async function gatherOne(
  { workspace, db, today }: Pick<QueryContext, 'workspace' | 'db' | 'today'>,
  { kind, id }: OwnPlace,
): Promise<Edge> {
  const rules = rulesOf(workspace, today);
  if (kind === 'school')
    return { rules, schools: (await loadSchoolPlaces(db, [id])).map(edgeSchool), venues: [] };
  const venues = venuesNear(await loadVenueColumns(db, [id]), () => true);
  return { rules, schools: [], venues: await named(db, venues) };
}

async function gatherNear(workspace: Workspace, today: string, isNear: Near): Promise<Edge> {
  const { places, database } = workspace;
  const schools = [...(await places.schools()).values()].filter((school) => {
    const box = schoolBounds(school);
    return box !== null && isNear(box);
  });
  return {
    rules: rulesOf(workspace, today),
    schools: schools.map(edgeSchool),
    venues: await named(database.reader, venuesNear((await places.venues()).venues, isNear)),
  };
}

function rulesOf({ rules, pack }: Workspace, today: string): Edge['rules'] {
  return decidingRules(rules, today, rangeOf(pack));
}

function edgeSchool({ campus, gates, point, ...school }: SchoolPlace): Edge['schools'][number] {
  return {
    ...school,
    campus:
      campus?.map((polygon) =>
        polygon.map((ring) => ring.map(([lng, lat]): [number, number] => [lng, lat])),
      ) ?? null,
    gates: gates.map(({ edits: _, position: [lng, lat], ...gate }) => ({ ...gate, position: [lng, lat] })),
    point: point && [point[0], point[1]],
  };
}

async function named(db: Read, venues: readonly Omit<EdgeVenue, 'name'>[]): Promise<EdgeVenue[]> {
  const names = await selectNamesById(
    db,
    'venues',
    venues.map(({ id }) => id),
  );
  return venues.map((venue) => ({ ...venue, name: names.get(venue.id) ?? '' }));
}

function widestOf(rules: readonly { readonly distance: number | null }[]): Metres {
  return rules.reduce((most, { distance }) => Math.max(most, distance ?? 0), 0) + DOUBT;
}

type Near = ReturnType<typeof nearBorder>;

function venuesNear(venues: VenueColumns, isNear: Near): Omit<EdgeVenue, 'name'>[] {
  const near: Omit<EdgeVenue, 'name'>[] = [];
  for (let at = 0; at < venues.length; at++) {
    const [lng, lat] = venues.position(at);
    if (!isNear([lng, lat, lng, lat])) continue;
    const [category = '', ...further] = (venues.categories[venues.category(at)] ?? '').split(';');
    near.push({
      ...{ id: venues.id(at), category, further, since: venues.since(at), position: [lng, lat] },
      ...{ sigma: venues.sigma(at), coarse: venues.isCoarse(at) },
    });
  }
  return near;
}
