import { gaussKruger, ownMeridian, type Projection } from '../geodesy/projection.ts';
import { type LngLat, type LngLatBounds, RADIANS_PER_DEGREE } from '../geodesy/units.ts';
import { noLayers, type SheetContent, type SheetTable, type ZoneLengths } from './content.ts';
import { type CoordinateGrid, geographicGrid, projectedGrid } from './coordinate-grid.ts';
import { drawFrame, drawNorth, drawScaleBar, scaleBarSize } from './draw-furniture.ts';
import { drawLegend, legendItems } from './draw-legend.ts';
import { drawMap, type Ground } from './draw-map.ts';
import { drawTable } from './draw-table.ts';
import { freeCorner } from './free-corner.ts';
import { centreOf, fittingScale, type MapFrame, mapFrame } from './map-frame.ts';
import { type Box, fitText, type Mark, type MeasureText, wrapText } from './marks.ts';
import { type Millimetres, type Size, sizeOfPaper, unitOf } from './paper.ts';
import { ink } from './symbols.ts';
import type { Block, BlockOf, SheetField, SheetTemplate } from './template.ts';

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

/** What the sheet is told from outside. */
export interface SheetSurroundings {
  readonly measure: MeasureText;
  readonly lengths: ZoneLengths;
  readonly fields: Readonly<Partial<Record<SheetField, string>>>;
  /** The picture of the office; null where it has none. */
  readonly logo: {
    readonly type: 'image/png' | 'image/jpeg';
    readonly data: string;
    readonly ratio: number;
  } | null;
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

/** One page, finished but for its number among the others: {page} and {pages} still stand in its texts. */
export interface SheetPage extends Size {
  readonly marks: readonly Mark[];
  /** What links lead to; empty on the pages that a table goes on to. */
  readonly anchor: string;
  readonly title: string;
  readonly maps: readonly PlacedMap[];
  /** Where its blocks lie, for a person who moves them. */
  readonly blocks: readonly { readonly id: string; readonly box: Box }[];
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

/** The box that still holds a box when it is turned. */
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

/** All pages of a sheet: the first, and those that a long table goes on to. */
export function layoutSheet(
  template: SheetTemplate,
  content: SheetContent,
  settings: SheetSettings,
  frames: readonly SheetFrame[],
  grounds: ReadonlyMap<string, Ground>,
  surroundings: SheetSurroundings,
): SheetPage[] {
  const size = sizeOfPaper(template.paper);
  const unit = unitOf(size);
  const main = frames.find(({ role }) => role === 'main');
  const fields = {
    ...content.fields,
    title: content.title,
    subtitle: content.subtitle,
    scale: main ? `1:${main.frame.scale}` : '',
    crs: main ? main.projection.name : '',
    ...surroundings.fields,
  };
  const sheet: Sheet = {
    template,
    content,
    settings,
    frames,
    grounds,
    surroundings,
    size,
    unit,
    fields,
    without: new Set(template.without),
    ends: new Map(),
    rest: [],
  };
  const blocks = template.blocks.filter((block) => !block.hidden);
  const marks = [...blocks]
    .sort((a, b) => depth(a, blocks) - depth(b, blocks))
    .flatMap((block) => drawBlock(block, sheet));
  const title = fill(template.heading, fields);
  const first: SheetPage = {
    ...size,
    marks,
    anchor: content.fields.anchor ?? '',
    title,
    maps: frames.map(placeMap),
    blocks: blocks.map((block) => ({ id: block.id, box: boxOfBlock(block, size) })),
  };
  return [first, ...continued(sheet, blocks, title)];
}

function placeMap({ role, box, frame, projection }: SheetFrame): PlacedMap {
  const { width, height, scale } = frame;
  const corners = [
    [0, height],
    [0, 0],
    [width, 0],
    [width, height],
  ].map(([x = 0, y = 0]) => frame.toGround(x, y));
  return { role, box, scale, epsg: projection.epsg, corners };
}

interface Sheet {
  readonly template: SheetTemplate;
  readonly content: SheetContent;
  readonly settings: SheetSettings;
  readonly frames: readonly SheetFrame[];
  readonly grounds: ReadonlyMap<string, Ground>;
  readonly surroundings: SheetSurroundings;
  readonly size: Size;
  readonly unit: Millimetres;
  readonly fields: Readonly<Record<string, string | undefined>>;
  readonly without: ReadonlySet<string>;
  /** Where blocks really end, by their ids. */
  readonly ends: Map<string, Millimetres>;
  /** Tables that are to go on, and from which row. */
  readonly rest: { table: SheetTable; from: number }[];
}

/** Maps lie under what stands on them; what stands below another waits for it. */
function depth(block: Block, blocks: readonly Block[]): number {
  if (block.kind === 'map') return block.role === 'main' ? 0 : 1;
  let level = 2;
  let above = blocks.find(({ id }) => id === block.below);
  while (above && level < blocks.length + 2) {
    level++;
    const { below } = above;
    above = blocks.find(({ id }) => id === below);
  }
  return level;
}

function drawBlock(block: Block, sheet: Sheet): Mark[] {
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
      const items = legendItems(content.layers, main.frame, surroundings.lengths, sheet.without);
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

/** Between a block and the one below it, units. */
const GAP = 2.6;

/** Boxes over the main map: nothing is written under them. */
function keptBoxes(sheet: Sheet, within: Box): Box[] {
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
            { geometry: outlineOf(main.frame), label: '', anchor: '', own: true },
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
      kept: role === 'main' ? keptBoxes(sheet, box) : [],
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

function drawTableBlock(block: BlockOf<'table'>, box: Box, sheet: Sheet): Mark[] {
  const { content, unit, surroundings, ends } = sheet;
  const table = content.tables[block.table];
  if (!table) {
    // What stands below it moves up.
    ends.set(block.id, box.y - GAP * unit);
    return [];
  }
  const look = { unit, measure: surroundings.measure };
  const whole = drawTable(table, box, look);
  ends.set(block.id, box.y + whole.height);
  if (whole.next === null) return [...whole.marks];
  // Room for the line that says so is taken from the table.
  const line = 4.6 * unit;
  const part = drawTable(table, { ...box, height: box.height - line }, look);
  const next = part.next ?? table.rows.length;
  if (block.flows) sheet.rest.push({ table, from: next });
  ends.set(block.id, box.y + part.height + line);
  const left = table.rows.length - next;
  const size = 2.9 * unit;
  return [
    ...part.marks,
    {
      kind: 'text',
      x: box.x,
      y: box.y + part.height + size * 1.3,
      text: block.flows ? `余下 ${left} 行见续页` : `另有 ${left} 行未列出`,
      size,
      weight: 400,
      fill: ink.quiet,
      anchor: 'start',
    },
  ];
}

/** Pages of the tables that did not fit: two columns where the paper is wide enough. */
function continued(sheet: Sheet, blocks: readonly Block[], title: string): SheetPage[] {
  const { size, unit, surroundings } = sheet;
  const repeated = blocks.filter(({ repeat }) => repeat);
  const top = Math.max(
    ...repeated
      .map((block) => boxOfBlock(block, size))
      .map((box) => (box.y < size.height / 2 ? box.y + box.height : 0)),
    10 * unit,
  );
  const bottom = Math.min(
    ...repeated
      .map((block) => boxOfBlock(block, size))
      .map((box) => (box.y < size.height / 2 ? size.height : box.y)),
    size.height - 10 * unit,
  );
  const margin = 10 * unit;
  const width = size.width - 2 * margin;
  const columns = width > 150 * unit ? 2 : 1;
  const gap = 6 * unit;
  const each = (width - gap * (columns - 1)) / columns;
  const pages: SheetPage[] = [];
  for (const { table, from } of sheet.rest) {
    let next: number | null = from;
    while (next !== null) {
      const marks = repeated.flatMap((block) => drawBlock(block, sheet));
      for (let column = 0; column < columns && next !== null; column++) {
        const box = {
          x: margin + column * (each + gap),
          y: top + 3 * unit,
          width: each,
          height: bottom - top - 6 * unit,
        };
        const drawn = drawTable(table, box, { unit, measure: surroundings.measure, from: next });
        marks.push(...drawn.marks);
        next = drawn.next;
      }
      pages.push({ ...size, marks, anchor: '', title: `${title}（续）`, maps: [], blocks: [] });
    }
  }
  return pages;
}

/** A text with its fields; those of page numbers stay until all pages are known. */
function fill(text: string, fields: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name === 'page' || name === 'pages' ? whole : (fields[name] ?? ''),
  );
}

/** Writes the page's own number among all into its texts. */
export function numberPage(page: SheetPage, number: number, pages: number): SheetPage {
  const numbered = (mark: Mark): Mark => {
    if (mark.kind === 'group') return { ...mark, marks: mark.marks.map(numbered) };
    if (mark.kind !== 'text' || !mark.text.includes('{page')) return mark;
    return { ...mark, text: mark.text.replace('{pages}', String(pages)).replace('{page}', String(number)) };
  };
  return { ...page, marks: page.marks.map(numbered) };
}
