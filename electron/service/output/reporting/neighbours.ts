import { readFileSync } from 'node:fs';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { EdgeFindingTold } from '#shared/contract/districts.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { AcrossTold, Brought, NeighbourPlaces, OwnPlace } from '#shared/contract/neighbours.ts';
import {
  type Edge,
  type EdgeFinding,
  edgeFindingOf,
  type FindingAcross,
  findAcross,
  judgeEdge,
} from '#shared/districts/edge.ts';
import { type Neighbour, neighbourFileSchema } from '#shared/districts/neighbour-file.ts';
import { schoolBounds } from '#shared/zones/measured-places.ts';
import { severities } from '#shared/zones/verdict.ts';
import { putNeighbour, type StoredNeighbour, selectNeighbours } from '../../db/queries/neighbours.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import { type ChosenFile, sizeOf } from '../../platform/file-tokens.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { gatherBeside, gatherOne } from './gather-edge.ts';

/** A file is read whole. */
const MOST_BYTES = 64 * 2 ** 20;
const DAY_MS = 86_400_000;

type Reading = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'files'>;

/** Whose places are here, and what was found with them across the border. */
export async function listNeighbours({
  db,
  workspace,
  today,
}: Reading): Promise<OutputOf<'neighbours.list'>> {
  const stored = await selectNeighbours(db);
  const neighbours = stored.map(({ content: _, ...row }) => row);
  const here = stored.map(readNeighbour);
  return {
    own: workspace.name,
    neighbours: neighbours.map((row, i) => ({
      ...row,
      ...countsOf(here[i]?.edge),
      age: Math.max(0, Math.round((Date.parse(today) - Date.parse(row.day)) / DAY_MS)),
    })),
    findings: await judgeBeside(workspace, today, here),
  };
}

function readNeighbour({ district, day, content }: StoredNeighbour): Neighbour {
  return { district, day, edge: readStored('neighbours.content', content) };
}

function countsOf(edge: Edge | undefined) {
  return { schools: edge?.schools.length ?? 0, venues: edge?.venues.length ?? 0 };
}

/**
 * What lies across the border, as the office above judges it: schools of one with venues of the other, by the rules of the
 * school's district; what presses most first.
 */
async function judgeBeside(
  workspace: Workspace,
  today: string,
  neighbours: readonly Neighbour[],
): Promise<EdgeFindingTold[]> {
  const own = workspace.name;
  const found: EdgeFindingTold[] = [];
  for (const { district, edge } of neighbours) {
    const beside = await gatherBeside(workspace, today, edge);
    for (const each of judgeEdge(beside, edge))
      found.push({ ...each, schoolDistrict: own, venueDistrict: district });
    for (const each of judgeEdge(edge, beside))
      found.push({ ...each, schoolDistrict: district, venueDistrict: own });
  }
  return found.sort(byWeight);
}

/**
 * What was found across the border of one own place, what presses most first. Places of neighbours are read for whoever sees the
 * own place, whatever else they see: it is the own venue that is answered for, and the own school that is guarded.
 */
export async function aroundOwnPlace(context: Reading, about: OwnPlace): Promise<AcrossTold[]> {
  const one = await gatherOne(context, about);
  if (one.schools.length + one.venues.length === 0) return [];
  const { workspace } = context;
  const own = workspace.name;
  return (await selectNeighbours(workspace.database.reader))
    .map(readNeighbour)
    .flatMap(({ district, edge }) => [
      ...findAcross(one, edge).map((each) => acrossOf(each, [own, district])),
      ...findAcross(edge, one).map((each) => acrossOf(each, [district, own])),
    ])
    .sort(byWeight);
}

function acrossOf(
  across: FindingAcross,
  [schoolDistrict, venueDistrict]: readonly [school: string, venue: string],
): AcrossTold {
  const { finding, rule, school } = across;
  const { gateId, verdict, effect, existing, origin, method, sigma } = finding;
  const gateName = school.gates.find(({ id }) => id === gateId)?.name ?? null;
  const why = { verdict, effect, existing, origin, method, sigma, gateName, rule };
  return { ...edgeFindingOf(across), ...why, schoolDistrict, venueDistrict };
}

