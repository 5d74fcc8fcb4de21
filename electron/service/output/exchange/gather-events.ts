import { hash } from 'node:crypto';
import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  contentOfEvent,
  type EventChange,
  EXCHANGE_FORM,
  type ExchangeEvent,
  exchangeEventSchema,
  exchangeFields,
  fieldValue,
} from '#shared/exchange/exchange-event.ts';
import { fromWgs84, type ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import { isCounted, isUnverified } from '#shared/ledger/hazard.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import {
  type EventRow,
  putSent,
  selectEventRows,
  selectLastFacts,
  selectReceived,
  selectSent,
} from '../../db/queries/exchange.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { toCsv } from '../export/table.ts';

type Wanted = ParsedInputOf<'exchange.out'>;
type Out = OutputOf<'exchange.out'>;
type Context = Pick<QueryContext, 'db' | 'workspace' | 'now' | 'progress'>;

interface OutgoingEvent {
  readonly id: number;
  readonly event: ExchangeEvent;
  readonly hash: string;
}

/** Seven decimals of a degree are a centimetre. */
const DECIMALS = 7;

/** Events as a file for a system, each with its version and what of it the system was not told. Errors: EXCHANGE_NOTHING. */
export async function gatherEvents(context: Context, wanted: Wanted): Promise<Out> {
  const { workspace, now } = context;
  const events = await markedEvents(context, wanted);
  const shown = wanted.changedOnly ? events.filter(({ event }) => event.change !== 'same') : events;
  if (events.length === 0) throw new CodedError('EXCHANGE_NOTHING', { system: wanted.system });
  const count = (change: EventChange) => events.filter(({ event }) => event.change === change).length;
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  return {
    name: `${wanted.system.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')}-${stamp}.${wanted.format}`,
    text: wanted.format === 'csv' ? csvOf(shown) : jsonOf(shown, workspace.name, now),
    events: shown.length,
    ...{ added: count('new'), changed: count('changed'), same: count('same') },
    sent: shown.map(({ id, event: { revision }, hash }) => ({ id, revision, hash })),
  };
}

async function markedEvents(context: Context, wanted: Wanted): Promise<OutgoingEvent[]> {
  const { db, workspace, progress } = context;
  const { system, ids, persons, crs } = wanted;
  const sent = await selectSent(db, system);
  const chosen = ids === null ? null : new Set(ids);
  const facts = await selectLastFacts(db);
  const regions = await workspace.places.regions();
  const numbers = await numbersOf(db, system);
  await progress.breathe();
  return (await selectEventRows(db))
    .filter(({ id, state }) => (chosen ? chosen.has(id) : isTold(state) || sent.has(id)))
    .map((row) => {
      const region = regions.at(TOWN_LEVEL, row.lng, row.lat) ?? '';
      const event = eventOf(row, { persons, crs, region, result: resultOf(row, facts.get(row.id) ?? '') });
      const contentHash = hash('sha256', contentOfEvent(event), 'base64url');
      const before = sent.get(row.id);
      const isSame = before?.contentHash === contentHash;
      const change: EventChange = !before ? 'new' : isSame ? 'same' : 'changed';
      const revision = !before ? 1 : before.revision + (isSame ? 0 : 1);
      const number = numbers.get(row.id) ?? '';
      return { id: row.id, hash: contentHash, event: { ...event, number, revision, change } };
    });
}

/** What counts, and what waits to be verified; what was voided or not true is told only to whom it was told before. */
const isTold = (state: EventRow['state']) => isCounted(state) || state === 'lead';

/** The numbers by which a system calls what it told. */
async function numbersOf(db: Context['db'], system: string): Promise<Map<number, string>> {
  return new Map((await selectReceived(db, system)).map(({ hazardId, number }) => [hazardId, number]));
}

function resultOf({ verification, voidReason }: EventRow, facts: string): string {
  return [verification, facts, voidReason].filter(Boolean).join('；');
}

interface EventSettings {
  readonly persons: boolean;
  readonly crs: ReferenceSystem;
  readonly region: string;
  readonly result: string;
}

/** A hazard as other systems are told of it. Telephone numbers in texts are shortened unless persons go along. */
function eventOf(row: EventRow, { persons, crs, region, result }: EventSettings): ExchangeEvent {
  const words = (text: string) => (persons ? text : maskPhone(text));
  const [lng, lat] =
    row.lng === null || row.lat === null ? [null, null] : fromWgs84([row.lng, row.lat], crs).map(rounded);
  return exchangeEventSchema.parse({
    code: row.code,
    kind: isUnverified(row.state) ? 'lead' : 'hazard',
    category: row.kind,
    level: row.level,
    description: words(row.description) || '—',
    place: {
      ...{ name: words(row.placeName), address: words(row.address ?? ''), lng, lat, crs, region },
      ...{ school: row.schoolName ?? '', schoolCode: row.schoolCode ?? '' },
    },
    ...{
      source: row.source,
      foundOn: row.foundOn,
      dueOn: row.dueOn,
      closedOn: row.closedOn,
      state: row.state,
    },
    result: words(result).slice(0, 2000),
    body: row.responsibleBody,
    person: persons ? row.responsiblePerson : '',
    reporter: persons ? row.saidBy : '',
  });
}

const rounded = (degrees: number) => Number(degrees.toFixed(DECIMALS));

function jsonOf(events: readonly OutgoingEvent[], system: string, now: Date): string {
  const file = {
    form: EXCHANGE_FORM,
    ...{ system: `学安图·${system}`.slice(0, 40), madeAt: now.toISOString() },
    events: events.map(({ event }) => event),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Cells are texts and never formulas, as in every other table that leaves. */
function csvOf(events: readonly OutgoingEvent[]): string {
  return toCsv({
    columns: exchangeFields.map(({ column }) => column),
    rows: events.map(({ event }) => exchangeFields.map(({ path }) => fieldValue(event, path))),
  });
}

/** Keeps what a system has been told. */
export async function noteSent(
  { db, now, recordAfter }: Pick<CommandContext, 'db' | 'now' | 'recordAfter'>,
  { system, sent }: ParsedInputOf<'exchange.noteSent'>,
): Promise<void> {
  for (const { id, revision, hash: contentHash } of sent)
    await putSent(db, { system, hazardId: id, revision, contentHash, sentAt: now.toISOString() });
  recordAfter({ system, events: sent.length });
}
