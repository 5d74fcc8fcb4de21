import { CodedError } from '#shared/contract/errors.ts';
import type { PageChoice, SheetOrder } from '#shared/contract/sheets.ts';
import { ownMeridian } from '#shared/geodesy/projection.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { NO_TOWN, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { SheetContent } from '#shared/sheets/content.ts';
import { mapFrame } from '#shared/sheets/map-frame.ts';
import { paperTitle, sizeOfPaper } from '#shared/sheets/paper.ts';
import { boxOfBlock } from '#shared/sheets/sheet-frames.ts';
import type { PageKind } from '#shared/sheets/template.ts';
import { queryFault } from '#shared/tables/query.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { selectPrimaryFindings } from '../../db/queries/findings.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectSurveys } from '../../db/queries/surveys.ts';
import { selectSubjects } from '../../db/queries/table-query.ts';
import { selectTeamsOfSweeps } from '../../db/queries/team-pages.ts';
import { findingContent } from './content/finding-content.ts';
import { gateContent } from './content/gate-content.ts';
import {
  cellContent,
  districtContent,
  schoolFigures,
  townContent,
  townsOf,
  wholeBounds,
} from './content/region-content.ts';
import { schoolContent } from './content/school-content.ts';
import { geometryBounds, grown, type Surroundings } from './content/surroundings.ts';
import { surveyContent } from './content/survey-content.ts';
import { teamContent } from './content/team-content.ts';

/** A page that can be made. */
export interface ListedPage {
  /** school:12 */
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly group: { readonly town: string; readonly stage: string };
  readonly violations: number;
  /** About what its map shows; null where that is only known when it is gathered. */
  readonly bounds: LngLatBounds | null;
  content(): Promise<SheetContent>;
}

/** More fields than this are no atlas but a mistake in the scale. */
const MOST_CELLS = 2000;

/** Every page of a kind that an order asks for, in its order. Errors: QUERY_INVALID, SHEET_NOTHING, SHEET_DETAIL. */
export async function listPages(
  surroundings: Surroundings,
  kind: PageKind,
  order: SheetOrder,
): Promise<ListedPage[]> {
  const { pages: choice } = order;
  const all = await makers[kind](surroundings, order);
  const wanted = await wantedKeys(surroundings, kind, choice);
  const chosen = wanted ? all.filter(({ key }) => wanted.has(key)) : all;
  const byName = (a: ListedPage, b: ListedPage) => a.title.localeCompare(b.title, 'zh-CN');
  // Stops of a route and fields of a grid have an order of their own.
  if (kind === 'cell' || kind === 'team') return chosen;
  return [...chosen].sort((a, b) => {
    if (choice.group !== 'none' && a.group[choice.group] !== b.group[choice.group])
      return a.group[choice.group].localeCompare(b.group[choice.group], 'zh-CN');
    if (choice.sort === 'violations') return b.violations - a.violations || byName(a, b);
    if (choice.sort === 'town') return a.group.town.localeCompare(b.group.town, 'zh-CN') || byName(a, b);
    return byName(a, b);
  });
}

type Maker = (surroundings: Surroundings, order: SheetOrder) => Promise<ListedPage[]>;

const nowhere = { town: '', stage: '' };

