import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { CodedError } from '#shared/contract/errors.ts';
import type { SheetPage } from '#shared/sheets/layout.ts';
import type { GroupMark, LinkMark, Mark, PathMark, TextMark, Weight } from '#shared/sheets/marks.ts';
import type { PlacedMap } from '#shared/sheets/sheet-frames.ts';
import { MIDDLE } from '#shared/sheets/to-svg.ts';
import { type SheetFonts, sheetFonts } from './fonts.ts';

const POINTS_PER_MILLIMETRE = 72 / 25.4;
/** PDF readers take no page longer than 200 inches unless its unit is larger. */
const MOST_POINTS = 14_400;

export interface PdfFacts {
  readonly title: string;
  readonly author: string;
  readonly at: Date;
}

/** A part of a PDF's own data. */
interface Reference {
  readonly data: Record<string, unknown>;
  end(): void;
}

/** What pdfkit keeps of a document beside what its types tell: layers and places on the earth need it. */
interface OpenDocument extends Omit<PDFKit.PDFDocument, 'ref' | 'page' | 'addContent'> {
  readonly _root: Reference;
  ref(data: Record<string, unknown>): Reference & object;
  addContent(content: string): void;
  readonly page: PDFKit.PDFPage & { readonly resources: Reference; readonly dictionary: Reference };
}

/** A PDF that is written page by page; what was written is no longer kept in memory. */
export class PdfWriter {
  readonly #document: OpenDocument;
  readonly #fonts: SheetFonts;
  readonly #done: Promise<void>;
  readonly #layers = new Map<string, Reference & object>();
  readonly #anchors: ReadonlySet<string>;
  #failed: unknown = null;

