import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { stages, UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import { basisSchema } from '#shared/rules/basis.ts';
import { decidingRules, governs, isStageInDoubt, rangeOf, rulesOf } from '#shared/rules/governing.ts';
import {
  basisText,
  gateZoneTitle,
  inForceText,
  type Rule,
  rulePackSchema,
  ruleSchema,
} from '#shared/rules/rule.ts';
import { explainTimeline, timelineOf } from '#shared/rules/timeline.ts';

const catalogue = loadCatalogue();
const daxing = catalogue.pack('beijing-daxing');
const rule: Rule = { ...(daxing.rules[0] as Rule), effectiveFrom: '2022-01-01' };

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

  it('call what they draw at gates by what the document wants there', () => {
    const drawn = (shape: 'circle' | 'alongRoad') =>
      gateZoneTitle({ gateZone: { ...daxing.gateZone, shape } });
    expect(drawn('circle')).toBe('校门周边区域');
    expect(drawn('alongRoad')).toBe('校门禁停区');
  });

  it('list venues of rules without a distance within the working range, and judge none of them', () => {
    const range = rangeOf(daxing);
    expect(range).toEqual({ distance: daxing.safetyZone.distance, origin: daxing.safetyZone.origin });
    const listed: Rule = { ...rule, distance: null, listed: true, method: 'walking', effect: 'forbidden' };
    expect(decidingRules([listed], '2026-11-29', range)).toEqual([
      { ...listed, ...range, method: 'straight', effect: 'supervised' },
    ]);
    expect(decidingRules([{ ...listed, listed: false }], '2026-11-29', range)).toEqual([]);
    // what names a distance is judged by it, and what is about no venue is not listed
    expect(decidingRules([{ ...rule, distance: 50, listed: true }], '2026-11-29', range)).toEqual([
      { ...rule, distance: 50, listed: false },
    ]);
    expect(decidingRules([{ ...listed, categories: [] }], '2026-11-29', range)).toEqual([]);
  });

  it('may be about a school whose stage nobody knows, in doubt unless they are about every stage', () => {
    const some: Rule = { ...rule, categories: ['lottery'], stages: ['小学', '初中'] };
    expect(governs(some, 'lottery', UNKNOWN_STAGE)).toBe(true);
    expect(governs(some, 'ktv', UNKNOWN_STAGE)).toBe(false);
    expect(governs(some, 'lottery', '幼儿园')).toBe(false);
    expect(isStageInDoubt(some, UNKNOWN_STAGE)).toBe(true);
    expect(isStageInDoubt({ stages: [...stages] }, UNKNOWN_STAGE)).toBe(false);
    expect(isStageInDoubt(some, '幼儿园')).toBe(false);
  });

  it('ask for a category, or for a subject that is none', () => {
    const { subject: _, ...said } = rule;
    const empty = ruleSchema.safeParse({ ...said, subject: null, categories: [] });
    expect(empty.error?.issues[0]).toMatchObject({ message: '请选择类别', path: ['categories'] });
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
    expect(() =>
      rulesOf({ ...daxing, includes: [{ pack: 'nowhere', rules: ['N1'] }] }, () => undefined),
    ).toThrow('rule pack beijing-daxing includes unknown pack nowhere');
  });

  it('hold their own rules first, then those that they include', () => {
    const including = { ...daxing, includes: [{ pack: 'other', rules: ['b'] }] };
    const other = {
      ...daxing,
      id: 'other',
      rules: [
        { ...rule, id: 'a' },
        { ...rule, id: 'b' },
      ],
    };
    expect(rulesOf(including, () => other).map(({ id }) => id)).toEqual([
      ...daxing.rules.map(({ id }) => id),
      'b',
    ]);
  });
});