const makers: Record<PageKind, Maker> = {
  async school(surroundings) {
    const figures = await schoolFigures(surroundings);
    return figures.flatMap(({ id, name, stage, town, bounds, violations }) =>
      bounds === null
        ? []
        : [
            {
              key: `school:${id}`,
              title: name,
              note: town ?? '',
              group: { town: town ?? NO_TOWN, stage },
              violations,
              bounds: grown(bounds, 0.4, 0.003),
              content: () => schoolContent(surroundings, id),
            },
          ],
    );
  },

  async gate(surroundings) {
    const figures = new Map((await schoolFigures(surroundings)).map((school) => [school.id, school]));
    return [...(await surroundings.schools()).values()].flatMap((school) =>
      school.gates.map(({ id, name, position: [lng, lat] }) => ({
        key: `gate:${id}`,
        title: `${school.name}${name}`,
        note: figures.get(school.id)?.town ?? '',
        group: { town: figures.get(school.id)?.town ?? NO_TOWN, stage: school.stage },
        violations: figures.get(school.id)?.violations ?? 0,
        bounds: grown([lng, lat, lng, lat], 0, 0.002),
        content: () => gateContent(surroundings, id),
      })),
    );
  },

  async town(surroundings) {
    const figures = await schoolFigures(surroundings);
    return (await townsOf(surroundings)).map(({ id, name, geometry }) => {
      const own = figures.filter(({ town }) => town === name);
      return {
        key: `town:${id}`,
        title: name,
        note: `${own.length} 所学校`,
        group: { ...nowhere, town: name },
        violations: own.reduce((sum, { violations }) => sum + violations, 0),
        bounds: geometryBounds(geometry),
        content: () => townContent(surroundings, id),
      };
    });
  },

  async district(surroundings) {
    const { workspace } = surroundings.context;
    return [
      {
        key: 'district:1',
        title: workspace.name,
        note: '全区一幅',
        group: nowhere,
        violations: 0,
        bounds: null,
        content: () => districtContent(surroundings),
      },
    ];
  },

  async team(surroundings) {
    return (await selectTeamsOfSweeps(surroundings.context.db)).map(({ id, name, sweep }) => ({
      key: `team:${id}`,
      title: `${sweep} ${name}`,
      note: '',
      group: nowhere,
      violations: 0,
      bounds: null,
      content: () => teamContent(surroundings, id),
    }));
  },

  async finding(surroundings) {
    const { db, workspace } = surroundings.context;
    const rows = await selectNamedFindings(db, { primary: true, severities: ['violation', 'undetermined'] });
    const regions = await workspace.places.regions();
    return rows.map(({ id, venueName, schoolName, schoolId, schoolStage, severity, venueLng, venueLat }) => ({
      key: `finding:${id}`,
      title: venueName,
      note: `${schoolName}　${severityNames[severity]}`,
      group: { town: regions.ofSchool(TOWN_LEVEL, schoolId) ?? NO_TOWN, stage: schoolStage },
      violations: severity === 'violation' ? 1 : 0,
      bounds:
        venueLng === null || venueLat === null
          ? null
          : grown([venueLng, venueLat, venueLng, venueLat], 0, 0.003),
      content: () => findingContent(surroundings, id),
    }));
  },

  async survey(surroundings) {
    const rows = await selectSurveys(surroundings.context.db, {});
    return rows
      .filter(({ venueLng }) => venueLng !== null)
      .map(({ id, code, schoolName, venueName, withdrawnAt }) => ({
        key: `survey:${id}`,
        title: `${code} ${venueName}`,
        note: withdrawnAt === null ? schoolName : `${schoolName}　已作废`,
        group: nowhere,
        violations: 0,
        bounds: null,
        content: () => surveyContent(surroundings, id),
      }));
  },

  async cell(surroundings, order) {
    const cells = gridCells(await wholeBounds(surroundings), order);
    return cells.map(({ name, bounds }) => ({
      key: `cell:${name}`,
      title: name,
      note: '',
      group: nowhere,
      violations: 0,
      bounds,
      content: () => cellContent(surroundings, bounds, name),
    }));
  },
};

