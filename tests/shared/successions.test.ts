import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LikelyVenue } from '#shared/registry/duplicates.ts';
import { pairSuccessions } from '#shared/registry/successions.ts';
import { likelyVenue } from '../support/likely-venue.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y = 0) => frame.toLngLat([x, y]);

type Listed = readonly Partial<LikelyVenue>[];

/** Pairs as [place in vanished, place in opened, kind]; vanished have ids from 1, opened from 101. */
function pairsOf(vanished: Listed, opened: Listed, standing: Listed = [], settled: readonly string[] = []) {
  const pairs = pairSuccessions(
    {
      vanished: vanished.map((more, i) => likelyVenue(i + 1, more)),
      opened: opened.map((more, i) => likelyVenue(101 + i, more)),
      standing: standing.map((more, i) => likelyVenue(201 + i, more)),
    },
    (first, second) => settled.includes(`${first}/${second}`),
  );
  return pairs
    .map(({ before, after, kind }) => [before.id - 1, after.id - 101, kind] as const)
    .sort(([a], [b]) => a - b);
}

const [name, address, phone, legalPerson] = ['金龙网吧', '东街1号', '0571-87012345', '张三'];
const far = { address: '西路88号', position: at(3000) };
const here = { address, position: at(0) };
const renamed = [[0, 0, 'renamed']];
const moved = [[0, 0, 'moved']];

describe('one vanished and one new venue', () => {
  it.each<[string, Partial<LikelyVenue>, Partial<LikelyVenue>, (readonly (string | number)[])[]]>([
    ['another name at one number', { name, address }, { name: '银河网咖', address }, renamed],
    [
      'an address in other words',
      { name, address },
      { name: '银河网咖', address: '某市某区某镇东街１#' },
      renamed,
    ],
    ['another name on one point', { name, position: at(0) }, { name: '银河网咖', position: at(1) }, renamed],
    ['a few steps apart', { name, position: at(0) }, { name: '银河网咖', position: at(20) }, renamed],
    ['a storey more in the address', here, { address: '东街1号二层', position: at(5) }, renamed],
    [
      'one house in two spellings, one owner',
      { address: '东街1号1楼', legalPerson },
      { address: '东街1号一楼', legalPerson },
      renamed,
    ],
    ['one point, but another number', { ...here }, { address: '东街3号', position: at(0) }, []],
    [
      'one street and number in two counties',
      { address: '青海大通县解放路75号' },
      { address: '杭州上城区解放路75号' },
      [],
    ],
    ['an address without a number', { address: '东街北侧' }, { address: '东街北侧' }, []],
    ['31 metres apart', { position: at(0) }, { position: at(31) }, []],
    ['another kind at one number', here, { ...here, category: 'ktv' }, []],
    ['an unclear kind at one number', here, { ...here, category: 'other' }, []],
    [
      'an unclear kind, but one owner',
      { ...here, legalPerson },
      { ...here, category: 'other', legalPerson },
      renamed,
    ],
    ['two owners at one number', { ...here, legalPerson }, { ...here, legalPerson: '李四' }, []],
    ['a masked owner at one number', { ...here, legalPerson }, { ...here, legalPerson: '张*' }, renamed],
    ['two codes at one number', { ...here, uscc: 'A' }, { ...here, uscc: 'B' }, []],
    [
      'two codes, but one owner',
      { ...here, uscc: 'A', legalPerson },
      { ...here, uscc: 'B', legalPerson },
      renamed,
    ],
    ['one name elsewhere', { name, ...here }, { name, ...far }, moved],
    [
      'one name of two owners elsewhere',
      { name, ...here, legalPerson },
      { name, ...far, legalPerson: '李四' },
      [],
    ],
    ['one name with two codes elsewhere', { name, ...here, uscc: 'A' }, { name, ...far, uscc: 'B' }, []],
    ['one name of another kind elsewhere', { name, ...here }, { name, ...far, category: 'ktv' }, []],
    ['a like name elsewhere', { name, ...here }, { name: '金龙网吧西路店', ...far }, []],
    [
      'a like name and one owner',
      { name, ...here, legalPerson },
      { name: '金龙网吧西路店', ...far, legalPerson },
      moved,
    ],
    ['a like name and one phone', { name, ...here, phone }, { name: '金龙网吧西路店', ...far, phone }, moved],
    ['one owner alone elsewhere', { ...here, legalPerson }, { ...far, legalPerson }, []],
    ['one owner and phone elsewhere', { ...here, legalPerson, phone }, { ...far, legalPerson, phone }, moved],
  ])('%s', (_, before, after, pairs) => {
    expect(pairsOf([before], [after])).toEqual(pairs);
  });

  it('tell why, and how far apart they are', () => {
    const [pair] = pairSuccessions(
      {
        vanished: [likelyVenue(1, { name, ...here, legalPerson })],
        opened: [likelyVenue(2, { name, address: '西路88号', position: at(500), legalPerson })],
        standing: [],
      },
      () => false,
    );
    expect(pair).toMatchObject({ kind: 'moved', reasons: ['sameName', 'samePerson'] });
    expect(pair?.apart).toBeCloseTo(500, 1);
  });

  it('stay apart once a person has said so', () => {
    expect(pairsOf([here], [here], [], ['1/101'])).toEqual([]);
  });
});

