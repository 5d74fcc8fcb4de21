import { groundUses, roadWidths } from './archive-schemas.ts';

/** What ground is made of, by the layers of an archive that this program makes. */
export const groundKinds = [
  'landuse',
  'water',
  'waterways',
  'borders',
  'rails',
  'roads',
  'buildings',
  'places',
] as const;
export type GroundKind = (typeof groundKinds)[number];

export const groundKindNames: Readonly<Record<GroundKind, string>> = {
  landuse: '绿地与用地',
  water: '水面',
  waterways: '河渠',
  borders: '边界',
  rails: '铁路',
  roads: '道路',
  buildings: '建筑',
  places: '地名',
};

/** The source layer of an archive that holds a kind. */
export function groundLayer(kind: GroundKind): string {
  return `ground_${kind}`;
}

export type GroundShape = 'area' | 'line' | 'point';

export interface Ground {
  readonly kind: GroundKind;
  /** What it is used for, or the class of a road; empty where nobody says it. */
  readonly use: string;
}

/** Properties of a shape by their names in small letters. */
export type Tags = Readonly<Record<string, string>>;

const waters = ['water', 'reservoir', 'basin', 'riverbank', 'wetland_water', 'dock'];
const knownUses = new Set(groundUses.flatMap(([words]) => words));
const useKeys = ['landuse', 'leisure', 'natural', 'amenity'];
/** Where files that are not OpenStreetMap's own say the class of a thing. */
const classKeys = ['fclass', 'class', 'kind', 'type', '类型', '类别', '用途', '等级', '地类', '地类名称'];

/** Words of Chinese files for what ground is used for, and for classes of roads. */
const chineseUses: readonly (readonly [RegExp, string])[] = [
  [/公园|广场绿|绿地|草|林|花园|植被|湿地/, 'park'],
  [/耕地|农|园地|果园|菜地|水田|旱地/, 'farmland'],
  [/住宅|居住|小区|宅基/, 'residential'],
  [/商业|商服|商务/, 'commercial'],
  [/工业|仓储|物流|采矿/, 'industrial'],
  [/学校|教育|科教|校园/, 'education'],
];
const chineseRoads: readonly (readonly [RegExp, string])[] = [
  [/高速/, 'motorway'],
  [/快速|国道/, 'trunk'],
  [/主干|省道|一级/, 'primary'],
  [/次干|县道|二级/, 'secondary'],
  [/支路|乡道|三级/, 'tertiary'],
  [/街坊|内部|小区/, 'service'],
  [/步行|人行|小路/, 'footway'],
];

/**
 * What a name of a file or layer says that is in it, for which shapes; the first that fits counts. Names in English are
 * those of OpenStreetMap's extracts, as by Geofabrik.
 */
const named: readonly (readonly [RegExp, Readonly<Partial<Record<GroundShape, GroundKind>>>])[] = [
  [/建筑|房屋|房子|楼栋|楼幢|building|house/i, { area: 'buildings' }],
  [/铁路|轨道|地铁|rail/i, { line: 'rails' }],
  [/道路|路网|公路|街道中心线|road|street|highway/i, { line: 'roads' }],
  [
    /水系|水域|水面|水体|河|湖|渠|塘|库区|water|river|lake|hydro|canal/i,
    { area: 'water', line: 'waterways' },
  ],
  [
    /绿地|绿化|公园|植被|林地|草地|用地|地类|green|park|forest|landuse|landcover|natural|vegetation/i,
    { area: 'landuse' },
  ],
  [/辖区|行政|边界|区划|界线|region|bound|admin|district/i, { area: 'borders', line: 'borders' }],
  [/地名|place/i, { point: 'places' }],
];
/** What a name says of areas whose use nothing else says. */
const greenByName = /绿|公园|植被|林|草|green|park|forest|vegetation/i;

/** What a shape is, by its own tags and by the name of the file or layer that it lies in; null where neither says it. */
export function groundOf(shape: GroundShape, tags: Tags, name: string): Ground | null {
  return byTags(shape, tags) ?? byName(shape, tags, name);
}

/** Tags of OpenStreetMap: https://wiki.openstreetmap.org/wiki/Map_features */
function byTags(shape: GroundShape, tags: Tags): Ground | null {
  const tag = (key: string) => (tags[key] === 'no' ? '' : (tags[key] ?? ''));
  if (shape === 'point') return tag('place') === '' ? null : { kind: 'places', use: tag('place') };
  if (shape === 'line') {
    if (tag('highway') !== '') return { kind: 'roads', use: tag('highway') };
    if (tag('railway') !== '') return { kind: 'rails', use: tag('railway') };
    if (tag('waterway') !== '') return { kind: 'waterways', use: tag('waterway') };
    return tag('boundary') === 'administrative' ? { kind: 'borders', use: '' } : null;
  }
  if (tag('building') !== '') return { kind: 'buildings', use: '' };
  if (tag('waterway') !== '' || tag('water') !== '') return { kind: 'water', use: '' };
  const use = useKeys.map(tag).find((word) => word !== '');
  if (use !== undefined && waters.includes(use)) return { kind: 'water', use: '' };
  if (use !== undefined && knownUses.has(use)) return { kind: 'landuse', use };
  return tag('boundary') === 'administrative' ? { kind: 'borders', use: '' } : null;
}

function byName(shape: GroundShape, tags: Tags, name: string): Ground | null {
  const kind = named.find(([words, kinds]) => words.test(name) && kinds[shape] !== undefined)?.[1][shape];
  if (kind === undefined) return null;
  const said = classKeys.map((key) => tags[key] ?? '').find((word) => word !== '') ?? '';
  if (kind === 'roads') return { kind, use: classOfRoad(said) };
  if (kind !== 'landuse') return { kind, use: '' };
  if (waters.includes(said.toLowerCase()) || /水域|河流|湖泊|坑塘|水库|沟渠/.test(said))
    return { kind: 'water', use: '' };
  const use = wordForUse(said);
  return { kind, use: use === '' && greenByName.test(name) ? 'park' : use };
}

function wordForUse(said: string): string {
  const word = said.toLowerCase();
  if (knownUses.has(word)) return word;
  return chineseUses.find(([words]) => words.test(said))?.[1] ?? '';
}

function classOfRoad(said: string): string {
  const word = said.toLowerCase();
  if (roadWidths[word] !== undefined) return word;
  return chineseRoads.find(([words]) => words.test(said))?.[1] ?? (word === '' ? 'minor' : word);
}

const nameKeys = ['name:zh-hans', 'name:zh', 'name', '名称', '道路名称', '路名', '河流名称', '地名', 'mc'];

/** What a shape is called; empty where it has no name. */
export function groundName(tags: Tags): string {
  return nameKeys.map((key) => (tags[key] ?? '').trim()).find((name) => name !== '') ?? '';
}

/** Tags that a table of GDAL keeps in one text: `"natural"=>"water","building"=>"yes"`. */
export function otherTags(text: string): Tags {
  const pairs = text.matchAll(/"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"/g);
  return Object.fromEntries([...pairs].map(([, key = '', value = '']) => [key.toLowerCase(), value]));
}
