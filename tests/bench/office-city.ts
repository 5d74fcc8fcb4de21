import { join } from 'node:path';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import { DataService } from '#service/dispatch/service.ts';
import { openWorkspace } from '#service/workspace/workspace.ts';
import { callsTo } from '../support/calls.ts';
import {
  OfficePage,
  type Person,
  type ServedOffice,
  serveOffice,
  signAllIn,
} from '../support/served-office.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

const STOPS = 400;
/** Who is in: so many who record visits, and so many who read; and a coordinator of its own. */
const EACH = 100;
const readers = ['leader', 'coordinator', 'bodyAdministrator', 'educationBureau'] as const;

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

/** Makes the city: 2,000 schools, 200,000 venues, a sweep of all bodies that inspect. */
export async function makeOfficeCity(folder: string): Promise<OfficeCity> {
  const [directory, home] = [join(folder, 'city-office'), join(folder, 'city-home')];
  // What this process leaves as it is counts as known to the office's own.
  process.env.XUEANTU_HOME = home;
  await writeLargeWorkspace({ directory, schools: 2000, venues: 200_000, roadEdges: 0 });
  const { agencies, ...planned } = await planSweep(directory);
  const bodyOf = (i: number) => agencies[i % agencies.length] ?? '';
  const people: Person[] = [
    ...Array.from({ length: EACH }, (_, i) => ({
      name: `xie${i}`,
      role: 'officer' as const,
      body: bodyOf(i),
    })),
    ...Array.from({ length: EACH }, (_, i) => ({
      name: `kan${i}`,
      role: readers[i % readers.length] ?? 'leader',
      body: bodyOf(i),
    })),
    { name: 'xietiao', role: 'coordinator', body: '' },
  ];
  const cookies = await signAllIn(directory, home, people);
  return {
    directory,
    ...planned,
    writers: cookies.slice(0, EACH),
    readers: cookies.slice(EACH, 2 * EACH),
    coordinator: cookies[2 * EACH] ?? '',
    serve: () => serveOffice(directory, home),
  };
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
    const { database } = workspace;
    const rows = await database.reader.selectFrom('visits').select('facts').execute();
    const times = new Map<string, number>();
    for (const { facts } of rows) times.set(facts, (times.get(facts) ?? 0) + 1);
    const lost = acknowledged.filter((facts) => times.get(facts) !== 1);
    const broken = await findAuditBreak(database.reader);
    return broken === null ? lost : [...lost, `the trail is broken at ${broken}`];
  } finally {
    await workspace.close();
  }
}

export function pageOf(office: ServedOffice, cookie: string): OfficePage {
  return new OfficePage(() => office, cookie);
}
