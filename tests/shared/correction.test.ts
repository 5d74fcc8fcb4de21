import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correctedFacts,
  correctionRefusal,
  type HazardFacts,
  isSamePlace,
  type VoidableHazard,
  voidingRefusal,
} from '#shared/ledger/correction.ts';
import { hazardLevelSchema, hazardStates, isCounted, isOpen } from '#shared/ledger/hazard.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { correctedVisit } from '#shared/sweeps/visit-correction.ts';
import { CLOSED_TODAY, goneStatus, visitResults } from '#shared/sweeps/visit-rules.ts';

const facts: fc.Arbitrary<HazardFacts> = fc.record({
  level: fc.constantFrom(...hazardLevelSchema.options),
  kind: fc.constantFrom('社会治安', '消防安全', '其他'),
  description: fc.constantFrom('堆物', '占道'),
  school: fc.constantFrom(null, { id: 1, name: '一小' }, { id: 2, name: '一小' }),
});

describe('what is corrected of a hazard', () => {
  it('is told for each of its facts that differ, with both versions, and nothing else', () => {
    fc.assert(
      fc.property(facts, facts, (before, after) => {
        const differing = [
          before.level !== after.level,
          before.kind !== after.kind,
          before.description !== after.description,
          before.school?.id !== after.school?.id,
        ].filter(Boolean);
        const told = correctedFacts(before, after);
        expect(told).toHaveLength(differing.length);
        for (const each of told) expect(each).toMatch(/^(级别|种类|情况|学校)：.+ → .+$/);
      }),
    );
  });

  it('stays 重大 under 挂牌督办, keeps a place, and is something', () => {
    const before = {
      level: '重大',
      kind: '消防安全',
      description: '堆物',
      school: { id: 1, name: '一小' },
    } as const;
    const free = { listed: false, atSchool: false };
    expect(correctionRefusal(before, before, free)).toBe('same');
    expect(correctionRefusal(before, { ...before, level: '一般' }, free)).toBeNull();
    expect(correctionRefusal(before, { ...before, level: '一般' }, { ...free, listed: true })).toBe(
      'supervised',
    );
    expect(correctionRefusal(before, { ...before, school: null }, free)).toBeNull();
    expect(correctionRefusal(before, { ...before, school: null }, { ...free, atSchool: true })).toBe(
      'placeless',
    );
  });
});

const hazard: fc.Arbitrary<VoidableHazard> = fc.record({
  id: fc.integer({ min: 1, max: 4 }),
  state: fc.constantFrom(...hazardStates),
  venueId: fc.constantFrom(null, 1, 2),
  schoolId: fc.constantFrom(1, 2),
});

it('a hazard is merged only into another that counts, of its place; and never under 挂牌督办', () => {
  fc.assert(
    fc.property(
      hazard,
      fc.option(hazard, { nil: null }),
      fc.boolean(),
      fc.nat(1),
      (own, into, listed, merged) => {
        const refusal = voidingRefusal(own, { listed, into, merged });
        const isAllowed =
          isCounted(own.state) &&
          !listed &&
          merged === 0 &&
          (into === null || (into.id !== own.id && isCounted(into.state) && isSamePlace(own, into)));
        expect(refusal === null).toBe(isAllowed);
      },
    ),
  );
});

it('what was voided, or only said, is neither open nor counted; a closed hazard counts', () => {
  expect(hazardStates.filter((state) => !isCounted(state))).toEqual(['lead', 'voided', 'refuted']);
  expect(hazardStates.filter((state) => !isOpen(state))).toEqual(['lead', 'closed', 'voided', 'refuted']);
});

it('what is corrected of a visit is told with both versions', () => {
  const before = { result: '正常', facts: '好', measures: '', partyView: '', documents: '' } as const;
  expect(correctedVisit(before, before)).toEqual([]);
  expect(correctedVisit(before, { ...before, result: '未营业', measures: '告知' })).toEqual([
    { title: '检查结果', before: '正常', after: '未营业' },
    { title: '采取的措施', before: '', after: '告知' },
  ]);
});

it('a venue that a visit found gone has ended by its status, whatever the result is called', () => {
  const gone = visitResults.filter((result) => goneStatus(result) !== undefined);
  expect(gone).toEqual(['已搬迁', '已关闭', '查无此店']);
  for (const result of gone) expect(hasEnded(goneStatus(result) ?? ''), result).toBe(true);
  expect(goneStatus(CLOSED_TODAY)).toBeUndefined();
});
