import { type Map as MapLibre, Popup } from 'maplibre-gl';

/** Says a few lines at a place until somebody clicks elsewhere. */
export function sayThere(
  map: MapLibre,
  { at, lines }: { readonly at: [number, number]; readonly lines: readonly string[] },
): void {
  const content = document.createElement('div');
  content.className = 'map-saying';
  for (const line of lines) {
    const row = document.createElement('div');
    row.textContent = line;
    content.append(row);
  }
  new Popup({ offset: 8, closeButton: false, maxWidth: '280px' })
    .setLngLat(at)
    .setDOMContent(content)
    .addTo(map);
}