describe('a rule pack is read', () => {
  it('as it was written', () => {
    for (const pack of catalogue.packs) expect(rulePackSchema.parse(pack)).toEqual(pack);
  });

  it.each([
    ['an id with a space', { id: 'a b' }],
    ['an id with a sign before', { id: '#a' }],
    ['an id with a sign behind', { id: 'a#' }],
    ['no kind of venue and nothing else that it is about', { categories: [], subject: null }],
    ['no stage', { stages: [] }],
    ['a distance of nothing', { distance: 0 }],
    ['a day with words before', { effectiveFrom: '自2022-01-01' }],
    ['a day with a time behind', { effectiveTo: '2022-01-01T00:00' }],
    ['a document without a name', { basis: { ...rule.basis, document: '' } }],
  ] as const)('but no rule with %s', (_, changed) => {
    expect(ruleSchema.safeParse({ ...rule, ...changed }).success).toBe(false);
  });

  it('a rule may have a day, a distance of half a metre and a letter of one digit', () => {
    const changed = { id: 'A', distance: 0.5, effectiveFrom: '2022-01-01', effectiveTo: '2022-12-31' };
    expect(ruleSchema.parse({ ...rule, ...changed })).toMatchObject(changed);
  });

  it.each([
    ['an id in capitals', { id: 'Daxing' }],
    ['an id with a sign before', { id: '-daxing' }],
    ['an id with a sign behind', { id: 'daxing_' }],
    ['no agency', { agencies: [] }],
    ['an agency of which nobody knows whether it inspects', { agencies: [{ name: '公安分局' }] }],
    ['an agency without a name', { agencies: [{ name: '', mayInspect: true }] }],
    ['a safety zone without a distance', { safetyZone: { origin: 'boundary' } }],
    ['a gate zone without a shape', { gateZone: { distance: 50, basis: rule.basis } }],
    ['an escort without its basis', { escort: { members: 2 } }],
    ['phases without days', { cadence: { kind: 'phases', phases: [{ title: '第一阶段' }] } }],
    ['phases of which there is none', { cadence: { kind: 'phases', phases: [] } }],
    ['half a visit a year', { visitCap: 0.5 }],
  ] as const)('but none with %s', (_, changed) => {
    expect(rulePackSchema.safeParse({ ...daxing, ...changed }).success).toBe(false);
  });

  it.each([
    { gateZone: { distance: 50, shape: 'circle', basis: rule.basis } },
    { gateZone: { distance: 50, shape: 'alongRoad', basis: rule.basis } },
    { escort: { members: 2, basis: rule.basis } },
    { cadence: { kind: 'phases', phases: [{ title: '第一阶段', from: '2026-01-01', to: '2026-03-31' }] } },
    { cadence: { kind: 'quarterly', times: 1 } },
    { cadence: { kind: 'halfYearly', times: 2 } },
    { cadence: { kind: 'none' } },
  ])('it may have %j', (changed) => {
    expect(rulePackSchema.parse({ ...daxing, ...changed })).toMatchObject(changed);
  });

  it('says its basis in one line, and where nobody has checked the text', () => {
    const basis = basisSchema.parse({
      document: '中华人民共和国未成年人保护法',
      article: '第五十八条',
      verified: true,
    });
    expect(basisText({ basis })).toBe('《中华人民共和国未成年人保护法》第五十八条');
    expect(basisText({ basis: { ...basis, edition: '2024年4月26日修正' } })).toBe(
      '《中华人民共和国未成年人保护法》（2024年4月26日修正）第五十八条',
    );
    expect(
      basisText({ basis: { ...basis, number: '国务院令第363号', edition: '2024年12月6日第五次修订' } }),
    ).toBe('《中华人民共和国未成年人保护法》（国务院令第363号，2024年12月6日第五次修订）第五十八条');
    expect(basisText({ basis: { ...basis, verified: false, draft: true } })).toBe(
      '《中华人民共和国未成年人保护法》第五十八条（征求意见稿，尚未施行）（条文未核实）',
    );
    expect(basisText({ basis: { ...basis, titled: false } })).toBe('中华人民共和国未成年人保护法第五十八条');
  });
});

const range = rangeOf(daxing);

