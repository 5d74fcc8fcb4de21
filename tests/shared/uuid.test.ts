import fc from 'fast-check';
import { expect, it } from 'vitest';
import { UUID_CHANCE, uuidV7 } from '#shared/records/uuid.ts';

it('is what RFC 9562 gives as its example', () => {
  expect(uuidV7(0x017f22e279b0, 'cc318c4dc0c0c07398f')).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
});

it('has the form of version 7 and is sorted by time', () => {
  const chance = fc.stringMatching(new RegExp(`^[0-9a-f]{${UUID_CHANCE}}$`));
  const time = fc.nat({ max: 2 ** 31 }).map((n) => n * 4096);
  fc.assert(
    fc.property(time, time, chance, chance, (a, b, first, second) => {
      const [x, y] = [uuidV7(a, first), uuidV7(b, second)];
      expect(x).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      if (a !== b) expect(x < y).toBe(a < b);
    }),
  );
});
