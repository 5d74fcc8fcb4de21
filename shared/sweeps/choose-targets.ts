import { z } from 'zod';
import { type Severity, severities, severityNames, severitySchema } from '../zones/verdict.ts';
import { draw, seededRandom } from './random.ts';

/** How the venues of a sweep are chosen; stored with it, so that the choice can be repeated. */
export const targetOptionsSchema = z.object({
  severities: z.array(severitySchema).default(['violation']),
  openHazards: z.boolean().default(true),
  /** Hazards found in this many visits or more. */
  repeat: z.number().int().min(2).max(10).nullable().default(2),
  /** Venues set up on or after this day. */
  openedSince: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .nullable()
    .default(null),
  /** Pairs of 待实测, to be measured on the spot. */
  toSettle: z.boolean().default(true),
  /** Share of the rest drawn by chance, 0 to 1. */
  sample: z.number().min(0).max(1).default(0),
  seed: z.number().int().min(0).max(4294967295).default(1),
  /** Picked by hand: chosen in any case. */
  picked: z.array(z.number().int().positive()).max(100_000).default([]),
  /** Only of these kinds, in these towns, around these schools; empty for all. What was picked by hand is not asked. */
  kinds: z.array(z.string().max(60)).max(200).default([]),
  towns: z.array(z.string().max(100)).max(500).default([]),
  schoolIds: z.array(z.number().int().positive()).max(5000).default([]),
  /** Only those whose weightiest finding is such a one; empty for all. */
  verdicts: z.array(severitySchema).default([]),
  /** At least one around each school whose surroundings are not swept yet. */
  eachSchool: z.boolean().default(false),
  /** At most so many, the gravest first; null for all. */
  most: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Taken out by hand. */
  left: z.array(z.number().int().positive()).max(100_000).default([]),
});
export type TargetOptions = z.infer<typeof targetOptionsSchema>;

/** Options with one switch for each meaning: 待实测 is asked for as such, not as a severity as well. */
export function plainOptions(options: TargetOptions): TargetOptions {
  if (!options.severities.includes('undetermined')) return options;
  return {
    ...options,
    severities: options.severities.filter((severity) => severity !== 'undetermined'),
    toSettle: true,
  };
}

/** A school whose surroundings are to be swept still. */
export interface WaitingSchool {
  readonly id: number;
  readonly name: string;
}

/** What is known of a venue when targets are chosen. */
export interface TargetVenue {
  readonly id: number;
  readonly governed: boolean;
  readonly ended: boolean;
  readonly located: boolean;
  readonly severity: Severity;
  readonly toSettle: boolean;
  readonly openHazards: number;
  readonly overdueHazards: number;
  /** Visits that found hazards. */
  readonly faultyVisits: number;
  readonly establishedOn: string | null;
  readonly visitsThisYear: number;
  readonly kinds: readonly string[];
  readonly town: string | null;
  /** Schools in whose zone it lies or may lie. */
  readonly schoolIds: readonly number[];
}

interface Target {
  readonly venueId: number;
  readonly reasons: readonly string[];
  /** The year's visits have reached the pack's cap: a visit needs a reason. */
  readonly overCap: boolean;
}

export interface Targets {
  readonly targets: readonly Target[];
  /** Schools around which no venue can be chosen: they are visited themselves. */
  readonly schools: readonly WaitingSchool[];
  readonly omitted: readonly { readonly venueId: number; readonly reason: string }[];
  /** From how many venues the share was drawn, and how many were drawn. */
  readonly drawn: { readonly pool: number; readonly drawn: number };
}

/**
 * Chooses the venues of a sweep, each with the reason why it is chosen or left out. The random share is drawn
 * from the governed venues inside a zone or supervised that no other reason chooses, sorted by id: the same
 * list, share and seed give the same venues. `waiting` are the schools that are not swept yet and have no stop.
 */
export function chooseTargets(
  venues: readonly TargetVenue[],
  options: TargetOptions,
  visitCap: number | null,
  waiting: readonly WaitingSchool[] = [],
): Targets {
  const picked = new Set(options.picked);
  const reasons = new Map<number, string[]>();
  const pool: TargetVenue[] = [];
  const ordered = [...venues].sort((a, b) => a.id - b.id);
  for (const venue of ordered) {
    if (!picked.has(venue.id) && !isAsked(venue, options)) continue;
    const own = reasonsOf(venue, options, picked);
    if (own.length > 0) reasons.set(venue.id, own);
    else if (isDrawable(venue)) pool.push(venue);
  }
  const share = Math.ceil(pool.length * options.sample);
  for (const { id } of draw(pool, share, seededRandom(options.seed)))
    reasons.set(id, [`随机抽查（${Math.round(options.sample * 100)}%，种子 ${options.seed}）`]);
  const { first, schools } = options.eachSchool
    ? chooseForSchools(ordered, options, reasons, waiting)
    : { first: new Set<number>(), schools: [] };
  const beyond = beyondMost(ordered, reasons, options, first);
  const left = new Set(options.left);
  const targets: Target[] = [];
  const omitted: { venueId: number; reason: string }[] = [];
  for (const venue of ordered) {
    const own = reasons.get(venue.id);
    const overCap = visitCap !== null && venue.visitsThisYear >= visitCap;
    if (!own) omitted.push({ venueId: venue.id, reason: whyLeft(venue, options) });
    else if (beyond.has(venue.id))
      omitted.push({ venueId: venue.id, reason: `超出最多 ${options.most} 家，轻重排在后面` });
    else if (left.has(venue.id)) omitted.push({ venueId: venue.id, reason: '人工去掉' });
    else targets.push({ venueId: venue.id, reasons: own, overCap });
  }
  return { targets, schools, omitted, drawn: { pool: pool.length, drawn: share } };
}

