import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { ScoreSubjects } from '#shared/scores/score-formulas.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** Whom a score is of: a school by its number, a town or a body by its name. */
export interface ScoreSubject {
  readonly schoolId: number | null;
  readonly name: string;
  /** The town of a school. */
  readonly town: string | null;
}

/** By what a subject is known among the others of its kind. */
export const keyOfSubject = ({ schoolId, name }: Pick<ScoreSubject, 'schoolId' | 'name'>) =>
  schoolId === null ? name : `#${schoolId}`;

type Context = Pick<QueryContext, 'workspace'>;

/** Everybody who is scored: towns and schools as they are on the map, bodies as the pack in force names them. */
export async function scoreSubjectsOf({ workspace }: Context, of: ScoreSubjects): Promise<ScoreSubject[]> {
  const named = (name: string): ScoreSubject => ({ schoolId: null, name, town: null });
  const { agencies, coordinator } = workspace.pack;
  // Who coordinates is the one that scores the others.
  if (of === 'bodies') return agencies.flatMap(({ name }) => (name === coordinator ? [] : [named(name)]));
  const lookup = await workspace.places.regions();
  if (of === 'towns') {
    const towns = lookup.index.regions.filter(({ level }) => level === TOWN_LEVEL);
    return [...new Set(towns.map(({ name }) => name))].map(named);
  }
  return [...(await workspace.places.schools()).values()].map(({ id, name }) => ({
    ...{ schoolId: id, name },
    town: lookup.ofSchool(TOWN_LEVEL, id),
  }));
}

/** A body as the pack calls it today: records may say what it was called before. */
export function bodyNamer({ workspace }: Context): (name: string) => string {
  const { agencies } = workspace.pack;
  const now = new Map(agencies.flatMap(({ name, formerly }) => formerly.map((former) => [former, name])));
  return (name) => now.get(name) ?? name;
}

/** The bodies that a text names with 、 between them; one of the pack may have such a sign in its own name. */
export function bodiesIn({ workspace }: Context, text: string): string[] {
  const { agencies } = workspace.pack;
  const isOne = agencies.some(({ name, formerly }) => name === text || formerly.includes(text));
  const named = isOne ? [text] : text.split(/[、，,；;\s]+/u).filter(Boolean);
  return [...new Set(named.map(bodyNamer({ workspace })))];
}
