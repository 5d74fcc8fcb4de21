import { elementAt } from '#shared/lists/element.ts';
import { lengthOf, ring, type XY } from './plane.ts';

/** Where the streets of the made-up town run before they are bent: eastings and northings in metres. */
export const COLUMNS = [-1830, -1500, -1190, -850, -560, -230, 60, 390, 680, 1010, 1330, 1660];
export const ROWS = [-1340, -1060, -800, -540, -250, 10, 290, 540, 820, 1090, 1370];
/** Half the width of the river, and of the green strip along it. */
export const RIVER_HALF = 24;
export const BANK_HALF = 56;

/** A grid corner, bent and turned so that no street is dead straight. */
export function corner(column: number, row: number): XY {
  return bend([elementAt(COLUMNS, column), elementAt(ROWS, row)]);
}

function bend([u, v]: XY): XY {
  const x = u + 38 * Math.sin(v / 520 + 0.6) + 24 * Math.sin(u / 430 + v / 780);
  const y = v + 34 * Math.sin(u / 610) + 20 * Math.cos(v / 460 - u / 900);
  const turn = 0.055;
  return [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)];
}

/** A street between two corners with a slight bow. */
export function bent(a: XY, b: XY): XY[] {
  const length = lengthOf(a, b);
  const normal: XY = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
  const bow = 2.2 * Math.sin((a[0] + b[1]) / 270);
  return [0, 0.25, 0.5, 0.75, 1].map((t) => {
    const offset = bow * Math.sin(Math.PI * t);
    return [a[0] + (b[0] - a[0]) * t + normal[0] * offset, a[1] + (b[1] - a[1]) * t + normal[1] * offset];
  });
}

/** Where the river runs: its middle's northing at an easting. */
export function riverAt(x: number): number {
  return -395 + 150 * Math.sin(x / 640 + 0.4) + 0.1 * x;
}

export function riverDistance([x, y]: XY): number {
  const slope = (150 / 640) * Math.cos(x / 640 + 0.4) + 0.1;
  return Math.abs(y - riverAt(x)) / Math.hypot(1, slope);
}

export function crossesRiver(a: XY, b: XY): boolean {
  return (
    a[1] > riverAt(a[0]) !== b[1] > riverAt(b[0]) || Math.min(riverDistance(a), riverDistance(b)) < RIVER_HALF
  );
}

export function riverBand(half: number): XY[] {
  const middle = Array.from({ length: 125 }, (_, i): XY => {
    const x = -3250 + i * 52.5;
    return [x, riverAt(x)];
  });
  const side = (sign: number) =>
    middle.map(([x, y]): XY => {
      const slope = (150 / 640) * Math.cos(x / 640 + 0.4) + 0.1;
      const size = Math.hypot(1, slope);
      return [x - (sign * half * slope) / size, y + (sign * half) / size];
    });
  return ring([...side(1), ...side(-1).reverse()]);
}

export function railway(): XY[] {
  return Array.from({ length: 40 }, (_, i): XY => {
    const t = i / 39;
    return [1780 + 420 * t * t, -2300 + 4600 * t];
  });
}
