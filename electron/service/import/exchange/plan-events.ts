import { CodedError } from '#shared/contract/errors.ts';
import { contentOfEvent, type ExchangeEvent } from '#shared/exchange/exchange-event.ts';
import type { EventProblem, EventProblemCode, EventsRead, ReadEvent } from '#shared/exchange/read-events.ts';
import { saysAnew } from '#shared/exchange/reply.ts';
import { hazardStateNames, hazardStateSchema } from '#shared/ledger/hazard.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { type ReceivedEvent, selectReceived } from '../../db/queries/exchange.ts';
import { selectLedgerIdentities } from '../../db/queries/hazards.ts';
import { selectRows } from '../../db/queries/imports.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import { type ColumnValues, type HashedRow, hashed } from '../staged-row.ts';
import { readExchangeFile } from './read-exchange-file.ts';
import {
  createEventPlaces,
  type EventPlaces,
  type ExchangedColumn,
  type ExchangedValues,
  exchangedColumns,
  identityOfEvent,
  rowOfEvent,
  sourceOfEvent,
  valuesOfEvent,
} from './stage-event.ts';

/** An event that brings or changes something. */
export interface PlannedEvent extends ReadEvent {
  readonly values: ExchangedValues;
  /** Its state or result waits for a person. */
  readonly waits: boolean;
}
/** One that tells of a hazard that is known; `set` is what it changes there. */
export interface KnownEvent extends PlannedEvent {
  readonly hazard: ColumnValues & { readonly id: number };
  readonly set: ExchangedValues;
}

export interface EventPlan {
  readonly system: string;
  readonly rows: number;
  readonly added: readonly (PlannedEvent & { readonly staged: HashedRow })[];
  readonly known: readonly KnownEvent[];
  readonly unchanged: number;
  readonly problems: readonly EventProblem[];
}

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress' | 'files'>;
interface WantedFile {
  readonly token: string;
  readonly system: string;
}

/** What a file of events would change. Errors: EXCHANGE_UNREADABLE, EXCHANGE_SYSTEM, and those of reading. */
export async function planEvents(context: Context, wanted: WantedFile): Promise<EventPlan> {
  const file = context.files.resolve(wanted.token);
  const read = await readExchangeFile(file, context.progress);
  const system = wanted.system || read.system;
  if (system === '') throw new CodedError('EXCHANGE_SYSTEM', { file: file.name });
  const planner = await createPlanner(context, system, read);
  for (const each of read.events) planner.take(each);
  return planner.plan();
}

async function createPlanner({ db, workspace, today }: Context, system: string, read: EventsRead) {
  const known = await knownHazards(db, system);
  const ids = new Set(read.events.flatMap(({ event }) => known.find(event) ?? []));
  return new EventPlanner(read, {
    ...{ system, today, known, kinds: hazardKindsOf(workspace) },
    places: await createEventPlaces(db),
    hazards: await selectRows(db, 'hazards', [...ids]),
  });
}

/** Finds the hazard that an event tells of. */
interface KnownHazards {
  find(event: ExchangeEvent): number | null;
  byCode(code: string): number | null;
  byNumber(event: ExchangeEvent): number | null;
  /** What the system said of a hazard last. */
  last(hazardId: number): ReceivedEvent | null;
}

/** By what the system told before, by the source's number, by the number that this program gave. */
async function knownHazards(db: Context['db'], system: string): Promise<KnownHazards> {
  const received = await selectReceived(db, system);
  const byNumber = new Map(received.map(({ number, hazardId }) => [number, hazardId]));
  const last = new Map(received.map((event) => [event.hazardId, event]));
  const stored = await selectLedgerIdentities(db);
  const byCode = new Map(stored.map(({ code, id }) => [code, id]));
  const bySource = new Map(
    stored.map(({ source, sourceNumber, id }) => [`${source}\n${sourceNumber}`, id] as const),
  );
  const codeOf = (code: string) => byCode.get(code) ?? null;
  const numberOf = (event: ExchangeEvent) =>
    event.number === ''
      ? null
      : (byNumber.get(event.number) ??
        bySource.get(`${sourceOfEvent(event, system)}\n${event.number}`) ??
        null);
  return {
    byCode: codeOf,
    byNumber: numberOf,
    find: (event) => codeOf(event.code) ?? numberOf(event),
    last: (hazardId) => last.get(hazardId) ?? null,
  };
}

interface Grounds {
  readonly system: string;
  readonly today: string;
  readonly known: KnownHazards;
  readonly kinds: ReturnType<typeof hazardKindsOf>;
  readonly places: EventPlaces;
  readonly hazards: ReadonlyMap<number, ColumnValues>;
}

class EventPlanner {
  readonly #read: EventsRead;
  readonly #grounds: Grounds;
  readonly #added: EventPlan['added'][number][] = [];
  readonly #known: KnownEvent[] = [];
  readonly #problems: EventProblem[];
  readonly #seen = new Set<string>();
  #unchanged = 0;

  constructor(read: EventsRead, grounds: Grounds) {
    this.#read = read;
    this.#grounds = grounds;
    this.#problems = [...read.problems];
  }

