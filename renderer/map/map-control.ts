import type { Map as MapLibre } from 'maplibre-gl';
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import { FLIGHT_MS } from './flight.ts';

/** What a map shows: centre, zoom, and the direction that is at the top, in degrees clockwise from north. */
export interface MapPlace {
  readonly lng: number;
  readonly lat: number;
  readonly zoom: number;
  readonly bearing: number;
}

/** Views kept to go back to. */
const REMEMBERED = 100;

/** What other parts of the screen can ask of the map. It remembers the views of before. */
export class MapControl {
  readonly #map: MapLibre;
  readonly #views: MapPlace[] = [];
  #at = -1;
  /** Going back to a view does not add it to the list of views again. */
  #returning = false;

  constructor(map: MapLibre) {
    this.#map = map;
    map.on('moveend', () => {
      if (this.#returning) {
        this.#returning = false;
        return;
      }
      const place = this.place;
      const known = this.#views[this.#at];
      if (known && JSON.stringify(known) === JSON.stringify(place)) return;
      this.#views.splice(this.#at + 1, this.#views.length, place);
      if (this.#views.length > REMEMBERED) this.#views.shift();
      this.#at = this.#views.length - 1;
    });
  }

  get place(): MapPlace {
    const { lng, lat } = this.#map.getCenter();
    return { lng, lat, zoom: this.#map.getZoom(), bearing: this.#map.getBearing() };
  }

  get bounds(): LngLatBounds {
    const box = this.#map.getBounds();
    return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  }

  fit([west, south, east, north]: LngLatBounds): void {
    this.#map.fitBounds([west, south, east, north], { padding: 48, maxZoom: 17.5, duration: FLIGHT_MS });
  }

  centre([lng, lat]: LngLat, zoom = this.#map.getZoom()): void {
    this.#map.easeTo({ center: [lng, lat], zoom, duration: FLIGHT_MS });
  }

  show({ lng, lat, zoom, bearing }: MapPlace): void {
    this.#map.easeTo({ center: [lng, lat], zoom, bearing, duration: FLIGHT_MS });
  }

  /** Goes wherever another map goes, and takes it along: two maps that show the same place. Returns how to part them. */
  goWith(other: MapControl): () => void {
    let follows = false;
    const lead = (from: MapLibre, to: MapLibre) => () => {
      if (follows) return;
      follows = true;
      to.jumpTo({ center: from.getCenter(), zoom: from.getZoom(), bearing: from.getBearing() });
      follows = false;
    };
    const [there, back] = [lead(this.#map, other.#map), lead(other.#map, this.#map)];
    this.#map.on('move', there);
    other.#map.on('move', back);
    there();
    return () => {
      this.#map.off('move', there);
      other.#map.off('move', back);
    };
  }

  north(): void {
    this.#map.easeTo({ bearing: 0, duration: FLIGHT_MS });
  }

  /** What is drawn now as a canvas of its own, with so many dots to a pixel of the screen. */
  async picture(): Promise<{ readonly canvas: HTMLCanvasElement; readonly ratio: number }> {
    return await new Promise((resolve) => {
      // What is drawn can be read in the same frame only.
      this.#map.once('render', () => {
        const shown = this.#map.getCanvas();
        const canvas = document.createElement('canvas');
        canvas.width = shown.width;
        canvas.height = shown.height;
        canvas.getContext('2d')?.drawImage(shown, 0, 0);
        resolve({ canvas, ratio: shown.width / Math.max(1, shown.clientWidth) });
      });
      this.#map.triggerRepaint();
    });
  }

  /** Goes back or forward among the views; false where there is none. */
  step(by: 1 | -1): boolean {
    const view = this.#views[this.#at + by];
    if (!view) return false;
    this.#at += by;
    this.#returning = true;
    this.show(view);
    return true;
  }
}