describe('a place alone', () => {
  const old = { ...here, name: '旧日网吧' };
  const one = { ...here, name: '银河电竞' };
  const two = { ...here, name: '彩虹上网' };
  const ktv = { category: 'ktv' };

  it('tells nothing where two of the kind went, or two came', () => {
    expect(pairsOf([old], [one, two])).toEqual([]);
    expect(pairsOf([old, two], [one])).toEqual([]);
    expect(pairsOf([old], [one])).toEqual(renamed);
  });

  it('tells it where the others are of another kind, or not so near', () => {
    expect(pairsOf([old], [one, { ...two, ...ktv }])).toEqual(renamed);
    expect(pairsOf([old, { ...two, ...ktv }], [one])).toEqual(renamed);
    expect(
      pairsOf(
        [old],
        [one],
        [ktv, ktv, ktv, ktv].map((kind) => ({ ...two, ...kind })),
      ),
    ).toEqual(renamed);
    const spot = (x: number) => ({ position: at(x) });
    expect(pairsOf([spot(0)], [spot(1), spot(20)])).toEqual(renamed);
    expect(pairsOf([spot(0)], [spot(10), spot(20)])).toEqual([]);
    expect(pairsOf([spot(0), spot(20)], [spot(1)])).toEqual(renamed);
  });

  it.each<[string, Partial<LikelyVenue>, Partial<LikelyVenue>, boolean]>([
    ['one point in two counties', { address: '青海大通县李村' }, { address: '杭州上城区李村' }, false],
    [
      'one point, one address of a street and one of a house',
      { address: '东街3号' },
      { address: '望江大厦' },
      true,
    ],
    ['one point and no address', {}, {}, true],
  ])('%s', (_, before, after, isOne) => {
    const point = (more: Partial<LikelyVenue>) => ({ position: at(0), ...more });
    expect(pairsOf([point(before)], [point(after)])).toEqual(isOne ? renamed : []);
  });

  it.each([
    ['东街1号', '东街1号', 'renamed'],
    ['东街1号', '东街1号二层', 'renamed'],
    ['望江大厦12室', '望江大厦12室东', 'renamed'],
    ['东街一号', '东街一号东侧', 'renamed'],
    ['东街北侧', '东街北侧二层', 'moved'],
    ['东街北侧', '东街北侧12室', 'moved'],
    ['东街北侧12室', '东街北侧', 'moved'],
    ['东街北号', '东街北号东侧', 'moved'],
    ['东街1号', '东街2号', 'moved'],
    ['东街1号', '西街1号', 'moved'],
    ['望江大厦12室', '望海大厦12室', 'moved'],
  ])('of one name without a position: from %s to %s it has %s', (first, second, kind) => {
    expect(pairsOf([{ name, address: first }], [{ name, address: second }])).toEqual([[0, 0, kind]]);
  });

  it.each([
    ['东街一号', true],
    ['东街北号', false],
    ['东街12', true],
    ['东街', false],
  ])('at %s, which has a number or not, it tells: %s', (where, isOne) => {
    expect(pairsOf([{ address: where }], [{ address: where }])).toEqual(isOne ? renamed : []);
  });

  it('and where only one of two positions is known the addresses tell', () => {
    expect(pairsOf([here], [{ address }])).toEqual(renamed);
    expect(pairsOf([{ address }], [here])).toEqual(renamed);
    expect(pairsOf([{ position: at(0) }], [{ address }])).toEqual([]);
  });

  it('is not two with one code, or with a code that only one has', () => {
    expect(pairsOf([{ ...old, uscc: 'A' }], [one])).toEqual(renamed);
    expect(pairsOf([old], [{ ...one, uscc: 'A' }])).toEqual(renamed);
    expect(pairsOf([{ ...old, uscc: 'A' }], [{ ...one, uscc: 'A' }])).toEqual(renamed);
  });

  it('is not two with one owner, or with an owner that only one has', () => {
    expect(pairsOf([{ ...old, legalPerson }], [one])).toEqual(renamed);
    expect(pairsOf([old], [{ ...one, legalPerson }])).toEqual(renamed);
    expect(pairsOf([{ ...old, legalPerson }], [{ ...one, legalPerson }])).toEqual(renamed);
    expect(pairsOf([{ ...old, legalPerson }], [{ ...one, legalPerson: '李四' }])).toEqual([]);
  });
});

describe('a house that many share', () => {
  const two = { legalPerson, phone };
  const house = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `商户${i}`, address: '望江大厦', category: 'ktv' }));
  const owned = { address: '望江大厦', category: 'ktv' };

  it('tells nothing where more than twelve share what the two have in common', () => {
    const shared = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ ...two, name: `分店${i}`, address: `南路${i + 1}号` }));
    expect(pairsOf([{ ...here, ...two }], shared(1))).toEqual(moved);
    expect(pairsOf([{ ...here, ...two }], shared(12))).toHaveLength(1);
    expect(pairsOf([{ ...here, ...two }], shared(13))).toEqual([]);
    expect(pairsOf([{ ...here, ...two }], shared(40))).toEqual([]);
  });

  it('but an owner of their own does', () => {
    expect(pairsOf([{ ...owned, ...two }], [...house(40), { ...owned, ...two }])).toEqual([[0, 40, 'moved']]);
  });
});

