import { ring, type XY } from './plane.ts';
import { riverAt } from './terrain.ts';
import type { Words } from './words.ts';

/** A made-up region: its level, name and outline. */
export interface District {
  readonly level: string;
  readonly name: string;
  readonly ring: readonly XY[];
}

const STEP = 200;

/** Regions of the town: the river parts its two police stations and, with two avenues, its communities. */
export function districtsOf(words: Words, halfWidth: number, halfHeight: number): District[] {
  const [west, east] = [-halfWidth, halfWidth];
  const third = halfWidth / 3;
  const part = (side: 1 | -1, from: number, to: number): XY[] => {
    const bank: XY[] = [];
    for (let x = from; x < to; x += STEP) bank.push([x, riverAt(x)]);
    bank.push([to, riverAt(to)]);
    return ring([...bank, [to, side * halfHeight], [from, side * halfHeight]]);
  };
  const whole: XY[] = [
    [west, -halfHeight],
    [east, -halfHeight],
    [east, halfHeight],
    [west, halfHeight],
    [west, -halfHeight],
  ];
  const strips: readonly (readonly [from: number, to: number])[] = [
    [west, -third],
    [-third, third],
    [third, east],
  ];
  const banks: readonly (1 | -1)[] = [1, -1];
  const communities = banks.flatMap((side, row) =>
    strips.map(([from, to], i) => ({
      level: '社区',
      name: `${words.estates[row * strips.length + i]}社区`,
      ring: part(side, from, to),
    })),
  );
  return [
    { level: '镇街', name: words.town, ring: whole },
    { level: '派出所辖区', name: `${words.town.replace(/镇$/, '')}派出所`, ring: part(1, west, east) },
    { level: '派出所辖区', name: '河南派出所', ring: part(-1, west, east) },
    ...communities,
  ];
}
