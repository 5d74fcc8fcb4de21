import { CodedError } from '#shared/contract/errors.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { NO_TOWN, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { Region } from '#shared/regions/region-index.ts';
import { noLayers, type SheetCell, type SheetContent, type SheetTable } from '#shared/sheets/content.ts';
import { periodDates, periodOf, periodTitle } from '#shared/sweeps/period.ts';
import { schoolBounds } from '#shared/zones/places.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { selectSwept } from '../../../db/queries/coverage.ts';
import { countFindingsBySchool } from '../../../db/queries/findings.ts';
import { countOpenHazardsBySchool } from '../../../db/queries/open-hazards.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import { findingsOfSchool, marksIn, venuesTable } from './finding-rows.ts';
import { subtitleOf } from './school-content.ts';
import { boundsAround, geometryBounds, grown, type Surroundings } from './surroundings.ts';

const worst = new Set<Severity>(['violation', 'undetermined']);

interface SchoolFigures {
  readonly id: number;
  readonly name: string;
  readonly stage: string;
  readonly town: string | null;
  readonly bounds: LngLatBounds | null;
  readonly violations: number;
  readonly undetermined: number;
  readonly openHazards: number;
  readonly swept: boolean;
}

/** Every school with what is counted of it. */
export async function schoolFigures(surroundings: Surroundings): Promise<readonly SchoolFigures[]> {
  return await surroundings.once('figures', () => countSchools(surroundings.context));
}

async function countSchools(context: QueryContext): Promise<SchoolFigures[]> {
  const { db, workspace, today } = context;
  const schools = await workspace.places.schools();
  const regions = await workspace.places.regions();
  const counts = await countFindingsBySchool(db);
  const { from, to } = periodDates(periodOf(today));
  const swept = new Set((await selectSwept(db, from, to)).map(({ schoolId }) => schoolId));
  const open = await countOpenHazardsBySchool(db);
  return [...schools.values()].map((school) => ({
    id: school.id,
    name: school.name,
    stage: school.stage,
    town: regions.ofSchool(TOWN_LEVEL, school.id),
    bounds: schoolBounds(school),
    violations: counts.get(school.id)?.violations ?? 0,
    undetermined: counts.get(school.id)?.undetermined ?? 0,
    openHazards: open.get(school.id) ?? 0,
    swept: swept.has(school.id),
  }));
}

/** Towns of the workspace with their areas. */
export async function townsOf({ context }: Pick<Surroundings, 'context'>): Promise<readonly Region[]> {
  const regions = await context.workspace.places.regions();
  return regions.index.regions.filter(({ level }) => level === TOWN_LEVEL);
}

/** One town: its schools, what stands around them. Errors: SHEET_SUBJECT. */
export async function townContent(surroundings: Surroundings, id: number): Promise<SheetContent> {
  const { context } = surroundings;
  const town = (await townsOf(surroundings)).find((region) => region.id === id);
  if (!town) throw new CodedError('SHEET_SUBJECT', { what: '镇街', id });
  const figures = (await schoolFigures(surroundings)).filter((school) => school.town === town.name);
  // A town is shown where its schools are; one without any, as it is.
  const bounds = boundsOfSchools(figures) ?? geometryBounds(town.geometry);
  if (!bounds) throw new CodedError('SHEET_UNPLACED', { name: town.name });
  const own = new Set(figures.map((school) => school.id));
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
      gateZones: [],
      regions: others,
      venues: await marksIn(surroundings, grown(bounds, 0.1), worst),
    },
    tables: { schools: schoolsTable(figures), statistics: statisticsOf(context, figures) },
    fields: {},
    empty: figures.length === 0,
    detail: null,
    overview: {
      bounds: grown(await wholeBounds(surroundings), 0.04),
      layers: { ...noLayers, regions: others.map((each) => ({ ...each, name: '' })) },
    },
  };
}

