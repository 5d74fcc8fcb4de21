import type { Basemap } from '#shared/contract/map.ts';

/** How a base map is drawn, remembered by its id. */
export interface BasemapLook {
  readonly id: string;
  readonly shown: boolean;
  /** From 0 to 1. */
  readonly opacity: number;
}

export interface ArrangedBasemap {
  readonly basemap: Basemap;
  readonly look: BasemapLook;
}

/** Base maps with their looks, bottom first in the reader's order; those that are new lie on top. */
export function arrange(basemaps: readonly Basemap[], looks: readonly BasemapLook[]): ArrangedBasemap[] {
  const place = new Map(looks.map(({ id }, i) => [id, i]));
  return basemaps
    .map((basemap) => ({
      basemap,
      look: looks.find(({ id }) => id === basemap.id) ?? { id: basemap.id, shown: true, opacity: 1 },
    }))
    .sort((a, b) => (place.get(a.basemap.id) ?? looks.length) - (place.get(b.basemap.id) ?? looks.length));
}
