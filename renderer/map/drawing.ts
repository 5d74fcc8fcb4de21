import type { Map as MapLibre } from 'maplibre-gl';
import {
  type GeoJSONStoreGeometries,
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawSelectMode,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { nearestOnSegment } from '#shared/geodesy/planar.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLat } from '#shared/geodesy/units.ts';

type SnapToCustom = NonNullable<
  NonNullable<NonNullable<ConstructorParameters<typeof TerraDrawPolygonMode>[0]>['snapping']>['toCustom']
>;

export type DrawnShape = GeoJSON.Point | GeoJSON.LineString | GeoJSON.Polygon;

/** A shape to be drawn anew (`value` null) or changed corner by corner. */
export interface DrawingRequest {
  /** Another key begins another drawing. */
  readonly key: string;
  readonly shape: 'point' | 'linestring' | 'polygon' | 'rectangle' | 'circle';
  readonly value: DrawnShape | null;
  /** The finished shape, again after every change of it. */
  readonly onChange: (shape: DrawnShape) => void;
  /** The shape while it is still being drawn, up to the pointer. */
  readonly onDraw?: (shape: DrawnShape) => void;
}

/** A tenth of a millimetre: finer than anything that is drawn. */
const PRECISION = 9;
const COLOUR = '#6a3fa5';
const WHITE = '#ffffff';

/** Of lines and areas only corners can be dragged, so that nobody moves a whole campus by mistake. */
function editableWith(snap: SnapToCustom) {
  const corners = { midpoints: true, draggable: true, deletable: true, snappable: { toCustom: snap } };
  return {
    point: { feature: { draggable: true } },
    linestring: { feature: { draggable: false, coordinates: corners } },
    polygon: { feature: { draggable: false, coordinates: corners } },
    rectangle: { feature: { draggable: false } },
    circle: { feature: { draggable: false } },
  };
}

/** A corner snaps to an edge that is nearer than so many pixels. */
const SNAP_REACH = 9;

/** The nearest place on some lines, where it lies within reach of the pointer. */
function nearestOnLines(
  map: MapLibre,
  at: LngLat,
  lines: readonly (readonly LngLat[])[],
): [number, number] | undefined {
  const pointer = map.project([at[0], at[1]]);
  let best: { distance: number; x: number; y: number } | null = null;
  for (const line of lines) {
    let before: { x: number; y: number } | null = null;
    for (const [lng, lat] of line) {
      const corner = map.project([lng, lat]);
      if (before) {
        const near = nearestOnSegment([pointer.x, pointer.y], [before.x, before.y], [corner.x, corner.y]);
        const distance = Math.sqrt(near.squared);
        if (distance <= SNAP_REACH && (!best || distance < best.distance))
          best = { distance, x: near.point[0], y: near.point[1] };
      }
      before = corner;
    }
  }
  if (!best) return undefined;
  const { lng, lat } = map.unproject([best.x, best.y]);
  return [Number(lng.toFixed(PRECISION)), Number(lat.toFixed(PRECISION))];
}

/** One shape on the map that the user draws or changes. */
export class ShapeDrawing {
  readonly #map: MapLibre;
  readonly #draw: TerraDraw;
  readonly #shape: DrawingRequest['shape'];
  #id: string | number | undefined;
  #shown: string;
  /** Shapes that were reported during a drag. The form gives them back later; that must not end the drag. */
  readonly #reported = new Set<string>();

  constructor(
    map: MapLibre,
    { shape, value }: DrawingRequest,
    onChange: DrawingRequest['onChange'],
    onDraw: DrawingRequest['onDraw'],
    snapLines: () => readonly (readonly LngLat[])[],
  ) {
    this.#map = map;
    this.#shape = shape;
    this.#shown = textOf(value);
    // A corner near a known edge is moved onto it, so that no narrow gap remains between neighbours.
    const snap: SnapToCustom = ({ lng, lat }) => nearestOnLines(map, [lng, lat], snapLines());
    this.#draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: PRECISION }),
      modes: [
        new TerraDrawSelectMode({ flags: editableWith(snap), styles: selectStyles, keyEvents: null }),
        modeFor(shape, snap),
      ],
    });
    this.#draw.start();
    if (value) this.#edit(value);
    else this.#draw.setMode(shape);
    map.getCanvas().addEventListener('pointerdown', this.#forgetReports);
    this.#draw.on('finish', (id) => {
      if (this.#id === undefined) {
        this.#id = id;
        this.#draw.setMode('select');
        this.#draw.selectFeature(id);
      }
      this.#report(onChange);
    });
    this.#draw.on('change', () => {
      if (this.#id === undefined) this.#reportDrawing(onDraw);
      else this.#report(onChange);
    });
  }

  /** Shows a value that came from elsewhere, for example typed coordinates. */
  show(value: DrawnShape | null): void {
    const text = textOf(value);
    if (text === this.#shown || !value || this.#reported.has(text)) return;
    this.#shown = text;
    if (this.#id !== undefined) {
      this.#draw.deselectFeature(this.#id);
      this.#draw.removeFeatures([this.#id]);
    }
    this.#edit(value);
    if (value.type !== 'Point') return;
    const center = lngLatOf(value.coordinates);
    if (!this.#map.getBounds().contains(center)) this.#map.easeTo({ center, duration: 300 });
  }

  stop(): void {
    this.#map.getCanvas().removeEventListener('pointerdown', this.#forgetReports);
    this.#draw.stop();
  }

  readonly #forgetReports = (): void => this.#reported.clear();

  #edit(value: DrawnShape): void {
    const geometry: GeoJSONStoreGeometries = rounded(value);
    const [result] = this.#draw.addFeatures([
      { type: 'Feature', properties: { mode: this.#shape }, geometry },
    ]);
    if (!result?.valid) console.error('the shape cannot be edited:', result?.reason);
    this.#id = result?.valid ? result.id : undefined;
    this.#draw.setMode(this.#id === undefined ? this.#shape : 'select');
    if (this.#id !== undefined) this.#draw.selectFeature(this.#id);
  }

  #reportDrawing(onDraw: DrawingRequest['onDraw']): void {
    const feature =
      onDraw && this.#draw.getSnapshot().find(({ properties }) => properties.mode === this.#shape);
    const shape = feature && drawnShape(feature.geometry);
    if (shape) onDraw?.(structuredClone(shape));
  }

  #report(onChange: DrawingRequest['onChange']): void {
    const feature = this.#id === undefined ? undefined : this.#draw.getSnapshotFeature(this.#id);
    const shape = feature && drawnShape(feature.geometry);
    if (!shape) return;
    const text = textOf(shape);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#reported.add(text);
    onChange(structuredClone(shape));
  }
}

