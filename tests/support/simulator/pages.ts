import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from '#service/platform/caller.ts';
import { type MeanwhileSides, meanwhileFields } from '#shared/contract/meanwhile.ts';
import { callerWith } from '../office-callers.ts';
import { type WrittenField, writtenFields } from '../venue-changes.ts';
import type { Meant, Told } from './told.ts';
import { BODY, type Heard, type Sent, type World } from './world.ts';

/** The venues and the fields of them that all write into. */
const VENUES = [1, 2, 3];
type Values = Record<WrittenField, string>;

const shapeSchema = z.object({
  values: z.object({ address: z.string(), legalPerson: z.string(), regNo: z.string() }),
});
/** Nobody sends a call again after so long: the office remembers its answer for two days. */
const GIVEN_UP_MS = 40 * 3600_000;
/** What an office says when its disk fails: the page offers to try again. */
const TRY_AGAIN = ['DISK_WRITE', 'CANCELLED'];

interface Waiting {
  readonly sent: Sent;
  readonly at: number;
  /** What follows from the answer; the next call where one more is needed. */
  readonly hear: (heard: Exclude<Heard, 'lost'>) => Waiting | null;
}

/** One page of somebody who is in: it keeps what it has read, and sends again what was cut off. */
export class Page {
  readonly #name: string;
  readonly #caller: Caller;
  readonly #told: Told;
  readonly #known = new Map<number, Values>();
  readonly #does: 'visit' | 'edit';
  #waiting: Waiting | null = null;
  #written = 0;

  constructor(number: number, told: Told) {
    this.#name = `页${number}`;
    this.#told = told;
    this.#does = number % 2 === 0 ? 'visit' : 'edit';
    const role = this.#does === 'visit' ? ('officer' as const) : ('coordinator' as const);
    this.#caller = callerWith([role], { name: `page${number}`, person: this.#name, body: BODY });
  }

  /** Does the next thing, or sends again what was cut off. */
  async act(world: World): Promise<void> {
    const waiting = this.#waiting ?? (await this.#begin(world));
    if (waiting) await this.#send(world, waiting, true);
  }

  /** Sends what is left until it is answered, over connections that hold. */
  async finish(world: World): Promise<void> {
    for (let tries = 0; this.#waiting && tries < 20; tries++) await this.#send(world, this.#waiting, false);
  }

  async #begin(world: World): Promise<Waiting | null> {
    const begun = this.#does === 'visit' ? this.#visit(world) : await this.#edit(world);
    this.#waiting = begun;
    return begun;
  }

  async #send(world: World, waiting: Waiting, mayBeCut: boolean): Promise<void> {
    if (world.clock.now().getTime() - waiting.at > GIVEN_UP_MS) {
      this.#waiting = null;
      return;
    }
    const life = world.directory;
    const heard = await world.send(waiting.sent, this.#caller, mayBeCut ? world.cutSometimes() : null);
    // Of a call that an office was answering when it ended nobody heard.
    if (heard === 'lost' || life !== world.directory) return;
    if ('failed' in heard && TRY_AGAIN.includes(heard.failed.code)) return;
    this.#waiting = waiting.hear(heard);
  }

