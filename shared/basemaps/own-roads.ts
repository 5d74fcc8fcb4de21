import { schemaOf } from './archive-schemas.ts';

/** The workspace's own roads at least so wide are drawn as main ones, metres. */
export const MAIN_ROAD_WIDTH = 18;

/** Whether base maps leave the roads to the workspace's own: none is a picture, none has a layer of roads. */
export function leaveRoads(
  basemaps: readonly { readonly kind: 'raster' | 'vector'; readonly layers: readonly string[] }[],
): boolean {
  return basemaps.every(({ kind, layers }) => {
    const schema = schemaOf(layers);
    return kind === 'vector' && schema !== null && !layers.includes(schema.roads.layer);
  });
}
