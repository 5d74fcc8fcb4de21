import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { findLikelyPairs, type LikelyVenue } from '#shared/registry/duplicates.ts';
import { evenly } from '../support/evenly.ts';
import { likelyVenue } from '../support/likely-venue.ts';

const frame = localFrame([116.4, 39.9]);
const likely = (first: Partial<LikelyVenue>, second: Partial<LikelyVenue>) =>
  findLikelyPairs([likelyVenue(1, first), likelyVenue(2, second)], () => false)[0] ?? null;
/** Both venues have what is said here. */
const both = (
  shared: Partial<LikelyVenue>,
  first: Partial<LikelyVenue> = {},
  second: Partial<LikelyVenue> = {},
) => likely({ ...shared, ...first }, { ...shared, ...second });

const [name, phone, address] = ['金龙网吧', '13800000000', '东街1号院'];

describe('what two venues have in common', () => {
  it.each([
    [{ name, phone }, ['sameName', 'samePhone'], 0.7],
    [{ name, address }, ['sameName', 'sameAddress'], 0.75],
    [{ name, legalPerson: '张三' }, ['sameName', 'samePerson'], 0.6],
    [{ phone, address }, ['sameAddress', 'samePhone'], 0.65],
    [{ address, legalPerson: '张三' }, ['sameAddress', 'samePerson'], 0.55],
    [
      { name, phone, address, legalPerson: '张三' },
      ['sameName', 'sameAddress', 'samePhone', 'samePerson'],
      1,
    ],
  ] as const)('%j is weighed together', (shared, reasons, score) => {
    const pair = both(shared);
    expect(pair?.reasons).toEqual(reasons);
    expect(pair?.score).toBeCloseTo(score, 9);
    expect(pair?.apart).toBeNull();
  });

  it.each([
    [{ name }],
    [{ phone, legalPerson: '张三' }],
    [{ address }],
    // A name of one letter, a masked owner and a masked or short number tell nothing.
    [{ address, legalPerson: '张' }],
    [{ address, legalPerson: '张*' }],
    [{ address, legalPerson: '张xx' }],
    [{ name, phone: '138****0000' }],
    [{ name, phone: '138xxxx0000' }],
    [{ name, phone: '138XXXX0000' }],
    [{ name, phone: '123456' }],
    [{ name, phone: '无' }],
  ] as const)('%j alone is not enough', (shared) => expect(both(shared)).toBeNull());

  it('a number is compared by its digits, seven at least', () => {
    expect(both({ name }, { phone: '0571-8800' }, { phone: '0571 88 00' })?.reasons).toContain('samePhone');
    expect(both({ name }, { phone: '1380000' }, { phone: '1380000' })?.reasons).toContain('samePhone');
    expect(both({ name, address }, { phone: '13800000000' }, { phone: '13800000001' })?.reasons).toEqual([
      'sameName',
      'sameAddress',
    ]);
  });

  it('one road and number in two counties is not one address', () => {
    const [there, here] = ['青海大通县解放路75号', '杭州市上城区解放路75号'];
    expect(both({ phone }, { address: there }, { address: here })).toBeNull();
    expect(both({ phone }, { address: '解放路75号' }, { address: here })?.reasons).toEqual([
      'sameAddress',
      'samePhone',
    ]);
  });

  it('two owners are two', () => {
    expect(both({ name, address }, { legalPerson: '张三' }, { legalPerson: '李四' })?.reasons).toEqual([
      'sameName',
      'sameAddress',
    ]);
  });
});

