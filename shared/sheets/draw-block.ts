import { noLayers } from './content.ts';
import { type CoordinateGrid, geographicGrid, projectedGrid } from './coordinate-grid.ts';
import { drawFrame, drawNorth, drawScaleBar, scaleBarSize } from './draw-furniture.ts';
import { drawLegend, legendItems } from './draw-legend.ts';
import { drawMap } from './draw-map.ts';
import { drawTableBlock } from './draw-table-block.ts';
import { freeCorner } from './free-corner.ts';
import type { MapFrame } from './map-frame.ts';
import { type Box, fitText, type Mark, wrapText } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { GAP, type Sheet } from './sheet-drawing.ts';
import { boxOfBlock, outlineOf, type SheetFrame } from './sheet-frames.ts';
import type { Block, BlockOf, SheetTemplate } from './sheet-template.ts';
import { ink } from './symbols.ts';

export function drawBlock(block: Block, sheet: Sheet): Mark[] {
  const { size, unit, surroundings, content, settings } = sheet;
  const box = lowered(block, boxOfBlock(block, size), sheet);
  const main = sheet.frames.find(({ role }) => role === 'main');
  sheet.ends.set(block.id, box.y + box.height);
  switch (block.kind) {
    case 'text':
      return drawText(block, box, sheet);
    case 'mark':
      return settings.marked ? drawMark(block, box, sheet) : [];
    case 'rule':
      return [
        {
          kind: 'path',
          d: `M${box.x} ${box.y}L${box.x + box.width} ${box.y}`,
          stroke: ink.text,
          width: 0.4 * unit,
        },
      ];
    case 'map':
      return drawMapBlock(block, sheet);
    case 'scaleBar': {
      if (!main) return [];
      const marks = drawScaleBar(main.frame, scaleBarBox(block, sheet, main, box), {
        unit,
        measure: surroundings.measure,
        crs: sheet.fields.crs ?? '',
      });
      return marks;
    }
    case 'north':
      return main ? drawNorth(main.frame, box) : [];
    case 'legend': {
      if (!main) return [];
      const items = legendItems(content.layers, main.frame, surroundings.zones, sheet.without);
      const { marks, height } = drawLegend(items, box, block.columns, {
        unit,
        measure: surroundings.measure,
      });
      sheet.ends.set(block.id, box.y + height);
      return marks;
    }
    case 'table':
      return drawTableBlock(block, box, sheet);
    case 'signature':
      return drawSignature(block, box, sheet);
    case 'logo': {
      const { logo } = surroundings;
      if (!logo) return [];
      const width = Math.min(box.width, box.height * logo.ratio);
      return [{ kind: 'image', ...box, width, height: width / logo.ratio, type: logo.type, data: logo.data }];
    }
  }
}

/** A block that stands below another begins where that really ends, and keeps its own lower edge. */
function lowered({ below }: Block, box: Box, { ends, unit }: Sheet): Box {
  const end = below === undefined ? undefined : ends.get(below);
  if (end === undefined) return box;
  const y = end + GAP * unit;
  return { ...box, y, height: Math.max(0, box.y + box.height - y) };
}

/** Boxes over the main map: nothing is written under them. */
function boxesKeptFree(sheet: Sheet, within: Box): Box[] {
  return sheet.template.blocks.flatMap((block) => {
    if (block.hidden || (block.kind === 'map' && block.role === 'main')) return [];
    if (block.kind === 'mark' && !sheet.settings.marked) return [];
    const main = sheet.frames.find(({ role }) => role === 'main');
    const own = boxOfBlock(block, sheet.size);
    const box = block.kind === 'scaleBar' && main ? scaleBarBox(block, sheet, main, own) : own;
    const meets =
      box.x < within.x + within.width &&
      within.x < box.x + box.width &&
      box.y < within.y + within.height &&
      within.y < box.y + box.height;
    return meets ? [{ ...box, x: box.x - within.x, y: box.y - within.y }] : [];
  });
}

function scaleBarBox(block: BlockOf<'scaleBar'>, sheet: Sheet, main: SheetFrame, box: Box): Box {
  const { unit, surroundings, content } = sheet;
  const own = scaleBarSize(main.frame.scale, {
    unit,
    measure: surroundings.measure,
    crs: sheet.fields.crs ?? '',
  });
  if (!block.free) return { ...box, ...own };
  const marks = [
    ...content.layers.venues.map(({ position }) => position),
    ...content.layers.stops.map(({ position }) => position),
    ...content.layers.gates.map(({ position }) => position),
  ].map((position) => main.frame.toPaper(position));
  const corner = freeCorner(marks, main.frame, own, 4 * unit);
  return { x: main.box.x + corner.x, y: main.box.y + corner.y, ...own };
}

