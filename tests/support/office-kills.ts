import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace, openWorkspace, type Workspace } from '#service/workspace/workspace.ts';
import { dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import { elementAt } from '#shared/lists/element.ts';
import { callsTo } from './calls.ts';
import { createRandom } from './random.ts';
import { OfficePage, type Person, type ServedOffice, serveOffice, signAllIn } from './served-office.ts';
import { findUnsound } from './unsound.ts';
import { importSmallTown } from './workspace.ts';

/** Visits that a life of the office acknowledges at most before its end is near, and what it may then go on, ms. */
const MOST_ANSWERS = 40;
const LONGEST_END_MS = 80;
/** Before a call is sent again to a door that has just turned it away, ms. */
const AGAIN_MS = 50;
const BODY = '公安分局';

interface KilledOffice {
  readonly answered: number;
  /** Calls that were sent again, because their connection was cut. */
  readonly repeated: number;
  /** The longest that nothing was answered, ms. */
  readonly longestSilence: number;
  /** What was acknowledged and is not there once, or is there by half, in words. */
  readonly losses: readonly string[];
}

/**
 * Kills an office, or what it stands on, again and again at seeded moments, while people record visits at its door without
 * pause. Who is cut off sends the same once more to the next life of it.
 */
export async function killOffice(
  folder: string,
  { kills, clients, seed, kept = inFolder(folder) }: WantedKills,
): Promise<KilledOffice> {
  const directory = join(folder, '单位');
  const stopIds = await prepare(directory, folder);
  const names = Array.from({ length: clients }, (_, i) => `ren${i}`);
  const people = names.map((name) => ({ name, role: 'officer' as const, body: BODY }));
  const cookies = await kept.letIn(directory, people);
  const lives = new Lives(kept, await kept.serve());
  const random = createRandom(seed);
  const working = Promise.all(cookies.map((cookie, i) => work(lives, cookie, i, stopIds, seed * 1000 + i)));
  for (let kill = 0; kill < kills; kill++) {
    await lives.answers(Math.floor(random() * (MOST_ANSWERS + 1)));
    await pause(random() * LONGEST_END_MS);
    await lives.kill();
  }
  // The last life answers what is still asked.
  lives.isOver = true;
  await working;
  await lives.current.stop();
  const { acknowledged, repeated, longestSilence } = lives;
  const losses = await kept.look(async (workspace) => await look(workspace, acknowledged));
  return { answered: acknowledged.length, repeated, longestSilence, losses };
}

interface WantedKills {
  readonly kills: number;
  readonly clients: number;
  readonly seed: number;
  /** Where the workspace is kept; its folder where nothing else is said. */
  readonly kept?: KeptOffice;
}

/** A workspace that an office serves again and again, wherever it is kept. */
export interface KeptOffice {
  /** Takes over what was prepared in a folder, with people who are in: their cookies. */
  letIn(directory: string, people: readonly Person[]): Promise<string[]>;
  /** Serves it, once nobody else does. */
  serve(): Promise<ServedOffice>;
  look(at: (workspace: Workspace) => Promise<string[]>): Promise<string[]>;
}

function inFolder(folder: string): KeptOffice {
  const [directory, home] = [join(folder, '单位'), join(folder, 'home')];
  return {
    letIn: async (_, people) => await signAllIn(directory, home, people),
    serve: async () => await serveOffice(directory, home),
    async look(at) {
      const workspace = await openWorkspace(directory);
      try {
        return await at(workspace);
      } finally {
        await workspace.close();
      }
    },
  };
}

/** The small town with a sweep; its stops. */
async function prepare(directory: string, folder: string): Promise<number[]> {
  await createWorkspace({ directory, pack: 'beijing-daxing', now: new Date() });
  const service = new DataService();
  await service.open(directory);
  try {
    const call = callsTo(service);
    const file = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return service.files.register(join(folder, name));
    };
    await importSmallTown({ directory, service, call, file });
    const said = { title: '行动', period: '2026Q4', agencies: [BODY], focusTopics: [] };
    const { id: sweepId } = await call('sweeps.create', said);
    await call('sweeps.addStops', { sweepId, venueIds: [1, 2, 3, 4], reason: '抽查' });
    return (await call('sweeps.get', { id: sweepId })).stops.map(({ id }) => id);
  } finally {
    await service.close();
  }
}