describe('names that are alike', () => {
  it.each([
    ['金龙网吧', '金龙网吧（东街店）', true],
    ['金龙有限公司', '金龙有限责任公司', true],
    ['金龙商行', '金龙服务部', true],
    ['金龙经营部', '金龙分公司', true],
    ['金龙个体工商户', '金龙', true],
    // Three of five pairs of letters are shared: that is just enough.
    ['甲乙丙丁戊己', '甲乙丙丁庚辛', true],
    ['甲乙丙丁戊己', '甲乙丙庚辛壬', false],
    ['甲乙丙丁', '丁丙乙甲', false],
    ['金龙有限公司', '银虎有限公司', false],
    ['金', '金商行', false],
    ['', '商行', false],
  ])('%s and %s: %s', (first, second, alike) => {
    const pair = both({ phone, address }, { name: first }, { name: second });
    expect(pair?.reasons.includes('likeName')).toBe(alike);
    expect(pair?.reasons.includes('sameName')).toBe(false);
  });

  it('weigh less than the same name', () => {
    expect(both({ phone }, { name }, { name: `${name}（东街店）` })?.score).toBeCloseTo(0.55, 9);
    expect(both({ legalPerson: '张三' }, { name }, { name: `${name}（东街店）` })).toBeNull();
  });
});

describe('two venues on one spot', () => {
  const at = (x: number, y: number) => frame.toLngLat([x, y]);

  it('are within 30 metres of each other', () => {
    expect(both({ name }, { position: at(0, 0) }, { position: at(0, 29.9) })).toMatchObject({
      reasons: ['sameName', 'sameSpot'],
      score: 0.65,
    });
    expect(both({ name, phone }, { position: at(0, 0) }, { position: at(0, 30.1) })?.reasons).toEqual([
      'sameName',
      'samePhone',
    ]);
    expect(both({ name, phone }, { position: at(0, 0) }, { position: at(0, 500) })?.apart).toBeCloseTo(
      500,
      2,
    );
    expect(both({ name, phone }, { position: at(0, 0) })?.apart).toBeNull();
    expect(both({ name, phone }, {}, { position: at(0, 0) })?.apart).toBeNull();
  });

  it('are nothing by that alone, nor with one address: a mall is full of shops', () => {
    expect(both({ address, position: at(0, 0) })).toBeNull();
  });

  it('are found wherever the lines of the grid run between them', () => {
    const owner = { legalPerson: '张三' };
    fc.assert(
      fc.property(
        evenly(75, 134),
        evenly(18, 53),
        evenly(-2.9e-4, 2.9e-4),
        evenly(-2.9e-4, 2.9e-4),
        (lng, lat, dLng, dLat) => {
          const [position, other] = [[lng, lat] as const, [lng + dLng, lat + dLat] as const];
          fc.pre(distance(position, other) < 29.9);
          const pair = both(owner, { name, position }, { name: `${name}（东街店）`, position: other });
          expect(pair?.reasons).toEqual(['likeName', 'samePerson', 'sameSpot']);
        },
      ),
      { numRuns: 200, seed: 31 },
    );
  });

  it('are found among many that stand apart', () => {
    const venues = Array.from({ length: 30 }, (_, i) =>
      likelyVenue(i + 1, {
        name: i % 2 === 0 ? name : `${name}（东街店）`,
        legalPerson: '张三',
        position: at(Math.floor(i / 2) * 1000, Math.floor(i / 2) * 700 + (i % 2) * 10),
      }),
    );
    const pairs = findLikelyPairs(venues, () => false);
    expect(pairs.map(({ first, second }) => second.id - first.id)).toEqual(Array(15).fill(1));
  });

  it('are not looked for across the district', () => {
    const owner = { legalPerson: '张三' };
    const far = both(owner, { name, position: at(0, 0) }, { name: `${name}（东街店）`, position: at(90, 0) });
    expect(far).toBeNull();
  });
});

