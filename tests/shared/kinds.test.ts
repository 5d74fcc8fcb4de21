import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { createClassifier, REVIEW_SCORE, type VenueWords } from '#shared/classification/classify.ts';
import { hasGivenData, whyWithoutData } from '../support/given-data.ts';
import {
  answeredBy,
  classifyVenue,
  givenNames,
  hangzhouLabels,
  hangzhouNames,
  hangzhouTruth,
  ownNames,
  sumOf,
  tallyKinds,
} from '../support/kind-sets.ts';

const classify = createClassifier(loadCatalogue().kinds);
const of = (name: string, more: Partial<VenueWords> = {}) =>
  classify({ name, listed: '', scope: '', industryCode: '', ...more });
const isSure = ({ score }: { readonly score: number }) => score >= REVIEW_SCORE;

describe('labelled names', () => {
  it('the project has at least 1,200 of its own, half of them traps', () => {
    const names = ownNames();
    expect(names.length).toBeGreaterThanOrEqual(1200);
    expect(names.filter(({ isTrap }) => isTrap).length).toBeGreaterThanOrEqual(names.length / 2);
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
  });

  it('of its own what is certain is right, and what is there is found', () => {
    const { count, found, taken, wrong, missed } = sumOf(tallyKinds(ownNames(), true));
    expect(wrong.length / taken, `wrong: ${wrong}`).toBeLessThanOrEqual(0.01);
    expect(found / count, `missed: ${missed}`).toBeGreaterThanOrEqual(0.97);
    // Certainty is no help where hardly anything is certain.
    expect(taken / count).toBeGreaterThan(0.9);
  });

  it.skipIf(!hasGivenData)(`of those that others labelled as well ${whyWithoutData}`, () => {
    const { count, found, taken, wrong, missed } = sumOf(tallyKinds(givenNames()));
    expect(wrong.length / taken, `wrong: ${wrong}`).toBeLessThanOrEqual(0.01);
    expect(found / count, `missed: ${missed}`).toBeGreaterThanOrEqual(0.97);
  });

  it.skipIf(!hasGivenData)(`上城区: names alone find what the list says ${whyWithoutData}`, () => {
    const wanted: Readonly<Record<string, number>> = {
      internet_cafe: 0.98,
      ktv: 0.8,
      arcade: 0.9,
      billiard: 0.95,
      bath: 0.85,
      lodging: 0.92,
      lottery: 1,
      bar: 0.65,
    };
    const rows = hangzhouNames();
    const answers = rows.map(({ name }) => classifyVenue({ name, scope: '', industryCode: '' }));
    for (const [kind, label] of Object.entries(hangzhouLabels)) {
      const labelled = answers.filter((_, i) => label.test(rows[i]?.label ?? ''));
      const found = labelled.filter((answer) => answeredBy(answer).includes(kind));
      expect(found.length / labelled.length, kind).toBeGreaterThanOrEqual(wanted[kind] ?? 1);
    }
    const truth = hangzhouTruth();
    const decided = answers.flatMap(({ category, ...answer }, i) => {
      const right = truth.get(category);
      return right && isSure(answer)
        ? [{ category, row: rows[i], isRight: right.has(rows[i]?.row ?? 0) }]
        : [];
    });
    const wrong = decided.filter(({ isRight }) => !isRight);
    expect(decided.length).toBeGreaterThan(1000);
    expect(wrong.length / decided.length, JSON.stringify(wrong)).toBeLessThanOrEqual(0.05);
  });
});

