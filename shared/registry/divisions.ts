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

const byName = new Map<string, Division[]>();
const byCode = new Map<string, Division>();
addAll('province', areaList.province_list);
addAll('city', areaList.city_list);
addAll('district', areaList.county_list);

/** All divisions of a name in full or without the peoples in it: 大通回族土族自治县 is also 大通县. */
export function divisionsNamed(name: string): readonly Division[] {
  return byName.get(name) ?? [];
}

/** The province and city above a division, itself included; a municipality is its own city. */
export function divisionsAbove({ code }: Division): Partial<Record<DivisionLevel, Division>> {
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
export function shortName({ name }: Division): string {
  return (AUTONOMOUS.exec(name)?.[1] ?? name).replace(
    /(?:壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$|地区$|盟$/,
    '',
  );
}

function addAll(level: DivisionLevel, list: Readonly<Record<string, string>>): void {
  for (const [code, name] of Object.entries(list)) {
    if (NO_CITY.test(name)) continue;
    const division = { code, name, level };
    byCode.set(code, division);
    const [, stem, kind] = AUTONOMOUS.exec(name) ?? [];
    for (const one of new Set(stem ? [name, `${stem}${kind}`] : [name])) {
      const known = byName.get(one);
      if (known) known.push(division);
      else byName.set(one, [division]);
    }
  }
}
