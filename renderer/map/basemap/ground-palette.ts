import { type GroundColour, groundColours } from '#shared/basemaps/archive-schemas.ts';
import type { Shade } from '../../components/theme-mode.ts';

/** Colours of the ground; `halo` is around names. */
export type GroundPalette = Readonly<Record<GroundColour | 'halo', string>>;

/** Of the same order of lightness as by day, around a ground on which violations still stand out. */
const dark: GroundPalette = {
  ground: '#1b2229',
  residential: '#1f262e',
  commercial: '#2a2722',
  education: '#1f2a38',
  industrial: '#24252c',
  farm: '#222a22',
  green: '#20302a',
  water: '#16324a',
  waterLine: '#25506f',
  building: '#2b333c',
  buildingLine: '#38424d',
  road: '#39434e',
  roadCasing: '#12171c',
  main: '#5a5238',
  mainCasing: '#12171c',
  path: '#39434e',
  rail: '#5a636d',
  border: '#6d5a80',
  label: '#a3acb7',
  waterLabel: '#7fb0d8',
  placeLabel: '#9db899',
  halo: '#161c22',
};

export const groundPalettes: Readonly<Record<Shade, GroundPalette>> = {
  light: { ...groundColours, halo: '#ffffff' },
  dark,
};
