import { scaleBar } from '#shared/sheets/scale-bar.ts';
import { severities } from '#shared/zones/verdict.ts';
import { markNames, severityShapes } from '../../../components/severity-mark.tsx';

/** What is told beneath and on a picture of the map. */
export interface PictureAbout {
  /** Of whom it is: the workspace, the rule pack, the day. */
  readonly title: string;
  /** Who the ground is from. */
  readonly source: string;
  /** Metres of ground of a pixel of the screen, in the middle. */
  readonly metresPerPixel: number;
  /** Degrees clockwise from north that are at the top. */
  readonly bearing: number;
  readonly zones: { readonly safety: string; readonly gate: string };
}

const FONT = '"Noto Sans CJK SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif';
/** All in pixels of the screen; the picture has as many dots to one as the map. */
const FOOT = 50;
const PAD = 10;
const ROW = 20;
const BAR = 130;
/** CSS defines 96 pixels an inch. */
const MILLIMETRES_PER_PIXEL = 25.4 / 96;
const marks = [...severities.slice(0, -1), 'doubt', ...severities.slice(-1)] as const;

/** The map with its legend, a scale bar, where north is, whose it is and its source. */
export function drawViewPicture(
  map: HTMLCanvasElement,
  ratio: number,
  about: PictureAbout,
): HTMLCanvasElement {
  const picture = document.createElement('canvas');
  picture.width = map.width;
  picture.height = map.height + Math.round(FOOT * ratio);
  const pen = picture.getContext('2d');
  if (!pen) return picture;
  pen.drawImage(map, 0, 0);
  pen.scale(ratio, ratio);
  const size = { width: map.width / ratio, height: map.height / ratio };
  pen.fillStyle = '#fff';
  pen.fillRect(0, size.height, size.width, FOOT);
  pen.textBaseline = 'middle';
  drawLegend(pen, size.height, about);
  drawNorth(pen, size.width, about.bearing);
  drawFoot(pen, size, about);
  return picture;
}

function write(
  pen: CanvasRenderingContext2D,
  text: string,
  [x, y]: readonly [number, number],
  most?: number,
) {
  pen.fillStyle = '#1d2733';
  pen.font = `12px ${FONT}`;
  pen.fillText(text, x, y, most);
}

function drawLegend(pen: CanvasRenderingContext2D, height: number, { zones }: PictureAbout): void {
  const texts = [...marks.map((mark) => markNames[mark]), zones.safety, zones.gate];
  pen.font = `12px ${FONT}`;
  const width = Math.max(...texts.map((text) => pen.measureText(text).width)) + 46;
  const top = height - texts.length * ROW - 2 * PAD;
  pen.fillStyle = 'rgb(255 255 255 / 92%)';
  pen.fillRect(PAD, top, width, texts.length * ROW + PAD);
  for (const [i, text] of texts.entries()) {
    const middle = top + PAD / 2 + (i + 0.5) * ROW;
    const mark = marks[i];
    if (mark) drawMark(pen, mark, middle);
    else drawZone(pen, i === marks.length ? '#2f6fc4' : '#d1495b', middle);
    write(pen, text, [PAD + 34, middle]);
  }
}

function drawMark(pen: CanvasRenderingContext2D, mark: keyof typeof severityShapes, middle: number): void {
  const { colour, outline, inner, hollow } = severityShapes[mark];
  pen.save();
  pen.translate(PAD + 10, middle - 8);
  // Shapes are drawn in a box of 20 × 20.
  pen.scale(0.8, 0.8);
  pen.lineWidth = hollow ? 2.4 : 1.2;
  pen.fillStyle = hollow ? '#fff' : colour;
  pen.strokeStyle = hollow ? colour : '#fff';
  const shape = new Path2D(outline);
  pen.fill(shape);
  pen.stroke(shape);
  pen.lineWidth = 2.2;
  if (inner) pen.stroke(new Path2D(inner));
  pen.restore();
}

function drawZone(pen: CanvasRenderingContext2D, colour: string, middle: number): void {
  pen.save();
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  pen.setLineDash([4, 2]);
  pen.strokeRect(PAD + 9, middle - 5, 18, 10);
  pen.restore();
}

function drawNorth(pen: CanvasRenderingContext2D, width: number, bearing: number): void {
  pen.save();
  pen.translate(width - 28, 34);
  pen.fillStyle = 'rgb(255 255 255 / 92%)';
  pen.beginPath();
  pen.arc(0, 0, 20, 0, 2 * Math.PI);
  pen.fill();
  pen.rotate((-bearing * Math.PI) / 180);
  pen.fillStyle = '#111';
  pen.fill(new Path2D('M0 -4L5 14L0 10L-5 14Z'));
  pen.textAlign = 'center';
  write(pen, '北', [0, -11]);
  pen.restore();
}

function drawFoot(
  pen: CanvasRenderingContext2D,
  { width, height }: { readonly width: number; readonly height: number },
  { title, source, metresPerPixel }: PictureAbout,
): void {
  const scale = (metresPerPixel * 1000) / MILLIMETRES_PER_PIXEL;
  const bar = scaleBar(scale, BAR * MILLIMETRES_PER_PIXEL);
  const length = bar.paperLength / MILLIMETRES_PER_PIXEL;
  pen.fillStyle = '#111';
  pen.fillRect(PAD, height + 18, length, 4);
  pen.fillStyle = '#fff';
  pen.fillRect(PAD + length / 2, height + 19, length / 2 - 1, 2);
  write(pen, `${bar.length} m`, [PAD + length + 6, height + 20]);
  const left = PAD + BAR + 60;
  write(pen, title, [left, height + 16], width - left - PAD);
  write(pen, source, [left, height + 36], width - left - PAD);
}
