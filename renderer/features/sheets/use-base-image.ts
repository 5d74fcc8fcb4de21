import { useEffect, useState } from 'react';
import { plainAttribution } from '#shared/basemaps/attribution.ts';
import type { Basemap } from '#shared/contract/map.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { drawBaseImage } from '../../map/base-image.ts';

const CSS_PIXELS_PER_MILLIMETRE = 96 / 25.4;

export interface BaseImage {
  /** Null where the workspace has no base map, or it could not be drawn. */
  readonly image: string | null;
  /** What the sheet says of it. */
  readonly title: string;
}

/** The picture of the base maps for a frame; null while it is drawn. `key` stands for the frame. */
export function useBaseImage(
  frame: MapFrame | null,
  basemaps: readonly Basemap[] | undefined,
  key: string | null,
): BaseImage | null {
  const [base, setBase] = useState<{ key: string; drawn: BaseImage } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the frame
  useEffect(() => {
    if (!frame || !basemaps || key === null) return;
    const controller = new AbortController();
    const width = Math.round(frame.width * CSS_PIXELS_PER_MILLIMETRE);
    drawBaseImage(frame.bounds, width, basemaps, controller.signal)
      .then((image) => setBase({ key, drawn: { image, title: describe(basemaps) } }))
      .catch(() => {
        // The sheet is made without a base map that cannot be drawn, and says so.
        if (!controller.signal.aborted) setBase({ key, drawn: { image: null, title: '未能绘制' } });
      });
    return () => controller.abort();
  }, [key, basemaps]);

  return base && base.key === key ? base.drawn : null;
}

/** Attribution of the base maps drawn, or their titles where they state none. */
function describe(basemaps: readonly Basemap[]): string {
  return basemaps
    .filter(({ problem }) => problem === null)
    .map(({ title, attribution }) => plainAttribution(attribution) || title)
    .join('、');
}
