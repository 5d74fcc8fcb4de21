import { type ExchangeEvent, exchangeEventSchema, exchangeFields } from './exchange-event.ts';

/** What is wrong with an event that came, or what of it was not taken: where, in which field, with which value. */
export interface EventProblem {
  /** The line of a table with its head, or the place of an event in a file of JSON from 1. */
  readonly row: number;
  readonly field: string;
  readonly value: string;
  readonly code: EventProblemCode;
  /** The event was not taken. */
  readonly rejected: boolean;
}

export const eventProblemCodes = [
  'EVENT_FIELD',
  'EVENT_NUMBERLESS',
  'EVENT_TWICE',
  'EVENT_CODE_UNKNOWN',
  'EVENT_OTHER',
  'EVENT_PLACELESS',
  'EVENT_LATER',
  'EVENT_OLDER',
  'EVENT_HELD',
  'EVENT_PLACE_TEXT',
  'EVENT_KIND',
  'EVENT_REPLY',
] as const;
export type EventProblemCode = (typeof eventProblemCodes)[number];

/** What each means, with what to do. */
export const eventProblemWords: Readonly<Record<EventProblemCode, string>> = {
  EVENT_FIELD: '这一项看不懂，这件没有收；请按《交换格式》改正后重新发来',
  EVENT_NUMBERLESS: '没有对方编号，也没有我方编号，认不出是哪一件，没有收',
  EVENT_TWICE: '同一编号在文件里有两件，只收了前一件',
  EVENT_CODE_UNKNOWN: '我方没有这个编号，没有收；请对方核对',
  EVENT_OTHER: '对方编号已对应另一件，与我方编号不符，没有收；请与对方核对',
  EVENT_PLACELESS: '没有地点，也没有学校，没有收',
  EVENT_LATER: '日期晚于今天，没有收',
  EVENT_OLDER: '版次比已收的旧，没有再收',
  EVENT_HELD: '这一项已由人填写或改过，来文的没有写入',
  EVENT_PLACE_TEXT: '没有找到同名的场所或学校，地点按文字登记',
  EVENT_KIND: '种类不在规则包里，归入其他',
  EVENT_REPLY: '来文的状态、结果没有直接写入，等待确认',
};

/** An event that was read, and where it stood. */
export interface ReadEvent {
  readonly row: number;
  readonly event: ExchangeEvent;
}

/** Events of a file, and what could not be read of it. */
export interface EventsRead {
  /** Who sent it, as the file says; empty where it does not. */
  readonly system: string;
  /** Events in it, those that cannot be read too. */
  readonly rows: number;
  readonly events: readonly ReadEvent[];
  readonly problems: readonly EventProblem[];
}

/** Events of JSON that was parsed: a file in our form, or an array of events. Null where it is neither. */
export function readJsonEvents(parsed: unknown): EventsRead | null {
  const file = isRecord(parsed) ? parsed : null;
  const events = Array.isArray(parsed) ? parsed : file?.events;
  if (!Array.isArray(events)) return null;
  const system = typeof file?.system === 'string' ? file.system.trim() : '';
  return readAll(
    system,
    events.map((raw: unknown, i) => ({ row: i + 1, raw })),
  );
}

/** Events of a table: columns by their names or their titles; null where it has none of a description. */
export function readTableEvents(
  columns: readonly string[],
  rows: readonly { readonly number: number; readonly cells: readonly string[] }[],
): EventsRead | null {
  const places = exchangeFields.map((field) => ({
    path: field.path,
    at: columns.findIndex((column) => [field.column, field.title, field.path].includes(column.trim())),
  }));
  if (!places.some(({ path, at }) => path === 'description' && at >= 0)) return null;
  return readAll(
    '',
    rows.map(({ number, cells }) => ({ row: number, raw: rawOf(places, cells) })),
  );
}

/** An event as JSON would have it; empty cells say nothing. */
function rawOf(
  places: readonly { readonly path: string; readonly at: number }[],
  cells: readonly string[],
): unknown {
  const raw: Record<string, unknown> = {};
  const place: Record<string, unknown> = {};
  for (const { path, at } of places) {
    // What marks a text as one for spreadsheets is no part of it.
    const cell = (cells[at] ?? '').trim().replace(/^'/, '');
    if (at < 0 || cell === '') continue;
    const value = isNumeric(path) && Number.isFinite(Number(cell)) ? Number(cell) : cell;
    if (path.startsWith('place.')) place[path.slice('place.'.length)] = value;
    else raw[path] = value;
  }
  return { ...raw, place };
}

const isNumeric = (path: string) => ['revision', 'place.lng', 'place.lat'].includes(path);

function readAll(
  system: string,
  raws: readonly { readonly row: number; readonly raw: unknown }[],
): EventsRead {
  const events: ReadEvent[] = [];
  const problems: EventProblem[] = [];
  for (const { row, raw } of raws) {
    const read = exchangeEventSchema.safeParse(withPlace(raw));
    if (read.success) events.push({ row, event: read.data });
    for (const issue of read.error?.issues ?? []) {
      const field = issue.path.join('.');
      problems.push({ row, field, value: rawAt(raw, issue.path), code: 'EVENT_FIELD', rejected: true });
    }
  }
  return { system, rows: raws.length, events, problems };
}

/** A place may be left out as a whole. */
function withPlace(raw: unknown): unknown {
  return isRecord(raw) && raw.place === undefined ? { ...raw, place: {} } : raw;
}

function rawAt(raw: unknown, path: readonly PropertyKey[]): string {
  const found = path.reduce<unknown>((part, key) => (isRecord(part) ? part[String(key)] : undefined), raw);
  return found === undefined || found === null ? '' : String(found).slice(0, 200);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
