import type { Point } from './boxes.ts';
import type { SheetContent } from './content.ts';
import type { CoordinateGrid } from './coordinate-grid.ts';
import type { LabelBoard } from './label-board.ts';
import type { MapFrame } from './map-frame.ts';
import type { Box, Mark, MeasureText } from './marks.ts';
import type { Millimetres } from './paper.ts';

/** A name of the base map, where it may stand. */
export interface GroundLabel {
  readonly text: string;
  /** One point, or the line that it follows. */
  readonly points: readonly Point[];
  readonly along: boolean;
  readonly colour: string;
  /** Names with a larger number are placed first. */
  readonly weight: number;
}

/** The base map under everything else: drawn by the service, in millimetres of the frame. */
export interface Ground {
  readonly marks: readonly Mark[];
  readonly labels: readonly GroundLabel[];
  /** Missing parts, as boxes in the frame. */
  readonly holes: readonly Box[];
}

export const layerNames = [
  '底图',
  '区域界线',
  '安全区域',
  '校园与校门',
  '设施',
  '路线',
  '研判',
  '注记',
  '坐标网',
] as const;
export type LayerName = (typeof layerNames)[number];

export interface MapDrawing {
  readonly frame: MapFrame;
  readonly ground: Ground | null;
  readonly grid: CoordinateGrid | null;
  readonly measure: MeasureText;
  /** Millimetres of one unit of this paper. */
  readonly unit: Millimetres;
  readonly without: ReadonlySet<string>;
  /** Boxes over the map that nothing may be written under. */
  readonly keptFree: readonly Box[];
  /** A small map that only shows where the main one lies. */
  readonly small: boolean;
}

export type Add = (layer: LayerName, ...marks: readonly Mark[]) => void;
export type Layers = SheetContent['layers'];

/** What the parts of a map are drawn with; `on` puts a position on the paper. */
export interface MapPens {
  readonly drawing: MapDrawing;
  readonly board: LabelBoard;
  readonly add: Add;
  readonly on: (position: readonly [number, number]) => Point;
}
