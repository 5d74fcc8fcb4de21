import type { Released } from '#shared/contract/districts.ts';
import type { Overview } from '#shared/contract/overview.ts';
import type { DistrictFigures } from '#shared/districts/figures.ts';
import type { Neighbour } from '#shared/districts/neighbour-file.ts';
import { hullOf, outlineOf } from '#shared/districts/outline.ts';
import { isOverdue } from '#shared/ledger/hazard.ts';
import { DISTRICT_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import type { DistrictReport } from '../../db/postgres/reporting/write-district.ts';
import { selectLastSwept, selectSweptSchools } from '../../db/queries/coverage.ts';
import { countFindingsBySchool } from '../../db/queries/findings.ts';
import { countOpenHazardsBySchool } from '../../db/queries/hazards.ts';
import {
  selectReleasedFindings,
  selectReleasedHazards,
  selectReleasedSchools,
} from '../../db/queries/released-rows.ts';
import { readMeta } from '../../db/schema/meta.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readCoverage } from '../../sweeps/coverage.ts';
import { readOverview } from '../../sweeps/overview.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { gatherEdge } from './gather-edge.ts';

interface Gathered {
  readonly workspace: Workspace;
  readonly db: Read;
  readonly today: string;
}

/** What a district hands up of a day: its figures are those of its own overview. */
export async function gatherDistrict(workspace: Workspace, today: string): Promise<DistrictReport> {
  const gathered = { workspace, db: workspace.database.reader, today };
  const overview = await readOverview(gathered);
  const schools = await releasedSchools(gathered);
  return {
    name: workspace.name,
    day: today,
    isMeasured: (await readMeta(gathered.db, 'findingsCurrent')) === '1',
    span: overview.coverage.title,
    figures: figuresOf(overview),
    ...(await bordersOf(workspace, today, schools)),
    released: {
      hazards: await releasedHazards(gathered),
      findings: await releasedFindings(gathered),
      schools,
      towns: (await readCoverage(gathered, { year: Number(today.slice(0, 4)), span: null })).towns.map(
        ({ name, schools, swept }) => ({ name, schools, swept }),
      ),
    },
  };
}

function figuresOf({ schools, venues, unlocated, ...overview }: Overview): DistrictFigures {
  const { hazards, severities, coverage, unvisited, byState } = overview;
  return {
    schools,
    venues,
    unlocated,
    violations: severities.violation,
    unvisited,
    undetermined: severities.undetermined,
    hazards: byState.reduce((sum, { hazards: count }) => sum + count, 0),
    open: hazards.open,
    overdue: hazards.overdue,
    listed: hazards.supervised,
    closed: hazards.closed,
    swept: coverage.swept,
    visits: coverage.visits,
  };
}

async function releasedHazards({ db, today }: Gathered): Promise<Released['hazards']> {
  const rows = await selectReleasedHazards(db);
  return rows.map(({ schoolName, venueName, lng, lat, isListed, ...row }) => ({
    ...row,
    isOverdue: isOverdue(row.state, row.dueOn, today),
    isListed: Boolean(isListed),
    school: schoolName ?? '',
    place: venueName ?? schoolName ?? '',
    position: positionOf(lng, lat),
  }));
}

async function releasedFindings({ db, workspace }: Gathered): Promise<Released['findings']> {
  const { categoryTitles } = workspace.catalogue;
  return (await selectReleasedFindings(db)).map(({ category, lng, lat, ...row }) => ({
    ...row,
    kind: categoryTitles.get(category) ?? category,
    position: [lng ?? 0, lat ?? 0],
  }));
}

async function releasedSchools({ db, workspace, today }: Gathered): Promise<Released['schools']> {
  const findings = await countFindingsBySchool(db);
  const hazards = await countOpenHazardsBySchool(db);
  const swept = await selectSweptSchools(db, sweptWhen(workspace.pack, today));
  const last = await selectLastSwept(db);
  return (await selectReleasedSchools(db)).map(({ id, lng, lat, ...row }) => ({
    ...row,
    violations: findings.get(id)?.violations ?? 0,
    undetermined: findings.get(id)?.undetermined ?? 0,
    openHazards: hazards.get(id) ?? 0,
    isSwept: swept.has(id),
    sweptOn: last.get(id) ?? null,
    position: positionOf(lng, lat),
  }));
}

function positionOf(lng: number | null, lat: number | null): [number, number] | null {
  return lng === null || lat === null ? null : [lng, lat];
}

/** Regions with so small a share of the schools are those of neighbours, where a point was set wrongly. */
const OWN_SHARE = 0.1;

/** Regions of a level in which so large a share of the own schools lies. */
async function ownAreas({ places }: Workspace, level: string, share: number) {
  const lookup = await places.regions();
  const ids = [...(await places.schools()).keys()];
  return lookup.index.regions
    .filter((region) => region.level === level)
    .filter(({ name }) => {
      const own = ids.filter((id) => lookup.ofSchool(level, id) === name).length;
      return own > 0 && own >= ids.length * share;
    })
    .map(({ geometry }) => geometry);
}

/** What a district may hand to those beside it; null where its border is not known. */
export async function gatherForNeighbours(workspace: Workspace, today: string): Promise<Neighbour | null> {
  const border = await ownAreas(workspace, DISTRICT_LEVEL, OWN_SHARE);
  if (border.length === 0) return null;
  return { district: workspace.name, day: today, edge: await gatherEdge(workspace, today, border) };
}

/** The district as its own region has it, else its towns, else the area around its schools; and what lies near its border. */
async function bordersOf(
  workspace: Workspace,
  today: string,
  schools: Released['schools'],
): Promise<Pick<DistrictReport, 'outline' | 'hasBorder' | 'edge'>> {
  const border = await ownAreas(workspace, DISTRICT_LEVEL, OWN_SHARE);
  const drawn = border.length > 0 ? border : await ownAreas(workspace, TOWN_LEVEL, 0);
  const positions = schools.flatMap(({ position }) => (position ? [position] : []));
  return {
    outline: drawn.length > 0 ? outlineOf(drawn) : hullOf(positions),
    hasBorder: border.length > 0,
    edge: await gatherEdge(workspace, today, border),
  };
}
