import type { Basemap } from '#shared/contract/map.ts';

/** What the names of all sources of base maps begin with. */
export const BASEMAP = 'basemap-';

/** One that takes the place of another under its id has another version: what is drawn is never of the one before. */
export function sourceId({ id, version }: Pick<Basemap, 'id' | 'version'>): string {
  return `${BASEMAP}${id}-${version}`;
}
