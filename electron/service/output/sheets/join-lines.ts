type Point = [x: number, y: number];
/** A line has two points at least. */
type Line = [Point, Point, ...Point[]];

/** Joins lines whose ends meet, and returns them the longest first. */
export function joinLines(lines: readonly (readonly Point[])[], reach: number): Point[][] {
  const parts = lines.flatMap(([first, second, ...rest]): Line[] =>
    first && second ? [[first, second, ...rest]] : [],
  );
  const free = new FreeParts(parts, reach);
  const joined: Point[][] = [];
  for (const start of parts) {
    if (!free.take(start)) continue;
    const forwards = grow(start, free);
    joined.push(reversed(grow(reversed(forwards), free)));
  }
  return joined.sort((a, b) => lengthOf(b) - lengthOf(a));
}

/** Parts that are in no joined line yet, found by their ends. Ends that lie in the same cell of a grid meet. */
class FreeParts {
  readonly #reach: number;
  readonly #parts: Set<Line>;
  readonly #byEnd = new Map<string, Set<Line>>();

  constructor(parts: readonly Line[], reach: number) {
    this.#reach = reach;
    this.#parts = new Set(parts);
    for (const part of parts)
      for (const end of [part[0], lastOf(part)]) {
        const key = this.cell(end);
        const known = this.#byEnd.get(key);
        if (known) known.add(part);
        else this.#byEnd.set(key, new Set([part]));
      }
  }

  /** Takes a part out; false where it was taken before. */
  take(part: Line): boolean {
    for (const end of [part[0], lastOf(part)]) this.#byEnd.get(this.cell(end))?.delete(part);
    return this.#parts.delete(part);
  }

  at(end: Point): Line[] {
    return [...(this.#byEnd.get(this.cell(end)) ?? [])];
  }

  cell([x, y]: Point): string {
    return `${Math.round(x / this.#reach)} ${Math.round(y / this.#reach)}`;
  }
}

/** Adds parts to the end of a line as long as one goes on there. */
function grow(start: Line, free: FreeParts): Line {
  let line = start;
  for (;;) {
    const next = straightest(line, free);
    if (!next) return line;
    free.take(next.part);
    const [, ...rest] = next.onwards;
    line = [...line, ...rest];
  }
}

/** Of the parts that begin at the end of a line, the one that turns least; none where all turn sharply. */
function straightest(line: Line, free: FreeParts) {
  const [before, end] = [lastButOneOf(line), lastOf(line)];
  let best: { part: Line; onwards: Line; cos: number } | null = null;
  for (const part of free.at(end)) {
    const onwards = free.cell(part[0]) === free.cell(end) ? part : reversed(part);
    const after = onwards[1];
    const [ax, ay] = [end[0] - before[0], end[1] - before[1]];
    const [bx, by] = [after[0] - end[0], after[1] - end[1]];
    const cos = (ax * bx + ay * by) / ((Math.hypot(ax, ay) || 1) * (Math.hypot(bx, by) || 1));
    if (cos > 0.5 && (!best || cos > best.cos)) best = { part, onwards, cos };
  }
  return best;
}

function reversed(line: Line): Line {
  const [last, lastButOne, ...rest] = [...line].reverse();
  return last && lastButOne ? [last, lastButOne, ...rest] : line;
}

function lastOf(line: Line): Point {
  return line.at(-1) ?? line[1];
}

function lastButOneOf(line: Line): Point {
  return line.at(-2) ?? line[0];
}

function lengthOf(line: readonly Point[]): number {
  let length = 0;
  let before = line[0];
  for (const point of line) {
    if (before) length += Math.hypot(point[0] - before[0], point[1] - before[1]);
    before = point;
  }
  return length;
}
