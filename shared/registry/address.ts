import { areaDifference, readAddressAreas } from './address-areas.ts';
import { comparable } from './text.ts';

/**
 * An address as addresses are compared: half width, without the administrative areas before the street
 * and without remarks in brackets, # for 号. 浙江省杭州市上城区清波街道河坊街12＃（近南宋御街） is 河坊街12号.
 */
export function addressKey(text: string): string {
  const plain = comparable(text)
    .replace(/\([^)]*\)/g, '')
    .replace(/#/g, '号');
  return areas.reduce((rest, area) => withoutArea(rest, area), plain);
}

/** Each kind of area once, from the largest down; words in which the same character means something else stay. */
const areas = [
  /^(中国)?[^\d]{2,6}?(省|自治区)/,
  /^[^\d]{2,8}?(?<![城超都])(市(?![场政民中])|自治州|地区)/,
  /^[^\d]{1,8}?((?<![小社校园景厂库矿宅业活假新])区|县(?!城)|旗|(?<![城超都])市(?![场政民中]))/,
  /^[^\d]{1,8}?(街道(?!\d)|镇|乡)/,
];

/** What stays must still say where: a street, an estate, a village. */
function withoutArea(text: string, area: RegExp): string {
  const rest = text.replace(area, '');
  return rest.length >= 2 ? rest : text;
}

/** The street and house number that an address begins with. */
export interface StreetNumber {
  readonly street: string;
  readonly number: number;
}

/** Reads street and number of a key of `addressKey`; null where it names none. */
export function streetNumber(key: string): StreetNumber | null {
  const [, street, number] = /^(.{1,20}?(?:大道|大街|胡同|路|街|道|巷|弄|里|条))(\d{1,5})/.exec(key) ?? [];
  return street === undefined ? null : { street, number: Number(number) };
}

/** Whether two addresses can be of one place: one says the same as the other, or more, and of no other area. */
export function sameAddress(a: string, b: string): boolean {
  const [first, second] = [addressKey(a), addressKey(b)];
  if (first === '' || second === '') return false;
  return (first === second || goesOn(first, second) || goesOn(second, first)) && !areasContradict(a, b);
}

/** Whether two addresses say the same in all that they both say. 大通县解放路75号 is not 杭州市解放路75号. */
export function equalAddresses(a: string, b: string): boolean {
  const key = addressKey(a);
  return key !== '' && key === addressKey(b) && !areasContradict(a, b);
}

/** Whether two addresses name different areas of one level. */
export function areasContradict(a: string, b: string): boolean {
  return areaDifference(readAddressAreas(a), readAddressAreas(b)) !== null;
}

/** Whether the longer address only adds to the shorter one, and does not go on with its number. */
function goesOn(longer: string, shorter: string): boolean {
  if (shorter.length < 4 || longer.length <= shorter.length) return false;
  if (longer.endsWith(shorter)) return true;
  return longer.startsWith(shorter) && !(/\d$/.test(shorter) && /^[\d-]/.test(longer.slice(shorter.length)));
}
