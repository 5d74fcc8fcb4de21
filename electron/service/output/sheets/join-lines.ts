type Point = [x: number, y: number];

/** Joins lines whose ends meet, and returns them the longest first. */
export function joinLines(lines: readonly (readonly Point[])[], reach: number): Point[][] {
  const parts = lines.filter(({ length }) => length > 1).map((line) => [...line]);
  const cell = ([x, y]: Point) => `${Math.round(x / reach)} ${Math.round(y / reach)}`;
  const ends = new Map<string, Set<Point[]>>();
  const note = (part: Point[]) => {
    for (const end of [part[0], part.at(-1)] as Point[]) {
      const key = cell(end);
      const known = ends.get(key);
      if (known) known.add(part);
      else ends.set(key, new Set([part]));
    }
  };
  const forget = (part: Point[]) => {
    for (const end of [part[0], part.at(-1)] as Point[]) ends.get(cell(end))?.delete(part);
  };
  for (const part of parts) note(part);
  const done: Point[][] = [];
  const left = new Set(parts);
  for (const start of parts) {
    if (!left.delete(start)) continue;
    forget(start);
    let line = start;
    for (const atEnd of [true, false]) {
      for (;;) {
        const end = (atEnd ? line.at(-1) : line[0]) as Point;
        const next = straightest(line, [...(ends.get(cell(end)) ?? [])], atEnd, cell);
        if (!next) break;
        left.delete(next.part);
        forget(next.part);
        line = atEnd ? [...line, ...next.oriented.slice(1)] : [...next.oriented.slice(0, -1), ...line];
      }
    }
    done.push(line);
  }
  return done.sort((a, b) => lengthOf(b) - lengthOf(a));
}

/** Of the parts at an end, the one that goes on most nearly straight; none where all turn off sharply. */
function straightest(
  line: readonly Point[],
  parts: readonly Point[][],
  atEnd: boolean,
  cell: (point: Point) => string,
) {
  const end = (atEnd ? line.at(-1) : line[0]) as Point;
  const before = (atEnd ? line.at(-2) : line[1]) as Point;
  let best: { part: Point[]; oriented: Point[]; cos: number } | null = null;
  for (const part of parts) {
    const starts = cell(part[0] as Point) === cell(end);
    const forwards = starts === atEnd ? part : [...part].reverse();
    const after = (atEnd ? forwards[1] : forwards.at(-2)) as Point;
    const [ax, ay] = [end[0] - before[0], end[1] - before[1]];
    const [bx, by] = [after[0] - end[0], after[1] - end[1]];
    const cos = (ax * bx + ay * by) / ((Math.hypot(ax, ay) || 1) * (Math.hypot(bx, by) || 1));
    if (cos > 0.5 && (!best || cos > best.cos)) best = { part, oriented: forwards, cos };
  }
  return best;
}

function lengthOf(line: readonly Point[]): number {
  let length = 0;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1] as Point, line[i] as Point];
    length += Math.hypot(b[0] - a[0], b[1] - a[1]);
  }
  return length;
}
