import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { createClassifier, REVIEW_SCORE, type VenueWords } from '#shared/classification/classify.ts';
import {
  besideDecided,
  type FurtherKind,
  heedPeople,
  standingKinds,
} from '#shared/classification/further-kinds.ts';

const { kinds } = loadCatalogue();
const classify = createClassifier(kinds);
const of = (name: string, more: Partial<VenueWords> = {}) =>
  classify({ name, listed: '', scope: '', industryCode: '', ...more });
const allOf = ({ category, further }: ReturnType<typeof of>) =>
  [category, ...further.map(({ kind }) => kind)].sort();
const added = (kind: string): FurtherKind => ({ kind, score: 1, reason: '人工认定（甲）', by: 'added' });
const struck = (kind: string): FurtherKind => ({ ...added(kind), by: 'struck' });

describe('what a venue is beside its main kind', () => {
  it('is told by a licence of its own: a hotel that may sell tobacco', () => {
    const hotel = of('平安宾馆', { scope: '许可项目：住宿服务；烟草制品零售。一般项目：停车场服务' });
    expect(allOf(hotel)).toEqual(['lodging', 'tobacco']);
    const [beside] = hotel.further;
    expect(beside?.score).toBeGreaterThanOrEqual(REVIEW_SCORE);
    expect(beside).toMatchObject({ kind: 'tobacco', reason: '许可经营范围含“烟草制品零售”' });
  });

  it('is told by a name and by a list that name both', () => {
    expect(allOf(of('金色年华KTV酒吧'))).toEqual(['bar', 'ktv']);
    expect(of('好邻居便利店', { listed: '便利店;彩票销售点' })).toMatchObject({
      ...{ category: 'shop', reason: '名单类别含“便利店”，名称含“便利店”' },
      further: [{ kind: 'lottery', score: 1, reason: '名单类别含“彩票”' }],
    });
    expect(allOf(of('足浴棋牌', { scope: '足浴服务；棋牌服务' }))).toEqual(['bath', 'mahjong']);
  });

  it('waits for a person where only an item of the scope speaks for it', () => {
    const { category, score, further } = of('极速网吧', { scope: '互联网上网服务；卷烟零售' });
    expect([category, score >= REVIEW_SCORE]).toEqual(['internet_cafe', true]);
    expect(further).toEqual([
      { kind: 'tobacco', score: expect.any(Number), reason: '只有经营范围含“卷烟”，需人工复核' },
    ]);
    expect(further[0]?.score).toBeLessThan(REVIEW_SCORE);
  });

  it('is not food or wine that nearly every scope has, and not a form of what it is', () => {
    const hotel = of('平安宾馆', { scope: '住宿服务；食品销售；酒类经营；住房租赁' });
    expect(allOf(hotel)).toEqual(['lodging']);
    expect(allOf(of('英雄电竞酒店', { scope: '住宿服务' }))).toEqual(['esports_hotel']);
  });

  it('is nothing where the scope excludes it, the name says that there is none yet, or the venue is another trade', () => {
    expect(allOf(of('平安宾馆', { scope: '住宿服务（不含烟草制品零售）' }))).toEqual(['lodging']);
    expect(of('老四川火锅店', { scope: '餐饮服务' }).further).toEqual([]);
  });

  it('stays beside what a wording of the workspace decides, unless that is another trade', () => {
    const by = (category: string) =>
      createClassifier(kinds, [{ field: 'name', text: '金色年华', category }])({
        name: '金色年华KTV酒吧',
        listed: '',
        scope: '',
        industryCode: '',
      });
    // What the words themselves would have taken it for first is overruled, what they tell beside it is not.
    expect(by('lottery')).toMatchObject({ category: 'lottery', further: [{ kind: 'ktv' }] });
    expect(by('ktv')).toMatchObject({ category: 'ktv', further: [] });
    expect(by('other')).toMatchObject({ category: 'other', further: [] });
  });
});

describe('what people say of kinds', () => {
  const said = of('金色年华KTV酒吧');
  const main = said.category;
  const [{ kind: beside } = { kind: '' }] = said.further;

  it('a kind that was struck does not come back, as the main one neither', () => {
    expect(heedPeople(said, [struck(beside)])).toMatchObject({ category: main });
    expect(standingKinds(heedPeople(said, [struck(beside)]).further, main)).toEqual([]);
    const turned = heedPeople(said, [struck(main)]);
    expect(turned.category).toBe(beside);
    expect(standingKinds(turned.further, beside)).toEqual([]);
    const none = heedPeople(said, [struck(main), struck(beside)]);
    expect([none.category, none.score < REVIEW_SCORE]).toEqual(['unknown', true]);
  });

  it('a kind that was added stays, and is what the venue is where words say that it is something else', () => {
    expect(standingKinds(heedPeople(said, [added('lottery')]).further, main)).toMatchObject([
      { kind: 'lottery', by: 'added' },
      { kind: beside, by: 'words' },
    ]);
    const restaurant = heedPeople(of('老四川火锅店'), [added('mahjong')]);
    expect(restaurant.category).toBe('mahjong');
    expect(restaurant.further).toEqual([added('mahjong')]);
    const hall = heedPeople(of('清风棋牌室'), restaurant.further);
    expect([hall.category, standingKinds(hall.further, hall.category)]).toEqual(['mahjong', []]);
  });

  it('beside a main kind that a person decided words still tell others; beside another trade they tell none', () => {
    expect(besideDecided('lottery', said, [struck(beside)])).toEqual([struck(beside)]);
    expect(besideDecided('lottery', said, [])).toMatchObject([{ kind: beside, by: 'words' }]);
    expect(besideDecided('other', said, [added('lottery')])).toEqual([added('lottery')]);
    expect(standingKinds([added('lottery')], 'other')).toEqual([]);
  });
});
