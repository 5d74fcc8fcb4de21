import {
  basisText,
  type Effect,
  effectNames,
  type Method,
  methodNames,
  type Origin,
  type Rule,
} from '../rules/rule.ts';
import { type PositionSource, positionSourceNames } from './uncertainty.ts';
import type { Severity } from './verdict.ts';

/** What a rule that weighs says of a proposed venue. */
export interface WeighingHit {
  readonly ruleId: string;
  readonly schoolName: string;
  readonly gateName: string | null;
  readonly origin: Origin;
  readonly method: Method;
  readonly distance: number;
  readonly sigma: number;
  readonly limit: number;
  readonly effect: Effect;
  readonly severity: Severity;
}

/** A proposed venue of a list that was checked. */
export interface CheckedProposal {
  readonly name: string;
  readonly kind: string;
  readonly address: string;
  readonly category: string | null;
  readonly source: PositionSource | null;
  readonly placedBy: string;
  readonly position: readonly [number, number] | null;
  readonly hit: WeighingHit | null;
}

/** What names kinds and rules. */
export interface Adviser {
  readonly titles: ReadonlyMap<string, string>;
  readonly rules: readonly Rule[];
}

/** May it open? In words of the desk. */
export function adviceFor({ severity, effect }: Pick<WeighingHit, 'severity' | 'effect'>): string {
  if (severity === 'violation')
    return effect === 'supervised' ? '重点监管' : `不可设（${effectNames[effect]}）`;
  if (severity === 'supervisedDoubt') return '可设；是否列入监管须实测';
  return severity === 'undetermined' ? '存疑，须实测' : '可设，列入监管';
}

/** Where a distance begins: 云溪第一小学边界. */
export function startOf({ schoolName, origin, gateName }: WeighingHit): string {
  return `${schoolName}${origin === 'boundary' ? '边界' : (gateName ?? '点位')}`;
}

export const checkedHeads = [
  '序号',
  '名称',
  '拟设类别',
  '地址',
  '结论',
  '最要紧的学校（量起处）',
  '距离（米）',
  '±2σ（米）',
  '限值（米）',
  '测法',
  '依据',
  '位置依据',
  '经度',
  '纬度',
] as const;

/** What the table of a checked list shows of one of its lines. */
export interface Advice {
  readonly advice: string;
  /** Null where nothing can be said: the kind or the place is missing. */
  readonly severity: Severity | null;
  /** As `checkedHeads`. */
  readonly cells: readonly (string | number | null)[];
}

/** One line of a checked list, counted from 1. */
export function adviceOf(venue: CheckedProposal, number: number, { titles, rules }: Adviser): Advice {
  const { name, kind, address, category, source, placedBy, position, hit } = venue;
  const advice = wordsOf(venue);
  const rule = hit && rules.find(({ id }) => id === hit.ruleId);
  const cells = [
    number,
    name,
    category === null ? kind : (titles.get(category) ?? (kind || '其他')),
    address,
    advice,
    hit ? startOf(hit) : '',
    hit && tenth(hit.distance),
    hit && tenth(2 * hit.sigma),
    hit?.limit ?? null,
    hit ? methodNames[hit.method] : '',
    rule ? basisText(rule) : '',
    source === null ? placedBy : `${placedBy}（${positionSourceNames[source]}）`,
    position?.[0] ?? null,
    position?.[1] ?? null,
  ];
  const isKnown = category !== null && position !== null;
  return { advice, severity: isKnown ? (hit?.severity ?? 'outside') : null, cells };
}

function wordsOf({ category, position, placedBy, hit }: CheckedProposal): string {
  if (position === null) return placedBy === '' ? '地址定不了位，请补坐标' : '地址定不准，请补坐标';
  if (category === null) return '看不出类别，请写明';
  return hit ? adviceFor(hit) : '可设';
}

const tenth = (metres: number) => Math.round(metres * 10) / 10;
