import type { FindingRow } from '#shared/contract/findings.ts';
import { boundsHold, boundsMeet, type LngLatBounds } from '#shared/geodesy/units.ts';
import type { Region } from '#shared/regions/region-index.ts';
import { noLayers, type SheetContent } from '#shared/sheets/content.ts';
import { severities } from '#shared/zones/verdict.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import { crowdedPlace } from './crowded-place.ts';
import { numberSchools, orderSchools, schoolsTable, statisticsTable } from './figure-tables.ts';
import { findingsOfSchool, venueMarks, venuesTable } from './finding-rows.ts';
import { subtitleOf } from './school-content.ts';
import { type SchoolFigures, schoolFigures, townsOf, wholeBounds } from './school-figures.ts';
import { grown, type Surroundings } from './surroundings.ts';

/** One field of a grid over the district: what lies in it. */
export async function cellContent(
  surroundings: Surroundings,
  bounds: LngLatBounds,
  name: string,
): Promise<SheetContent> {
  const { context } = surroundings;
  const figures = (await schoolFigures(surroundings)).filter(
    ({ bounds: box }) => box && boundsMeet(box, bounds),
  );
  const own = new Set(figures.map(({ id }) => id));
  const layers = await surroundings.layersIn(bounds, new Set(), (school) => own.has(school.id));
  const findings = await findingsIn(context, figures, bounds);
  const towns = await townsOf(surroundings);
  const ordered = orderSchools(figures);
  return {
    title: `校园周边安全区域分幅图 ${name}`,
    subtitle: subtitleOf(context.workspace),
    bounds,
    layers: {
      ...layers,
      schools: numberSchools(layers.schools, ordered),
      regions: towns.map(unnamed),
      venues: venueMarks(findings).map((venue) => ({ ...venue, from: null })),
    },
    tables: {
      schools: schoolsTable(ordered),
      venues: venuesTable(context, findings),
      statistics: statisticsTable(context, figures),
    },
    fields: {},
    empty: figures.length === 0 && findings.length === 0,
    detail: crowdedPlace(findings.map(({ venuePosition }) => venuePosition)),
    overview: {
      bounds: grown(await wholeBounds(surroundings), 0.04),
      layers: { ...noLayers, regions: towns.map(unnamed) },
    },
  };
}

const unnamed = ({ geometry }: Region) => ({ name: '', geometry, own: false });

/** Findings of some schools whose venue lies in a box; of a venue at two schools only the weightiest. */
async function findingsIn(
  context: QueryContext,
  figures: readonly SchoolFigures[],
  bounds: LngLatBounds,
): Promise<FindingRow[]> {
  const findings = (await Promise.all(figures.map(({ id }) => findingsOfSchool(context, id)))).flat();
  const weightiest = new Map<number, FindingRow>();
  for (const finding of worstFirst(findings))
    if (boundsHold(bounds, finding.venuePosition) && !weightiest.has(finding.venueId))
      weightiest.set(finding.venueId, finding);
  return [...weightiest.values()];
}

function worstFirst(rows: readonly FindingRow[]): FindingRow[] {
  const rank = ({ severity }: FindingRow) => severities.indexOf(severity);
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.distance - b.distance);
}