describe('what speaks against one venue', () => {
  it('another kind, unless one of them is not known nearer', () => {
    const score = (first: string, second: string) =>
      both({ name, phone, address }, { category: first }, { category: second })?.score;
    expect(score('ktv', 'internet_cafe')).toBeCloseTo(0.6, 9);
    expect(score('ktv', 'ktv')).toBe(1);
    expect(score('other', 'ktv')).toBe(1);
    expect(score('ktv', 'other')).toBe(1);
    expect(both({ name, phone }, { category: 'ktv' }, { category: 'lodging' })).toBeNull();
  });

  it('another credit code, where both have one', () => {
    const score = (first: string, second: string) =>
      both({ name, phone, address }, { uscc: first }, { uscc: second })?.score;
    expect(score('A', 'B')).toBeCloseTo(0.7, 9);
    expect(score('A', 'A')).toBe(1);
    expect(score('A', '')).toBe(1);
    expect(score('', 'B')).toBe(1);
  });
});

describe('pairs', () => {
  it('come with the likeliest first, each once, the older venue before the newer', () => {
    const venues = [
      likelyVenue(9, { name: '乙', phone: '13900000000' }),
      likelyVenue(3, { name, phone, address }),
      likelyVenue(4, { name: '乙', phone: '13900000000' }),
      likelyVenue(1, { name, phone, address }),
    ];
    const pairs = findLikelyPairs(venues, () => false);
    expect(pairs.map(({ first, second }) => [first.id, second.id])).toEqual([
      [1, 3],
      [4, 9],
    ]);
    expect(pairs.map(({ score }) => Math.round(score * 100))).toEqual([100, 70]);
    const reversed = findLikelyPairs([...venues].reverse(), () => false);
    expect(reversed.map(({ first, second }) => [first.id, second.id])).toEqual([
      [1, 3],
      [4, 9],
    ]);
  });

  it('rise by score even where the less likely one was met first', () => {
    const pairs = findLikelyPairs(
      [
        likelyVenue(1, { name: '乙', phone: '13900000000' }),
        likelyVenue(2, { name: '乙', phone: '13900000000' }),
        likelyVenue(3, { name, phone, address }),
        likelyVenue(4, { name, phone, address }),
      ],
      () => false,
    );
    expect(pairs.map(({ first }) => first.id)).toEqual([3, 1]);
  });

  it('that a person has settled are asked for by both numbers and left out', () => {
    const asked: string[] = [];
    const pairs = findLikelyPairs(
      [1, 2, 3].map((id) => likelyVenue(id, { name, phone })),
      (first, second) => {
        asked.push(`${first}/${second}`);
        return first === 1 && second === 2;
      },
    );
    expect(pairs.map(({ first, second }) => [first.id, second.id])).toEqual([
      [1, 3],
      [2, 3],
    ]);
    expect(new Set(asked)).toEqual(new Set(['1/2', '1/3', '2/3']));
  });

  it('are not made of a number or an address that more than twelve share', () => {
    const shops = (count: number) =>
      Array.from({ length: count }, (_, i) => likelyVenue(i + 1, { name, phone }));
    expect(findLikelyPairs(shops(12), () => false)).toHaveLength(66);
    expect(findLikelyPairs(shops(13), () => false)).toEqual([]);
  });

  it.each(['phone', 'address'] as const)('are found by each %s of many', (column) => {
    const venues = Array.from({ length: 30 }, (_, i) =>
      likelyVenue(i + 1, {
        name: i % 2 === 0 ? name : `${name}（东街店）`,
        legalPerson: '张三',
        [column]: `${1_380_000 + Math.floor(i / 2)}号院`,
      }),
    );
    const pairs = findLikelyPairs(venues, () => false);
    expect(pairs.map(({ first, second }) => second.id - first.id)).toEqual(Array(15).fill(1));
  });

  it('are found by the number where neither name nor address is the same', () => {
    expect(both({ phone }, { name }, { name: `${name}（东街店）` })?.reasons).toEqual([
      'likeName',
      'samePhone',
    ]);
  });

  it('are not looked for by an address of less than four letters', () => {
    expect(both({ address: '东街', legalPerson: '张三' })).toBeNull();
    expect(both({ address: '东街1号', legalPerson: '张三' })?.reasons).toEqual(['sameAddress', 'samePerson']);
  });
});