  plan(): EventPlan {
    return {
      system: this.#grounds.system,
      rows: this.#read.rows,
      ...{ added: this.#added, known: this.#known, unchanged: this.#unchanged },
      problems: this.#problems.toSorted((a, b) => a.row - b.row),
    };
  }

  take({ row, event }: ReadEvent): void {
    const wrong = this.#faultOf(event);
    if (wrong) {
      this.#tell(row, wrong.field, wrong.value, wrong.code, true);
      return;
    }
    const id = this.#grounds.known.find(event);
    if (id === null) this.#takeNew({ row, event });
    else this.#takeKnown({ row, event }, id);
  }

  #tell(row: number, field: string, value: string, code: EventProblemCode, rejected = false): void {
    this.#problems.push({ row, field, value, code, rejected });
  }

  /** Why an event is not taken; null where it is. */
  #faultOf(event: ExchangeEvent): Pick<EventProblem, 'field' | 'value' | 'code'> | null {
    const { known, today } = this.#grounds;
    const { code, number, foundOn } = event;
    if (number === '' && code === '') return { field: 'number', value: '', code: 'EVENT_NUMBERLESS' };
    const key = number === '' ? `code:${code}` : `number:${number}`;
    if (this.#seen.has(key)) return { field: 'number', value: number || code, code: 'EVENT_TWICE' };
    this.#seen.add(key);
    const [ours, theirs] = [known.byCode(code), known.byNumber(event)];
    if (code !== '' && ours === null) return { field: 'code', value: code, code: 'EVENT_CODE_UNKNOWN' };
    if (ours !== null && theirs !== null && ours !== theirs)
      return { field: 'number', value: number, code: 'EVENT_OTHER' };
    if (foundOn !== null && foundOn > today) return { field: 'foundOn', value: foundOn, code: 'EVENT_LATER' };
    return null;
  }

  /** How the place of a new one was understood is told; of one that is known it was. */
  #valuesOf({ row, event }: ReadEvent, isNew: boolean): ExchangedValues {
    return valuesOfEvent(event, this.#grounds.places, this.#grounds.kinds, {
      add: (field, code, value) => {
        if (isNew || code !== 'EVENT_PLACE_TEXT') this.#tell(row, field, value, code);
      },
    });
  }

  #takeNew({ row, event }: ReadEvent): void {
    const values = this.#valuesOf({ row, event }, true);
    if (values.venueId === null && values.schoolId === null && values.placeText === '') {
      this.#tell(row, 'place.name', '', 'EVENT_PLACELESS', true);
      return;
    }
    const { system } = this.#grounds;
    const staged = hashed({
      place: { number: row },
      identity: identityOfEvent(event, system),
      values: rowOfEvent(event, values, this.#grounds),
    });
    const waits = saysAnew(event, null, 'found');
    if (waits) this.#tellWaiting(row, event);
    this.#added.push({ row, event, values, waits, staged });
  }

  #takeKnown({ row, event }: ReadEvent, id: number): void {
    const hazard = this.#grounds.hazards.get(id);
    const last = this.#grounds.known.last(id);
    const before = last && readStored('exchangeEvents.content', last.content);
    if (!hazard || (before && contentOfEvent(before) === contentOfEvent(event))) {
      this.#unchanged += 1;
      return;
    }
    if (last && event.revision < last.revision) {
      this.#tell(row, 'revision', String(event.revision), 'EVENT_OLDER');
      this.#unchanged += 1;
      return;
    }
    const told = last ? readStored('exchangeEvents.taken', last.taken) : {};
    // What comes back of an event of ours says how it went elsewhere; what it is, is said here.
    const isTheirs = Object.keys(told).length > 0 || hazard.sourceNumber === event.number;
    const values = isTheirs ? this.#valuesOf({ row, event }, false) : {};
    const set = this.#changesOf(row, values, hazard, told);
    const waits = saysAnew(event, before, hazardStateSchema.parse(hazard.state));
    if (waits) this.#tellWaiting(row, event);
    if (!waits && Object.keys(set).length === 0) {
      this.#unchanged += 1;
      return;
    }
    this.#known.push({ row, event, values, waits, set, hazard: { ...hazard, id } });
  }

  /** What an event changes: an empty column, or one that still is as the system said it before. All else a person holds. */
  #changesOf(
    row: number,
    values: ExchangedValues,
    hazard: ColumnValues,
    told: Readonly<Record<string, string | number | null>>,
  ): ExchangedValues {
    const set: { [Column in ExchangedColumn]?: string | number | null } = {};
    for (const [column, value] of entriesOf(values)) {
      const now = hazard[column] ?? null;
      // What is not verified has no deadline.
      if (value === undefined || value === now || (column === 'dueOn' && hazard.state === 'lead')) continue;
      const isFree = column in told ? told[column] === now : now === null || now === '';
      if (isFree) set[column] = value;
      else if (value !== null && value !== '')
        this.#tell(row, exchangedColumns[column], String(value).slice(0, 200), 'EVENT_HELD');
    }
    return set;
  }

  #tellWaiting(row: number, { state, result }: ExchangeEvent): void {
    this.#tell(row, 'state', [hazardStateNames[state], result].filter(Boolean).join('：'), 'EVENT_REPLY');
  }
}
