import { strFromU8, unzipSync } from 'fflate';

const POINT_MM = 25.4 / 72;
const TWIP_MM = POINT_MM / 20;
/** Word processors put so much of an exact line above the base line. */
const ABOVE_BASE = 0.8;
/** How far Chinese characters reach above and below the base line, in parts of their size. */
const REACH_UP = 0.86;
const REACH_DOWN = 0.08;

/** A red or black line, millimetres from the page's upper edge, and how thick. */
interface MeasuredLine {
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly style: string;
  readonly colour: string;
  readonly thick: number;
}

/** A paragraph as it stands on the first page, millimetres. */
interface MeasuredParagraph {
  readonly text: string;
  /** Of the first run, points. */
  readonly size: number;
  readonly font: string;
  readonly colour: string;
  readonly align: string;
  /** Upper edge of the first line, and of its characters. */
  readonly top: number;
  readonly charactersTop: number;
  readonly charactersBottom: number;
  readonly bottom: number;
  /** Left edge of what the paragraph may fill, and its right one. */
  readonly left: number;
  readonly right: number;
  /** Of the first line against the others. */
  readonly indent: number;
  readonly lines: readonly MeasuredLine[];
  /** It stands where it is told, and not after the one before. */
  readonly framed: boolean;
}

export interface MeasuredPage {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly header: number;
  readonly footer: number;
  /** Down to the first table; what is framed is told wherever it stands. */
  readonly body: readonly MeasuredParagraph[];
  readonly firstHeader: readonly MeasuredParagraph[];
  readonly firstFooter: readonly MeasuredParagraph[];
  readonly defaultFooter: readonly MeasuredParagraph[];
}

/**
 * Measures a Word file without a word processor, by what it says of itself: its exact lines, spaces and frames. Only the
 * first page is measured, down to its first table.
 */
export function measureDocx(bytes: Uint8Array): MeasuredPage {
  const files = unzipSync(bytes);
  const read = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const document = read('word/document.xml');
  const section = document.slice(document.lastIndexOf('<w:sectPr'));
  const size = attributesOf(section, 'w:pgSz');
  const margin = attributesOf(section, 'w:pgMar');
  const mm = (value: string | undefined) => Number(value ?? 0) * TWIP_MM;
  const page = {
    width: mm(size.w),
    height: mm(size.h),
    top: mm(margin.top),
    bottom: mm(margin.bottom),
    left: mm(margin.left),
    right: mm(margin.right),
    header: mm(margin.header),
    footer: mm(margin.footer),
  };
  const edges = { left: page.left, right: page.width - page.right };
  const relations = read('word/_rels/document.xml.rels');
  const partOf = (kind: 'header' | 'footer', type: string) => {
    const id = new RegExp(`<w:${kind}Reference[^>]*w:type="${type}"[^>]*r:id="([^"]+)"`).exec(section)?.[1];
    const other = new RegExp(`<w:${kind}Reference[^>]*r:id="([^"]+)"[^>]*w:type="${type}"`).exec(
      section,
    )?.[1];
    const name = new RegExp(`<Relationship [^>]*Id="${id ?? other}"[^>]*Target="([^"]+)"`).exec(relations);
    const target = name ?? new RegExp(`Target="([^"]+)"[^>]*Id="${id ?? other}"`).exec(relations);
    return (id ?? other) ? read(`word/${target?.[1] ?? ''}`) : '';
  };
  const firstHeader = paragraphsOf(partOf('header', 'first'), page.header, edges);
  // A header that is higher than the margin moves the body down.
  const begin = Math.max(page.top, ...firstHeader.map(({ bottom }) => bottom));
  const body = document.slice(document.indexOf('<w:body>'), document.lastIndexOf('<w:sectPr'));
  return {
    ...page,
    body: paragraphsOf(body, begin, edges),
    firstHeader,
    firstFooter: standing(partOf('footer', 'first'), page, edges),
    defaultFooter: standing(partOf('footer', 'default'), page, edges),
  };
}

/** A footer ends where the section says. */
function standing(xml: string, page: { height: number; footer: number }, edges: Edges): MeasuredParagraph[] {
  const from = paragraphsOf(xml, 0, edges);
  const height = from.at(-1)?.bottom ?? 0;
  return paragraphsOf(xml, page.height - page.footer - height, edges);
}

interface Edges {
  readonly left: number;
  readonly right: number;
}