  /** `anchors` are those of all pages to come: a link to another leads nowhere and is left out. */
  constructor(path: string, facts: PdfFacts, anchors: Iterable<string>) {
    this.#fonts = sheetFonts();
    this.#anchors = new Set(anchors);
    const document = new PDFDocument({
      autoFirstPage: false,
      compress: true,
      lang: 'zh-CN',
      pdfVersion: '1.7',
      displayTitle: true,
      margin: 0,
      // pdfkit would read its own Helvetica otherwise.
      font: this.#fonts.file(400).path,
      info: {
        Title: facts.title,
        Author: facts.author,
        Creator: '学安图',
        Producer: '学安图',
        CreationDate: facts.at,
      },
    }) as unknown as OpenDocument;
    const file = createWriteStream(path);
    document.pipe(file);
    this.#done = finished(file).catch((error) => {
      this.#failed = error ?? new Error('the file could not be written');
    });
    this.#document = document;
  }

  /** Writes a page; `outlined` lists it among the bookmarks. */
  add(page: SheetPage, outlined: boolean): void {
    const document = this.#document;
    const unit = Math.max(
      1,
      Math.ceil((Math.max(page.width, page.height) * POINTS_PER_MILLIMETRE) / MOST_POINTS),
    );
    const scale = POINTS_PER_MILLIMETRE / unit;
    document.addPage({ size: [page.width * scale, page.height * scale], margin: 0 });
    if (unit > 1) document.page.dictionary.data.UserUnit = unit;
    if (page.anchor !== '') document.addNamedDestination(page.anchor);
    if (outlined) document.outline.addItem(page.title);
    this.#placeOnEarth(page, scale);
    document.save();
    document.scale(scale);
    for (const mark of page.marks) this.#draw(mark);
    document.restore();
  }

  /** Errors: DISK_WRITE. */
  async end(path: string): Promise<void> {
    const document = this.#document;
    if (this.#layers.size > 0) {
      const all = [...this.#layers.values()];
      document._root.data.OCProperties = { OCGs: all, D: { Name: new String('图层'), Order: all, ON: all } };
      for (const layer of all) layer.end();
    }
    document.end();
    await this.#done;
    if (this.#failed) throw new CodedError('DISK_WRITE', { path });
  }

  #draw(mark: Mark): void {
    switch (mark.kind) {
      case 'path':
        this.#path(mark);
        return;
      case 'text':
        this.#text(mark);
        return;
      case 'glyphs':
        for (const pass of ['halo', 'letters'] as const)
          for (const { text, x, y, turn } of mark.glyphs)
            this.#letters(
              text,
              { ...mark, x, y, turn, weight: 400, anchor: 'middle', drop: mark.size * MIDDLE },
              pass,
            );
        return;
      case 'image':
        this.#document.image(Buffer.from(mark.data, 'base64'), mark.x, mark.y, {
          width: mark.width,
          height: mark.height,
        });
        return;
      case 'group':
        this.#group(mark);
        return;
      case 'link':
        this.#link(mark);
        return;
    }
  }

  #group({ marks, clip, at, layer }: GroupMark): void {
    const document = this.#document;
    document.save();
    if (at) document.translate(at[0], at[1]);
    if (clip) document.addContent(`${clip.x} ${clip.y} ${clip.width} ${clip.height} re W n`);
    if (layer) document.addContent(`/OC /${this.#layer(layer)} BDC`);
    for (const mark of marks) this.#draw(mark);
    if (layer) document.addContent('EMC');
    document.restore();
  }

  /** The name of a layer on the page; layers of one name on several pages are one. */
  #layer(name: string): string {
    const document = this.#document;
    let layer = this.#layers.get(name);
    if (!layer) {
      layer = document.ref({ Type: 'OCG', Name: new String(name) });
      this.#layers.set(name, layer);
    }
    const key = `L${[...this.#layers.keys()].indexOf(name)}`;
    const { data } = document.page.resources;
    const properties = (data.Properties ?? {}) as Record<string, unknown>;
    data.Properties = { ...properties, [key]: layer };
    return key;
  }

  #path({ d, fill, fillOpacity, evenOdd, stroke, width, dash, round }: PathMark): void {
    if (d === '' || (!fill && !stroke)) return;
    const document = this.#document;
    document.addContent('q');
    if (fillOpacity !== undefined && fillOpacity < 1) document.fillOpacity(fillOpacity);
    const look = [
      fill ? `${colour(fill)} rg` : '',
      stroke ? `${colour(stroke)} RG ${short(width ?? 0)} w` : '',
      dash ? `[${dash.map(short).join(' ')}] 0 d` : '',
      round ? '1 J 1 j' : '',
    ];
    const star = evenOdd ? '*' : '';
    const paint = fill && stroke ? `B${star}` : fill ? `f${star}` : 'S';
    document.addContent(`${look.filter(Boolean).join(' ')} ${toOperators(d)} ${paint} Q`);
  }

  #text(mark: TextMark): void {
    if (mark.text === '') return;
    const look = { ...mark, turn: mark.turn ?? 0, drop: 0 };
    if (mark.halo) this.#letters(mark.text, { ...look, halo: mark.halo }, 'halo');
    this.#letters(mark.text, look, 'letters');
  }

  #letters(
    text: string,
    look: {
      readonly x: number;
      readonly y: number;
      readonly turn: number;
      readonly drop: number;
      readonly size: number;
      readonly weight: Weight;
      readonly fill: string;
      readonly anchor: TextMark['anchor'];
      readonly halo?: number;
    },
    pass: 'halo' | 'letters',
  ): void {
    const document = this.#document;
    const pieces = this.#fonts.pieces(text, look.weight);
    const width = pieces.reduce((sum, piece) => sum + piece.width, 0) * look.size;
    let x = look.anchor === 'middle' ? -width / 2 : look.anchor === 'end' ? -width : 0;
    document.save();
    document.translate(look.x, look.y);
    if (look.turn !== 0) document.rotate(look.turn);
    // The rim is no text of its own: who copies or reads aloud meets each name once.
    if (pass === 'halo')
      document.addContent(`/Span <</ActualText <FEFF>>> BDC 1 1 1 RG ${short(look.halo ?? 0)} w 1 J 1 j`);
    else document.addContent(`${colour(look.fill)} rg`);
    for (const piece of pieces) {
      // By its path alone: pdfkit opens a font that was given another name again for each text.
      const { path, name } = this.#fonts.file(piece.font);
      if (name === undefined) document.font(path).fontSize(look.size);
      else document.font(path, name).fontSize(look.size);
      if (piece.text !== '')
        document.text(piece.text, x, look.drop, {
          lineBreak: false,
          baseline: 'alphabetic',
          features: [],
          fill: pass === 'letters',
          stroke: pass === 'halo',
        });
      x += piece.width * look.size;
    }
    if (pass === 'halo') document.addContent('EMC');
    document.restore();
  }

  #link({ box, to }: LinkMark): void {
    if (this.#anchors.has(to)) this.#document.goTo(box.x, box.y, box.width, box.height, to);
  }

  /** Says where on the earth each map lies, as ISO 32000 does: readers then tell coordinates under the pointer. */
  #placeOnEarth({ maps, height }: SheetPage, scale: number): void {
    if (maps.length === 0) return;
    const { dictionary } = this.#document.page;
    dictionary.data.VP = maps.map((each) => viewport(each, height, scale));
  }
}

function viewport({ box, epsg, corners, role }: PlacedMap, height: number, scale: number) {
  return {
    Type: 'Viewport',
    Name: new String({ main: '主图', overview: '位置示意', detail: '放大图' }[role]),
    BBox: [box.x, height - box.y - box.height, box.x + box.width, height - box.y].map(
      (value) => value * scale,
    ),
    Measure: {
      Type: 'Measure',
      Subtype: 'GEO',
      Bounds: [0, 0, 0, 1, 1, 1, 1, 0],
      LPTS: [0, 0, 0, 1, 1, 1, 1, 0],
      GPTS: corners.flatMap(([lng, lat]) => [lat, lng]),
      // CGCS2000 and WGS84 agree to centimetres.
      GCS: epsg !== null && epsg !== 4490 ? { Type: 'PROJCS', EPSG: epsg } : { Type: 'GEOGCS', EPSG: 4490 },
    },
  };
}

/** SVG path data as PDF writes it: numbers first, then what is done with them. */
function toOperators(d: string): string {
  return d.replace(/([MLCZ])([^MLCZ]*)/g, (_, command: string, numbers: string) =>
    command === 'Z' ? 'h ' : `${numbers} ${command.toLowerCase()} `,
  );
}

function colour(hex: string): string {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255].map((part) => short(part / 255)).join(' ');
}

function short(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}
