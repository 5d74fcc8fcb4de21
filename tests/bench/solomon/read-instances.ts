import { readFileSync } from 'node:fs';

/** One of Solomon's instances: the depot is place 0; a unit of way takes a unit of time. */
export interface Instance {
  readonly name: string;
  readonly capacity: number;
  /** Depot and stops: where they are, what they want, when a visit may begin, how long it takes. */
  readonly places: readonly Place[];
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly load: number;
  readonly ready: number;
  readonly due: number;
  readonly service: number;
}

/** How many vehicles each instance has. */
export const VEHICLES = 25;

/** A straight line, cut to one decimal as in the literature of the optima. */
export function wayBetween(a: Pick<Place, 'x' | 'y'>, b: Pick<Place, 'x' | 'y'>): number {
  return Math.floor(Math.hypot(a.x - b.x, a.y - b.y) * 10 + 1e-9) / 10;
}

type Window = readonly [ready: number, due: number];

/** Of each set: what a vehicle carries, when the depot closes, how long each visit takes, whose places it has. */
const SETS = {
  C1: { capacity: 200, closes: 1236, service: 90, places: 'C1' },
  C2: { capacity: 700, closes: 3390, service: 90, places: 'C2' },
  R1: { capacity: 200, closes: 230, service: 10, places: 'R' },
  R2: { capacity: 1000, closes: 1000, service: 10, places: 'R' },
  RC1: { capacity: 200, closes: 240, service: 10, places: 'RC' },
  RC2: { capacity: 1000, closes: 960, service: 10, places: 'RC' },
} as const;

/** Instances that another one's windows make: about the same middles, all so long. */
const LENGTHENED = new Map<string, readonly [from: string, length: number]>([
  ['C107', ['C101', 180]],
  ['C109', ['C101', 360]],
  ['C205', ['C201', 320]],
  ['C208', ['C201', 640]],
  ['R105', ['R101', 30]],
  ['R205', ['R201', 240]],
  ['RC106', ['RC101', 60]],
  ['RC206', ['RC201', 240]],
]);

/** The same stops have no window in the second instance of each row, more of them in the third, most in the fourth. */
const OPEN_IN_SECOND = numbers('1 2 3 5 7 12 21 26 31 34 37 48 50 52 59 72 75 82 83 85 91 94 95 96 98');
const OPEN_IN_THIRD = numbers('14 16 18 19 20 24 28 29 32 43 46 47 51 54 57 60 61 63 71 73 81 86 89 90 97');
const CLOSED_IN_FOURTH = numbers('4 8 9 11 13 15 23 25 38 44 53 55 58 62 67 69 74 76 77 79 84 87 92 99 100');
/** Rows of four instances by their first. */
const ROWS = ['C101', 'C201', 'R101', 'R105', 'R201', 'R205', 'RC101', 'RC201'];
const COUNTS = { C1: 9, C2: 8, R1: 12, R2: 11, RC1: 8, RC2: 8 } as const;

/** All 56, by their names. */
export function readInstances(): Instance[] {
  const sections = readSections(readFileSync(new URL('instances.txt', import.meta.url), 'utf8'));
  return (['C1', 'C2', 'R1', 'R2', 'RC1', 'RC2'] as const).flatMap((set) => {
    const { capacity, closes, service, places } = SETS[set];
    const spots = sections.places.get(places) ?? [];
    const open = spots.map(([x, y]): Window => {
      const way = Math.hypot(x - (spots[0]?.[0] ?? 0), y - (spots[0]?.[1] ?? 0));
      return [Math.floor(way), Math.floor(closes - service - way)];
    });
    return Array.from({ length: COUNTS[set] }, (_, i): Instance => {
      const name = `${set}${String(i + 1).padStart(2, '0')}`;
      const windows = windowsOf(name, sections.windows, open);
      return {
        name,
        capacity,
        places: spots.map(([x, y, load], place) => {
          if (place === 0) return { x, y, load, ready: 0, due: closes, service: 0 };
          const [ready, due] = windows[place - 1] ?? [Number.NaN, Number.NaN];
          return { x, y, load, ready, due, service };
        }),
      };
    });
  });
}

/** Of stop 1 to 100; `open` holds of each place when a vehicle can be there and be back in time. */
function windowsOf(
  name: string,
  given: ReadonlyMap<string, readonly Window[]>,
  open: readonly Window[],
): readonly Window[] {
  const own = given.get(name);
  if (own) return own;
  const longer = LENGTHENED.get(name);
  if (longer) {
    const [from, length] = longer;
    return windowsOf(from, given, open).map(([ready, due], i) => {
      const [first, last] = open[i + 1] ?? [0, 0];
      const begins = Math.min(Math.max(Math.ceil((ready + due) / 2) - length / 2, first), last - length);
      return [begins, begins + length];
    });
  }
  const row = ROWS.find((first) => {
    const nth = Number(name.slice(-2)) - Number(first.slice(-2));
    return first.slice(0, -2) === name.slice(0, -2) && nth > 0 && nth < 4;
  });
  if (row === undefined) throw new RangeError(`no windows of ${name}`);
  const nth = Number(name.slice(-2)) - Number(row.slice(-2));
  return windowsOf(row, given, open).map((window, i) =>
    isOpen(i + 1, nth) ? [0, open[i + 1]?.[1] ?? 0] : window,
  );
}

function isOpen(stop: number, nth: number): boolean {
  if (nth === 3) return !CLOSED_IN_FOURTH.includes(stop);
  return OPEN_IN_SECOND.includes(stop) || (nth === 2 && OPEN_IN_THIRD.includes(stop));
}

function readSections(text: string) {
  const places = new Map<string, (readonly [number, number, number])[]>();
  const windows = new Map<string, Window[]>();
  const parts = text.split(/^(?=places|windows|ready)/mu).slice(1);
  for (const part of parts) {
    const [head = '', ...lines] = part.trimEnd().split('\n');
    const [kind, name = '', length] = head.split(' ');
    const all = numbers(lines.join(' '));
    const at = (i: number) => all[i] ?? Number.NaN;
    if (kind === 'places')
      places.set(
        name,
        Array.from({ length: all.length / 3 }, (_, i) => [at(3 * i), at(3 * i + 1), at(3 * i + 2)]),
      );
    else if (kind === 'windows')
      windows.set(
        name,
        Array.from({ length: all.length / 2 }, (_, i) => [at(2 * i), at(2 * i + 1)]),
      );
    else
      windows.set(
        name,
        all.map((ready) => [ready, ready + Number(length)]),
      );
  }
  return { places, windows };
}

function numbers(text: string): number[] {
  return text.split(' ').map(Number);
}
