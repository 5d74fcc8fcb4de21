import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { openHttpDoor } from '#service/doors/http-server.ts';
import type { InputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import { answerMessageSchema, type CallMessage, type Failure } from '#shared/contract/envelope.ts';
import { meanwhileFields } from '#shared/contract/meanwhile.ts';
import { elementAt } from '#shared/lists/element.ts';
import { enterDoor } from './enter-door.ts';
import { createRandom } from './random.ts';
import { readVenueChanges, type WrittenField, writtenFields } from './venue-changes.ts';
import { findLostWholes, type SavedWhole, wholeSaves } from './whole-saves.ts';
import type { OpenWorkspace } from './workspace.ts';

const shapeSchema = z.object({
  values: z.object({ address: z.string(), legalPerson: z.string(), regNo: z.string() }),
});

/** The venues and the fields of them that all write into. */
const VENUES = [1, 2, 3];
type Values = Record<WrittenField, string>;

/** A change that somebody meant, once the service has said that it holds. */
interface Meant {
  readonly venue: number;
  readonly field: WrittenField;
  /** No other change writes the same. */
  readonly value: string;
  /** What stood there when the form was opened, or when a person was asked and chose the own value. */
  readonly instead: string;
}

/** What all of them did, as the service has told them. */
export interface Done {
  readonly meant: readonly Meant[];
  /** Texts of visits that were recorded. */
  readonly visits: readonly string[];
  /** What was said as a whole, over whatever stood there. */
  readonly wholes: readonly SavedWhole[];
  /** How often a connection was cut, and how often somebody was asked whose value stays. */
  readonly cuts: number;
  readonly asked: number;
}

/** The same while they are at it. */
interface Told {
  readonly meant: Meant[];
  readonly visits: string[];
  readonly wholes: SavedWhole[];
  cuts: number;
  asked: number;
}

/** Where a connection is cut: before the call goes out, while it is on its way, or before its answer is read. */
type Cut = 'before' | 'underway' | 'answer' | null;

/** What all pages write to. */
interface Shared {
  readonly stopIds: readonly number[];
  readonly comment: number;
}

/**
 * Some pages on one service write into the same fields, save the same things and record visits, all at once and through the door of browsers,
 * while their connections are cut; a page that is cut off sends the same once more.
 */
export async function playManyHands(
  { service, call }: Pick<OpenWorkspace, 'service' | 'call'>,
  { clients, steps, seed }: { readonly clients: number; readonly steps: number; readonly seed: number },
): Promise<Done> {
  const shared = { stopIds: await planStops(call), comment: await addComment(call) };
  const door = await openHttpDoor({ service, port: 0, pages: null, version: '0' });
  try {
    const done: Told = { meant: [], visits: [], wholes: [], cuts: 0, asked: 0 };
    await Promise.all(
      Array.from({ length: clients }, async (_, number) => {
        const headers = await enterDoor(door.offerAddress());
        await new Hand(door.port, headers, `${seed}/${number}`, seed * 100 + number, done).work(
          steps,
          shared,
        );
      }),
    );
    return done;
  } finally {
    await door.close();
  }
}

async function planStops(call: OpenWorkspace['call']): Promise<number[]> {
  const { id: sweepId } = await call('sweeps.create', {
    title: '行动',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  const stops: number[] = [];
  for (const venueId of VENUES)
    stops.push((await call('sweeps.addStop', { sweepId, venueId, schoolId: 1, reason: '抽查' })).id);
  return stops;
}

async function addComment(call: OpenWorkspace['call']): Promise<number> {
  const { id } = await call('comments.add', {
    about: { kind: 'school', id: 1 },
    text: '看看',
    mentioned: [],
  });
  return id;
}

/**
 * What was lost or came twice, in words: each change that the service has acknowledged is to stand in the history of the
 * venue once, in the place of what its page had seen; each visit is to be there once.
 */
export async function findLosses(
  { service, call }: Pick<OpenWorkspace, 'service' | 'call'>,
  { meant, visits, wholes }: Done,
): Promise<string[]> {
  const db = service.workspace.database.reader;
  const losses: string[] = [];
  const open = new Map(meant.map((each) => [`${each.venue} ${each.field} ${each.value}`, each]));
  for (const { key, before } of await readVenueChanges(db)) {
    const known = open.get(key);
    open.delete(key);
    if (!known) losses.push(`nobody meant ${key}, which took the place of ${before}`);
    else if (known.instead !== before)
      losses.push(`${key} took the place of ${before}, which its page had not seen`);
  }
  losses.push(...[...open.keys()].map((key) => `${key} is gone`));
  const stored = (await db.selectFrom('visits').select('facts').execute()).map(({ facts }) => facts);
  if (stored.toSorted().join() !== visits.toSorted().join())
    losses.push(`${visits.length} visits were recorded, and ${stored.length} are there`);
  return [...losses, ...(await findLostWholes({ service, call }, wholes))];
}

/** One page: it keeps what it has read, and writes by that. */
class Hand {
  readonly #address: string;
  readonly #headers: Record<string, string>;
  readonly #name: string;
  readonly #random: () => number;
  readonly #done: Told;
  readonly #known = new Map<number, Values>();
  #written = 0;

  constructor(
    port: number,
    headers: Readonly<Record<string, string>>,
    name: string,
    seed: number,
    done: Told,
  ) {
    this.#address = `http://127.0.0.1:${port}/call`;
    this.#headers = { ...headers, 'Content-Type': 'application/json' };
    this.#name = name;
    this.#random = createRandom(seed);
    this.#done = done;
  }

  async work(steps: number, { stopIds, comment }: Shared): Promise<void> {
    for (let step = 0; step < steps; step++) {
      const what = this.#random();
      if (what < 0.3) await this.#visit(this.#oneOf(stopIds));
      else if (what < 0.5) await this.#saveWhole(comment);
      else await this.#edit(this.#oneOf(VENUES));
    }
  }

  async #saveWhole(comment: number): Promise<void> {
    const { name, input } = this.#oneOf(wholeSaves);
    const text = this.#ownText();
    const failure = await this.#sendSurely(name, input(text, comment));
    if (failure) throw new Error(failure.message);
    this.#done.wholes.push({ name, text });
  }

  async #visit(stopId: number): Promise<void> {
    const facts = this.#ownText();
    const officers = ['甲', '乙'].map((name) => ({ name, certificate: `证${name}`, agency: '公安分局' }));
    const input: InputOf<'visits.record'> = {
      stopId,
      startedAt: '2026-11-20T09:00',
      endedAt: '2026-11-20T09:30',
      officers,
      result: '正常',
      facts,
      measuredDistance: null,
      measures: '',
      partyView: '',
      capReason: '按计划',
      alongside: true,
      hazards: [],
    };
    const failure = await this.#sendSurely('visits.record', input);
    if (failure) throw new Error(failure.message);
    this.#done.visits.push(facts);
  }

  /** Opens a form by what this page knows, which may be old, and saves it with one or two fields changed. */
  async #edit(venue: number): Promise<void> {
    const known = this.#known.get(venue);
    const was = known && this.#random() < 0.6 ? known : await this.#read(venue);
    const changed = writtenFields.filter(() => this.#random() < 0.5);
    const values = { ...was };
    for (const field of changed) values[field] = this.#ownText();
    const inputOf = (each: Values) => ({ table: 'venues' as const, id: venue, geometry: null, values: each });
    const seen = { ...was };
    let sides: Record<string, 'mine' | 'theirs'> = {};
    const left = new Set<WrittenField>();
    for (;;) {
      const failure = await this.#sendSurely('places.save', inputOf(values), { was: inputOf(was), sides });
      if (failure === null) break;
      if (failure.code !== 'CHANGED_MEANWHILE') throw new Error(failure.message);
      this.#done.asked += 1;
      for (const { key, theirs } of meanwhileFields(failure.details)) {
        const field = changed.find((each) => key.startsWith(`venues/${venue}/${each}/`));
        if (field === undefined) throw new Error(`nobody changed ${key}`);
        const side = this.#random() < 0.5 ? 'mine' : 'theirs';
        seen[field] = theirs === '（空）' ? '' : theirs;
        if (side === 'theirs') left.add(field);
        else left.delete(field);
        sides = { ...sides, [key]: side };
      }
    }
    for (const field of changed)
      if (!left.has(field))
        this.#done.meant.push({ venue, field, value: values[field], instead: seen[field] });
    this.#known.delete(venue);
  }

  async #read(venue: number): Promise<Values> {
    const input = { table: 'venues', id: venue };
    const answer = await this.#send({ id: randomUUID(), name: 'places.shape', input }, null);
    if (!answer || !('ok' in answer)) throw new Error('a venue is always told');
    const { address, legalPerson, regNo } = shapeSchema.parse(answer.ok).values;
    const values = { address, legalPerson, regNo };
    this.#known.set(venue, values);
    return values;
  }

  /** Sends a command until its answer is there; it has the same identity each time. */
  async #sendSurely<Name extends ServiceProcedureName>(
    name: Name,
    input: InputOf<Name>,
    more: Pick<CallMessage, 'was' | 'sides'> = {},
  ): Promise<Failure | null> {
    const once = randomUUID();
    for (;;) {
      const cut = this.#random() < 0.3 ? this.#oneOf<Cut>(['before', 'underway', 'answer']) : null;
      const answer = await this.#send({ id: randomUUID(), name, input, once, ...more }, cut);
      if (answer) return 'error' in answer ? answer.error : null;
      this.#done.cuts += 1;
    }
  }

  /** The answer; null where the connection was cut. */
  async #send(message: CallMessage, cut: Cut) {
    if (cut === 'before') return null;
    const controller = new AbortController();
    const { signal } = controller;
    const body = JSON.stringify(message);
    const sent = fetch(this.#address, { method: 'POST', headers: this.#headers, body, signal });
    if (cut === 'underway') setImmediate(() => controller.abort());
    try {
      const response = await sent;
      if (cut === 'answer') {
        controller.abort();
        return null;
      }
      return answerMessageSchema.parse(await response.json());
    } catch (error) {
      if (cut === null) throw error;
      return null;
    }
  }

  #ownText(): string {
    this.#written += 1;
    return `${this.#name}/${this.#written}`;
  }

  #oneOf<T>(values: readonly T[]): T {
    return elementAt(values, Math.floor(this.#random() * values.length));
  }
}