/** The whole district: towns, schools, what breaks a rule or is in doubt. Errors: SHEET_NOTHING. */
export async function districtContent(surroundings: Surroundings): Promise<SheetContent> {
  const { context } = surroundings;
  const figures = await schoolFigures(surroundings);
  if (figures.length === 0) throw new CodedError('SHEET_NOTHING', { reason: '工作区里还没有学校' });
  const bounds = boundsOfSchools(figures);
  if (!bounds) throw new CodedError('SHEET_NOTHING', { reason: '没有一所学校有位置' });
  const all = new Set(figures.map(({ id }) => id));
  const layers = await surroundings.layersIn(grown(bounds, 0.2), all, () => true, true);
  const towns = await townsOf(surroundings);
  const groups = new Map<string, SchoolFigures[]>();
  for (const school of figures) {
    const name = school.town ?? NO_TOWN;
    groups.set(name, [...(groups.get(name) ?? []), school]);
  }
  const rows = [...groups].sort(([a], [b]) => a.localeCompare(b, 'zh-CN'));
  return {
    title: `${context.workspace.name}校园周边安全形势图`,
    subtitle: subtitleOf(context.workspace),
    bounds,
    layers: {
      ...layers,
      gateZones: [],
      gates: [],
      regions: towns.map(({ name, geometry }) => ({ name, geometry, own: false })),
      venues: await marksIn(surroundings, grown(bounds, 0.2), worst),
    },
    tables: {
      towns: {
        title: '分镇街情况',
        columns: [
          { title: '镇街', share: 30 },
          { title: '学校', share: 12, align: 'end' },
          { title: '区内', share: 12, align: 'end' },
          { title: '待实测', share: 15, align: 'end' },
          { title: '未结隐患', share: 17, align: 'end' },
          { title: '本季已整治', share: 20, align: 'end' },
        ],
        rows: rows.map(([name, schools]): SheetCell[] => {
          const town = towns.find((each) => each.name === name);
          return [
            { text: name, ...(town ? { to: `town:${town.id}` } : {}) },
            { text: String(schools.length) },
            {
              text: String(sum(schools, 'violations')),
              ...(sum(schools, 'violations') > 0 ? { tone: 'violation' as const } : {}),
            },
            { text: String(sum(schools, 'undetermined')) },
            { text: String(sum(schools, 'openHazards')) },
            { text: `${schools.filter(({ swept }) => swept).length} / ${schools.length}` },
          ];
        }),
        none: '还没有学校',
      },
      schools: schoolsTable(figures),
      statistics: statisticsOf(context, figures),
    },
    fields: {},
    empty: false,
    detail: null,
    overview: null,
  };
}

/** One field of a grid over the district: what lies in it. */
export async function cellContent(
  surroundings: Surroundings,
  bounds: LngLatBounds,
  name: string,
): Promise<SheetContent> {
  const { context } = surroundings;
  const figures = (await schoolFigures(surroundings)).filter(
    ({ bounds: box }) =>
      box && box[0] <= bounds[2] && bounds[0] <= box[2] && box[1] <= bounds[3] && bounds[1] <= box[3],
  );
  const own = new Set(figures.map(({ id }) => id));
  const layers = await surroundings.layersIn(bounds, new Set(), (school) => own.has(school.id));
  const findings = (await Promise.all(figures.map(({ id }) => findingsOfSchool(context, id)))).flat();
  const inside = findings.filter(
    ({ venuePosition: [lng, lat] }) =>
      lng >= bounds[0] && lng <= bounds[2] && lat >= bounds[1] && lat <= bounds[3],
  );
  // A venue at two schools is one mark, numbered by its weightiest finding.
  const once = [
    ...new Map(
      worstFirst(inside)
        .reverse()
        .map((row) => [row.venueId, row]),
    ).values(),
  ].reverse();
  const towns = await townsOf(surroundings);
  return {
    title: `校园周边安全区域分幅图 ${name}`,
    subtitle: subtitleOf(context.workspace),
    bounds,
    layers: {
      ...layers,
      regions: towns.map(({ geometry }) => ({ name: '', geometry, own: false })),
      venues: once.map((row, i) => ({
        position: row.venuePosition,
        severity: row.severity,
        number: i + 1,
        from: null,
      })),
    },
    tables: {
      schools: schoolsTable(figures),
      venues: venuesTable(context, once),
      statistics: statisticsOf(context, figures),
    },
    fields: {},
    empty: figures.length === 0 && once.length === 0,
    detail: null,
    overview: {
      bounds: grown(await wholeBounds(surroundings), 0.04),
      layers: { ...noLayers, regions: towns.map(({ geometry }) => ({ name: '', geometry, own: false })) },
    },
  };
}

