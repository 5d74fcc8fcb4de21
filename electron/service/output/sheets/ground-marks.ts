import { groundColours } from '#shared/basemaps/archive-schemas.ts';
import type { Mark, PathMark } from '#shared/sheets/marks.ts';

/** Streets of one kind: path data, and their width in metres. */
export interface GroundRoads {
  readonly lines: string[];
  readonly width: number;
  readonly main: boolean;
  readonly path: boolean;
}

/** Path data of what a vector base map shows, by what it is. */
export class GroundShapes {
  /** Areas by their colour. */
  readonly areas = new Map<string, string[]>();
  readonly water: string[] = [];
  readonly shores: string[] = [];
  readonly waterways: string[] = [];
  readonly borders: string[] = [];
  readonly rails: string[] = [];
  /** Streets by their kind. */
  readonly roads = new Map<string, GroundRoads>();
  readonly buildings: string[] = [];
  readonly walls: string[] = [];
  /** Lines of an archive whose kind is not known. */
  readonly plain: string[] = [];
}

/** Shapes as they lie over each other on paper; `unit` is millimetres of one unit of the paper. */
export function groundMarks(shapes: GroundShapes, unit: number, scale: number): Mark[] {
  const { waterLine } = groundColours;
  return [
    ...[...shapes.areas].flatMap(([fill, parts]) => path(parts, { fill })),
    ...path(shapes.water, { fill: groundColours.water }),
    ...path(shapes.shores, { stroke: waterLine, width: 0.15 * unit }),
    ...path(shapes.waterways, { stroke: waterLine, width: 0.35 * unit, round: true }),
    ...path(shapes.borders, {
      stroke: groundColours.border,
      width: 0.25 * unit,
      dash: [1.6 * unit, 0.8 * unit, 0.4 * unit, 0.8 * unit],
    }),
    ...path(shapes.rails, { stroke: groundColours.rail, width: 0.45 * unit }),
    ...path(shapes.rails, { stroke: '#ffffff', width: 0.25 * unit, dash: [1.4 * unit, 1.4 * unit] }),
    ...roadMarks(shapes, unit, scale),
    ...path(shapes.buildings, { fill: groundColours.building }),
    ...path(shapes.walls, { stroke: groundColours.buildingLine, width: 0.1 * unit }),
    ...path(shapes.plain, { stroke: groundColours.mainCasing, width: 0.25 * unit }),
  ];
}

/** Draws the rims of all streets first, so that no rim crosses another street; narrow streets below wide ones. */
function roadMarks({ roads }: GroundShapes, unit: number, scale: number): Mark[] {
  const ordered = [...roads.values()].sort((a, b) => Number(a.main) - Number(b.main) || a.width - b.width);
  const widthOf = ({ width, main, path: isPath }: GroundRoads) =>
    Math.max((width * 1000) / scale, (main ? 0.55 : isPath ? 0.16 : 0.3) * unit);
  const rims = ordered
    .filter((road) => !road.path)
    .flatMap((road) =>
      path(road.lines, {
        stroke: road.main ? groundColours.mainCasing : groundColours.roadCasing,
        width: widthOf(road) + 0.24 * unit,
        round: true,
      }),
    );
  const surfaces = ordered.flatMap((road) =>
    road.path
      ? path(road.lines, { stroke: groundColours.path, width: 0.22 * unit, dash: [1 * unit, 0.6 * unit] })
      : path(road.lines, {
          stroke: road.main ? groundColours.main : groundColours.road,
          width: widthOf(road),
          round: true,
        }),
  );
  return [...rims, ...surfaces];
}

/** One path of all parts; none where there are no parts. */
function path(parts: readonly string[], look: Omit<PathMark, 'kind' | 'd'>): PathMark[] {
  const d = parts.join('');
  return d === '' ? [] : [{ kind: 'path', d, ...look }];
}