describe('the last noun of a name', () => {
  it.each([
    ['中山国际大酒店停车场', 'other'],
    ['阿忠佰烟酒店', 'tobacco'],
    ['某某公寓5幢', 'other'],
    ['宠物酒店', 'other'],
    ['天鹅宾馆足浴', 'bath'],
    ['茶香棋牌茶楼', 'mahjong'],
    ['酒店用品商行', 'other'],
    ['水果平价超市', 'other'],
    ['阳光电竞酒店', 'esports_hotel'],
    ['机电设备公司西关网吧', 'internet_cafe'],
    ['极速网吧有限公司人民路分公司', 'internet_cafe'],
    ['蓝 鲸 网 吧', 'internet_cafe'],
    ['豪情K.T.V（西门店）', 'ktv'],
    ['ＰＡＲＴＹ　ＫＴＶ', 'ktv'],
    ['BARBIE服装', 'other'],
    ['第一小学', 'other'],
    ['小天使幼儿园', 'other'],
  ])('%s is %s', (name, category) => {
    const answer = of(name);
    expect(answer.category).toBe(category);
    expect(isSure(answer)).toBe(true);
  });

  it('a business of two trades is of the second as well', () => {
    expect(of('协胜网吧棋牌')).toMatchObject({
      category: 'mahjong',
      further: [{ kind: 'internet_cafe' }],
    });
  });

  it('a name that says only where, or only half, asks a person', () => {
    expect(of('贝贝网络广场')).toMatchObject({ category: 'internet_cafe', score: 0.5 });
    const club = of('金鼎国际会所');
    expect(club.category).toBe('unknown');
    expect(club.suggested).toContain('ktv');
    expect(of('张记')).toMatchObject({ category: 'unknown', suggested: [] });
  });
});

