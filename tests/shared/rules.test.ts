import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { decidingRules, governs, rulesOf } from '#shared/rules/governing.ts';
import type { Rule } from '#shared/rules/rule.ts';
import { timelineOf } from '#shared/rules/timeline.ts';

const catalogue = loadCatalogue();
const daxing = catalogue.pack('beijing-daxing');
const rule = daxing.rules[0] as Rule;

describe('rule packs', () => {
  it('hold the localities of the source documents and ten more, each rule with its basis', () => {
    const ids = catalogue.packs.map((pack) => pack.id);
    for (const id of [
      'beijing-daxing',
      'chongqing-fuling-chongyi',
      'jiangsu-changzhou',
      'national',
      'shanghai-minhang',
      'zhejiang-dongyang',
    ])
      expect(ids).toContain(id);
    expect(ids.length).toBeGreaterThanOrEqual(16);
    for (const pack of catalogue.packs)
      for (const each of pack.rules) {
        expect(each.basis.document, each.id).not.toBe('');
        expect(each.basis.excerpt, each.id).not.toBe('');
        if (each.basis.verified) expect(each.basis.article, each.id).not.toBe('');
        else expect(each.assumption ?? each.basis.document, each.id).not.toBe('');
        expect(typeof each.basis.verified, each.id).toBe('boolean');
      }
  });

  it('say where they measure from: 涪陵 from any gate, without lottery; 大兴 with lottery', () => {
    const fuling = catalogue.pack('chongqing-fuling-chongyi');
    expect(fuling.rules.every((each) => each.origin === 'anyGate')).toBe(true);
    expect(fuling.rules.some((each) => each.categories.includes('lottery'))).toBe(false);
    expect(rule.categories).toContain('lottery');
  });

  it('need every origin and method that the engine measures', () => {
    const rules = catalogue.packs.flatMap((pack) => pack.rules);
    expect(new Set(rules.map((each) => each.origin))).toEqual(new Set(['boundary', 'anyGate', 'mainGate']));
    expect(new Set(rules.map((each) => each.method))).toEqual(new Set(['straight', 'walking']));
    expect(new Set(rules.map((each) => each.effect))).toEqual(new Set(['forbidden', 'noNew', 'supervised']));
  });

  it('never let a coordinator inspect', () => {
    for (const pack of catalogue.packs)
      expect(
        pack.agencies.find((agency) => agency.name === pack.coordinator)?.mayInspect ?? false,
        pack.id,
      ).toBe(false);
  });

  it('refuse an unknown pack by code', () => {
    expect(() => catalogue.pack('nowhere')).toThrow(expect.objectContaining({ code: 'PACK_UNKNOWN' }));
  });

  it('refuse to include what does not exist', () => {
    expect(() =>
      rulesOf({ ...daxing, includes: [{ pack: 'national', rules: ['N99'] }] }, (id) =>
        catalogue.packs.find((pack) => pack.id === id),
      ),
    ).toThrow('N99');
  });
});

describe('deciding rules', () => {
  it('leave out rules without a distance, not yet or no longer in force', () => {
    const rules = [
      rule,
      { ...rule, id: 'a', distance: null },
      { ...rule, id: 'b', effectiveFrom: '2027-01-01' },
      { ...rule, id: 'c', effectiveTo: '2020-01-01' },
    ];
    expect(decidingRules(rules, '2026-11-21').map(({ id }) => id)).toEqual([rule.id]);
  });

  it('govern by category and stage; 高校 is no 学校 of the law', () => {
    expect(governs(rule, 'internet_cafe', '小学')).toBe(true);
    expect(governs(rule, 'internet_cafe', '高校')).toBe(false);
    expect(governs(rule, 'lodging', '小学')).toBe(false);
  });
});

describe('timeline', () => {
  const dated: Rule = { ...rule, effectiveFrom: '2022-01-01', existing: 'convert' };
  it.each([
    [null, null, 'unknown', null],
    ['2021-12-31', null, 'existing', 'convert'],
    ['2022-01-01', null, 'new', null],
    ['2023-05-01', '2024-09-01', 'existing', 'convert'],
  ] as const)('a venue of %s at a school of %s is %s', (venue, school, standing, existing) => {
    expect(timelineOf(dated, venue, school)).toMatchObject({ standing, existing });
  });
});
