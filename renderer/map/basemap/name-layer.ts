import type { LayerSpecification } from 'maplibre-gl';
import { nameFields } from '#shared/basemaps/archive-schemas.ts';
import { firstProperty } from './first-property.ts';

interface NameLook {
  readonly colour: string;
  readonly halo: string;
  /** Pixels. */
  readonly size: number;
  readonly minzoom?: number;
  /** Along its line, instead of beside its place. */
  readonly along?: boolean;
  /** Between letters, in their height. */
  readonly spaced?: number;
}

/** Names of what a base map has in one of its layers. */
export function nameLayer(
  id: string,
  source: string,
  layer: string,
  { colour, halo, size, minzoom = 0, along = false, spaced = 0 }: NameLook,
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source,
    'source-layer': layer,
    minzoom,
    layout: {
      ...(along ? { 'symbol-placement': 'line', 'symbol-spacing': 380 } : { 'text-max-width': 7 }),
      'text-field': firstProperty(nameFields),
      'text-size': size,
      'text-letter-spacing': spaced,
      'text-font': ['Noto Sans'],
    },
    paint: { 'text-color': colour, 'text-halo-color': halo, 'text-halo-width': 1.5 },
  };
}