/** A grid of pages over an area, each as large as the map of the sheet at its scale: A1, A2 … from the north-west. */
function gridCells(
  area: LngLatBounds,
  { template, settings, pages }: Pick<SheetOrder, 'template' | 'settings' | 'pages'>,
): { name: string; bounds: LngLatBounds }[] {
  const scale = settings.scale ?? template.scale ?? 5000;
  const size = sizeOfPaper(template.paper);
  const map = template.blocks.find((block) => block.kind === 'map' && block.role === 'main');
  if (!map) return [];
  const box = boxOfBlock(map, size);
  const plane = ownMeridian([(area[0] + area[2]) / 2, (area[1] + area[3]) / 2]);
  const corners = [
    plane.toPlane([area[0], area[1]]),
    plane.toPlane([area[2], area[1]]),
    plane.toPlane([area[0], area[3]]),
    plane.toPlane([area[2], area[3]]),
  ];
  const [west, east] = [Math.min(...corners.map(([x]) => x)), Math.max(...corners.map(([x]) => x))];
  const [south, north] = [Math.min(...corners.map(([, y]) => y)), Math.max(...corners.map(([, y]) => y))];
  const share = 1 - pages.overlap / 100;
  const [wide, high] = [(box.width * scale) / 1000, (box.height * scale) / 1000];
  const [stepX, stepY] = [wide * share, high * share];
  const columns = Math.max(1, Math.ceil((east - west - (wide - stepX)) / stepX));
  const rows = Math.max(1, Math.ceil((north - south - (high - stepY)) / stepY));
  if (columns * rows > MOST_CELLS)
    throw new CodedError('SHEET_DETAIL', {
      scale,
      paper: paperTitle(template.paper),
      pages: columns * rows,
      most: MOST_CELLS,
    });
  // The whole grid lies over the middle of the area.
  const left = (west + east) / 2 - ((columns - 1) * stepX) / 2;
  const top = (south + north) / 2 + ((rows - 1) * stepY) / 2;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const centre = plane.toLngLat([left + column * stepX, top - row * stepY]);
      const { bounds } = mapFrame(centre, box.width, box.height, scale, { plane: ownMeridian(centre) });
      return { name: `${letters(row)}${column + 1}`, bounds };
    }),
  ).flat();
}

/** A to Z, then AA. */
function letters(row: number): string {
  const letter = String.fromCharCode(65 + (row % 26));
  return row < 26 ? letter : letters(Math.floor(row / 26) - 1) + letter;
}

/** Keys that a choice allows; null for all. */
async function wantedKeys(
  { context }: Surroundings,
  kind: PageKind,
  { keys, query }: PageChoice,
): Promise<Set<string> | null> {
  if (keys) return new Set(keys);
  if (!query) return null;
  const fault = queryFault(query.table, query.query);
  if (fault !== null) throw new CodedError('QUERY_INVALID', { reason: fault });
  const { db, workspace, today } = context;
  await workspace.places.regions();
  const request = { ...query, about: null, sort: [], today };
  const ids = await workspace.rowSets.ids(request);
  const own: Partial<Record<PageKind, typeof query.table>> = {
    school: 'schools',
    gate: 'gates',
    finding: 'findings',
  };
  if (own[kind] === query.table) return new Set(ids.map((id) => `${kind}:${id}`));
  const subjects = await selectSubjects(db, request, ids);
  const schools = new Set(subjects.schools);
  const venues = new Set(subjects.venues);
  if (kind === 'school') return new Set([...schools].map((id) => `school:${id}`));
  if (kind === 'gate') {
    const places = await workspace.places.schools();
    return new Set(
      [...schools].flatMap((id) => (places.get(id)?.gates ?? []).map((gate) => `gate:${gate.id}`)),
    );
  }
  if (kind === 'finding') {
    const rows = await selectPrimaryFindings(db);
    return new Set(rows.filter(({ venueId }) => venues.has(venueId)).map(({ id }) => `finding:${id}`));
  }
  if (kind === 'town') {
    const regions = await workspace.places.regions();
    const names = new Set([...schools].map((id) => regions.ofSchool(TOWN_LEVEL, id)));
    return new Set(
      regions.index.regions
        .filter(({ level, name }) => level === TOWN_LEVEL && names.has(name))
        .map(({ id }) => `town:${id}`),
    );
  }
  return null;
}
