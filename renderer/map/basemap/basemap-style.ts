import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { schemaOf } from '#shared/basemaps/archive-schemas.ts';
import type { Basemap } from '#shared/contract/map.ts';
import { basemapTileUrl } from '../tile-protocol.ts';
import type { GroundPalette } from './ground-palette.ts';
import { plainLayers } from './plain-layers.ts';
import { vectorLayers } from './vector-layers.ts';

/** A base map as the reader wants it drawn. */
export type ShownBasemap = Basemap & { readonly opacity?: number };

export function basemapSource(basemap: Basemap): SourceSpecification {
  const common = {
    tiles: [basemapTileUrl(basemap)],
    minzoom: basemap.minzoom,
    maxzoom: basemap.maxzoom,
    attribution: basemap.attribution,
    ...(basemap.bounds ? { bounds: basemap.bounds } : {}),
  };
  return basemap.kind === 'raster'
    ? { type: 'raster', tileSize: 256, ...common }
    : { type: 'vector', ...common };
}

/** Layers for one base map, drawn only for the source layers that it has. */
export function basemapLayers(
  basemap: ShownBasemap,
  source: string,
  colours: GroundPalette,
): LayerSpecification[] {
  const { opacity = 1 } = basemap;
  if (basemap.kind === 'raster')
    return [{ id: `${source}-raster`, type: 'raster', source, paint: { 'raster-opacity': opacity } }];
  const schema = schemaOf(basemap.layers);
  const layers = schema
    ? vectorLayers(source, schema, colours)
    : plainLayers(source, basemap.layers, colours);
  return layers
    .filter((layer) => 'source-layer' in layer && basemap.layers.includes(layer['source-layer'] ?? ''))
    .map((layer) => (opacity < 1 ? faded(layer, opacity) : layer));
}

function faded(layer: LayerSpecification, opacity: number): LayerSpecification {
  switch (layer.type) {
    case 'fill':
      return { ...layer, paint: { ...layer.paint, 'fill-opacity': opacity } };
    case 'line':
      return { ...layer, paint: { ...layer.paint, 'line-opacity': opacity } };
    case 'symbol':
      return { ...layer, paint: { ...layer.paint, 'text-opacity': opacity } };
    case 'circle':
      return { ...layer, paint: { ...layer.paint, 'circle-opacity': opacity } };
    case 'background':
    case 'color-relief':
    case 'fill-extrusion':
    case 'heatmap':
    case 'hillshade':
    case 'raster':
      return layer;
  }
}
