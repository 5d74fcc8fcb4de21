import { plainly, type Reading } from './reading.ts';

/** Words behind a number, small letters, and how many of the field's own units each is. */
export type UnitWords = Readonly<Record<string, number>>;

export const metreWords: UnitWords = {
  米: 1,
  公尺: 1,
  m: 1,
  公里: 1000,
  千米: 1000,
  km: 1000,
  厘米: 0.01,
  cm: 0.01,
};

export const millimetreWords: UnitWords = { 毫米: 1, mm: 1, 厘米: 10, cm: 10, 米: 1000, m: 1000 };
export const degreeWords: UnitWords = { 度: 1, '°': 1 };
export const percentWords: UnitWords = { '%': 1 };

/** More than any number that is asked for; what is left of a product's last bits is cut. */
const DIGITS = 12;

/**
 * A number as people write it: 187.5, １８７．５, 1,200, +3, with a unit behind it where the field has one. A comma that
 * parts no thousands is refused: it may be meant as a point.
 */
export function readNumber(text: string, units: UnitWords = {}): Reading<number> {
  const plain = plainly(text).replace(/\s/g, '');
  const [, digits = '', word = ''] = /^([-+]?[\d.,]*)(.*)$/.exec(plain) ?? [];
  const number = /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits) ? digits.replaceAll(',', '') : digits;
  if (/,/.test(number)) return { fault: `看不出“${plain}”是多少，小数请用点，例如 187.5` };
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(number)) return { fault: '请写数字，例如 187.5' };
  const factor = word === '' ? 1 : factorOf(units, word);
  if (factor === undefined) return { fault: unitFault(units, word) };
  return { value: Number((Number(number) * factor).toPrecision(DIGITS)) };
}

function factorOf(units: UnitWords, word: string): number | undefined {
  return Object.entries(units).find(([name]) => name === word.toLowerCase())?.[1];
}

function unitFault(units: UnitWords, word: string): string {
  const known = Object.keys(units);
  return known.length === 0 ? `请只写数字，不认识“${word}”` : `不认识单位“${word}”，可写${known.slice(0, 1)}`;
}

export interface NumberLimits {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly whole?: boolean | undefined;
  /** The unit that limits are told in. */
  readonly unit?: string | undefined;
}

/** A number within what a field takes; never rounded or cut to it. */
export function numberWithin(value: number, { min, max, whole, unit = '' }: NumberLimits): Reading<number> {
  const tell = (limit: number) => `${limit}${unit && ` ${unit}`}`;
  if (whole && !Number.isInteger(value)) return { fault: '请写整数' };
  if (min !== undefined && value < min) return { fault: `不能小于 ${tell(min)}` };
  if (max !== undefined && value > max) return { fault: `不能大于 ${tell(max)}` };
  return { value };
}
