import { pinyin } from 'pinyin-pro';

/** Readings of a character without tones, the usual one first; null for what is no Chinese character. */
const known = new Map<string, readonly string[] | null>();

/** At most so many ways of writing initials are kept of one name: names of many such characters are rare. */
const MOST_VARIANTS = 16;

/**
 * How a name is typed by its sounds: whole syllables in a row, and initials; characters with several readings
 * give several rows of initials. 金龙网吧 gives jinlongwangba and jlwb.
 */
export function soundsOf(name: string): { readonly whole: string; readonly initials: readonly string[] } {
  let whole = '';
  let initials = [''];
  for (const char of name.toLowerCase()) {
    const readings = readingsOf(char);
    if (!readings) {
      if (!/[a-z0-9]/.test(char)) continue;
      whole += char;
      initials = initials.map((known) => known + char);
      continue;
    }
    whole += readings[0] ?? '';
    const first = [...new Set(readings.map((reading) => reading[0] ?? ''))];
    const room = Math.max(1, Math.floor(MOST_VARIANTS / initials.length));
    initials = initials.flatMap((known) => first.slice(0, room).map((letter) => known + letter));
  }
  return { whole, initials };
}

function readingsOf(char: string): readonly string[] | null {
  let readings = known.get(char);
  if (readings === undefined) {
    readings = /[\u3400-\u9fff]/.test(char)
      ? [...new Set(pinyin(char, { multiple: true, toneType: 'none', type: 'array', v: true }))]
      : null;
    known.set(char, readings);
  }
  return readings;
}