/**
 * Chooses the gravest venue around each school that has none yet, and gives it its reason. `first` are these, and those of
 * the other reasons that stand for a school; `schools` have no venue that could be chosen.
 */
function chooseForSchools(
  venues: readonly TargetVenue[],
  options: TargetOptions,
  reasons: Map<number, string[]>,
  waiting: readonly WaitingSchool[],
): { first: ReadonlySet<number>; schools: WaitingSchool[] } {
  const left = new Set(options.left);
  const able = venues.filter(
    (venue) =>
      !left.has(venue.id) && (reasons.has(venue.id) || (isDrawable(venue) && isAsked(venue, options))),
  );
  const around = new Map<number, TargetVenue[]>();
  for (const venue of able)
    for (const school of venue.schoolIds) around.set(school, [...(around.get(school) ?? []), venue]);
  const first = new Set<number>();
  const schools: WaitingSchool[] = [];
  for (const school of waiting) {
    if (options.schoolIds.length > 0 && !options.schoolIds.includes(school.id)) continue;
    const near = (around.get(school.id) ?? []).toSorted((a, b) => compareWeights(graveness(a), graveness(b)));
    const best = near.find(({ id }) => first.has(id)) ?? near.find(({ id }) => reasons.has(id)) ?? near[0];
    if (!best) {
      schools.push(school);
      continue;
    }
    first.add(best.id);
    if (!reasons.has(best.id)) reasons.set(best.id, [`${school.name}本期尚未整治，至少一处`]);
  }
  return { first, schools };
}

/** Whether a venue is of the kinds, towns and schools that are asked for. */
function isAsked({ kinds, town, schoolIds, severity }: TargetVenue, options: TargetOptions): boolean {
  return (
    (options.verdicts.length === 0 || options.verdicts.includes(severity)) &&
    (options.kinds.length === 0 || kinds.some((kind) => options.kinds.includes(kind))) &&
    (options.towns.length === 0 || (town !== null && options.towns.includes(town))) &&
    (options.schoolIds.length === 0 || schoolIds.some((id) => options.schoolIds.includes(id)))
  );
}

/** Ids of the venues that are chosen and are more than are wanted: the least grave of them, the youngest number last. */
function beyondMost(
  venues: readonly TargetVenue[],
  reasons: ReadonlyMap<number, readonly string[]>,
  { most, picked }: TargetOptions,
  first: ReadonlySet<number>,
): ReadonlySet<number> {
  if (most === null) return new Set();
  const byHand = new Set(picked);
  const chosen = venues
    .filter(({ id }) => reasons.has(id))
    .map((venue) => ({
      id: venue.id,
      weight: [Number(!byHand.has(venue.id)), Number(!first.has(venue.id)), ...graveness(venue)],
    }))
    .sort((a, b) => compareWeights(a.weight, b.weight));
  return new Set(chosen.slice(most).map(({ id }) => id));
}

/** How grave a venue is, by one thing after another: the less the graver. */
function graveness(venue: TargetVenue): readonly number[] {
  return [
    -venue.overdueHazards,
    -venue.openHazards,
    severities.indexOf(venue.severity),
    -venue.faultyVisits,
    Number(!venue.toSettle),
    venue.id,
  ];
}

function compareWeights(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((each, i) => each !== b[i]);
  return (a[at] ?? 0) - (b[at] ?? 0);
}

function reasonsOf(venue: TargetVenue, options: TargetOptions, picked: ReadonlySet<number>): string[] {
  const reasons = picked.has(venue.id) ? ['人工选定'] : [];
  if (venue.ended) return reasons;
  if (venue.overdueHazards > 0 && options.openHazards) reasons.push(`逾期隐患 ${venue.overdueHazards} 项`);
  else if (venue.openHazards > 0 && options.openHazards) reasons.push(`未结隐患 ${venue.openHazards} 项`);
  if (venue.severity !== 'outside' && options.severities.includes(venue.severity))
    reasons.push(severityNames[venue.severity]);
  if (venue.toSettle && options.toSettle && !reasons.includes(severityNames.undetermined))
    reasons.push('待实测，现场测距');
  if (options.repeat !== null && venue.faultyVisits >= options.repeat)
    reasons.push(`多次发现隐患（${venue.faultyVisits} 次）`);
  const isNear = venue.severity !== 'outside';
  if (options.openedSince && isNear && venue.establishedOn && venue.establishedOn >= options.openedSince)
    reasons.push(`新设（${venue.establishedOn}）`);
  return reasons;
}

/** Whether a venue may be drawn by chance: it is in business, governed, and inside a zone. */
function isDrawable({ governed, ended, severity }: TargetVenue): boolean {
  return governed && !ended && severity !== 'outside';
}

function whyLeft(venue: TargetVenue, options: TargetOptions): string {
  if (venue.ended) return '已注销或吊销';
  if (!isAsked(venue, options)) return '不在所选的类别、镇街、学校或判定';
  if (!venue.governed) return '不在管控类别';
  if (!venue.located) return '没有位置，尚未研判';
  if (venue.severity === 'outside') return '区外，无未结隐患';
  return options.sample > 0 ? '随机抽查未抽中' : `${severityNames[venue.severity]}，不在本次选取条件内`;
}

/** Verdicts among which targets may be, the gravest first. */
export const targetVerdicts: readonly Severity[] = severities.filter((severity) => severity !== 'outside');

/** Verdicts that are a reason by themselves; 待实测 has a switch of its own. */
export const targetSeverities: readonly Severity[] = targetVerdicts.filter(
  (severity) => severity !== 'undetermined',
);
