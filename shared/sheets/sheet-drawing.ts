import type { SheetContent, SheetTable, ZoneTitles } from './content.ts';
import type { Ground } from './map-drawing.ts';
import type { Box, MeasureText } from './marks.ts';
import type { Millimetres, Size } from './paper.ts';
import type { SheetFrame, SheetSettings } from './sheet-frames.ts';
import type { SheetField, SheetTemplate } from './sheet-template.ts';

/** What comes from outside the template. */
export interface SheetSurroundings {
  readonly measure: MeasureText;
  readonly zones: ZoneTitles;
  readonly fields: Readonly<Partial<Record<SheetField, string>>>;
  /** The picture of the office; null where it has none. */
  readonly logo: {
    readonly type: 'image/png' | 'image/jpeg';
    readonly data: string;
    readonly ratio: number;
  } | null;
}

/** A sheet while its blocks are drawn. */
export interface Sheet {
  readonly template: SheetTemplate;
  readonly content: SheetContent;
  readonly settings: SheetSettings;
  readonly frames: readonly SheetFrame[];
  readonly grounds: ReadonlyMap<string, Ground>;
  readonly surroundings: SheetSurroundings;
  readonly size: Size;
  readonly unit: Millimetres;
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly without: ReadonlySet<string>;
  /** Where blocks really end, by their ids. */
  readonly ends: Map<string, Millimetres>;
  /** Tables that continue on further pages, from which row, and the column that they stand in. */
  readonly rest: { table: SheetTable; from: number; column: Pick<Box, 'x' | 'width'> }[];
}

/** Between a block and the one below it, units. */
export const GAP = 2.6;
