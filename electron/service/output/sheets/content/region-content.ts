import { CodedError } from '#shared/contract/errors.ts';
import type { Region } from '#shared/regions/region-index.ts';
import { noLayers, type SheetContent } from '#shared/sheets/content.ts';
import type { Severity } from '#shared/zones/verdict.ts';
import { numberSchools, orderSchools, schoolsTable, statisticsTable, townsTable } from './figure-tables.ts';
import { marksIn } from './finding-rows.ts';
import { subtitleOf } from './school-content.ts';
import { boundsOfSchools, districtsOf, schoolFigures, townsOf, wholeBounds } from './school-figures.ts';
import { boundsAround, geometryBounds, grown, type Surroundings } from './surroundings.ts';

/** What overviews show of venues. */
const worst = new Set<Severity>(['violation', 'undetermined']);

/** One town: its schools, what stands around them. Errors: SHEET_SUBJECT. */
export async function townContent(surroundings: Surroundings, id: number): Promise<SheetContent> {
  const { context } = surroundings;
  const town = (await townsOf(surroundings)).find((region) => region.id === id);
  if (!town) throw new CodedError('SHEET_SUBJECT', { what: '镇街', id });
  const figures = (await schoolFigures(surroundings)).filter((school) => school.town === town.name);
  // The map shows the part of the town where its schools are; the whole town where it has none.
  const bounds = boundsOfSchools(figures) ?? geometryBounds(town.geometry);
  if (!bounds) throw new CodedError('SHEET_UNPLACED', { name: town.name });
  const own = new Set(figures.map((school) => school.id));
  const ordered = orderSchools(figures);
  const layers = await surroundings.layersIn(grown(bounds, 0.1), own, (school) => own.has(school.id));
  const others = (await townsOf(surroundings)).map(({ id: other, name, geometry }) => ({
    name: other === id ? '' : name,
    geometry,
    own: other === id,
  }));
  return {
    title: `${town.name}校园周边安全形势图`,
    subtitle: subtitleOf(context.workspace),
    bounds,
    layers: {
      ...layers,
      schools: numberSchools(layers.schools, ordered),
      gateZones: [],
      regions: others,
      venues: await marksIn(surroundings, grown(bounds, 0.1), worst),
    },
    tables: { schools: schoolsTable(ordered), statistics: statisticsTable(context, figures) },
    fields: {},
    empty: figures.length === 0,
    detail: null,
    overview: {
      bounds: grown(await wholeBounds(surroundings), 0.04),
      layers: { ...noLayers, regions: others.map((each) => ({ ...each, name: '' })) },
    },
  };
}

const drawnTown = ({ name, geometry }: Region) => ({ name, geometry, own: false });
const drawnDistrict = ({ geometry }: Region) => ({ name: '', geometry, own: false, district: true });

/** The whole district: towns, schools, what breaks a rule or is in doubt. Errors: SHEET_NOTHING. */
export async function districtContent(surroundings: Surroundings): Promise<SheetContent> {
  const { context } = surroundings;
  const figures = await schoolFigures(surroundings);
  if (figures.length === 0) throw new CodedError('SHEET_NOTHING', { reason: '工作区里还没有学校' });
  const placed = boundsOfSchools(figures);
  if (!placed) throw new CodedError('SHEET_NOTHING', { reason: '没有一所学校有位置' });
  const towns = await townsOf(surroundings);
  const districts = await districtsOf(surroundings);
  // The whole district, also where it has no school: as far as anything tells its edge.
  const edges = districts.length > 0 ? districts : towns;
  const bounds =
    boundsAround([], [placed, ...edges.map(({ geometry }) => geometryBounds(geometry))]) ?? placed;
  const ordered = orderSchools(figures);
  const all = new Set(figures.map(({ id }) => id));
  const layers = await surroundings.layersIn(grown(bounds, 0.2), all, () => true, true);
  return {
    title: `${context.workspace.name}校园周边安全形势图`,
    subtitle: subtitleOf(context.workspace),
    bounds,
    layers: {
      ...layers,
      schools: numberSchools(layers.schools, ordered),
      gateZones: [],
      gates: [],
      regions: [...towns.map(drawnTown), ...districts.map(drawnDistrict)],
      venues: await marksIn(surroundings, grown(bounds, 0.2), worst),
    },
    tables: {
      towns: townsTable(figures, towns),
      schools: schoolsTable(ordered),
      statistics: statisticsTable(context, figures),
    },
    fields: {},
    empty: false,
    detail: null,
    overview: null,
  };
}