/** All that the district's maps have to hold: its schools with their zones. Errors: SHEET_NOTHING. */
export async function wholeBounds(surroundings: Surroundings): Promise<LngLatBounds> {
  const bounds = boundsOfSchools(await schoolFigures(surroundings));
  if (!bounds) throw new CodedError('SHEET_NOTHING', { reason: '没有一所学校有位置' });
  return bounds;
}

/** Schools with about their zones; null where none has a position. */
function boundsOfSchools(figures: readonly SchoolFigures[]): LngLatBounds | null {
  const bounds = boundsAround(
    [],
    figures.map((school) => school.bounds),
  );
  return bounds && grownBy(bounds, ZONE_DEGREES);
}

/** 250 m and a little more, in degrees of latitude. */
const ZONE_DEGREES = 0.0024;

function grownBy([west, south, east, north]: LngLatBounds, degrees: number): LngLatBounds {
  return [west - degrees * 1.3, south - degrees, east + degrees * 1.3, north + degrees];
}

function worstFirst(rows: readonly FindingRow[]): FindingRow[] {
  const rank = ({ severity }: FindingRow) => severities.indexOf(severity);
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.distance - b.distance);
}

function schoolsTable(figures: readonly SchoolFigures[]): SheetTable {
  const ordered = [...figures].sort(
    (a, b) =>
      b.violations - a.violations || b.undetermined - a.undetermined || a.name.localeCompare(b.name, 'zh-CN'),
  );
  return {
    title: '学校',
    columns: [
      { title: '学校', share: 44 },
      { title: '学段', share: 18 },
      { title: '区内', share: 11, align: 'end' },
      { title: '待实测', share: 14, align: 'end' },
      { title: '隐患', share: 11, align: 'end' },
    ],
    rows: ordered.map((school): SheetCell[] => [
      { text: school.name, to: `school:${school.id}` },
      { text: school.stage },
      { text: String(school.violations), ...(school.violations > 0 ? { tone: 'violation' as const } : {}) },
      { text: String(school.undetermined) },
      { text: String(school.openHazards) },
    ]),
    none: '没有学校',
  };
}

function statisticsOf({ today }: QueryContext, figures: readonly SchoolFigures[]): SheetTable {
  const swept = figures.filter((school) => school.swept).length;
  return {
    title: '统计',
    columns: ['学校', '区内', '待实测', '未结隐患', '本季已整治'].map((title) => ({ title, share: 1 })),
    rows: [
      [
        { text: String(figures.length) },
        { text: String(sum(figures, 'violations')) },
        { text: String(sum(figures, 'undetermined')) },
        { text: String(sum(figures, 'openHazards')) },
        { text: `${swept} / ${figures.length}` },
      ],
    ],
    none: '',
    note: `本季为${periodTitle(periodOf(today))}；区内、待实测按学校计，一家场所临近两所学校计两次`,
  };
}

function sum(figures: readonly SchoolFigures[], key: 'violations' | 'undetermined' | 'openHazards'): number {
  return figures.reduce((total, school) => total + school[key], 0);
}
