import { CodedError } from '#shared/contract/errors.ts';
import type { SheetOrder } from '#shared/contract/sheets.ts';
import { ownMeridian, type Projection } from '#shared/geodesy/projection.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { mapFrame } from '#shared/sheets/map-frame.ts';
import { paperTitle, sizeOfPaper } from '#shared/sheets/paper.ts';
import { boxOfBlock } from '#shared/sheets/sheet-frames.ts';

/** More fields than this mean that the scale was chosen by mistake. */
const MOST_CELLS = 2000;

/** A grid of pages over an area, each as large as the map of the sheet at its scale: A1, A2 … from the north-west. */
export function gridCells(
  area: LngLatBounds,
  { template, settings, pages }: Pick<SheetOrder, 'template' | 'settings' | 'pages'>,
): { name: string; bounds: LngLatBounds }[] {
  const scale = settings.scale ?? template.scale ?? 5000;
  const size = sizeOfPaper(template.paper);
  const map = template.blocks.find((block) => block.kind === 'map' && block.role === 'main');
  if (!map) return [];
  const box = boxOfBlock(map, size);
  const plane = ownMeridian([(area[0] + area[2]) / 2, (area[1] + area[3]) / 2]);
  const [west, south, east, north] = boxOnPlane(plane, area);
  const share = 1 - pages.overlap / 100;
  const [wide, high] = [(box.width * scale) / 1000, (box.height * scale) / 1000];
  const [stepX, stepY] = [wide * share, high * share];
  const columns = Math.max(1, Math.ceil((east - west - (wide - stepX)) / stepX));
  const rows = Math.max(1, Math.ceil((north - south - (high - stepY)) / stepY));
  if (columns * rows > MOST_CELLS)
    throw new CodedError('SHEET_DETAIL', {
      scale,
      paper: paperTitle(template.paper),
      pages: columns * rows,
      most: MOST_CELLS,
    });
  // The whole grid lies over the middle of the area.
  const left = (west + east) / 2 - ((columns - 1) * stepX) / 2;
  const top = (south + north) / 2 + ((rows - 1) * stepY) / 2;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const centre = plane.toLngLat([left + column * stepX, top - row * stepY]);
      const { bounds } = mapFrame(centre, box.width, box.height, scale, { plane: ownMeridian(centre) });
      return { name: `${lettersOf(row)}${column + 1}`, bounds };
    }),
  ).flat();
}

/** The box around an area on a plane, in metres. */
function boxOnPlane(
  plane: Projection,
  [west, south, east, north]: LngLatBounds,
): [west: number, south: number, east: number, north: number] {
  const corners = [
    plane.toPlane([west, south]),
    plane.toPlane([east, south]),
    plane.toPlane([west, north]),
    plane.toPlane([east, north]),
  ];
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** A to Z, then AA. */
function lettersOf(row: number): string {
  const letter = String.fromCharCode(65 + (row % 26));
  return row < 26 ? letter : lettersOf(Math.floor(row / 26) - 1) + letter;
}
