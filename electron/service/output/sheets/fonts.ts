import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';
import type { MeasureText, Weight } from '#shared/sheets/marks.ts';

/** Noto Sans SC comes with the program, so that sheets look the same on every machine. */
const files: Record<Weight, string> = {
  400: 'NotoSansSC_400Regular.ttf',
  700: 'NotoSansSC_700Bold.ttf',
};
const folders: Record<Weight, string> = { 400: '400Regular', 700: '700Bold' };

/** Fonts of the machine that have rare characters of names, which our font does not have. */
const systemFonts = [
  'C:\\Windows\\Fonts\\simsunb.ttf',
  'C:\\Windows\\Fonts\\msyh.ttc',
  'C:\\Windows\\Fonts\\simsun.ttc',
  '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc',
  '/usr/share/fonts/truetype/wqy/wqy-microhei.ttc',
  '/usr/share/fonts/truetype/arphic/uming.ttc',
  '/System/Library/Fonts/PingFang.ttc',
];
/** Printed for a character that no font has: 〓, as Chinese printers do. */
const MISSING_TYPE = '〓';

/** Fonts of sheets: ours first, then those of the machine for what ours lacks. */
export interface SheetFonts {
  readonly measure: MeasureText;
  /** A text in pieces of one font each. */
  pieces(text: string, weight: Weight): FontPiece[];
  /** Where the file of a font of a piece lies, and its name within a collection. */
  file(font: FontKey): { readonly path: string; readonly name: string | undefined };
  /** Characters that no font had so far. */
  readonly missing: ReadonlySet<string>;
}

export type FontKey = Weight | 'other';

export interface FontPiece {
  readonly text: string;
  readonly font: FontKey;
  /** Width of one em. */
  readonly width: number;
}

let loaded: SheetFonts | null = null;

/** The fonts, read once. Throws where those of the program are missing from the installation. */
export function sheetFonts(): SheetFonts {
  loaded ??= new LoadedFonts();
  return loaded;
}

function fontPath(weight: Weight): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const places = [
      join(folder, 'renderer', 'fonts', files[weight]),
      join(folder, 'node_modules', '@expo-google-fonts', 'noto-sans-sc', folders[weight], files[weight]),
    ];
    const found = places.find((place) => existsSync(place));
    if (found) return found;
    if (dirname(folder) === folder)
      throw new Error(`the font ${files[weight]} is missing from this installation`);
  }
}

type FoundLetter = readonly [font: FontKey, shown: string, width: number];

class LoadedFonts implements SheetFonts {
  readonly missing = new Set<string>();
  readonly #paths: Record<Weight, string> = { 400: fontPath(400), 700: fontPath(700) };
  readonly #own: Record<Weight, Font> = { 400: open(this.#paths[400]), 700: open(this.#paths[700]) };
  readonly #letters = new Map<string, FoundLetter>();
  /** The machine's own font; undefined as long as it was not looked for, null where there is none. */
  #system: { readonly font: Font; readonly path: string } | null | undefined;

  readonly measure: MeasureText = (text, size, weight) => {
    let width = 0;
    for (const letter of text) width += this.#find(letter, weight)[2];
    return width * size;
  };

  pieces(text: string, weight: Weight): FontPiece[] {
    const pieces: { text: string; font: FontKey; width: number }[] = [];
    for (const letter of text) {
      const [font, shown, width] = this.#find(letter, weight);
      const last = pieces.at(-1);
      if (last?.font === font) {
        last.text += shown;
        last.width += width;
      } else pieces.push({ text: shown, font, width });
    }
    return pieces;
  }

  file(font: FontKey) {
    if (font !== 'other') return { path: this.#paths[font], name: undefined };
    const system = this.#findSystem();
    return { path: system?.path ?? this.#paths[400], name: system?.font.postscriptName };
  }

  #find(letter: string, weight: Weight): FoundLetter {
    const key = `${weight}${letter}`;
    const known = this.#letters.get(key);
    if (known) return known;
    const found = this.#choose(letter, weight);
    this.#letters.set(key, found);
    return found;
  }

  #choose(letter: string, weight: Weight): FoundLetter {
    const code = letter.codePointAt(0) ?? 0;
    const own = this.#own[weight];
    if (own.hasGlyphForCodePoint(code)) return [weight, letter, advance(own, code)];
    const system = this.#findSystem();
    if (system?.font.hasGlyphForCodePoint(code)) return ['other', letter, advance(system.font, code)];
    // Characters that only set direction or joining have no shape.
    if (/\p{Cf}|\p{Cc}|\p{Mn}/u.test(letter)) return [weight, '', 0];
    this.missing.add(letter);
    return [weight, MISSING_TYPE, 1];
  }

  #findSystem() {
    if (this.#system === undefined) {
      const path = systemFonts.find((file) => existsSync(file));
      this.#system = path === undefined ? null : { font: open(path), path };
    }
    return this.#system;
  }
}

function open(path: string): Font {
  const font = create(readFileSync(path));
  if ('fonts' in font) {
    const [first] = font.fonts;
    if (!first) throw new Error(`${path} holds no font`);
    return font.fonts.find(({ postscriptName }) => /SC|YaHei|SimSun/.test(postscriptName ?? '')) ?? first;
  }
  return font;
}

function advance(font: Font, code: number): number {
  return font.glyphForCodePoint(code).advanceWidth / font.unitsPerEm;
}
