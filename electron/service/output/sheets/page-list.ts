import type { SheetOrder } from '#shared/contract/sheets.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { NO_TOWN, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { SheetContent } from '#shared/sheets/content.ts';
import type { PageKind } from '#shared/sheets/sheet-template.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectSurveys } from '../../db/queries/surveys.ts';
import { selectTeamsOfSweeps } from '../../db/queries/teams.ts';
import { chosenKeys } from './chosen-pages.ts';
import { cellContent } from './content/cell-content.ts';
import { findingContent } from './content/finding-content.ts';
import { gateContent } from './content/gate-content.ts';
import { districtContent, townContent } from './content/region-content.ts';
import { schoolContent } from './content/school-content.ts';
import { schoolFigures, townsOf, wholeBounds } from './content/school-figures.ts';
import { geometryBounds, grown, type Surroundings } from './content/surroundings.ts';
import { surveyContent } from './content/survey-content.ts';
import { teamContent, teamDays } from './content/team-content.ts';
import { gridCells } from './grid-cells.ts';

/** A page that can be made. */
export interface ListedPage {
  /** school:12 */
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly group: { readonly town: string; readonly stage: string };
  readonly violations: number;
  /** Roughly the area that its map shows; null where that is not known before the page is made. */
  readonly bounds: LngLatBounds | null;
  content(): Promise<SheetContent>;
}

/** Every page of a kind that an order asks for, in its order. Errors: QUERY_INVALID, SHEET_NOTHING, SHEET_DETAIL. */
export async function listPages(
  surroundings: Surroundings,
  kind: PageKind,
  order: SheetOrder,
): Promise<ListedPage[]> {
  const { pages: choice } = order;
  const all = await makers[kind](surroundings, order);
  const wanted = await chosenKeys(surroundings.context, kind, choice);
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
    const pages: ListedPage[] = [];
    for (const { id, name, sweep } of await selectTeamsOfSweeps(surroundings.context.db)) {
      const days = await teamDays(surroundings, id);
      const page = (key: string, note: string, day: number | null): ListedPage => ({
        key,
        title: `${sweep} ${name}`,
        note,
        group: nowhere,
        violations: 0,
        bounds: null,
        content: () => teamContent(surroundings, id, day),
      });
      // A team of several days has a page for each beside the one of all.
      pages.push(page(`team:${id}`, days.length > 1 ? '各日合图' : (days[0]?.title ?? ''), null));
      if (days.length > 1) pages.push(...days.map(({ day, title }) => page(`team:${id}:${day}`, title, day)));
    }
    return pages;
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
