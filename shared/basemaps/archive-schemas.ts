/** Pale colours of the ground, so that violations on top of it stand out. */
export const groundColours = {
  ground: '#f7f6f2',
  residential: '#f1efe9',
  commercial: '#f6ecdf',
  education: '#e9eef5',
  industrial: '#ecebf0',
  farm: '#eef2e2',
  green: '#deebd3',
  water: '#c9dff1',
  waterLine: '#a9c8e4',
  building: '#e2ddd3',
  buildingLine: '#d0c9bc',
  road: '#ffffff',
  roadCasing: '#d5d0c6',
  main: '#fdf0cf',
  mainCasing: '#e2c98f',
  path: '#c9bfae',
  rail: '#a9a59c',
  border: '#a58fb8',
  label: '#6b6f78',
  waterLabel: '#4d7fab',
  placeLabel: '#5f7a5b',
} as const;
export type GroundColour = keyof typeof groundColours;

/** Names of properties: the first one that a feature has is read. */
export type Field = readonly string[];

/** In which layers and properties one kind of archive keeps what a simple map shows. */
export interface BasemapSchema {
  /** Source layers of areas, and the property that tells their use; `always` where all have the same use. */
  readonly areas: readonly { readonly layer: string; readonly use: Field | { readonly always: string } }[];
  readonly water: string;
  readonly waterways?: string;
  readonly buildings: string;
  readonly roads: { readonly layer: string; readonly class: Field };
  /** The source layer of roads' names, where it is another. */
  readonly roadNames: string;
  readonly rails: { readonly layer: string; readonly only?: { readonly field: Field; readonly is: string } };
  readonly places: string;
  /** The zoom from which places are named: towns early, estates late. */
  readonly placesFrom: number;
  readonly waterNames: string;
  readonly borders?: string;
}

/** Where features keep their names, Chinese ones first. */
export const nameFields: Field = ['name:zh-Hans', 'name:zh', 'name:zh_cn', 'name'];

/** OpenMapTiles: https://openmaptiles.org/schema/ */
const openMapTiles: BasemapSchema = {
  areas: [
    { layer: 'landcover', use: ['class'] },
    { layer: 'landuse', use: ['class'] },
    { layer: 'park', use: { always: 'park' } },
  ],
  water: 'water',
  waterways: 'waterway',
  buildings: 'building',
  roads: { layer: 'transportation', class: ['class'] },
  roadNames: 'transportation_name',
  rails: { layer: 'transportation', only: { field: ['class'], is: 'rail' } },
  places: 'place',
  placesFrom: 4,
  waterNames: 'water_name',
  borders: 'boundary',
};

/** Protomaps basemap, versions 3 and 4: https://docs.protomaps.com/basemaps/layers */
const protomaps: BasemapSchema = {
  areas: [
    { layer: 'landcover', use: ['kind'] },
    { layer: 'landuse', use: ['kind', 'pmap:kind'] },
  ],
  water: 'water',
  buildings: 'buildings',
  roads: { layer: 'roads', class: ['kind_detail', 'pmap:kind_detail', 'kind', 'pmap:kind'] },
  roadNames: 'roads',
  rails: { layer: 'roads', only: { field: ['kind', 'pmap:kind'], is: 'rail' } },
  places: 'places',
  placesFrom: 4,
  waterNames: 'water',
  borders: 'boundaries',
};

/** Layers named after OpenStreetMap's own keys. */
const openStreetMap: BasemapSchema = {
  areas: [{ layer: 'landuse', use: ['natural', 'leisure', 'landuse'] }],
  water: 'water',
  buildings: 'buildings',
  roads: { layer: 'roads', class: ['highway'] },
  roadNames: 'roads',
  rails: { layer: 'railways' },
  places: 'places',
  placesFrom: 13,
  waterNames: 'water',
};

/** What source layers of archives begin with that this program makes of ground layers. */
const OWN_GROUND = 'ground_';

/** Ground layers of files, as `ground-kinds.ts` tells them apart. */
const ownGround: BasemapSchema = {
  areas: [{ layer: 'ground_landuse', use: ['use'] }],
  water: 'ground_water',
  waterways: 'ground_waterways',
  buildings: 'ground_buildings',
  roads: { layer: 'ground_roads', class: ['use'] },
  roadNames: 'ground_roads',
  rails: { layer: 'ground_rails' },
  places: 'ground_places',
  placesFrom: 11,
  waterNames: 'ground_water',
  borders: 'ground_borders',
};

/** The schema of an archive, recognised by its source layers; null where it is not a known one. */
export function schemaOf(layers: readonly string[]): BasemapSchema | null {
  const has = (...names: string[]) => names.every((each) => layers.includes(each));
  if (layers.some((layer) => layer.startsWith(OWN_GROUND))) return ownGround;
  if (has('transportation')) return openMapTiles;
  if (has('earth', 'roads')) return protomaps;
  return has('roads') || has('landuse', 'buildings') ? openStreetMap : null;
}

/** What ground is used for, in the words of all schemas. */
export const groundUses: readonly (readonly [words: readonly string[], colour: GroundColour])[] = [
  [['water', 'reservoir', 'basin', 'riverbank'], 'water'],
  [
    [
      'park',
      'garden',
      'grass',
      'grassland',
      'wood',
      'forest',
      'pitch',
      'playground',
      'scrub',
      'recreation_ground',
      'village_green',
      'flowerbed',
      'golf_course',
      'cemetery',
      'zoo',
      'wetland',
    ],
    'green',
  ],
  [['farmland', 'farm', 'orchard', 'meadow', 'allotments', 'vineyard'], 'farm'],
  [['commercial', 'retail'], 'commercial'],
  [['industrial', 'railway', 'construction', 'quarry'], 'industrial'],
  [['education', 'school', 'university', 'college', 'kindergarten'], 'education'],
  [['residential', 'suburb', 'neighbourhood'], 'residential'],
];

/** Widths on the ground in metres, in the words of all schemas; what is narrower is a path. */
export const roadWidths: Readonly<Record<string, number>> = {
  motorway: 26,
  highway: 26,
  trunk: 24,
  primary: 24,
  major_road: 20,
  medium_road: 12,
  primary_link: 10,
  secondary: 18,
  tertiary: 12,
  minor: 8,
  minor_road: 8,
  residential: 8,
  unclassified: 8,
  living_street: 6,
  service: 5,
};
export const mainRoads = [
  'motorway',
  'highway',
  'trunk',
  'primary',
  'major_road',
  'primary_link',
  'secondary',
];
export const notRoads = ['rail', 'transit', 'ferry', 'aerialway', 'pier'];
/** Width of a road whose class is not in the list, metres. */
export const PATH_WIDTH = 3;
