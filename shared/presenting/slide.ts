import type { LngLat, LngLatBounds } from '../geodesy/units.ts';
import type { Severity } from '../zones/verdict.ts';

/** A number with what it counts and the rows that it opens. */
export interface SlideFigure<Opens> {
  readonly label: string;
  readonly value: string;
  /** Red is for what breaks a rule or is overdue, nothing else. */
  readonly tone: 'plain' | 'grave' | 'doubt' | 'good';
  readonly opens: Opens;
}

interface SlideTable<Opens> {
  readonly columns: readonly { readonly title: string; readonly share: number; readonly number: boolean }[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly opens: Opens | null }[];
  /** Stands beneath, apart from the others. */
  readonly sum: readonly string[] | null;
  readonly none: string;
}

/** The map of zones; marks and names only where they may be told. */
export interface SlideMap {
  readonly bounds: LngLatBounds;
  readonly regions: readonly GeoJSON.Geometry[];
  readonly zones: readonly GeoJSON.Geometry[];
  readonly schools: readonly LngLat[];
  readonly marks: readonly { readonly position: LngLat; readonly severity: Severity }[];
  readonly legend: readonly string[];
}

interface SlideBars<Opens> {
  readonly series: readonly { readonly title: string; readonly colour: string }[];
  readonly groups: readonly {
    readonly title: string;
    readonly values: readonly number[];
    readonly opens: Opens;
  }[];
}

export type SlideBody<Opens> =
  | { readonly kind: 'cover'; readonly lines: readonly string[] }
  | { readonly kind: 'figures'; readonly figures: readonly SlideFigure<Opens>[] }
  | ({ readonly kind: 'table' } & SlideTable<Opens>)
  | ({ readonly kind: 'map' } & SlideMap)
  | ({ readonly kind: 'bars' } & SlideBars<Opens>);

/** `Opens` is what a figure opens: the page knows it. */
export interface Slide<Opens> {
  readonly title: string;
  /** A sentence that tells on what day or by what it is counted. */
  readonly note: string;
  readonly body: SlideBody<Opens>;
}

/** What stands at the foot of every slide. */
export interface SlideFoot {
  readonly left: string;
  readonly number: number;
  readonly of: number;
}
