import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import type { Caller } from '#service/platform/caller.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import type { InputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { MeanwhileSides } from '#shared/contract/meanwhile.ts';
import { type Call, callsTo } from '../calls.ts';
import { importSmallTown } from '../workspace.ts';
import type { Chance } from './chance.ts';
import { Disk } from './disk.ts';

export const BODY = '公安分局';
const BEGIN = Date.parse('2026-11-21T02:00:00Z');
/** What is left behind by a process that ended without a word: its lock and its memory. */
const LEFT_BEHIND = /(\.lock|-shm)$|[\\/]backups[\\/]/;

/** A call, as somebody's page sends it. */
export interface Sent<Name extends ServiceProcedureName = ServiceProcedureName> {
  readonly name: Name;
  readonly input: InputOf<Name>;
  readonly once?: string;
  readonly was?: unknown;
  readonly sides?: MeanwhileSides;
}

/** Where a connection is cut: before the call goes out, while it is on its way, or before its answer is read. */
type Cut = 'before' | 'underway' | 'answer' | null;

/** What somebody hears of a call; `lost` where the connection was cut, or the office ended. */
export type Heard = { readonly ok: unknown } | { readonly failed: CodedError } | 'lost';

/** One office over one workspace, with a clock, a disk and connections that fail as chance has it. */
export class World {
  readonly chance: Chance;
  readonly folder: string;
  readonly disk = new Disk();
  /** What happened, a line for each step. */
  readonly story: string[] = [];
  stopIds: readonly number[] = [];
  sweepId = 0;
  teamId = 0;
  #now = BEGIN;
  #service: DataService | null = null;
  #life = 0;
  #files = 0;

  constructor(chance: Chance, folder: string) {
    this.chance = chance;
    this.folder = folder;
  }

  readonly clock = { now: () => new Date(this.#now) };

  moveClock(ms: number): void {
    this.#now += ms;
  }

  get service(): DataService {
    if (!this.#service) throw new Error('the office is closed');
    return this.#service;
  }

  get call(): Call {
    return callsTo(this.service);
  }

  get directory(): string {
    return join(this.folder, `office-${this.#life}`);
  }

  /** Writes a file beside the workspaces; its path. */
  write(name: string, content: string | Uint8Array): string {
    this.#files += 1;
    const path = join(this.folder, `${this.#files} ${name}`);
    writeFileSync(path, content);
    return path;
  }

  /** The small town, with a sweep at its venues and a team that goes there. */
  async begin(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const now = this.clock.now();
    await createWorkspace({ directory: this.directory, name: '模拟', pack: 'beijing-daxing', now });
    await this.open();
    const { service, call, directory } = this;
    const file = (name: string, content: string | Uint8Array) =>
      service.files.register(this.write(name, content));
    await importSmallTown({ directory, service, call, file });
    const said = { title: '行动', period: '2026Q4', agencies: [BODY], focusTopics: [] };
    this.sweepId = (await call('sweeps.create', said)).id;
    await call('sweeps.addStops', { sweepId: this.sweepId, venueIds: [1, 2, 3, 4], reason: '抽查' });
    const { stops } = await call('sweeps.get', { id: this.sweepId });
    this.stopIds = stops.map(({ id }) => id);
    const hours = { days: 1, from: '09:00', until: '17:00', byHand: false, members: [] };
    const team = { id: null, sweepId: this.sweepId, name: '一组', ...hours };
    this.teamId = (await call('teams.save', team)).id;
    await call('routes.assign', { stopIds: this.stopIds.slice(0, 2), teamId: this.teamId });
  }

  async open(): Promise<void> {
    const service = new DataService(this.clock);
    await service.open(this.directory);
    this.#service = service;
  }

  async close(): Promise<void> {
    this.disk.mend();
    const service = this.#service;
    this.#service = null;
    await service?.close();
  }

  /**
   * The office ends without a word, whatever it is doing: what lies on the disk at this moment is opened by the next one.
   * `settle` is what was under way.
   */
  async kill(settle: Promise<unknown>): Promise<void> {
    const [before, left] = [this.#service, this.directory];
    this.#life += 1;
    const lies = (path: string) => !LEFT_BEHIND.test(path);
    cpSync(left, this.directory, { recursive: true, filter: lies });
    this.#service = null;
    this.disk.mend();
    // Nobody hears what the old one still says.
    await settle;
    await before?.close();
    await this.open();
  }

  /** Sends a call over a connection that may be cut. Throws what is no coded error: nobody may ever hear that. */
  async send(sent: Sent, caller: Caller | null, cut: Cut): Promise<Heard> {
    if (cut === 'before' || this.#service === null) return 'lost';
    const controller = new AbortController();
    const who = caller === null ? {} : { caller };
    const { signal } = controller;
    const answer = this.#service.call({ id: sent.name, ...sent, ...who, signal }).then(
      (ok): Heard => ({ ok }),
      (error: unknown): Heard => ({ failed: asCoded(sent.name, error) }),
    );
    if (cut === 'underway') {
      await ticks(this.chance.below(200));
      controller.abort();
    }
    const heard = await answer;
    return cut === null ? heard : 'lost';
  }

  cutSometimes(): Cut {
    return this.chance.is(0.25) ? this.chance.oneOf<Cut>(['before', 'underway', 'answer']) : null;
  }

  note(line: string): void {
    this.story.push(`${this.story.length + 1} ${this.clock.now().toISOString().slice(5, 19)} ${line}`);
  }
}

function asCoded(name: string, error: unknown): CodedError {
  if (error instanceof CodedError && error.code !== 'INTERNAL') return error;
  throw new Error(`${name} failed unforeseen`, { cause: error });
}

/** Lets others go on a little: so many steps of what waits, whatever time they take. */
export async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve();
}