describe('of several that are alike', () => {
  it('the nearest is taken, then the first in the list', () => {
    const owner = { legalPerson, phone };
    const place = (x: number) => ({ ...owner, address: `路${x}号`, position: at(x) });
    expect(pairsOf([place(0)], [place(900), place(400), place(600)])).toEqual([[0, 1, 'moved']]);
    expect(pairsOf([place(900), place(400), place(600)], [place(0)])).toEqual([[1, 0, 'moved']]);
    // One without a position comes after those that have one.
    expect(pairsOf([place(0)], [{ ...owner, address: '西路1号' }, place(600)])).toEqual([[0, 1, 'moved']]);
    const nowhere = { ...owner, address: '西路1号' };
    const elsewhere = { ...owner, address: '南路1号' };
    expect(pairsOf([nowhere], [elsewhere, elsewhere])).toEqual([[0, 0, 'moved']]);
    expect(pairsOf([nowhere, nowhere], [elsewhere])).toEqual([[0, 0, 'moved']]);
  });
});

describe('many at once', () => {
  it('five renames door by door and four moves with their owners are told from what really closed and opened', () => {
    const doors = Array.from({ length: 5 }, (_, i) => ({
      address: `东街${2 * i + 1}号`,
      position: at(12 * i),
    }));
    const movers = Array.from({ length: 4 }, (_, i) => ({
      name: `迁${'甲乙丙丁'[i]}歌城`,
      legalPerson: `王${'甲乙丙丁'[i]}`,
    }));
    const vanished = [
      ...doors.map((door, i) => ({ ...door, name: `旧名${i}网吧` })),
      ...movers.map((mover, i) => ({
        ...mover,
        address: `南路${i + 1}号`,
        position: at(500 + 200 * i, 900),
      })),
      { name: '关门棋牌室', address: '北路7号', position: at(0, 5000) },
    ];
    const opened = [
      { name: '真新网吧', address: '北路99号', position: at(100, 5000) },
      ...doors.map((door, i) => ({ ...door, name: `${'赤橙黄绿青'[i]}鸟电竞` })).reverse(),
      ...movers.map((mover, i) => ({ ...mover, address: `中路${i + 1}号`, position: at(4000 + 90 * i, 90) })),
    ];
    expect(pairsOf(vanished, opened)).toEqual([
      ...[5, 4, 3, 2, 1].map((after, i) => [i, after, 'renamed']),
      ...[6, 7, 8, 9].map((after, i) => [5 + i, after, 'moved']),
    ]);
  });

  it('in a mall the place alone tells nothing, an owner does', () => {
    const mall = { address: '东街100号', position: at(0), category: 'restaurant' };
    const three = [1, 2, 3].map((i) => ({ ...mall, name: `旧${i}` }));
    const next = [1, 2, 3].map((i) => ({ ...mall, name: `新${i}` }));
    expect(pairsOf(three, next)).toEqual([]);
    expect(pairsOf([{ ...mall, legalPerson }, ...three], [...next, { ...mall, legalPerson }])).toEqual([
      [0, 3, 'renamed'],
    ]);
    // One went and one came, but many of the kind stay.
    expect(pairsOf([mall], [mall], [mall, mall, mall])).toEqual([[0, 0, 'renamed']]);
    expect(pairsOf([mall], [mall], [mall, mall, mall, mall])).toEqual([]);
    // A shop's own number in the mall says which it is.
    const shop = (number: number) => ({ ...mall, address: `东街100号B1-${number}` });
    expect(pairsOf([shop(7), shop(8)], [shop(8), shop(9)], [mall, mall, mall, shop(1), shop(2)])).toEqual([
      [1, 0, 'renamed'],
    ]);
  });

  it('shops of a chain do not move into one another', () => {
    const chain = (x: number) => ({ name: '沙县小吃', address: `东街${x}号`, position: at(x * 10) });
    expect(pairsOf([chain(1)], [chain(500)], [chain(200)])).toEqual([]);
    expect(pairsOf([chain(1), chain(300)], [chain(500)])).toEqual([]);
    const owned = { legalPerson, phone };
    expect(pairsOf([{ ...chain(1), ...owned }], [{ ...chain(500), ...owned }], [chain(200)])).toEqual(moved);
  });

  it('each venue is in one pair, and a name says more than a place', () => {
    // 金龙 moved away, and another netbar took its rooms.
    expect(
      pairsOf(
        [{ name, ...here }],
        [
          { name: '银河网咖', ...here },
          { name, ...far },
        ],
      ),
    ).toEqual([[0, 1, 'moved']]);
    expect(
      pairsOf(
        [
          { ...here, legalPerson },
          { ...here, legalPerson, phone },
        ],
        [{ ...here, legalPerson, phone }],
      ),
    ).toEqual([[1, 0, 'renamed']]);
  });
});
