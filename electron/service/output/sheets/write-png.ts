import { createCanvas, GlobalFonts, loadImage, Path2D, type SKRSContext2D } from '@napi-rs/canvas';
import { CodedError } from '#shared/contract/errors.ts';
import type { SheetPage } from '#shared/sheets/layout.ts';
import type { Mark, PathMark, TextMark } from '#shared/sheets/marks.ts';
import { resolutionOf } from '#shared/sheets/paper.ts';
import { MIDDLE } from '#shared/sheets/to-svg.ts';
import { drawablePicture } from './drawable-picture.ts';
import { type FontKey, sheetFonts } from './fonts.ts';

/** Longer sides and more pixels than these are more than the drawing library and a machine's memory take. */
const LONGEST_SIDE = 32_000;
const MOST_PIXELS = 110_000_000;

/** A page as pixels, 300 dots an inch and 200 beyond A1. Errors: SHEET_TOO_LARGE. */
export async function writePng(page: SheetPage, paper: string): Promise<Buffer> {
  const dpi = resolutionOf(page);
  const pixelsOf = (millimetres: number) => Math.round((millimetres / 25.4) * dpi);
  const [width, height] = [pixelsOf(page.width), pixelsOf(page.height)];
  if (Math.max(width, height) > LONGEST_SIDE || width * height > MOST_PIXELS)
    throw new CodedError('SHEET_TOO_LARGE', {
      paper,
      dpi,
      format: 'PNG',
      most: `${LONGEST_SIDE}×${Math.floor(MOST_PIXELS / LONGEST_SIDE)}`,
    });
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.scale(width / page.width, height / page.height);
  for (const mark of page.marks) await paint(context, mark);
  return await canvas.encode('png');
}

async function paint(context: SKRSContext2D, mark: Mark): Promise<void> {
  switch (mark.kind) {
    case 'path':
      paintPath(context, mark);
      return;
    case 'text':
      paintText(context, mark);
      return;
    case 'glyphs':
      for (const halo of [true, false])
        for (const { text, x, y, turn } of mark.glyphs)
          paintLetters(
            context,
            { ...mark, text, x, y, turn, weight: 400, anchor: 'middle', drop: mark.size * MIDDLE },
            halo,
          );
      return;
    case 'image': {
      const image = await loadImage(drawablePicture(Buffer.from(mark.data, 'base64')));
      context.drawImage(image, mark.x, mark.y, mark.width, mark.height);
      return;
    }
    case 'group':
      context.save();
      if (mark.at) context.translate(mark.at[0], mark.at[1]);
      if (mark.clip) {
        const { x, y, width, height } = mark.clip;
        context.beginPath();
        context.rect(x, y, width, height);
        context.clip();
      }
      for (const each of mark.marks) await paint(context, each);
      context.restore();
      return;
    case 'link':
      return;
  }
}

function paintPath(
  context: SKRSContext2D,
  { d, fill, fillOpacity, evenOdd, stroke, width, dash, round }: PathMark,
): void {
  if (d === '') return;
  const path = new Path2D(d);
  if (fill) {
    context.globalAlpha = fillOpacity ?? 1;
    context.fillStyle = fill;
    context.fill(path, evenOdd ? 'evenodd' : 'nonzero');
    context.globalAlpha = 1;
  }
  if (stroke && width) {
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.setLineDash(dash ? [...dash] : []);
    context.lineCap = round ? 'round' : 'butt';
    context.lineJoin = round ? 'round' : 'miter';
    context.stroke(path);
  }
}

interface Letters extends Omit<TextMark, 'kind'> {
  /** How far the base line lies under the anchor. */
  readonly drop: number;
}

function paintText(context: SKRSContext2D, mark: TextMark): void {
  if (mark.text === '') return;
  if (mark.halo) paintLetters(context, { ...mark, drop: 0 }, true);
  paintLetters(context, { ...mark, drop: 0 }, false);
}

function paintLetters(context: SKRSContext2D, look: Letters, halo: boolean): void {
  const pieces = sheetFonts().pieces(look.text, look.weight);
  const width = pieces.reduce((sum, piece) => sum + piece.width, 0) * look.size;
  let x = look.anchor === 'middle' ? -width / 2 : look.anchor === 'end' ? -width : 0;
  context.save();
  context.translate(look.x, look.y);
  if (look.turn) context.rotate((look.turn * Math.PI) / 180);
  context.fontKerning = 'none';
  for (const piece of pieces) {
    // Fonts below a pixel's size are rounded: they are set ten times as large and drawn smaller.
    context.save();
    context.translate(x, look.drop);
    context.scale(0.1, 0.1);
    context.font = `${look.size * 10}px ${familyOf(piece.font)}`;
    if (halo) {
      context.strokeStyle = '#ffffff';
      context.lineWidth = (look.halo ?? 0) * 10;
      context.lineJoin = 'round';
      context.strokeText(piece.text, 0, 0);
    } else {
      context.fillStyle = look.fill;
      context.fillText(piece.text, 0, 0);
    }
    context.restore();
    x += piece.width * look.size;
  }
  context.restore();
}

const registered = new Map<FontKey, string>();

function familyOf(key: FontKey): string {
  let family = registered.get(key);
  if (!family) {
    family = `Sheet${key}`;
    GlobalFonts.registerFromPath(sheetFonts().file(key).path, family);
    registered.set(key, family);
  }
  return family;
}
