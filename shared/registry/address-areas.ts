import {
  type Division,
  divisionLevels,
  divisionsAbove,
  divisionsNamed,
  divisionsOfShortName,
  longestNameAt,
} from './divisions.ts';
import { comparable } from './text.ts';

/** The administrative areas that an address names, in full; null where it does not say. */
export interface AddressAreas {
  readonly province: string | null;
  readonly city: string | null;
  readonly district: string | null;
  /** 街道, 镇 or 乡. */
  readonly town: string | null;
}

export const noAreas: AddressAreas = { province: null, city: null, district: null, town: null };
const areaLevels = ['province', 'city', 'district', 'town'] as const;

/** Two names of one level, of two addresses. */
export interface AreaDifference {
  readonly level: (typeof areaLevels)[number];
  readonly first: string;
  readonly second: string;
}

/** After a short name these make it the name of something else: 南京东路, 吉林市, 海南藏族自治州. */
const OTHER_NAME =
  /^(?:[东西南北中前后新大小老]{0,2}(?:路|街|道|巷|弄|胡同|里|桥|门|园|苑|城|广场|大厦|饭店|酒店)|[市区县州盟镇乡村]|地区|.{1,4}族)/;
/** 东街道12号 is on a road. */
const TOWN = /^([^\d]{2,8}?(?:街道|镇|乡)|[^\d][镇乡])(?!路|街|大道)/;

/**
 * Reads the areas at the head of an address. A district whose name is given only once in China also tells its city
 * and province. 青海大通县桥头镇解放路75号 is in 青海省, 西宁市, 大通回族土族自治县, 桥头镇.
 */
export function readAddressAreas(text: string): AddressAreas {
  let rest = comparable(text).replace(/^中国/, '');
  let within: Division | null = null;
  let district: string | null = null;
  for (const level of divisionLevels) {
    const found = divisionAtHead(rest, level, within);
    if (!found) continue;
    rest = rest.slice(found.length);
    if (found.division) within = found.division;
    else district = found.name;
  }
  const above = within ? divisionsAbove(within) : {};
  const town = TOWN.exec(rest)?.[1] ?? null;
  return {
    province: above.province?.name ?? null,
    city: above.city?.name ?? null,
    district: district ?? above.district?.name ?? null,
    town,
  };
}

/** The first level at which two addresses name different areas; null where they do not contradict each other. */
export function areaDifference(first: AddressAreas, second: AddressAreas): AreaDifference | null {
  for (const level of areaLevels) {
    const [one, other] = [first[level], second[level]];
    if (one !== null && other !== null && stemOf(one) !== stemOf(other))
      return { level, first: one, second: other };
  }
  return null;
}

/** Whether each area that one address names is also known of the other. */
export function areAreasConfirmed(named: AddressAreas, known: AddressAreas): boolean {
  return areaLevels.every((level) => named[level] === null || known[level] !== null);
}

/** Areas with what is missing taken from elsewhere: of a place, of the workspace. */
export function fillAreas(areas: AddressAreas, other: AddressAreas): AddressAreas {
  if (areaDifference(areas, other)) return areas;
  return {
    province: areas.province ?? other.province,
    city: areas.city ?? other.city,
    district: areas.district ?? other.district,
    town: areas.town ?? other.town,
  };
}

/** The areas as one text, the same for all ways to name them; empty where none is named. */
export function areasKey(areas: AddressAreas): string {
  return areaLevels
    .map((level) => stemOf(areas[level] ?? ''))
    .join('/')
    .replace(/^\/+$/, '');
}

/** 清波街道 and 清波镇 are one town that has become another kind. */
function stemOf(name: string): string {
  return name.length > 2 ? name.replace(/(?:街道|镇|乡)$/, '') : name;
}

interface FoundDivision {
  /** Null where several divisions have the name. */
  readonly division: Division | null;
  readonly name: string;
  readonly length: number;
}

/** The division of a level whose name an address begins with: the longest, and within the one before it. */
function divisionAtHead(
  text: string,
  level: Division['level'],
  within: Division | null,
): FoundDivision | null {
  for (let length = Math.min(longestNameAt(text), text.length); length >= 2; length -= 1) {
    const name = text.slice(0, length);
    const found = (length > 2 || /[区县市旗]$/.test(name) ? divisionsNamed(name) : []).filter(
      (division) => division.level === level && isWithin(division, within),
    );
    if (found.length > 0) return { division: found.length === 1 ? (found[0] ?? null) : null, name, length };
  }
  return level === 'district' ? null : shortAtHead(text, level, within);
}

/** 青海大通县 and 杭州解放路 leave out the kind of the area; 南京东路 names a road. */
function shortAtHead(text: string, level: Division['level'], within: Division | null): FoundDivision | null {
  for (let length = Math.min(5, text.length - 2); length >= 2; length -= 1) {
    const name = text.slice(0, length);
    const [division, ...others] = divisionsOfShortName(name).filter(
      (one) => one.level === level && isWithin(one, within),
    );
    if (division && others.length === 0 && !OTHER_NAME.test(text.slice(length)))
      return { division, name, length };
  }
  return null;
}

function isWithin({ code }: Division, within: Division | null): boolean {
  if (!within) return true;
  const digits = within.level === 'province' ? 2 : 4;
  return code.slice(0, digits) === within.code.slice(0, digits);
}
