/// <reference path="./pdfkit-parts.d.ts" />
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { CodedError } from '#shared/contract/errors.ts';
import type { SheetPage } from '#shared/sheets/layout.ts';
import type { GroupMark, LinkMark, Mark, PathMark, TextMark, Weight } from '#shared/sheets/marks.ts';
import { MIDDLE } from '#shared/sheets/to-svg.ts';
import { drawablePicture } from './drawable-picture.ts';
import { type FontPiece, type SheetFonts, sheetFonts } from './fonts.ts';
import { PackedPages } from './packed-pages.ts';
import { colour, short, toOperators, viewport } from './pdf-syntax.ts';
import { rememberLayouts } from './remember-layouts.ts';

const POINTS_PER_MILLIMETRE = 72 / 25.4;
/** PDF readers take no page longer than 200 inches unless its unit is larger. */
const MOST_POINTS = 14_400;

export interface PdfFacts {
  readonly title: string;
  readonly author: string;
  readonly at: Date;
}

/** Letters are drawn twice where they have a white rim: the rim first. */
type Pass = 'halo' | 'letters';
const passes: readonly Pass[] = ['halo', 'letters'];

/** Where letters stand and how they look, in millimetres. */
interface LetterLook {
  readonly x: number;
  readonly y: number;
  /** Degrees, clockwise. */
  readonly turn: number;
  /** How far below the given place the letters stand. */
  readonly drop: number;
  readonly size: number;
  readonly weight: Weight;
  readonly fill: string;
  readonly anchor: TextMark['anchor'];
  readonly halo?: number;
}

/** A PDF that is written page by page; what was written is no longer kept in memory. */
export class PdfWriter {
  readonly #document: PDFKit.PDFDocument;
  readonly #fonts: SheetFonts;
  readonly #done: Promise<void>;
  /** Layers of the whole document, by name. */
  readonly #layers = new Map<string, PDFKit.PDFKitReference>();
  /** Layers that the page uses, by what the page calls them. */
  #layersOfPage: Record<string, PDFKit.PDFKitReference> = {};
  readonly #anchors: ReadonlySet<string>;
  #failed: unknown = null;
  readonly #packing = new PackedPages();

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
    });
    const file = createWriteStream(path);
    document.pipe(file);
    this.#done = finished(file).catch((error) => {
      this.#failed = error ?? new Error('the file could not be written');
    });
    this.#document = document;
  }

  /** Writes a page; `outlined` lists it among the bookmarks. */
  async add(page: SheetPage, outlined: boolean): Promise<void> {
    const document = this.#document;
    const unit = Math.max(
      1,
      Math.ceil((Math.max(page.width, page.height) * POINTS_PER_MILLIMETRE) / MOST_POINTS),
    );
    const scale = POINTS_PER_MILLIMETRE / unit;
    document.addPage({ size: [page.width * scale, page.height * scale], margin: 0 });
    this.#packing.take(document.page.content);
    await this.#packing.writeSome();
    this.#layersOfPage = {};
    if (unit > 1) extend(document.page.dictionary, { UserUnit: unit });
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
      const shown = { Name: new String('图层'), Order: all, ON: all };
      extend(document._root, { OCProperties: { OCGs: all, D: shown } });
      for (const layer of all) layer.end();
    }
    document.end();
    await this.#packing.writeAll();
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
        for (const pass of passes)
          for (const { text, x, y, turn } of mark.glyphs)
            this.#letters(
              text,
              { ...mark, x, y, turn, weight: 400, anchor: 'middle', drop: mark.size * MIDDLE },
              pass,
            );
        return;
      case 'image':
        this.#document.image(drawablePicture(Buffer.from(mark.data, 'base64')), mark.x, mark.y, {
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
    this.#layersOfPage[key] = layer;
    extend(document.page.resources, { Properties: this.#layersOfPage });
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

  #letters(text: string, look: LetterLook, pass: Pass): void {
    const document = this.#document;
    const pieces = this.#fonts.pieces(text, look.weight);
    const width = pieces.reduce((sum, piece) => sum + piece.width, 0) * look.size;
    const x = look.anchor === 'middle' ? -width / 2 : look.anchor === 'end' ? -width : 0;
    document.save();
    document.translate(look.x, look.y);
    if (look.turn !== 0) document.rotate(look.turn);
    // The rim is no text of its own: who copies or reads aloud meets each name once.
    if (pass === 'halo')
      document.addContent(`/Span <</ActualText <FEFF>>> BDC 1 1 1 RG ${short(look.halo ?? 0)} w 1 J 1 j`);
    else document.addContent(`${colour(look.fill)} rg`);
    this.#pieces(pieces, x, look, pass);
    if (pass === 'halo') document.addContent('EMC');
    document.restore();
  }

  /** Writes pieces of text that have a font each, one after another from `start`. */
  #pieces(pieces: readonly FontPiece[], start: number, look: LetterLook, pass: Pass): void {
    const document = this.#document;
    let x = start;
    for (const piece of pieces) {
      // By its path alone: pdfkit opens a font that was given another name again for each text.
      const { path, name } = this.#fonts.file(piece.font);
      if (name === undefined) document.font(path).fontSize(look.size);
      else document.font(path, name).fontSize(look.size);
      rememberLayouts(document._font);
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
  }

  #link({ box, to }: LinkMark): void {
    if (this.#anchors.has(to)) this.#document.goTo(box.x, box.y, box.width, box.height, to);
  }

  /** Says where on the earth each map lies, as ISO 32000 does: readers then tell coordinates under the pointer. */
  #placeOnEarth({ maps, height }: SheetPage, scale: number): void {
    if (maps.length === 0) return;
    const { dictionary } = this.#document.page;
    extend(dictionary, { VP: maps.map((each) => viewport(each, height, scale)) });
  }
}

/** Adds entries to a part of the PDF. */
function extend(part: PDFKit.PDFKitReference, entries: Readonly<Record<string, unknown>>): void {
  Object.assign(part.data, entries);
}