describe('evidence against evidence', () => {
  it('a code that covers several trades never decides', () => {
    for (const [name, code] of [
      ['动感单车健身房', '8930'],
      ['小鹿儿童乐园', '9019'],
    ] as const)
      expect(of(name, { industryCode: code }).category).toBe('other');
    expect(of('二楼', { industryCode: '9019' })).toMatchObject({ category: 'unknown' });
    expect(of('二楼', { industryCode: '9019' }).suggested).toContain('mahjong');
    expect(of('推理馆剧本杀', { industryCode: '9019' })).toMatchObject({
      category: 'script_game',
      score: 0.95,
    });
  });

  it.each<[string, string, Partial<VenueWords>, string]>([
    ['the name ends with another trade than the list says', '晨风旅行社', { listed: '住宿服务' }, 'lodging'],
    ['the list says another trade than the name', '飞鱼网吧', { listed: '餐饮服务;中餐厅' }, 'internet_cafe'],
    ['the code is of another trade', '红星网吧', { industryCode: '5227' }, 'internet_cafe'],
    ['the scope has only another business', '聚福大酒店', { scope: '中餐、火锅' }, 'lodging'],
    ['the scope excludes it', '蓝天网吧', { scope: '网络技术（不得从事互联网上网服务）' }, 'internet_cafe'],
    ['the name says that it has closed', '红星网吧（已注销）', { scope: '互联网上网服务' }, 'internet_cafe'],
    ['the name says that it is to open', '红星网吧（筹建）', {}, 'internet_cafe'],
    ['the name is that of a head office', '红星网吧总公司', {}, 'internet_cafe'],
    ['only the scope speaks of it', '王小明', { scope: '住宿' }, 'lodging'],
  ])('a person is asked where %s', (_, name, more, category) => {
    const answer = of(name, more);
    expect(answer.category).toBe(category);
    expect(isSure(answer)).toBe(false);
    expect(answer.reason).toContain('需人工复核');
  });

  it('what needs a licence counts more than what does not', () => {
    expect(of('综合服务部', { scope: '许可项目：互联网上网服务。一般项目：日用百货销售' })).toMatchObject({
      category: 'internet_cafe',
      score: 0.65,
    });
    expect(of('综合服务部', { scope: '一般项目：互联网上网服务' }).score).toBe(0.5);
    expect(of('综合服务部', { scope: '许可项目：餐饮服务。一般项目：互联网上网服务' }).score).toBe(0.5);
  });

  it('another trade needs evidence too, and says which', () => {
    expect(of('老四川火锅店').reason).toContain('火锅');
    expect(of('张记', { scope: '服装零售' })).toMatchObject({ category: 'other' });
    expect(of('张记', { scope: '一般项目：无' })).toMatchObject({ category: 'unknown' });
    expect(of('张记', { listed: '餐饮服务;中餐厅;中餐厅' })).toMatchObject({ category: 'other' });
  });

  it('an esports hotel that states a netbar is asked about; one that excludes it is not', () => {
    const both = of('双排电竞酒店', { scope: '住宿服务；互联网上网服务' });
    expect(both.category).toBe('esports_hotel');
    expect(both.further).toMatchObject([{ kind: 'internet_cafe', score: 0.5 }]);
    expect(of('双排电竞酒店', { scope: '住宿服务（不含互联网上网服务）' })).toMatchObject({
      category: 'esports_hotel',
      score: 0.95,
      suggested: ['lodging'],
    });
  });

  it('a licence for one trade tells what nothing else says, and why', () => {
    expect(of('金色年华', { licences: ['烟草专卖零售许可证'] })).toMatchObject({
      ...{ category: 'tobacco', score: 0.95, reason: '许可证“烟草专卖零售许可证”' },
    });
    expect(of('金色年华', { licences: ['娱乐经营许可证（歌舞）'] })).toMatchObject({ category: 'ktv' });
    expect(of('金色年华', { licences: ['特种行业许可证（旅馆业）'] }).category).toBe('lodging');
    for (const licence of [
      '烟草专卖批发企业许可证',
      '酒类批发许可证',
      '烟花爆竹经营（批发）许可证',
      '食品经营许可证',
    ])
      expect(of('金色年华', { licences: [licence] }).category, licence).toBe('unknown');
  });

  it('a licence for several trades backs a name and suggests; it never decides', () => {
    const [bare, named] = ['金色年华', '金色年华KTV'].map((name) =>
      of(name, { licences: ['娱乐经营许可证'] }),
    );
    expect(bare).toMatchObject({
      ...{ category: 'unknown', suggested: ['ktv', 'arcade'] },
      reason: '许可证“娱乐经营许可证”别的行业也用，说明不了是哪一类',
    });
    expect(named).toMatchObject({
      ...{ category: 'ktv', score: 0.95, further: [] },
      reason: '许可证“娱乐经营许可证”（别的行业也用），名称含“KTV”',
    });
    expect(of('金色年华', { licences: ['网络文化经营许可证'] })).toMatchObject({
      ...{ category: 'unknown', suggested: ['internet_cafe'] },
    });
  });

  it('a licence against a name or a list is asked about', () => {
    const licences = ['烟草专卖零售许可证'];
    for (const [name, listed] of [
      ['老张火锅', ''],
      ['中山停车场', ''],
      ['金色年华', '餐饮'],
    ] as const) {
      const answer = of(name, { licences, listed });
      expect([answer.category, isSure(answer)], name).toEqual(['tobacco', false]);
      expect(answer.reason, name).toMatch(/许可证“烟草专卖零售许可证”；而.*需人工复核/);
      expect(answer.suggested, name).toContain('other');
    }
  });

  it('a licence stands beside what else a venue is: both for an esports hotel that has both', () => {
    const hotel = of('平安电竞酒店', { licences: ['特种行业许可证', '互联网上网服务营业场所经营许可证'] });
    expect(hotel).toMatchObject({ category: 'esports_hotel' });
    expect(hotel.further).toMatchObject([
      { kind: 'internet_cafe', reason: '许可证“互联网上网服务营业场所经营许可证”' },
    ]);
    expect(isSure(hotel) && hotel.further.every(isSure)).toBe(true);
    const shop = of('好邻居便利店', { licences: ['烟草专卖零售许可证'] });
    expect([shop.category, ...shop.further.map(({ kind }) => kind)]).toEqual(['tobacco', 'shop']);
  });

  it('a shop that sells tobacco is a tobacco seller first', () => {
    const shop = of('惠民便利店', { scope: '预包装食品零售；卷烟零售' });
    expect(shop.category).toBe('tobacco');
    expect(shop.further).toMatchObject([{ kind: 'shop' }]);
  });
});
