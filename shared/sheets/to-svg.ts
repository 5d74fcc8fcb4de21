import { markupText } from '../written/markup-text.ts';
import type { GroupMark, Mark, MeasureText, TextMark } from './marks.ts';
import type { Millimetres } from './paper.ts';

/** The font family that sheets are set in; who shows an SVG has to have it. */
const SHEET_FONT = 'Noto Sans SC';
/** The middle of a Chinese letter lies so far above its base line. */
export const MIDDLE = 0.36;

export interface SvgPage {
  readonly width: Millimetres;
  readonly height: Millimetres;
  readonly marks: readonly Mark[];
}

/**
 * A page as an SVG picture in millimetres. Each text is as wide as `measure` says, so that it fits its place
 * with any font; without `measure` it is as wide as it will. `family` is put first.
 */
export function toSvg({ width, height, marks }: SvgPage, measure: MeasureText | null): string {
  const clips: string[] = [];
  const body = marks.map((mark) => markToSvg(mark, clips, measure)).join('');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" `,
    `font-family="'${SHEET_FONT}','Noto Sans CJK SC','Microsoft YaHei','Source Han Sans SC',sans-serif">`,
    clips.length > 0 ? `<defs>${clips.join('')}</defs>` : '',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    body,
    '</svg>',
  ].join('');
}

function markToSvg(mark: Mark, clips: string[], measure: MeasureText | null): string {
  switch (mark.kind) {
    case 'path': {
      const { d, fill, fillOpacity, evenOdd, stroke, width, dash, round } = mark;
      const attributes = [
        `fill="${fill ?? 'none'}"`,
        fillOpacity === undefined ? '' : `fill-opacity="${fillOpacity}"`,
        evenOdd ? 'fill-rule="evenodd"' : '',
        stroke ? `stroke="${stroke}" stroke-width="${width ?? 0}"` : '',
        dash ? `stroke-dasharray="${dash.join(' ')}"` : '',
        round ? 'stroke-linecap="round" stroke-linejoin="round"' : '',
      ];
      return d === '' ? '' : `<path ${attributes.filter(Boolean).join(' ')} d="${d}"/>`;
    }
    case 'text':
      return textToSvg(mark, measure);
    case 'glyphs': {
      const { glyphs, size, fill, halo } = mark;
      const letters = glyphs
        .map(
          ({ text, x, y, turn }) =>
            `<text transform="translate(${round(x)} ${round(y)}) rotate(${round(turn)})" y="${round(size * MIDDLE)}">${plain(text)}</text>`,
        )
        .join('');
      return `<g font-size="${round(size)}" fill="${fill}" text-anchor="middle" stroke="#ffffff" stroke-width="${round(halo)}" stroke-linejoin="round" paint-order="stroke">${letters}</g>`;
    }
    case 'image':
      return `<image x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" preserveAspectRatio="none" href="data:${mark.type};base64,${mark.data}"/>`;
    case 'group':
      return groupToSvg(mark, clips, measure);
    case 'link':
      return '';
  }
}

function groupToSvg(
  { marks, clip, at, layer }: GroupMark,
  clips: string[],
  measure: MeasureText | null,
): string {
  const body = marks.map((mark) => markToSvg(mark, clips, measure)).join('');
  const attributes = [
    layer ? `data-layer="${plain(layer)}"` : '',
    at ? `transform="translate(${at[0]} ${at[1]})"` : '',
  ];
  if (clip) {
    const id = `clip-${[clip.x, clip.y, clip.width, clip.height].map(round).join('-')}`;
    const path = `<clipPath id="${id}"><rect x="${clip.x}" y="${clip.y}" width="${clip.width}" height="${clip.height}"/></clipPath>`;
    if (!clips.includes(path)) clips.push(path);
    attributes.push(`clip-path="url(#${id})"`);
  }
  return `<g ${attributes.filter(Boolean).join(' ')}>${body}</g>`;
}

function textToSvg(
  { x, y, text, size, weight, fill, anchor, turn, halo }: TextMark,
  measure: MeasureText | null,
): string {
  if (text === '') return '';
  const wide = measure && [...text].length > 1 ? measure(text, size, weight) : null;
  const attributes = [
    `x="${round(x)}" y="${round(y)}" font-size="${round(size)}" fill="${fill}"`,
    weight === 700 ? 'font-weight="700"' : '',
    anchor === 'start' ? '' : `text-anchor="${anchor}"`,
    wide === null ? '' : `textLength="${round(wide)}" lengthAdjust="spacingAndGlyphs"`,
    turn ? `transform="rotate(${round(turn)} ${round(x)} ${round(y)})"` : '',
    halo ? `stroke="#ffffff" stroke-width="${round(halo)}" stroke-linejoin="round" paint-order="stroke"` : '',
  ];
  return `<text ${attributes.filter(Boolean).join(' ')} xml:space="preserve">${plain(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Names come from lists: they are text, and what XML forbids is left out. */
function plain(text: string): string {
  return markupText(text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, ''));
}