const selectStyles = {
  selectedPolygonColor: COLOUR,
  selectedPolygonFillOpacity: 0.22,
  selectedPolygonOutlineColor: COLOUR,
  selectedPolygonOutlineWidth: 2,
  selectedLineStringColor: COLOUR,
  selectedLineStringWidth: 3,
  selectedPointColor: COLOUR,
  selectedPointWidth: 8,
  selectedPointOutlineColor: WHITE,
  selectedPointOutlineWidth: 2.4,
  selectionPointColor: WHITE,
  selectionPointWidth: 5,
  selectionPointOutlineColor: COLOUR,
  selectionPointOutlineWidth: 2,
  midPointColor: COLOUR,
  midPointWidth: 3.4,
  midPointOutlineColor: WHITE,
  midPointOutlineWidth: 1,
} as const;

const areaStyles = {
  fillColor: COLOUR,
  fillOpacity: 0.14,
  outlineColor: COLOUR,
  outlineWidth: 2,
} as const;

function modeFor(shape: DrawingRequest['shape'], toCustom: SnapToCustom) {
  const snapping = { toCustom };
  const closing = { closingPointColor: COLOUR, closingPointOutlineColor: WHITE } as const;
  switch (shape) {
    case 'point':
      return new TerraDrawPointMode({
        styles: { pointColor: COLOUR, pointWidth: 8, pointOutlineColor: WHITE },
      });
    case 'linestring':
      return new TerraDrawLineStringMode({
        snapping,
        styles: { lineStringColor: COLOUR, lineStringWidth: 3, ...closing },
      });
    case 'rectangle':
      return new TerraDrawRectangleMode({ drawInteraction: 'click-move-or-drag', styles: areaStyles });
    case 'circle':
      return new TerraDrawCircleMode({ drawInteraction: 'click-move-or-drag', styles: areaStyles });
    case 'polygon':
      return new TerraDrawPolygonMode({
        snapping,
        styles: { ...areaStyles, ...closing },
      });
  }
}

/** A shape of the drawing library as ours; null for the kinds that are never drawn here. */
function drawnShape(geometry: GeoJSONStoreGeometries): DrawnShape | null {
  const { type } = geometry;
  return type === 'Point' || type === 'LineString' || type === 'Polygon' ? geometry : null;
}

/** What tells two shapes of one kind apart, to the precision of the drawing. */
function textOf(value: DrawnShape | null): string {
  return value ? JSON.stringify(rounded(value).coordinates) : '';
}

/** Coordinates to the precision that the drawing accepts. */
function rounded(value: DrawnShape): DrawnShape {
  const place = (position: GeoJSON.Position) => position.map((degree) => Number(degree.toFixed(PRECISION)));
  switch (value.type) {
    case 'Point':
      return { ...value, coordinates: place(value.coordinates) };
    case 'LineString':
      return { ...value, coordinates: value.coordinates.map(place) };
    case 'Polygon':
      return { ...value, coordinates: value.coordinates.map((ring) => ring.map(place)) };
  }
}
