import type { FilterSpecification, Map as MapLibre } from 'maplibre-gl';
import type { MapTarget, MapViewProps } from './map-props.ts';
import { shadeExpression } from './workspace-style.ts';

/** Shades each region by what is counted in it. */
export function showShaded(map: MapLibre, shaded: MapViewProps['shaded']): void {
  map.setPaintProperty('region-shade', 'fill-color', shadeExpression(shaded ?? []));
}

/** With more ids than this a filter makes the map slow. The rest is not marked; the panel still shows their number. */
const MOST_MARKED = 20_000;

/** Marks several things that are selected at once. */
export function showPicked(map: MapLibre, picked: MapViewProps['picked']): void {
  if (!picked) return;
  const { kind, ids } = picked;
  const marked = ids.size > 1 && ids.size <= MOST_MARKED ? [...ids] : [];
  for (const [layer, of] of [
    ['venue-picked', 'venue'],
    ['school-picked', 'school'],
    ['facility-picked', 'facility'],
  ] as const)
    map.setFilter(layer, ['in', ['id'], ['literal', of === kind ? marked : []]]);
}

/** Marks the one thing that a panel shows, with the lines from it. */
export function showSelected(map: MapLibre, selected: MapTarget | null): void {
  const venue = selected?.kind === 'venue' ? selected.id : -1;
  map.setFilter('venue-halo', ['==', ['id'], venue]);
  const links: FilterSpecification =
    selected?.kind === 'school'
      ? ['==', ['get', 'schoolId'], selected.id]
      : ['==', ['get', 'venueId'], venue];
  map.setFilter('link-selected', links);
  map.setFilter('link-label', links);
  const school = selected?.kind === 'school' ? selected.id : -1;
  map.setFilter('campus-selected', ['==', ['id'], school]);
  map.setFilter('zone-selected', ['==', ['id'], school]);
}
