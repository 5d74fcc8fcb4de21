import type { SheetOrder } from '#shared/contract/sheets.ts';
import type { SheetContent } from '#shared/sheets/content.ts';
import { planFrames } from '#shared/sheets/sheet-frames.ts';
import { fingerprint } from '../fingerprint.ts';
import type { SheetJob } from './draw-sheet.ts';
import { markOfRoads } from './own-roads.ts';

/** By what a page is known again that was printed before. */
export interface PageMarks {
  /** Of its content: whatever the map and the tables show. */
  readonly shows: string;
  /** Of how it is laid out: template, settings, texts, base maps. */
  readonly look: string;
}

/**
 * What differs from one print to the next though nothing on the ground did: by itself it makes no page a new one. The
 * same goes for the numbers of pages and for the frames of neighbours, which are the atlas's and not the page's.
 */
const ofOnePrint: ReadonlySet<string> = new Set(['number', 'recipient', 'date', 'dataDate', 'sources']);

/** What all pages of an order have in common, before their content. */
export function lookOf(job: Omit<SheetJob, 'report'>, { settings }: Pick<SheetOrder, 'settings'>): string {
  const { template, fields, zones, logo, tiles } = job;
  return fingerprint({
    template,
    settings: { ...settings, ...job.settings },
    fields: Object.entries(fields).filter(([name]) => !ofOnePrint.has(name)),
    zones,
    logo,
    basemaps: tiles.map(({ basemap: { id, version, title } }) => ({ id, version, title })),
  });
}

/** Of a page with the roads beneath it, where those are drawn. */
export function showsOf(
  content: SheetContent,
  { roads, template, settings }: Pick<SheetJob, 'roads' | 'template' | 'settings'>,
): string {
  if (!roads) return fingerprint(content);
  const frames = planFrames(template, content, settings).map(({ frame }) => frame);
  return fingerprint([content, markOfRoads(frames, roads)]);
}