/** One office after another over one workspace, and what all of them acknowledged. */
class Lives {
  readonly #kept: KeptOffice;
  readonly acknowledged: string[] = [];
  current: ServedOffice;
  repeated = 0;
  longestSilence = 0;
  #answeredAt = performance.now();
  isOver = false;
  /** Settles when there is an office again. */
  #next: Promise<unknown> = Promise.resolve();
  #wake: () => void = () => undefined;

  constructor(kept: KeptOffice, first: ServedOffice) {
    this.#kept = kept;
    this.current = first;
  }

  acknowledge(what: string): void {
    this.acknowledged.push(what);
    this.longestSilence = Math.max(this.longestSilence, performance.now() - this.#answeredAt);
    this.#answeredAt = performance.now();
    this.#wake();
  }

  /** Waits for so many more answers. */
  async answers(more: number): Promise<void> {
    const enough = this.acknowledged.length + more;
    while (this.acknowledged.length < enough) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async kill(): Promise<void> {
    const { current } = this;
    const next = current.kill().then(() => this.#kept.serve());
    this.#next = next;
    this.current = await next;
  }

  async again(): Promise<void> {
    this.repeated += 1;
    await this.#next;
    await pause(AGAIN_MS);
  }
}

/** Records visits one after another; each is sent until it is answered. */
async function work(
  lives: Lives,
  cookie: string,
  client: number,
  stopIds: readonly number[],
  seed: number,
): Promise<void> {
  const random = createRandom(seed);
  const page = new OfficePage(() => lives.current, cookie);
  for (let i = 0; !lives.isOver; i++) {
    const what = `${client}-${i}`;
    const stopId = elementAt(stopIds, Math.floor(random() * stopIds.length));
    const sent = { name: 'visits.record', input: visitWithHazard(stopId, what), once: randomUUID() };
    for (;;) {
      const heard = await page.call(sent).catch(() => null);
      if (heard?.error) throw new Error(`${heard.error.code} ${heard.error.message}`);
      if (heard?.status === 200) break;
      if (heard && heard.status !== 429) throw new Error(`a visit was answered ${heard.status}`);
      await lives.again();
    }
    lives.acknowledge(what);
  }
  page.close();
}

function visitWithHazard(stopId: number, what: string): object {
  const today = dayOf(new Date());
  const day = addDays(today, -1);
  const hazard = {
    kind: '社会治安',
    level: '一般',
    description: `隐${what}`,
    responsibleBody: '',
    responsiblePerson: '',
    dueOn: addDays(today, 20),
  };
  return {
    stopId,
    startedAt: `${day}T09:00`,
    endedAt: `${day}T09:30`,
    officers: [1, 2].map((n) => ({ name: `员${n}`, certificate: `证${n}`, agency: BODY })),
    result: '发现隐患',
    facts: `查${what}`,
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '试',
    hazards: [hazard],
  };
}

/** What is there after all lives, beside what they acknowledged. */
async function look(workspace: Workspace, acknowledged: readonly string[]): Promise<string[]> {
  const db = workspace.database.reader;
  const faults = [...(await findUnsound(workspace))];
  const visits = await db.selectFrom('visits').select('facts').execute();
  const hazards = await db.selectFrom('hazards').select('description').execute();
  const there = counted(visits.map(({ facts }) => facts));
  const found = counted(hazards.map(({ description }) => description));
  for (const what of acknowledged) {
    const [times, ofHazard] = [there.get(what) ?? 0, found.get(what) ?? 0];
    if (times !== 1 || ofHazard !== 1)
      faults.push(`visit ${what}: there ${times} times, its hazard ${ofHazard}`);
  }
  if (visits.length !== acknowledged.length || hazards.length !== acknowledged.length)
    faults.push(`${acknowledged.length} acknowledged, ${visits.length} visits, ${hazards.length} hazards`);
  return faults;
}

/** How often each text is there, without the sign before it. */
function counted(texts: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text.slice(1), (times.get(text.slice(1)) ?? 0) + 1);
  return times;
}