describe('deciding rules', () => {
  it('leave out rules without a distance, not yet or no longer in force', () => {
    const rules = [
      rule,
      { ...rule, id: 'a', distance: null },
      { ...rule, id: 'b', effectiveFrom: '2027-01-01' },
      { ...rule, id: 'c', effectiveTo: '2020-01-01' },
    ];
    expect(decidingRules(rules, '2026-11-21', range).map(({ id }) => id)).toEqual([rule.id]);
  });

  it('hold from the first day to the last, both included', () => {
    const dated = { ...rule, effectiveFrom: '2026-03-01', effectiveTo: '2026-09-30' };
    const inForce = (day: string) => decidingRules([dated], day, range).length === 1;
    expect(['2026-02-28', '2026-03-01', '2026-09-30', '2026-10-01'].map(inForce)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    const undated = { ...rule, effectiveFrom: null, effectiveTo: null };
    expect(decidingRules([undated], '0001-01-01', range)).toHaveLength(1);
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

  it('a rule without a day of its own still treats existing venues', () => {
    const undated: Rule = { ...dated, effectiveFrom: null, issuedBy: null };
    const existing = { standing: 'existing', existing: 'convert' };
    expect(timelineOf(undated, '2023-05-01', '2024-09-01')).toEqual(existing);
    expect(timelineOf(undated, '2018-02-01', null)).toEqual(existing);
    expect(timelineOf(undated, null, null)).toEqual({ standing: 'unknown', existing: null });
    expect(timelineOf({ ...undated, existing: 'same' }, '2018-02-01', null).standing).toBe('unknown');
    const issued: Rule = { ...undated, issuedBy: '2023-02-24' };
    expect(timelineOf(issued, '2018-02-01', null)).toEqual(existing);
    expect(timelineOf(issued, '2023-02-24', null)).toEqual({ standing: 'new', existing: null });
  });

  it('says that a document gives no day since when it is in force', () => {
    expect(inForceText({ effectiveFrom: null, effectiveTo: null })).toBe('施行日期未载明');
    expect(inForceText({ effectiveFrom: '2023-06-01', effectiveTo: null })).toBe('2023-06-01 起施行');
    expect(inForceText({ effectiveFrom: '2023-06-01', effectiveTo: '2024-01-01' })).toBe(
      '2023-06-01 起施行，至 2024-01-01',
    );
  });

  it.each([
    [dated, null, null, '设立日期不明，未判断新设或存量。'],
    [
      dated,
      '2021-12-31',
      '2024-09-01',
      '2021-12-31 设立，早于规定施行（2022-01-01），属存量：推动业态转变。',
    ],
    [
      dated,
      '2023-05-01',
      '2024-09-01',
      '2023-05-01 设立，早于学校开办（2024-09-01），属存量：推动业态转变。',
    ],
    [dated, '2022-01-01', '2022-01-01', '2022-01-01 设立，在规定施行（2022-01-01）之后，属新设。'],
    [
      { ...dated, effectiveFrom: null },
      '2024-09-01',
      null,
      '2024-09-01 设立；规定和文件的日期都未载明，按存量处理：推动业态转变；如能证明是在规定之后设立，请人工认定。',
    ],
    [
      { ...dated, effectiveFrom: null, existing: 'same' as const },
      '2024-09-01',
      null,
      '2024-09-01 设立；规定和文件的日期都未载明，新设、存量同样适用。',
    ],
    [
      { ...dated, effectiveFrom: null, issuedBy: '2022-03-01' },
      '2018-02-01',
      null,
      '2018-02-01 设立；规定的施行日期未载明，其文件 2022-03-01 已有，属存量：推动业态转变。',
    ],
    [
      { ...dated, effectiveFrom: null, issuedBy: '2022-03-01' },
      '2022-03-01',
      null,
      '2022-03-01 设立；规定的施行日期未载明，其文件 2022-03-01 已有，按新设处理。',
    ],
  ])('is told in a sentence: case %#', (given, venue, school, sentence) =>
    expect(explainTimeline(given, venue, school)).toBe(sentence),
  );
});
