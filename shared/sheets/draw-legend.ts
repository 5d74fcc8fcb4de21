import { severities, severityNames } from '../zones/verdict.ts';
import type { SheetLayers, ZoneTitles } from './content.ts';
import type { MapFrame } from './map-frame.ts';
import { type Box, boxPath, linePath, type Mark, type MeasureText } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { facilityMarks, gateMarks, ink, pinMarks, routeTone, severityMarks, stopMarks } from './symbols.ts';

interface LegendItem {
  readonly title: string;
  /** Drawn in a box 5.6 by 3.6 units with this middle. */
  draw(x: Millimetres, y: Millimetres, unit: Millimetres): Mark[];
}

/** Entries only for what is really on the map. */
export function legendItems(
  layers: SheetLayers,
  frame: MapFrame,
  zones: ZoneTitles,
  without: ReadonlySet<string>,
): LegendItem[] {
  const shown = layers.venues.filter(({ position }) => frame.contains(position));
  const items: (LegendItem | false)[] = [
    ...severities.map(
      (severity) =>
        !without.has('研判') &&
        shown.some((venue) => venue.severity === severity) && {
          title: severityNames[severity],
          draw: (x: number, y: number, unit: number) => severityMarks(severity, x, y, 3.4 * unit),
        },
    ),
    layers.zones.some(({ byPoint }) => !byPoint) &&
      !without.has('安全区域') && {
        title: zones.safetyZone,
        draw: areaSample(ink.zone, 0.1, 0.4, [1.3, 0.8]),
      },
    layers.zones.some(({ byPoint }) => byPoint) &&
      !without.has('安全区域') && {
        title: '以点代替，区域待核',
        draw: areaSample(ink.zoneByPoint, 0.03, 0.4, [0.4, 0.9]),
      },
    layers.schools.some(({ number, position }) => number !== null && frame.contains(position)) &&
      !without.has('注记') && { title: '学校，号见学校表', draw: numberSample },
    layers.campuses.length > 0 &&
      !without.has('校园与校门') && { title: '校园', draw: areaSample(ink.campus, 0.18, 0.5, null) },
    layers.gates.some(({ position }) => frame.contains(position)) &&
      !without.has('校园与校门') && { title: '校门', draw: (x, y, unit) => gateMarks(x, y, 2.4 * unit) },
    layers.gateZones.length > 0 &&
      !without.has('校园与校门') && {
        title: zones.gateZone,
        draw: areaSample(ink.gateZone, 0.55, 0.25, null, 1.7),
      },
    layers.facilities.some(({ faulty }) => !faulty) &&
      !without.has('设施') && {
        title: '交通设施',
        draw: (x, y, unit) => facilityMarks(x, y, 2.8 * unit, false),
      },
    layers.facilities.some(({ faulty }) => faulty) &&
      !without.has('设施') && {
        title: '设施有问题',
        draw: (x, y, unit) => facilityMarks(x, y, 2.8 * unit, true),
      },
    ...routesOf(layers).map(
      ({ name, tone }) => !without.has('路线') && { title: name, draw: lineSample(routeTone(tone), 0.8) },
    ),
    layers.stops.length > 0 &&
      !without.has('路线') && {
        title: '检查点与次序',
        draw: (x, y, unit) => stopMarks('1', layers.stops[0]?.tone ?? 0, x, y, 3.8 * unit),
      },
    layers.pins.some(({ position }) => frame.contains(position)) &&
      !without.has('注记') && {
        title: '批注，内容见续页',
        draw: (x, y, unit) => pinMarks('1', x, y, 3.6 * unit),
      },
    layers.measures.some(({ surveyed }) => surveyed) && {
      title: '实测线',
      draw: lineSample(ink.measure, 0.55),
    },
    layers.measures.some(({ surveyed }) => !surveyed) && {
      title: '计算距离',
      draw: lineSample(ink.measure, 0.55, [1.8, 1.1]),
    },
    layers.regions.some(({ district }) => district) &&
      !without.has('区域界线') && { title: '全区边界', draw: lineSample(ink.region, 0.9, [3, 1, 0.8, 1]) },
    layers.regions.some(({ district }) => !district) &&
      !without.has('区域界线') && { title: '区域界线', draw: lineSample(ink.region, 0.45, [3, 1, 0.8, 1]) },
  ];
  return items.filter((item) => item !== false);
}

/** The legend in its box, row by row. */
export function drawLegend(
  items: readonly LegendItem[],
  box: Box,
  columns: number,
  { unit, measure }: { unit: Millimetres; measure: MeasureText },
): { marks: Mark[]; height: Millimetres } {
  const size = 3 * unit;
  const title = 3.6 * unit;
  const marks: Mark[] = [
    {
      kind: 'text',
      x: box.x,
      y: box.y + title * 0.95,
      text: '图例',
      size: title,
      weight: 700,
      fill: ink.text,
      anchor: 'start',
    },
  ];
  const step = 4.9 * unit;
  const widest = Math.max(1, ...items.map(({ title: words }) => measure(words, size, 400)));
  // Fewer columns where the words would run into each other.
  const fitting = Math.max(1, Math.min(columns, Math.floor(box.width / (widest + 9 * unit))));
  const top = box.y + title * 1.6;
  items.forEach(({ title: words, draw }, i) => {
    const x = box.x + ((i % fitting) * box.width) / fitting;
    const y = top + (Math.floor(i / fitting) + 0.5) * step;
    marks.push(...draw(x + 2.8 * unit, y, unit), {
      kind: 'text',
      x: x + 7 * unit,
      y: y + size * 0.36,
      text: words,
      size,
      weight: 400,
      fill: ink.text,
      anchor: 'start',
    });
  });
  return { marks, height: top - box.y + Math.ceil(items.length / fitting) * step };
}

function routesOf({ routes }: SheetLayers): { name: string; tone: number }[] {
  return [...new Map(routes.map(({ name, tone }) => [name, { name, tone }])).values()];
}

function areaSample(
  colour: string,
  opacity: number,
  width: number,
  dash: readonly number[] | null,
  height = 3,
) {
  return (x: Millimetres, y: Millimetres, unit: Millimetres): Mark[] => [
    {
      kind: 'path',
      d: boxPath({
        x: x - 2.6 * unit,
        y: y - (height / 2) * unit,
        width: 5.2 * unit,
        height: height * unit,
      }),
      fill: colour,
      fillOpacity: opacity,
      stroke: colour,
      width: width * unit,
      ...(dash ? { dash: dash.map((each) => each * unit) } : {}),
    },
  ];
}

/** A number as schools have it on the map. */
function numberSample(x: Millimetres, y: Millimetres, unit: Millimetres): Mark[] {
  const size = 3 * unit;
  const look = { size, weight: 700, fill: ink.school, anchor: 'middle' } as const;
  return [{ kind: 'text', x, y: y + size * 0.36, text: '12', ...look }];
}

function lineSample(colour: string, width: number, dash?: readonly number[]) {
  return (x: Millimetres, y: Millimetres, unit: Millimetres): Mark[] => [
    {
      kind: 'path',
      d: linePath([
        [x - 2.8 * unit, y],
        [x + 2.8 * unit, y],
      ]),
      stroke: colour,
      width: width * unit,
      ...(dash ? { dash: dash.map((each) => each * unit) } : {}),
    },
  ];
}
