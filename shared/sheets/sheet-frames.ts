import { gaussKruger, ownMeridian, type Projection } from '../geodesy/projection.ts';
import { type LngLat, type LngLatBounds, RADIANS_PER_DEGREE } from '../geodesy/units.ts';
import type { SheetContent } from './content.ts';
import { centreOf, fittingScale, type MapFrame, mapFrame } from './map-frame.ts';
import type { Box } from './marks.ts';
import { type Millimetres, type Size, sizeOfPaper, unitOf } from './paper.ts';
import type { Block, BlockOf, SheetTemplate } from './sheet-template.ts';

/** What a person sets for one printing, over the template. */
export interface SheetSettings {
  /** 1:N; null as the template says. */
  readonly scale: number | null;
  readonly rotation: number;
  /** Moves the middle of the map; null shows what the page is about. */
  readonly centre: LngLat | null;
  /** 内部工作用图. */
  readonly marked: boolean;
}

/** A map of a sheet: its box on the paper and the frame inside it. */
export interface SheetFrame {
  readonly id: string;
  readonly role: BlockOf<'map'>['role'];
  readonly box: Box;
  readonly frame: MapFrame;
  readonly projection: Projection;
}

/** Where on the earth a map of a page is. */
export interface PlacedMap {
  readonly role: SheetFrame['role'];
  readonly box: Box;
  readonly scale: number;
  /** Of its plane coordinates; null where they have none. */
  readonly epsg: number | null;
  /** Lower left, upper left, upper right, lower right. */
  readonly corners: readonly LngLat[];
}

/** Where a block lies on paper of a size, millimetres. */
export function boxOfBlock(block: Block, size: Size): Box {
  const unit = unitOf(size);
  const span = (
    from: number | undefined,
    until: number | undefined,
    length: number | undefined,
    whole: Millimetres,
  ): [Millimetres, Millimetres] => {
    const [start, end, wide] = [from, until, length].map((value) =>
      value === undefined ? undefined : value * unit,
    );
    if (start !== undefined && end !== undefined) return [start, Math.max(0, whole - start - end)];
    const own = wide ?? whole - (start ?? 0) - (end ?? 0);
    if (start !== undefined) return [start, own];
    return end === undefined ? [(whole - own) / 2, own] : [whole - end - own, own];
  };
  const [x, width] = span(block.left, block.right, block.width, size.width);
  const [y, height] = span(block.top, block.bottom, block.height, size.height);
  return { x, y, width, height };
}

/** The frames of a sheet's maps. Exact: the main one at the scale asked for or the largest round one that fits. */
export function planFrames(
  template: SheetTemplate,
  content: Pick<SheetContent, 'bounds' | 'detail' | 'overview'>,
  settings: SheetSettings,
): SheetFrame[] {
  const size = sizeOfPaper(template.paper);
  const unit = unitOf(size);
  const maps = template.blocks.filter(
    (block): block is BlockOf<'map'> => block.kind === 'map' && !block.hidden,
  );
  const main = maps.find(({ role }) => role === 'main');
  if (!main) return [];
  const box = boxOfBlock(main, size);
  const centre = settings.centre ?? centreOf(content.bounds);
  const scale =
    settings.scale ??
    template.scale ??
    fittingScale(
      turnedBounds(content.bounds, settings.rotation),
      box.width,
      box.height,
      template.margin * unit,
    );
  const projection = template.grid === 'projected' ? gaussKruger(centre[0]) : ownMeridian(centre);
  const frame = mapFrame(centre, box.width, box.height, scale, {
    plane: projection,
    rotation: settings.rotation,
  });
  return maps.flatMap((block): SheetFrame[] => {
    if (block === main) return [{ id: block.id, role: 'main', box, frame, projection }];
    const own = boxOfBlock(block, size);
    if (block.role === 'detail') {
      if (!content.detail) return [];
      const plane = ownMeridian(content.detail);
      const larger = Math.max(100, Math.round(scale / block.enlarge / 50) * 50);
      const inner = mapFrame(content.detail, own.width, own.height, larger, {
        plane,
        rotation: settings.rotation,
      });
      return [{ id: block.id, role: 'detail', box: own, frame: inner, projection: plane }];
    }
    if (!content.overview) return [];
    const { bounds } = content.overview;
    const middle = centreOf(bounds);
    const plane = ownMeridian(middle);
    const inner = mapFrame(middle, own.width, own.height, fittingScale(bounds, own.width, own.height, unit), {
      plane,
    });
    return [{ id: block.id, role: 'overview', box: own, frame: inner, projection: plane }];
  });
}

/** The smallest upright box around a box that is turned. */
function turnedBounds([west, south, east, north]: LngLatBounds, rotation: number): LngLatBounds {
  if (rotation === 0) return [west, south, east, north];
  const [cos, sin] = [
    Math.abs(Math.cos(rotation * RADIANS_PER_DEGREE)),
    Math.abs(Math.sin(rotation * RADIANS_PER_DEGREE)),
  ];
  const shrink = Math.cos(((south + north) / 2) * RADIANS_PER_DEGREE);
  const [w, h] = [((east - west) / 2) * shrink, (north - south) / 2];
  const [lng, lat] = centreOf([west, south, east, north]);
  const [dx, dy] = [(w * cos + h * sin) / shrink, w * sin + h * cos];
  return [lng - dx, lat - dy, lng + dx, lat + dy];
}

/** The ground that a frame shows, as an area. */
export function outlineOf(frame: MapFrame): GeoJSON.Polygon {
  const { width, height } = frame;
  const ring = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
    [0, 0],
  ].map(([x = 0, y = 0]) => [...frame.toGround(x, y)]);
  return { type: 'Polygon', coordinates: [ring] };
}

export function placeMap({ role, box, frame, projection }: SheetFrame): PlacedMap {
  const { width, height, scale } = frame;
  const corners = [
    [0, height],
    [0, 0],
    [width, 0],
    [width, height],
  ].map(([x = 0, y = 0]) => frame.toGround(x, y));
  return { role, box, scale, epsg: projection.epsg, corners };
}
