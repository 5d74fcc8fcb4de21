import { z } from 'zod';
import { kindsIn } from '../classification/category.ts';
import type { DaySpan, Minutes } from './routing.ts';
import { namesCategory } from './visit-rules.ts';

/** Beyond 24:00 in the night that belongs to the day: 26:00 is two in the morning. */
const clockSchema = z.string().regex(/^[0-2]\d:[0-5]\d$/);
const spanSchema = z.tuple([clockSchema, clockSchema]);

const bodySchema = z.object({
  title: z.string(),
  /** Words that the name of such a body contains. */
  words: z.string(),
  categories: z.union([z.literal('*'), z.array(z.string())]),
  basis: z.object({ document: z.string(), article: z.string(), verified: z.boolean() }),
});

/** How sweeps are done (`data/sweeps`): how long a visit takes, when venues are open, which body may inspect what. */
export const practiceSchema = z.object({
  source: z.string(),
  metresPerMinute: z.number().positive(),
  /** How much longer a way is than the straight line, where no road is known. */
  detour: z.number().min(1),
  hours: spanSchema,
  /** When pupils come and go. */
  peaks: z.array(spanSchema),
  /** No stop within so many metres of a gate is visited while pupils come and go. */
  gateReach: z.number().positive(),
  /** Minutes of a visit where the category says nothing. */
  minutes: z.number().positive(),
  categories: z.record(
    z.string(),
    z.object({
      minutes: z.number().positive(),
      open: z.array(spanSchema),
      /** Whether it is visited in the evening: `only` where a team goes then, `also` by day. */
      evening: z.enum(['only', 'also']).optional(),
    }),
  ),
  bodies: z.array(bodySchema),
});
export type Practice = z.infer<typeof practiceSchema>;

/** 09:30 as minutes of the day. */
export function minutesOf(clock: string): Minutes {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

const DAY: Minutes = 24 * 60;

/** Minutes of the day as 09:30; after midnight those of the next day. */
export function clockOf(minutes: Minutes): string {
  const rounded = Math.round(minutes);
  const whole = rounded > DAY ? rounded - DAY : rounded;
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`;
}

/** 20:00–次日02:00 */
export function spanText(from: Minutes, until: Minutes): string {
  const tell = (minutes: Minutes) => `${minutes > DAY ? '次日' : ''}${clockOf(minutes)}`;
  return `${tell(from)}–${tell(until)}`;
}

/** Whether venues of a category, or of the main one of several, are visited in the evening. */
export function eveningOf(practice: Practice, category: string): 'only' | 'also' | 'never' {
  const [main = category] = kindsIn(category);
  return practice.categories[main]?.evening ?? 'never';
}

/** How long a visit takes; of a venue of several kinds as long as that of the longest. */
export function visitMinutes(practice: Practice, category: string): Minutes {
  const minutes = kindsIn(category).map((kind) => practice.categories[kind]?.minutes ?? practice.minutes);
  return Math.max(...minutes);
}

/** When venues of a category are open, or of the main one of several; empty for all day. */
export function openSpans(practice: Practice, category: string): DaySpan[] {
  const [main = category] = kindsIn(category);
  return toSpans(practice.categories[main]?.open ?? []);
}

export function toSpans(spans: readonly (readonly [string, string])[]): DaySpan[] {
  return spans.map(([from, to]) => [minutesOf(from), minutesOf(to)]);
}

/** Whether a body of this name has power over venues of a category, or over schools, as far as its name tells. */
export function hasPower(practice: Practice, agency: string, category: string): boolean {
  return practice.bodies.some(
    ({ words, categories }) => new RegExp(words).test(agency) && namesCategory(categories, category),
  );
}

/** The bodies of a sweep that are needed at a venue: those with power over its category, the most directly responsible first. */
export function bodiesFor(practice: Practice, agencies: readonly string[], category: string): string[] {
  return bodyFinder(practice, agencies)(category);
}

/**
 * Finds the bodies that are needed at venues of a category, for many venues: a name is looked at once. Before others comes
 * who has that category by the most particular power: what a body may do elsewhere does not count.
 */
export function bodyFinder(practice: Practice, agencies: readonly string[]): (category: string) => string[] {
  const powers = agencies.map((agency) => ({
    agency,
    held: practice.bodies.filter(({ words }) => new RegExp(words).test(agency)),
  }));
  const known = new Map<string, string[]>();
  return (category) => {
    let bodies = known.get(category);
    if (!bodies) {
      bodies = powers
        .map(({ agency, held }) => ({ agency, breadth: breadthFor(held, category) }))
        .filter(({ breadth }) => breadth < Number.POSITIVE_INFINITY)
        .toSorted((a, b) => a.breadth - b.breadth)
        .map(({ agency }) => agency);
      known.set(category, bodies);
    }
    return [...bodies];
  };
}

/** Of how many categories the narrowest of some powers is that names this one; infinite where none does. */
function breadthFor(held: Practice['bodies'], category: string): number {
  const naming = held.filter(({ categories }) => namesCategory(categories, category));
  return Math.min(...naming.map(({ categories }) => (categories === '*' ? 99 : categories.length)));
}
