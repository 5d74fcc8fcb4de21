import {
  TerraDrawCircleMode,
  TerraDrawLineStringMode,
  TerraDrawPointMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawSelectMode,
} from 'terra-draw';
import type { DrawingRequest } from './drawing-request.ts';

/** Moves a corner onto something that is near it. */
export type SnapCorner = NonNullable<
  NonNullable<NonNullable<ConstructorParameters<typeof TerraDrawPolygonMode>[0]>['snapping']>['toCustom']
>;

const COLOUR = '#6a3fa5';
const WHITE = '#ffffff';

/** The mode in which a known shape is changed. */
export function changeMode(snap: SnapCorner) {
  return new TerraDrawSelectMode({
    flags: changeableWith(snap),
    styles: selectStyles,
    keyEvents: null,
    // Each fifth move is left out otherwise, and where it was the last one the corner stays behind the pointer.
    dragEventThrottle: Number.MAX_SAFE_INTEGER,
  });
}

/** Of lines and areas only corners can be dragged, so that nobody moves a whole campus by mistake. */
function changeableWith(snap: SnapCorner) {
  const corners = { midpoints: true, draggable: true, deletable: true, snappable: { toCustom: snap } };
  return {
    point: { feature: { draggable: true } },
    linestring: { feature: { draggable: false, coordinates: corners } },
    polygon: { feature: { draggable: false, coordinates: corners } },
    rectangle: { feature: { draggable: false } },
    circle: { feature: { draggable: false } },
  };
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

/** The mode in which a shape is drawn anew. */
export function drawMode(shape: DrawingRequest['shape'], toCustom: SnapCorner) {
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
