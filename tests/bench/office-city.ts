import { join } from 'node:path';
import { openDatabase } from '#service/db/engine/open.ts';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import { DataService } from '#service/dispatch/service.ts';
import { openWorkspace, type Workspace } from '#service/workspace/workspace.ts';
import { elementAt } from '#shared/lists/element.ts';
import { callsTo } from '../support/calls.ts';
import type { KeptOffice } from '../support/office-kills.ts';
import {
  OfficePage,
  type Person,
  type ServedOffice,
  serveOffice,
  signAllIn,
} from '../support/served-office.ts';
import { writeLargeWorkspace } from './large-workspace.ts';
import { groundFor } from './places.ts';

const STOPS = 400;
/** Who is in: so many who record visits, and so many who read; and a coordinator of its own. */
const EACH = 100;
const SCHOOLS = 2000;
const VENUES = 200_000;
/** So many townships stand beside one another in each direction. */
const TOWNSHIPS_ACROSS = 4;
const TOWNSHIPS = TOWNSHIPS_ACROSS ** 2;
const EDUCATION = '区教委';

/** Who reads: those who see everything, and as many again of each scope that there is. */
const readers: readonly ((number: number, body: string) => Omit<Person, 'name'>)[] = [
  () => ({ role: 'leader', body: '' }),
  () => ({ role: 'coordinator', body: '' }),
  (_, body) => ({ role: 'bodyAdministrator', body }),
  (number) => ({ role: 'township', body: '', regions: [townshipOf(number)] }),
  () => ({ role: 'educationBureau', body: EDUCATION }),
  (number) => ({ role: 'school', body: '', school: 1 + (number % SCHOOLS) }),
];
const townshipOf = (number: number) => `第 ${1 + (number % TOWNSHIPS)} 镇`;

/** A city that an office serves at its door, with people of all its bodies who are in. */
export interface OfficeCity {
  readonly directory: string;
  readonly sweepId: number;
  readonly stopIds: readonly number[];
  /** Cookies. */
  readonly writers: readonly string[];
  readonly readers: readonly string[];
  readonly coordinator: string;
  serve(): Promise<ServedOffice>;
}

/**
 * Makes the city: 2,000 schools, 200,000 venues, a sweep of all bodies that inspect. Its people have all scopes that
 * there are: those of bodies, of townships, of schools, and none.
 */
export async function makeOfficeCity(folder: string): Promise<OfficeCity> {
  const laid = await layOfficeCity(folder);
  const { directory, home } = laid;
  return await letIntoCity(laid, {
    letIn: async (_, people) => await signAllIn(directory, home, people),
    serve: () => serveOffice(directory, home),
  });
}

/** The city before anybody is let in. */
export interface LaidCity {
  readonly directory: string;
  readonly home: string;
  readonly agencies: readonly string[];
  readonly sweepId: number;
  readonly stopIds: readonly number[];
}

export async function layOfficeCity(folder: string): Promise<LaidCity> {
  const [directory, home] = [join(folder, 'city-office'), join(folder, 'city-home')];
  // What this process leaves as it is counts as known to the office's own.
  process.env.XUEANTU_HOME = home;
  await writeLargeWorkspace({ directory, schools: SCHOOLS, venues: VENUES, roadEdges: 0 });
  await writeTownships(directory);
  return { directory, home, ...(await planSweep(directory)) };
}

/** Lets all its people in, where it is kept. */
export async function letIntoCity(
  { directory, agencies, sweepId, stopIds }: LaidCity,
  { letIn, serve }: Pick<KeptOffice, 'letIn' | 'serve'>,
): Promise<OfficeCity> {
  const bodyOf = (i: number) => agencies[i % agencies.length] ?? '';
  const people: Person[] = [
    ...Array.from({ length: EACH }, (_, i) => ({
      name: `xie${i}`,
      role: 'officer' as const,
      body: bodyOf(i),
    })),
    ...Array.from({ length: EACH }, (_, i) => ({
      name: `kan${i}`,
      ...elementAt(readers, i % readers.length)(i, bodyOf(i)),
    })),
    { name: 'xietiao', role: 'coordinator', body: '' },
  ];
  const cookies = await letIn(directory, people);
  return {
    directory,
    sweepId,
    stopIds,
    writers: cookies.slice(0, EACH),
    readers: cookies.slice(EACH, 2 * EACH),
    coordinator: cookies[2 * EACH] ?? '',
    serve,
  };
}

/** Townships that cover the city as squares do. */
async function writeTownships(directory: string): Promise<void> {
  const { west, south, width, height } = groundFor(VENUES);
  const [across, up] = [width / TOWNSHIPS_ACROSS, height / TOWNSHIPS_ACROSS];
  const rows = Array.from({ length: TOWNSHIPS }, (_, i) => {
    const [w, s] = [west + (i % TOWNSHIPS_ACROSS) * across, south + Math.floor(i / TOWNSHIPS_ACROSS) * up];
    const [e, n] = [w + across, s + up];
    const ring = [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ];
    return [townshipOf(i), '乡镇街道', JSON.stringify({ type: 'Polygon', coordinates: [ring] }), `t${i}`, ''];
  });
  const database = await openDatabase(directory, false);
  await database.writer.transaction().execute(async () => {
    database.insertMany('regions', ['name', 'level', 'geometry', 'identity', 'contentHash'], rows);
  });
  await database.close();
}

async function planSweep(directory: string) {
  const service = new DataService();
  await service.open(directory);
  try {
    const call = callsTo(service);
    await call('findings.recompute', {});
    const { pack } = await call('workspace.describe', {});
    const agencies = pack.agencies.filter(({ mayInspect }) => mayInspect).map(({ name }) => name);
    const said = { title: '全市整治', period: '2026Q4', agencies, focusTopics: [] };
    const { id: sweepId } = await call('sweeps.create', said);
    const venueIds = Array.from({ length: STOPS }, (_, i) => i + 1);
    await call('sweeps.addStops', { sweepId, venueIds, reason: '例行检查' });
    const { stops } = await call('sweeps.get', { id: sweepId });
    return { agencies, sweepId, stopIds: stops.map(({ id }) => id) };
  } finally {
    await service.close();
  }
}

/** Visits that were acknowledged and are not there once, after the office was closed. */
export async function lostVisits(directory: string, acknowledged: readonly string[]): Promise<string[]> {
  const workspace = await openWorkspace(directory);
  try {
    return await lostVisitsIn(workspace, acknowledged);
  } finally {
    await workspace.close();
  }
}

export async function lostVisitsIn(
  { database }: Workspace,
  acknowledged: readonly string[],
): Promise<string[]> {
  const rows = await database.reader.selectFrom('visits').select('facts').execute();
  const times = new Map<string, number>();
  for (const { facts } of rows) times.set(facts, (times.get(facts) ?? 0) + 1);
  const lost = acknowledged.filter((facts) => times.get(facts) !== 1);
  const broken = await findAuditBreak(database.reader);
  return broken === null ? lost : [...lost, `the trail is broken at ${broken}`];
}

export function pageOf(office: ServedOffice, cookie: string): OfficePage {
  return new OfficePage(() => office, cookie);
}
