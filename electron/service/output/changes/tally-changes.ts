import type {
  ChangeKind,
  ChangesWanted,
  ChangeTally,
  SchoolTally,
  WhatChanged,
} from '#shared/contract/what-changed.ts';
import { countSchools } from '../sheets/content/school-figures.ts';
import type { Change, ChangesContext, Towns } from './changes-context.ts';

/** What each kind of change counts as; others count as nothing. */
const countedAs: Partial<Record<ChangeKind, keyof ChangeTally>> = {
  venueOpened: 'opened',
  venueClosed: 'closed',
  venueVanished: 'closed',
  findingCame: 'came',
  findingGone: 'gone',
  hazardFound: 'found',
  hazardClosed: 'rectified',
};

function nothingCounted(): { -readonly [Key in keyof ChangeTally]: number } {
  return { opened: 0, closed: 0, came: 0, gone: 0, found: 0, rectified: 0 };
}

function tally<Key>(
  changes: readonly Change[],
  keysOf: (change: Change) => readonly Key[],
): Map<Key, ReturnType<typeof nothingCounted>> {
  const counts = new Map<Key, ReturnType<typeof nothingCounted>>();
  for (const change of changes) {
    const as = countedAs[change.kind];
    if (!as) continue;
    for (const key of keysOf(change)) {
      const known = counts.get(key) ?? nothingCounted();
      known[as] += 1;
      counts.set(key, known);
    }
  }
  return counts;
}

/** What changed in each town, where most came first. */
export function tallyTowns(changes: readonly Change[]): WhatChanged['towns'] {
  return [...tally(changes, ({ town }) => [town])]
    .map(([name, counts]) => ({ name, ...counts }))
    .sort((a, b) => added(b) - added(a) || a.name.localeCompare(b.name, 'zh-CN'));
}

/** Every school with how it stands and what changed around it: those with most violations first. */
export async function tallySchools(
  context: ChangesContext,
  changes: readonly Change[],
  { town, schoolId }: Pick<ChangesWanted, 'town' | 'schoolId'>,
  towns: Towns,
): Promise<SchoolTally[]> {
  const counts = tally(changes, ({ schoolIds }) => schoolIds);
  return (await countSchools(context))
    .map(({ id, name, violations, undetermined, openHazards }) => ({
      ...{ id, name, town: towns.ofSchool(id), violations, undetermined, openHazards },
      ...(counts.get(id) ?? nothingCounted()),
    }))
    .filter(
      (school) => (town === null || school.town === town) && (schoolId === null || school.id === schoolId),
    )
    .sort(
      (a, b) =>
        b.violations - a.violations ||
        b.openHazards - a.openHazards ||
        b.undetermined - a.undetermined ||
        added(b) - added(a) ||
        a.name.localeCompare(b.name, 'zh-CN'),
    );
}

function added({ opened, came, found }: ChangeTally): number {
  return opened + came + found;
}