  #visit(world: World): Waiting {
    const text = this.#ownText();
    const visit = visitAt(world.chance.oneOf(world.stopIds), text, world.chance.is(0.3));
    this.#told.sendVisit(text);
    return {
      sent: { name: 'visits.record', input: { ...visit, formId: randomUUID() }, once: randomUUID() },
      at: world.clock.now().getTime(),
      hear: (heard) => {
        if ('failed' in heard) throw new Error(`a visit was refused: ${heard.failed.code}`);
        this.#told.visits.set(text, true);
        return null;
      },
    };
  }

  /** Opens a form by what this page knows, which may be old, and saves it with some fields changed. */
  async #edit(world: World): Promise<Waiting | null> {
    const venue = world.chance.oneOf(VENUES);
    const known = this.#known.get(venue);
    const was = known && world.chance.is(0.6) ? known : await this.#read(world, venue);
    if (!was) return null;
    const values = { ...was };
    const changed = writtenFields.filter(() => world.chance.is(0.5));
    for (const field of changed) values[field] = this.#ownText();
    this.#known.delete(venue);
    const form: Form = { venue, was, values, changed, seen: { ...was }, left: new Set(), sides: {} };
    return this.#save(world, form);
  }

  #save(world: World, form: Form): Waiting {
    const { venue, was, values, changed, seen, left, sides } = form;
    const inputOf = (each: Values) => ({ table: 'venues' as const, id: venue, geometry: null, values: each });
    const meant = changed
      .filter((field) => !left.has(field))
      .map((field): Meant => ({ venue, field, value: values[field], instead: seen[field] }));
    for (const each of meant) this.#told.sendChange(each);
    const said = { input: inputOf(values), was: inputOf(was), sides, once: randomUUID() };
    return {
      sent: { name: 'places.save', ...said },
      at: world.clock.now().getTime(),
      hear: (heard) => {
        if ('failed' in heard && heard.failed.code !== 'CHANGED_MEANWHILE')
          throw new Error(`an edit was refused: ${heard.failed.code}`);
        for (const each of meant) this.#told.answerChange(each, 'ok' in heard);
        return 'ok' in heard ? null : this.#save(world, decided(world, form, heard.failed.details));
      },
    };
  }

  async #read(world: World, venue: number): Promise<Values | null> {
    const sent = { name: 'places.shape' as const, input: { table: 'venues' as const, id: venue } };
    const heard = await world.send(sent, this.#caller, null);
    if (heard === 'lost' || 'failed' in heard) return null;
    const { address, legalPerson, regNo } = shapeSchema.parse(heard.ok).values;
    const values = { address, legalPerson, regNo };
    this.#known.set(venue, values);
    return values;
  }

  #ownText(): string {
    this.#written += 1;
    return `${this.#name}/${this.#written}`;
  }
}

interface Form {
  readonly venue: number;
  readonly was: Values;
  readonly values: Values;
  readonly changed: readonly WrittenField[];
  /** What stood in each field when somebody last looked. */
  readonly seen: Values;
  /** Fields in which the others' value stays. */
  readonly left: ReadonlySet<WrittenField>;
  readonly sides: MeanwhileSides;
}

/** The form after somebody was asked whose values stay. */
function decided(world: World, form: Form, details: Readonly<Record<string, string | number>>): Form {
  const [seen, left] = [{ ...form.seen }, new Set(form.left)];
  let { sides } = form;
  for (const { key, theirs } of meanwhileFields(details)) {
    const field = form.changed.find((each) => key.startsWith(`venues/${form.venue}/${each}/`));
    if (field === undefined) throw new Error(`nobody changed ${key}`);
    const side = world.chance.is(0.5) ? 'mine' : 'theirs';
    seen[field] = theirs === '（空）' ? '' : theirs;
    if (side === 'theirs') left.add(field);
    else left.delete(field);
    sides = { ...sides, [key]: side };
  }
  return { ...form, seen, left, sides };
}

export function visitAt(stopId: number, text: string, findsHazard: boolean) {
  const hazard = {
    kind: '社会治安' as const,
    level: '一般' as const,
    description: text,
    responsibleBody: BODY,
    responsiblePerson: '何某',
    dueOn: '2027-03-10',
  };
  return {
    stopId,
    startedAt: '2026-11-18T09:00',
    endedAt: '2026-11-18T09:30',
    officers: ['甲', '乙'].map((name) => ({ name, certificate: `证${name}`, agency: BODY })),
    result: findsHazard ? ('发现隐患' as const) : ('正常' as const),
    facts: text,
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '按计划',
    alongside: true,
    hazards: findsHazard ? [hazard] : [],
  };
}
