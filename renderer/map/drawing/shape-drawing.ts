import type { Map as MapLibre } from 'maplibre-gl';
import { type GeoJSONStoreGeometries, TerraDraw, TerraDrawModeUndoRedo } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { isTyping } from '../../components/is-typing.ts';
import { isPressed, keys } from '../../components/keys.ts';
import { changeMode, drawMode, type SnapCorner } from './drawing-modes.ts';
import type { DrawingRequest, DrawnShape } from './drawing-request.ts';
import { PRECISION, roundedShape, shapeText } from './rounded-shape.ts';
import { nearestOnLines } from './snap-to-lines.ts';

/** One shape on the map that the user draws or changes. */
export class ShapeDrawing {
  readonly #map: MapLibre;
  readonly #draw: TerraDraw;
  readonly #shape: DrawingRequest['shape'];
  readonly #isIdle: boolean;
  #id: string | number | undefined;
  #shown: string;
  /**
   * What the shape was since a drag began. The form gives it back later, and once more whenever it is drawn anew; that
   * must not end the drag.
   */
  readonly #reported = new Set<string>();
  #isHeld = false;
  /** What the shape was before each drag, the last one behind. */
  readonly #before: DrawnShape[] = [];
  readonly #onChange: DrawingRequest['onChange'];

  constructor(
    map: MapLibre,
    { shape, value, onChange, onDraw, isIdle = false }: DrawingRequest,
    snapLines: () => readonly (readonly LngLat[])[],
  ) {
    this.#map = map;
    this.#shape = shape;
    this.#isIdle = isIdle;
    this.#onChange = onChange;
    this.#shown = shapeText(value);
    // A corner near a known edge is moved onto it, so that no narrow gap remains between neighbours.
    const snap: SnapCorner = ({ lng, lat }) => nearestOnLines(map, [lng, lat], snapLines());
    this.#draw = new TerraDraw({
      adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: PRECISION }),
      modes: [changeMode(snap), drawMode(shape, snap)],
      undoRedo: { modeLevel: new TerraDrawModeUndoRedo() },
    });
    this.#draw.start();
    if (value) this.#edit(value);
    else this.#draw.setMode(shape);
    map.getCanvas().addEventListener('pointerdown', this.#beginChange);
    window.addEventListener('pointerup', this.#endChange);
    window.addEventListener('pointercancel', this.#endChange);
    window.addEventListener('keydown', this.#onKey, { capture: true });
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
    const text = shapeText(value);
    // The form has caught up: what comes now is what somebody typed.
    if (text === this.#shown && !this.#isHeld) this.#reported.clear();
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
    this.#map.getCanvas().removeEventListener('pointerdown', this.#beginChange);
    window.removeEventListener('pointerup', this.#endChange);
    window.removeEventListener('pointercancel', this.#endChange);
    window.removeEventListener('keydown', this.#onKey, { capture: true });
    this.#draw.stop();
  }

  readonly #beginChange = (): void => {
    this.#isHeld = true;
    this.#reported.clear();
    this.#reported.add(this.#shown);
    const shape = this.#current();
    if (shape) this.#before.push(structuredClone(shape));
  };

  readonly #endChange = (): void => {
    this.#isHeld = false;
  };

  /** Ctrl+Z belongs to what is being drawn: no edit that was saved is taken back meanwhile. */
  readonly #onKey = (event: KeyboardEvent): void => {
    const isRedo = isPressed(event, keys.redo);
    if (!(isRedo || isPressed(event, keys.undo)) || isTyping(event.target)) return;
    if (this.#isIdle && this.#before.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.#id !== undefined && !isRedo) this.#takeBack();
    else if (this.#id === undefined) isRedo ? this.#draw.redo() : this.#draw.undo();
  };

  /** The shape as it was before the last drag that changed it. */
  #takeBack(): void {
    for (let shape = this.#before.pop(); shape; shape = this.#before.pop()) {
      if (shapeText(shape) === this.#shown) continue;
      this.#reported.clear();
      this.#reported.add(this.#shown);
      this.show(shape);
      this.#onChange(structuredClone(shape));
      return;
    }
  }

  #current(): DrawnShape | null {
    const feature = this.#id === undefined ? undefined : this.#draw.getSnapshotFeature(this.#id);
    return feature ? drawnShape(feature.geometry) : null;
  }

  #edit(value: DrawnShape): void {
    const geometry: GeoJSONStoreGeometries = roundedShape(value);
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
    const shape = this.#current();
    if (!shape) return;
    const text = shapeText(shape);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#reported.add(text);
    onChange(structuredClone(shape));
  }
}

/** A shape of the drawing library as ours; null for the kinds that are never drawn here. */
function drawnShape(geometry: GeoJSONStoreGeometries): DrawnShape | null {
  const { type } = geometry;
  return type === 'Point' || type === 'LineString' || type === 'Polygon' ? geometry : null;
}
