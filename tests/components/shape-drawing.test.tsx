import { Map as MapLibre } from 'maplibre-gl';
import { expect, it, onTestFinished } from 'vitest';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { DrawnShape } from '../../renderer/map/drawing/drawing-request.ts';
import { ShapeDrawing } from '../../renderer/map/drawing/shape-drawing.ts';

const CORNER: LngLat = [116.402, 39.591];
const at = ([lng, lat]: LngLat) => ({ lng, lat });
const corners: LngLat[] = [[116.4, 39.59], [116.402, 39.59], CORNER, [116.4, 39.591], [116.4, 39.59]];
const campus: DrawnShape = { type: 'Polygon', coordinates: [corners.map((corner) => [...corner])] };

/** A campus on an empty map, its corners to be dragged. */
async function editedCampus() {
  const container = document.body.appendChild(document.createElement('div'));
  container.style.cssText = 'width: 800px; height: 600px';
  const map = new MapLibre({
    container,
    style: { version: 8, sources: {}, layers: [] },
    center: [116.401, 39.5905],
    zoom: 16,
    attributionControl: false,
  });
  await map.once('load');
  const reported: DrawnShape[] = [];
  const onChange = (shape: DrawnShape) => void reported.push(shape);
  const drawing = new ShapeDrawing(map, { key: 'x', shape: 'polygon', value: campus, onChange }, () => []);
  onTestFinished(() => {
    drawing.stop();
    map.remove();
    container.remove();
  });
  const point = (kind: string, [x, y]: readonly [number, number]) => {
    const { left, top } = map.getCanvas().getBoundingClientRect();
    const at = {
      clientX: left + x,
      clientY: top + y,
      isPrimary: true,
      pointerId: 1,
      bubbles: true,
      button: 0,
    };
    map.getCanvas().dispatchEvent(new PointerEvent(kind, at));
  };
  return { map, drawing, reported, point };
}

/** Takes hold of the corner and moves it so many times by ten pixels; where the pointer is then. */
function hold({ map, point }: Awaited<ReturnType<typeof editedCampus>>, moves: number) {
  const { x, y } = map.project(at(CORNER));
  point('pointermove', [x, y]);
  point('pointerdown', [x, y]);
  for (let i = 1; i <= moves; i++) point('pointermove', [x + 10 * i, y]);
  return [x + 10 * moves, y] as const;
}

const cornerOf = (shape: DrawnShape | undefined): LngLat =>
  lngLatOf((shape?.type === 'Polygon' && shape.coordinates[0]?.[2]) || [0, 0]);

it.each([2, 3, 4, 5, 6, 7, 8, 11, 16])(
  'a corner that is moved %s times stays under the pointer',
  async (moves) => {
    const edited = await editedCampus();
    const end = hold(edited, moves);
    edited.point('pointerup', end);
    const { x, y } = edited.map.project(at(cornerOf(edited.reported.at(-1))));
    expect(Math.hypot(x - end[0], y - end[1])).toBeLessThan(1);
  },
);

it('a form that is drawn anew with what it had before ends no drag', async () => {
  const edited = await editedCampus();
  hold(edited, 3);
  edited.drawing.show(campus);
  const end = hold(edited, 8);
  edited.drawing.show(campus);
  edited.point('pointerup', end);
  edited.drawing.show(campus);
  const { x } = edited.map.project(at(cornerOf(edited.reported.at(-1))));
  expect(Math.abs(x - end[0])).toBeLessThan(1);
});

it('what is typed after a drag is shown, also where it was so before', async () => {
  const edited = await editedCampus();
  edited.point('pointerup', hold(edited, 8));
  edited.drawing.show(edited.reported.at(-1) ?? null);
  edited.drawing.show(campus);
  edited.reported.length = 0;
  // The corner is where it was, so it can be taken hold of there.
  edited.point('pointerup', hold(edited, 4));
  expect(edited.reported.length).toBeGreaterThan(0);
  expect(cornerOf(edited.reported.at(-1))[0]).toBeGreaterThan(CORNER[0]);
});