function byWeight(a: EdgeFinding, b: EdgeFinding): number {
  const weight = ({ severity }: EdgeFinding) => severities.indexOf(severity);
  return weight(a) - weight(b) || a.distance - b.distance;
}

/** The places of neighbours, to be drawn: without their rules, and without what only the measuring needs. */
export async function placesOfNeighbours(db: Read): Promise<NeighbourPlaces[]> {
  return (await selectNeighbours(db)).map(readNeighbour).map(({ district, day, edge }) => ({
    ...{ district, day },
    schools: edge.schools.flatMap((school) => {
      const box = schoolBounds(school);
      if (!box) return [];
      const [west, south, east, north] = box;
      const { name, stage, campus, point } = school;
      return [{ name, stage, campus, position: point ?? [(west + east) / 2, (south + north) / 2] }];
    }),
    venues: edge.venues.map(({ name, category, position }) => ({ name, category, position })),
  }));
}

interface Planned {
  readonly told: Brought;
  readonly neighbour: Neighbour;
}

/** What a file would bring, and what would be found with it. Errors: FILE_UNREADABLE, NEIGHBOURS_UNREADABLE. */
export async function tryNeighbours(context: Reading, token: string): Promise<OutputOf<'neighbours.read'>> {
  const { db, workspace, today } = context;
  const planned = await planNeighbours(context, token);
  const brought = planned.filter(isBrought).map(({ neighbour }) => neighbour);
  const names = new Set(brought.map(({ district }) => district));
  const kept = (await selectNeighbours(db)).map(readNeighbour).filter(({ district }) => !names.has(district));
  const findings = await judgeBeside(workspace, today, [...kept, ...brought]);
  return { districts: planned.map(({ told }) => told), findings: findings.length };
}

/** Brings the places of a file in. Errors: FILE_UNREADABLE, NEIGHBOURS_UNREADABLE. */
export async function bringNeighbours(context: CommandContext, token: string): Promise<Brought[]> {
  const planned = await planNeighbours(context, token);
  for (const { neighbour } of planned.filter(isBrought)) {
    const { district, day, edge } = neighbour;
    const content = writeStored('neighbours.content', edge);
    const by = { broughtAt: context.now.toISOString(), broughtBy: context.actor };
    await putNeighbour(context.db, { district, day, content, ...by });
  }
  const told = planned.map((each) => each.told);
  context.recordAfter(told);
  return told;
}

function isBrought({ told: { outcome } }: Planned): boolean {
  return outcome === 'new' || outcome === 'other';
}

async function planNeighbours(
  { db, workspace, files }: Pick<Reading, 'db' | 'workspace' | 'files'>,
  token: string,
): Promise<Planned[]> {
  const here = new Map((await selectNeighbours(db)).map((row) => [row.district, row]));
  return districtsOf(files.resolve(token)).map((neighbour) => {
    const { district, day, edge } = neighbour;
    const known = here.get(district);
    const outcome = district === workspace.name ? 'own' : outcomeOf(neighbour, known);
    return { neighbour, told: { district, day, outcome, was: known?.day ?? null, ...countsOf(edge) } };
  });
}

function outcomeOf({ day, edge }: Neighbour, known: StoredNeighbour | undefined): Brought['outcome'] {
  if (!known) return 'new';
  if (known.day > day) return 'older';
  return known.day === day && known.content === writeStored('neighbours.content', edge) ? 'same' : 'other';
}

/** The districts of a file; of one that it tells twice, the last day. Errors: FILE_UNREADABLE, NEIGHBOURS_UNREADABLE. */
function districtsOf(file: ChosenFile): Neighbour[] {
  const unreadable = (reason: string) => new CodedError('NEIGHBOURS_UNREADABLE', { file: file.name, reason });
  if (sizeOf(file) > MOST_BYTES) throw unreadable('超过 64 MB');
  const given = parsed(textOf(file));
  if (given === undefined) throw unreadable('不是完整的 JSON');
  const read = neighbourFileSchema.safeParse(given);
  if (!read.success) throw unreadable('内容不是这种文件应有的');
  const byDay = read.data.districts.toSorted((a, b) => a.day.localeCompare(b.day));
  return [...new Map(byDay.map((each) => [each.district, each])).values()];
}

function textOf({ path, name }: ChosenFile): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: name });
  }
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
