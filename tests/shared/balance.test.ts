import fc from 'fast-check';
import { expect, it } from 'vitest';
import { balanceOf, balanceText } from '#shared/ledger/balance.ts';
import { hazardStates } from '#shared/ledger/hazard.ts';

const state = fc.constantFrom(...hazardStates);
const day = fc.integer({ min: 10, max: 28 }).map((n) => `2026-11-${n}`);
const hazard = fc.record({ a: day, b: fc.option(day, { nil: null }), state }).map(({ a, b, state }) => ({
  state,
  foundOn: b !== null && b < a ? b : a,
  closedOn: b !== null && b < a ? a : b,
}));

it('what was open and what was added is what was closed and what is open', () => {
  fc.assert(
    fc.property(fc.array(hazard, { maxLength: 20 }), day, day, (hazards, a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const { opening, added, closed, ending } = balanceOf(hazards, { from, to });
      expect(opening + added).toBe(closed + ending);
    }),
  );
});

it.each([
  ['2026-11-01', null, [1, 0, 0, 1]],
  ['2026-11-01', '2026-11-09', [0, 0, 0, 0]],
  ['2026-11-01', '2026-11-10', [1, 0, 1, 0]],
  ['2026-11-10', '2026-11-20', [0, 1, 1, 0]],
  ['2026-11-20', '2026-11-21', [0, 1, 0, 1]],
  ['2026-11-21', null, [0, 0, 0, 0]],
] as const)('one found on %s and closed on %s from 10 to 20: %j', (foundOn, closedOn, expected) =>
  expect(
    Object.values(
      balanceOf([{ state: 'found', foundOn, closedOn }], { from: '2026-11-10', to: '2026-11-20' }),
    ),
  ).toEqual(expected),
);

it('a hazard that was voided is in no figure of any span', () => {
  fc.assert(
    fc.property(fc.array(hazard, { maxLength: 20 }), day, day, (hazards, a, b) => {
      const span = a < b ? { from: a, to: b } : { from: b, to: a };
      expect(balanceOf(hazards, span)).toEqual(
        balanceOf(
          hazards.filter((each) => each.state !== 'voided'),
          span,
        ),
      );
    }),
  );
});

it('is said in one line', () => {
  expect(balanceText({ opening: 1, added: 2, closed: 3, ending: 0 })).toBe(
    '期初在办 1，本期新增 2，本期销号 3，期末在办 0',
  );
});