function drawMapBlock(block: BlockOf<'map'>, sheet: Sheet): Mark[] {
  const { template, content, unit, surroundings, grounds, without } = sheet;
  const planned = sheet.frames.find(({ id }) => id === block.id);
  if (!planned) return [];
  const { box, frame, role } = planned;
  const main = sheet.frames.find((each) => each.role === 'main');
  const small = role === 'overview';
  const grid = role === 'main' ? gridOf(template, frame, unit) : null;
  const layers =
    small && content.overview && main
      ? {
          ...content.overview.layers,
          pages: [
            ...content.overview.layers.pages,
            { geometry: outlineOf(main.frame), label: sheet.fields.place ?? '', anchor: '', own: true },
          ],
        }
      : role === 'detail'
        ? { ...content.layers, pages: [], stops: content.layers.stops }
        : content.layers;
  const groups = drawMap(
    { layers: small && !content.overview ? noLayers : layers },
    {
      frame,
      ground: grounds.get(block.id) ?? null,
      grid,
      measure: surroundings.measure,
      unit,
      without,
      keptFree: role === 'main' ? boxesKeptFree(sheet, box) : [],
      small,
    },
  );
  const caption = role === 'main' ? null : role === 'detail' ? `放大图 1:${frame.scale}` : '位置示意';
  return [
    { kind: 'group', at: [box.x, box.y], marks: groups },
    ...drawFrame(box, grid, { unit, measure: surroundings.measure, caption }),
  ];
}

function gridOf({ grid, without }: SheetTemplate, frame: MapFrame, unit: Millimetres): CoordinateGrid | null {
  if (grid === 'none' || without.includes('坐标网')) return null;
  const apart = 46 * unit;
  return grid === 'projected' ? projectedGrid(frame, apart) : geographicGrid(frame, apart);
}

function drawText(block: BlockOf<'text'>, box: Box, { unit, surroundings, fields }: Sheet): Mark[] {
  const { measure } = surroundings;
  const weight = block.bold ? 700 : 400;
  const words = fill(block.text, fields);
  if (words.trim() === '') return [];
  let size = block.size * unit;
  // A long title grows smaller before it is broken into lines.
  while (size > block.size * unit * 0.7 && measure(words, size, weight) > box.width) size *= 0.96;
  const lines = wrapText(words, box.width, size, weight, measure);
  const most = Math.max(1, Math.floor(box.height / (size * 1.3) + 0.2));
  const shown =
    lines.length <= most
      ? lines
      : [
          ...lines.slice(0, most - 1),
          fitText(lines.slice(most - 1).join(''), box.width, size, weight, measure),
        ];
  const x =
    block.align === 'end' ? box.x + box.width : block.align === 'middle' ? box.x + box.width / 2 : box.x;
  return shown.map((line, i) => ({
    kind: 'text',
    x,
    y: box.y + size * (0.95 + i * 1.3),
    text: line,
    size,
    weight,
    fill: ink.text,
    anchor: block.align,
  }));
}

function drawMark(block: BlockOf<'mark'>, box: Box, { unit, surroundings }: Sheet): Mark[] {
  const size = Math.min(box.height * 0.55, 3.3 * unit);
  const width = surroundings.measure(block.text, size, 400) + 5 * unit;
  return [
    {
      kind: 'path',
      d: `M${box.x} ${box.y}L${box.x + width} ${box.y}L${box.x + width} ${box.y + box.height}L${box.x} ${box.y + box.height}Z`,
      fill: '#ffffff',
      stroke: ink.violation,
      width: 0.4 * unit,
    },
    {
      kind: 'text',
      x: box.x + width / 2,
      y: box.y + box.height / 2 + size * 0.36,
      text: block.text,
      size,
      weight: 400,
      fill: ink.violation,
      anchor: 'middle',
    },
  ];
}

function drawSignature(block: BlockOf<'signature'>, box: Box, { unit, fields }: Sheet): Mark[] {
  const size = 3.2 * unit;
  const known: Record<string, string | undefined> = {
    制图: fields.maker,
    审核: fields.reviewer,
    批准: fields.approver,
  };
  const each = box.width / block.lines.length;
  return block.lines.flatMap((line, i): Mark[] => {
    const x = box.x + i * each;
    const y = box.y + box.height - 1.4 * unit;
    const label = `${line}：`;
    const left = x + size * ([...label].length + 0.1);
    return [
      { kind: 'text', x, y, text: label, size, weight: 400, fill: ink.text, anchor: 'start' },
      {
        kind: 'text',
        x: left + unit,
        y,
        text: known[line] ?? '',
        size,
        weight: 400,
        fill: ink.text,
        anchor: 'start',
      },
      {
        kind: 'path',
        d: `M${left} ${y + 0.9 * unit}L${x + each - 5 * unit} ${y + 0.9 * unit}`,
        stroke: ink.faint,
        width: 0.2 * unit,
      },
    ];
  });
}

/** A text with its fields; those of page numbers stay until all pages are known. */
export function fill(text: string, fields: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name === 'page' || name === 'pages' ? whole : (fields[name] ?? ''),
  );
}
