import type { CategoryTitle } from '#shared/classification/category.ts';
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import type { Shade } from '../components/theme-mode.ts';
import type { ShownBasemap } from './basemap/basemap-style.ts';
import type { Beside } from './beside.ts';
import type { DrawingRequest } from './drawing/drawing-request.ts';
import type { MapControl } from './map-control.ts';
import type { Moments } from './moment-marks.ts';
import type { OverlayState } from './overlay-state.ts';
import type { Pins } from './pins.ts';
import type { Sketch } from './sketch-style.ts';
import type { Spots } from './spots.ts';

/** What can be selected on the map one by one. */
export type MapTarget = { readonly kind: 'venue' | 'school'; readonly id: number };

export interface MapViewProps {
  readonly revision: number;
  readonly bounds: LngLatBounds | null;
  readonly categories: readonly CategoryTitle[];
  /** Bottom first. */
  readonly basemaps: readonly ShownBasemap[];
  readonly overlay: OverlayState;
  readonly selected: MapTarget | null;
  /** Several things of one kind that are selected at once. */
  readonly picked?: { readonly kind: 'venue' | 'school' | 'facility'; readonly ids: ReadonlySet<number> };
  /** What each region is shaded by. */
  readonly shaded?: readonly { readonly id: number; readonly count: number }[];
  /** Where to fly to; a new object flies again. */
  readonly focus: { readonly position: LngLat; readonly zoom?: number } | null;
  /** A shape that is being drawn or changed; clicks then belong to it. */
  readonly drawing: DrawingRequest | null;
  /** Lines that corners snap to while drawing. */
  readonly edges?: readonly (readonly LngLat[])[];
  /** 治安乱点. */
  readonly spots?: Spots;
  /** Places of the districts beside this one. */
  readonly beside?: Beside;
  /** Comments on spots. */
  readonly pins?: Pins;
  /** Things of several days, of which one day is shown; a map has them from its beginning or never. */
  readonly moments?: Moments;
  /** Shapes of the moment above everything: a walk, a proposal, what an edit would draw. */
  readonly sketch: Sketch;
  /** `add` where the pointer was pressed with Ctrl: the thing joins or leaves what is selected. */
  readonly onSelect: (target: MapTarget | null, add: boolean) => void;
  /** A comment on a spot was clicked. */
  readonly onPin?: (id: number) => void;
  /** A 治安乱点 was clicked. */
  readonly onSpot?: (id: number) => void;
  /** A facility or road was clicked. */
  readonly onThing?: (thing: 'facilities' | 'roads', id: number, add: boolean) => void;
  /** A click with the right button, in pixels from the corner of the map. */
  readonly onMenu?: (position: LngLat, at: { readonly x: number; readonly y: number }) => void;
  readonly onControl?: (control: MapControl | null) => void;
  /** Called when the first map is drawn, and also when the machine cannot draw one. */
  readonly onReady?: () => void;
  readonly onPointer: (position: LngLat | null) => void;
  readonly onView: (view: { zoom: number; latitude: number; bearing: number }) => void;
}

/** What a map is drawn by. */
export interface DrawnProps extends MapViewProps {
  /** By day or in the dark. */
  readonly shade: Shade;
}

/** The props of the moment: the map is made once, and what happens on it is told to those of the last rendering. */
export interface LatestProps {
  readonly current: DrawnProps;
}
