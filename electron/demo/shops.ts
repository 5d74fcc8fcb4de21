import { lastOf } from '#shared/lists/element.ts';
import { withCheckCharacter } from '#shared/registry/credit-code.ts';
import { lengthOf, lerp, type XY } from './plane.ts';
import { createRandom, type Random } from './seeded-choice.ts';
import type { Frontage } from './town.ts';
import type { Words } from './words.ts';

export interface Shop {
  readonly name: string;
  readonly category: string;
  readonly uscc: string;
  readonly address: string;
  readonly owner: string;
  readonly establishedOn: string;
  readonly at: XY;
}

/** Shops of every category along the frontages, busier ones first. */
export function openShops(words: Words, frontages: readonly Frontage[], seed: number): Shop[] {
  const random = createRandom(seed);
  const used = new Set<string>();
  return words.venues.flatMap(({ category, names, count }) =>
    Array.from({ length: count }, (): Shop => {
      const frontage = pickByWeight(frontages, random);
      const along = random.between(0.02, 0.98);
      return {
        name: uniqueName(words, names, used, random),
        category,
        uscc: madeUpCode(random),
        address: `${words.town}${frontage.street} ${random.integer(1, 198)} 号`,
        owner: random.pick(words.surnames) + random.pick(words.givenNames),
        establishedOn: `${random.integer(2006, 2025)}-${pad(random.integer(1, 12))}-${pad(random.integer(1, 28))}`,
        at: lerp(frontage.from, frontage.to, along),
      };
    }),
  );
}

function pickByWeight(frontages: readonly Frontage[], random: Random): Frontage {
  const weightOf = (frontage: Frontage) => frontage.weight * lengthOf(frontage.from, frontage.to);
  let rest = random.next() * frontages.reduce((sum, frontage) => sum + weightOf(frontage), 0);
  for (const frontage of frontages) {
    rest -= weightOf(frontage);
    if (rest <= 0) return frontage;
  }
  return lastOf(frontages);
}

function uniqueName(words: Words, names: readonly string[], used: Set<string>, random: Random): string {
  for (let attempt = 0; ; attempt++) {
    const second = attempt > 6 ? random.pick(words.brands) : '';
    const name = `${random.pick(words.brands)}${second}${random.pick(names)}`;
    if (used.has(name)) continue;
    used.add(name);
    return name;
  }
}

/** A code that passes the check but names region 000000, which does not exist. */
function madeUpCode(random: Random): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  return withCheckCharacter(
    `92000000MA0${Array.from({ length: 6 }, () => random.pick([...alphabet])).join('')}`,
  );
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