function paragraphsOf(xml: string, begin: number, edges: Edges): MeasuredParagraph[] {
  let y = begin;
  let isMeasured = true;
  const found: MeasuredParagraph[] = [];
  for (const [whole] of xml.matchAll(/<w:tbl>|<w:p>.*?<\/w:p>|<w:p\/>/gs)) {
    if (whole === '<w:tbl>') isMeasured = false;
    else {
      const measured = measure(whole, y, edges);
      if (measured.framed || isMeasured) found.push(measured);
      if (!measured.framed) y = measured.bottom;
    }
  }
  return found;
}

function measure(xml: string, y: number, edges: Edges): MeasuredParagraph {
  const properties = /<w:pPr>.*?<\/w:pPr>/s.exec(xml)?.[0] ?? '';
  const runs = xml.replace(properties, '');
  const spacing = attributesOf(properties, 'w:spacing');
  const indent = attributesOf(properties, 'w:ind');
  const frame = attributesOf(properties, 'w:framePr');
  const framed = frame.y !== undefined;
  const line = (Number(spacing.line ?? 240) / 20) * POINT_MM;
  const size = Number(attributesOf(runs, 'w:sz').val ?? 32) / 2;
  const text = runs.replace(/<w:br\/>/g, '\n').replace(/<[^>]+>/g, '');
  const left = (framed ? Number(frame.x ?? 0) * TWIP_MM : edges.left) + Number(indent.left ?? 0) * TWIP_MM;
  const end = framed ? left + Number(frame.w ?? 0) * TWIP_MM : edges.right;
  const right = end - Number(indent.right ?? 0) * TWIP_MM;
  const top = framed ? Number(frame.y) * TWIP_MM : y + Number(spacing.before ?? 0) * TWIP_MM;
  const count = framed ? 1 : linesOf(text, size, right - left);
  const charactersTop = top + line * ABOVE_BASE - size * REACH_UP * POINT_MM;
  const lastBase = top + line * (count - 1 + ABOVE_BASE);
  const own = bordersOf(properties);
  const bottomEdge = top + line * count;
  const lines = own.map(({ side, space, thick, style, colour }) => ({
    y: side === 'bottom' ? bottomEdge + space * POINT_MM : top,
    left,
    right,
    thick,
    style,
    colour,
  }));
  const below = own.find(({ side }) => side === 'bottom');
  const room = below ? below.space * POINT_MM + below.thick : 0;
  return {
    text,
    size,
    font: attributesOf(runs, 'w:rFonts').eastAsia ?? '',
    colour: attributesOf(runs, 'w:color').val ?? '',
    align: attributesOf(properties, 'w:jc').val ?? 'left',
    top,
    charactersTop,
    charactersBottom: lastBase + size * REACH_DOWN * POINT_MM,
    bottom: bottomEdge + room + Number(spacing.after ?? 0) * TWIP_MM,
    left,
    right,
    indent: (Number(indent.firstLine ?? 0) - Number(indent.hanging ?? 0)) * TWIP_MM,
    lines,
    framed,
  };
}

/** Lines that a text takes: characters as wide as they are high, digits and letters half of it. */
function linesOf(text: string, size: number, width: number): number {
  const each = size * POINT_MM;
  return text.split('\n').reduce((sum, part) => {
    const wide = [...part].reduce((all, one) => all + (/[ -~]/.test(one) ? 0.5 : 1), 0);
    return sum + Math.max(1, Math.ceil((wide * each * 0.985) / width));
  }, 0);
}

function bordersOf(properties: string) {
  const all = /<w:pBdr>.*?<\/w:pBdr>/s.exec(properties)?.[0] ?? '';
  return (['top', 'bottom'] as const).flatMap((side) => {
    const { val, sz, color = '', space = '0' } = attributesOf(all, `w:${side}`);
    if (val === undefined) return [];
    const thick = (Number(sz) / 8) * POINT_MM;
    return [{ side, style: val, thick, colour: color, space: Number(space) }];
  });
}

/** Attributes of the first element of a name, without their prefix. */
function attributesOf(xml: string, name: string): Readonly<Record<string, string>> {
  const element = new RegExp(`<${name}(?: [^>]*)?/?>`).exec(xml)?.[0] ?? '';
  return Object.fromEntries(
    [...element.matchAll(/(?:\w+:)?(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
  );
}
