import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  closingRefusal,
  hasFailed,
  type Reinspection,
  reinspectionResults,
} from '#shared/ledger/reinspection.ts';

const passed: Reinspection = {
  id: 1,
  startedAt: '2026-11-20T09:00',
  result: '已整改',
  officers: ['王志强', '李海涛'],
};
const facts = { foundAt: '2026-11-01T09:00', responsiblePerson: '孙文博', reinspections: [] };

describe('a re-inspection closes its hazard', () => {
  it.each([
    [{}, {}, null],
    [{ startedAt: '2026-11-01T09:00' }, {}, null],
    [{ startedAt: '2026-11-01T08:59' }, {}, 'reinspectionTooEarly'],
    [{ startedAt: '2026-11-01T00:00' }, { foundAt: '2026-11-01' }, null],
    [{ result: '部分整改' }, {}, 'reinspectionNotPassed'],
    [{ result: '未整改' }, {}, 'reinspectionNotPassed'],
    [{ result: '无法核实' }, {}, 'reinspectionNotPassed'],
    [{ officers: ['孙 文博', '李海涛'] }, {}, 'reinspectedByResponsible'],
    [{ officers: ['', '李海涛'] }, { responsiblePerson: '' }, null],
  ] as const)('%j of %j: %s', (said, hazard, refusal) =>
    expect(closingRefusal({ ...passed, ...said }, { ...facts, ...hazard })).toBe(refusal),
  );

  it.each([
    ['未整改', '2026-11-20T09:01', 0, 'reinspectionOvertaken'],
    ['部分整改', '2026-11-21T09:00', 0, 'reinspectionOvertaken'],
    ['未整改', '2026-11-20T09:00', 2, 'reinspectionOvertaken'],
    ['未整改', '2026-11-20T09:00', 0, null],
    ['未整改', '2026-11-20T08:59', 2, null],
    ['无法核实', '2026-11-21T09:00', 2, null],
    ['已整改', '2026-11-21T09:00', 2, null],
  ] as const)('beside one that says %s at %s: %s', (result, startedAt, id, refusal) => {
    const other: Reinspection = { id, startedAt, result, officers: [] };
    expect(closingRefusal(passed, { ...facts, reinspections: [other, passed] })).toBe(refusal);
  });

  it('only where no failure is later, whatever came before', () => {
    const any = fc.record({
      result: fc.constantFrom(...reinspectionResults),
      minute: fc.integer({ min: 10, max: 59 }),
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 8 }), (made) => {
        const all = made.map(({ result, minute }, id) => ({
          id,
          result,
          startedAt: `2026-11-20T09:${minute}`,
          officers: ['王志强'],
        }));
        const order = [...all].sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.id - b.id);
        const lastFailure = order.findLastIndex(({ result }) => hasFailed(result));
        for (const [place, each] of order.entries()) {
          const closes = closingRefusal(each, { ...facts, reinspections: all }) === null;
          expect(closes).toBe(each.result === '已整改' && place > lastFailure);
        }
      }),
    );
  });
});
