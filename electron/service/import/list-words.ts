import { type FacilityKind, type FacilityState, kindOfWord } from '#shared/facilities/facility.ts';
import { loadCatalogue } from '../workspace/catalogue.ts';

/** OpenStreetMap values of facilities in our words; other values are kept as they are. */
const facilityWords: Record<string, string> = {
  traffic_signals: '信号灯',
  crossing: '人行横道',
  bus_stop: '公交站',
  street_lamp: '照明',
  stop: '警告标志',
  give_way: '警告标志',
  speed_camera: '监控',
  traffic_mirror: '监控',
  bollard: '防冲撞设施',
  lift_gate: '防冲撞设施',
};

/** The kind that a word of a list of facilities means; the word itself where it is none that is known. */
export function facilityKind(text: string): string {
  return kindOfWord(loadedKinds(), text) ?? text;
}

let kinds: readonly FacilityKind[] | null = null;
function loadedKinds(): readonly FacilityKind[] {
  kinds ??= loadCatalogue().facilityKinds;
  return kinds;
}

/** Facilities as map services file them. */
const facilityPatterns: readonly (readonly [RegExp, string])[] = [
  [/公交(车)?站|公共汽车站/, '公交站'],
  [/停车(场|位)/, '停车位'],
  [/信号灯|红绿灯/, '信号灯'],
  [/人行横道|斑马线/, '人行横道'],
  [/过街(天桥|通道|设施)|地下通道/, '过街设施'],
];

/** What a word of a list means as a facility; null where it means none. */
export function facilityWord(text: string): string | null {
  return (
    facilityWords[text.toLowerCase()] ?? facilityPatterns.find(([pattern]) => pattern.test(text))?.[1] ?? null
  );
}

/** What lists call the state of a facility. */
const stateWords: readonly (readonly [RegExp, FacilityState])[] = [
  [/缺失|未设|没有|^无$/, '缺失'],
  [/损|坏|故障|模糊|不完好|不正常/, '损坏'],
  [/规划|计划|拟建|在建/, '规划'],
  [/完好|良好|正常|在用/, '完好'],
];

/** The state that a word of a list means; null where it means none. */
export function facilityState(text: string): FacilityState | null {
  return stateWords.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** Carriageway widths in metres by road class, usual values of GB 50220 and of village roads. */
const roadWidths: Record<string, number> = {
  motorway: 28,
  trunk: 28,
  primary: 24,
  secondary: 18,
  tertiary: 12,
  residential: 8,
  unclassified: 8,
  living_street: 7,
  service: 6,
  pedestrian: 6,
  footway: 3,
  path: 3,
  cycleway: 3,
  steps: 3,
  construction: 8,
  proposed: 8,
};

export function roadClass(text: string): string {
  const word = text.toLowerCase().replace(/_link$/, '');
  return word in roadWidths ? word : 'unclassified';
}

export function roadWidth(kind: string): number {
  return roadWidths[kind] ?? 8;
}

/** Levels as map services write them, in our words; other values are kept as they are. */
const regionLevels: Record<string, string> = {
  district: '区县',
  street: '镇街',
  town: '镇街',
  community: '社区',
  village: '社区',
};

export function regionLevel(text: string): string {
  return regionLevels[text.toLowerCase()] ?? text;
}
