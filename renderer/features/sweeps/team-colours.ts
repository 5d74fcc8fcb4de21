import { elementAt } from '#shared/lists/element.ts';

/** Colours that colour-blind people can tell apart (Okabe and Ito), dark enough for white numbers. */
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
