import { areaList } from '@vant/area-data';

/** A province, city, county or district of China, by its six digits of GB/T 2260. */
export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: DivisionLevel;
}
export const divisionLevels = ['province', 'city', 'district'] as const;
export type DivisionLevel = (typeof divisionLevels)[number];

/** Names that stand for the counties directly under a province or a municipality; no address says them. */
const NO_CITY = /直辖|^县$/;
const PEOPLES = '(?:.{1,4}?族|哈萨克|塔吉克|锡伯|蒙古|柯尔克孜|维吾尔)+';
const AUTONOMOUS = new RegExp(`^(.{2,}?)${PEOPLES}自治([县州旗])$`);

/** Kinds that are left out in speech. */
const kindsLeftOut = [
  '省',
  '市',
  '自治区',
  '壮族自治区',
  '回族自治区',
  '维吾尔自治区',
  '地区',
  '盟',
  '州',
  '特别行政区',
];

/** All divisions. */
class Divisions {
  readonly byName = new Map<string, Division[]>();
  readonly byShortName = new Map<string, Division[]>();
  /** How long the longest name is, by the two characters that names begin with: most texts begin with none. */
  readonly longest = new Map<string, number>();
  readonly byCode = new Map<string, Division>();

  constructor() {
    this.#addAll('province', areaList.province_list);
    this.#addAll('city', areaList.city_list);
    this.#addAll('district', areaList.county_list);
  }

  #addAll(level: DivisionLevel, list: Readonly<Record<string, string>>): void {
    for (const [code, name] of Object.entries(list)) {
      if (NO_CITY.test(name)) continue;
      const division = { code, name, level };
      this.byCode.set(code, division);
      const [, stem, kind] = AUTONOMOUS.exec(name) ?? [];
      const names = new Set(stem ? [name, `${stem}${kind}`] : [name]);
      for (const one of names) {
        add(this.byName, one, division);
        this.longest.set(one.slice(0, 2), Math.max(this.longest.get(one.slice(0, 2)) ?? 0, one.length));
      }
      const short = shortName(division);
      if (kindsLeftOut.some((left) => names.has(short + left))) add(this.byShortName, short, division);
    }
  }
}

let known: Divisions | null = null;

/** Thousands of names are put in order when the first of them is asked for: most starts of the program ask for none. */
function divisions(): Divisions {
  known ??= new Divisions();
  return known;
}

/** Whether a text is the code of an area: six digits down to districts, nine for towns, twelve for communities. */
export function isDivisionCode(text: string): boolean {
  return /^[1-8]\d{5}(\d{3}|\d{6})?$/.test(text);
}

/** All divisions of a name in full or without the peoples in it: 大通回族土族自治县 is also 大通县. */
export function divisionsNamed(name: string): readonly Division[] {
  return divisions().byName.get(name) ?? [];
}

/** The divisions that are said by a name without its kind: 浙江, 杭州. */
export function divisionsOfShortName(name: string): readonly Division[] {
  return divisions().byShortName.get(name) ?? [];
}

/** How long a name at the head of a text can be at most; 0 where no name begins so. */
export function longestNameAt(text: string): number {
  return divisions().longest.get(text.slice(0, 2)) ?? 0;
}

/** The province and city above a division, itself included; a municipality is its own city. */
export function divisionsAbove({ code }: Division): Partial<Record<DivisionLevel, Division>> {
  const { byCode } = divisions();
  const province = byCode.get(`${code.slice(0, 2)}0000`);
  const city = byCode.get(`${code.slice(0, 4)}00`) ?? (province?.name.endsWith('市') ? province : undefined);
  const own = byCode.get(code);
  return {
    ...(province ? { province } : {}),
    ...(city && code.slice(2) !== '0000' ? { city } : {}),
    ...(own?.level === 'district' ? { district: own } : {}),
  };
}

/** The name of a province or a city as it is said without its kind: 浙江, 内蒙古, 杭州, 红河. */
function shortName({ name }: Division): string {
  return (AUTONOMOUS.exec(name)?.[1] ?? name).replace(
    /(?:壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$|地区$|盟$/,
    '',
  );
}

function add(map: Map<string, Division[]>, name: string, division: Division): void {
  const known = map.get(name);
  if (known) known.push(division);
  else map.set(name, [division]);
}
