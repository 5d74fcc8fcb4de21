/** Something on a calendar, in China's time. */
export interface CalendarEvent {
  /** The same each time that the event is written: a calendar that has it takes the new one in its place. */
  readonly uid: string;
  /** YYYY-MM-DDTHH:mm of China's clock; of a whole day YYYY-MM-DD, until the day after. */
  readonly from: string;
  readonly until: string;
  readonly wholeDay?: boolean;
  /** A calendar is to remind of it so many days before. */
  readonly remindDays?: number;
  readonly title: string;
  readonly place: string;
  readonly description: string;
  readonly isCancelled: boolean;
}

/** Octets of a line (RFC 5545, 3.1). */
const LONGEST_LINE = 75;

/** China has had one time all year round since 1991. */
const zone = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Shanghai',
  'BEGIN:STANDARD',
  'DTSTART:19910915T010000',
  'TZOFFSETFROM:+0900',
  'TZOFFSETTO:+0800',
  'TZNAME:CST',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** An iCalendar file (RFC 5545) of some events, written at a moment. */
export function writeCalendar(name: string, events: readonly CalendarEvent[], at: Date): string {
  const stamp = at.toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//学安图//检查日历//ZH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    ...zone,
    ...events.flatMap((event) => eventLines(event, stamp)),
    'END:VCALENDAR',
  ];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

function eventLines(event: CalendarEvent, stamp: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;${timeOf(event, event.from)}`,
    `DTEND;${timeOf(event, event.until)}`,
    `SUMMARY:${escaped(event.title)}`,
    ...(event.place === '' ? [] : [`LOCATION:${escaped(event.place)}`]),
    `DESCRIPTION:${escaped(event.description)}`,
    `STATUS:${event.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    ...alarmLines(event),
    'END:VEVENT',
  ];
}

function alarmLines({ title, remindDays }: CalendarEvent): string[] {
  if (remindDays === undefined) return [];
  const words = `DESCRIPTION:${escaped(title)}`;
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', words, `TRIGGER:-P${remindDays}D`, 'END:VALARM'];
}

function timeOf({ wholeDay }: CalendarEvent, moment: string): string {
  return wholeDay ? `VALUE=DATE:${moment.replace(/-/g, '')}` : `TZID=Asia/Shanghai:${localTime(moment)}`;
}

function localTime(moment: string): string {
  return `${moment.replace(/[-:]/g, '')}00`;
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** A long line goes on in the next one behind a space; no character is cut in two. */
function fold(line: string): string {
  const parts: string[] = [];
  let [part, octets] = ['', 0];
  for (const char of line) {
    const size = octetsOf(char.codePointAt(0) ?? 0);
    if (octets + size > LONGEST_LINE) {
      parts.push(part);
      [part, octets] = [' ', 1];
    }
    part += char;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

/** Octets of a character in UTF-8. */
function octetsOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
