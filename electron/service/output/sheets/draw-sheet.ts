import type { SheetContent } from '#shared/sheets/content.ts';
import { layoutSheet, type SheetPage } from '#shared/sheets/layout.ts';
import type { Ground } from '#shared/sheets/map-drawing.ts';
import { sizeOfPaper, unitOf } from '#shared/sheets/paper.ts';
import type { SheetSurroundings } from '#shared/sheets/sheet-drawing.ts';
import { planFrames, type SheetSettings } from '#shared/sheets/sheet-frames.ts';
import type { SheetField, SheetTemplate } from '#shared/sheets/sheet-template.ts';
import type { RoadLines } from '#shared/zones/road-lines.ts';
import type { BaseTiles, MissingTile } from './base-tiles.ts';
import { drawGround } from './draw-ground.ts';
import { sheetFonts } from './fonts.ts';
import { drawOwnRoads } from './own-roads.ts';

/** What all sheets of one job have in common. */
export interface SheetJob {
  readonly template: SheetTemplate;
  readonly settings: SheetSettings;
  readonly fields: Readonly<Partial<Record<SheetField, string>>>;
  readonly zones: SheetSurroundings['zones'];
  readonly logo: SheetSurroundings['logo'];
  /** The workspace's own roads, drawn where no base map has any; null where it has none either. */
  readonly roads: RoadLines | null;
  readonly tiles: readonly BaseTiles[];
  /** Dots per inch of raster base maps. */
  readonly dpi: number;
  report(label: string, done: number, total: number): Promise<void>;
}

export interface DrawnSheet {
  readonly pages: readonly SheetPage[];
  readonly missing: readonly MissingTile[];
}

/** One ground with another on top of it. */
function over(below: Ground, above: Ground): Ground {
  return {
    marks: [...below.marks, ...above.marks],
    labels: [...below.labels, ...above.labels],
    holes: [...below.holes, ...above.holes],
  };
}

/** Draws one sheet with its base maps. */
export async function drawSheet(job: SheetJob, content: SheetContent): Promise<DrawnSheet> {
  const { template, settings } = job;
  const frames = planFrames(template, content, settings);
  const unit = unitOf(sizeOfPaper(template.paper));
  const grounds = new Map<string, Ground>();
  const missing: MissingTile[] = [];
  if (!template.without.includes('底图'))
    for (const { id, frame } of frames) {
      const ground = await drawGround(frame, { tiles: job.tiles, unit, dpi: job.dpi, report: job.report });
      grounds.set(id, job.roads ? over(ground, drawOwnRoads(frame, job.roads, unit)) : ground);
      missing.push(...ground.missing);
    }
  const pages = layoutSheet(template, content, settings, frames, grounds, {
    measure: sheetFonts().measure,
    zones: job.zones,
    fields: job.fields,
    logo: job.logo,
  });
  return { pages, missing };
}
