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
  /** At most so many, the gravest first; null for all. */
  most: z.number().int().min(1).max(100_000).nullable().default(null),
  /** Taken out by hand. */
  left: z.array(z.number().int().positive()).max(100_000).default([]),
});
export type TargetOptions = z.infer<typeof targetOptionsSchema>;

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
  readonly omitted: readonly { readonly venueId: number; readonly reason: string }[];
  /** From how many venues the share was drawn, and how many were drawn. */
  readonly drawn: { readonly pool: number; readonly drawn: number };
}

/**
 * Chooses the venues of a sweep, each with the reason why it is chosen or left out. The random share is drawn
 * from the governed venues inside a zone or supervised that no other reason chooses, sorted by id: the same
 * list, share and seed give the same venues.
 */
export function chooseTargets(
  venues: readonly TargetVenue[],
  options: TargetOptions,
  visitCap: number | null,
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
  const beyond = beyondMost(ordered, reasons, options);
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
  return { targets, omitted, drawn: { pool: pool.length, drawn: share } };
}

/** Whether a venue is of the kinds, towns and schools that are asked for. */
function isAsked({ kinds, town, schoolIds }: TargetVenue, options: TargetOptions): boolean {
  return (
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
): ReadonlySet<number> {
  if (most === null) return new Set();
  const byHand = new Set(picked);
  const weight = (venue: TargetVenue): readonly number[] => [
    Number(!byHand.has(venue.id)),
    -venue.overdueHazards,
    -venue.openHazards,
    severities.indexOf(venue.severity),
    -venue.faultyVisits,
    Number(!venue.toSettle),
    venue.id,
  ];
  const chosen = venues
    .filter(({ id }) => reasons.has(id))
    .map((venue) => ({ id: venue.id, weight: weight(venue) }))
    .sort((a, b) => {
      const at = a.weight.findIndex((each, i) => each !== b.weight[i]);
      return (a.weight[at] ?? 0) - (b.weight[at] ?? 0);
    });
  return new Set(chosen.slice(most).map(({ id }) => id));
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
  if (!isAsked(venue, options)) return '不在所选的类别、镇街或学校';
  if (!venue.governed) return '不在管控类别';
  if (!venue.located) return '没有位置，尚未研判';
  if (venue.severity === 'outside') return '区外，无未结隐患';
  return options.sample > 0 ? '随机抽查未抽中' : `${severityNames[venue.severity]}，不在本次选取条件内`;
}

/** The choices of severity that a sweep offers, the gravest first. */
export const targetSeverities: readonly Severity[] = severities.filter((severity) => severity !== 'outside');
