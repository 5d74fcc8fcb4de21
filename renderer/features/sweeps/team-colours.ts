import { elementAt } from '#shared/lists/element.ts';

/** Told apart by readers who do not see red and green (Okabe and Ito), and dark enough for white numbers. */
const colours: readonly string[] = [
  '#0072b2',
  '#c2410c',
  '#00775a',
  '#a8327d',
  '#8a6100',
  '#3d5a99',
  '#7a3b1d',
  '#555b66',
];

export function teamColour(index: number): string {
  return elementAt(colours, index % colours.length);
}
