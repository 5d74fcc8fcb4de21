import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { createClassifier, statedScope } from '#shared/classification/classify.ts';
import { creditCodeFault, readCreditCode } from '#shared/registry/credit-code.ts';
import { readDate } from '#shared/registry/date.ts';
import { matchHeader } from '#shared/registry/fields.ts';
import { readStage } from '#shared/registry/stage.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { cleanCell, comparable } from '#shared/registry/text.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';

describe('credit code', () => {
  it.each([
    ['91350200776049653A', null],
    ['91350200776049653B', 'check'],
    ['9135020077604965', 'length'],
    ['91350200776049653I', 'character'],
  ] as const)('%s: %s', (code, fault) => expect(creditCodeFault(code)).toBe(fault));

  it('raises lower case and full width, keeps old numbers apart, sees scientific notation', () => {
    expect(readCreditCode(' ９1350200776049653a ')).toEqual({
      uscc: '91350200776049653A',
      regNo: '',
      fault: null,
    });
    expect(readCreditCode('110108001234567')).toEqual({ uscc: '', regNo: '110108001234567', fault: null });
    expect(readCreditCode('9.13502E+17').fault).toBe('scientific');
  });

  it.skipIf(!hasGivenData)(`judges the 70 vectors ${whyWithoutData}`, () => {
    const lines = readFileSync(givenData('uscc', 'vectors.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
    expect(lines.length).toBeGreaterThanOrEqual(65);
    for (const line of lines) {
      const [code = '', valid] = line.split(',');
      expect(creditCodeFault(code) === null, code).toBe(valid === '1');
    }
  });
});

describe('dates', () => {
  it.each([
    ['2019/3/5', '2019-03-05'],
    ['2019.3.5', '2019-03-05'],
    ['20190305', '2019-03-05'],
    ['2019年3月5日', '2019-03-05'],
    ['2019-03-05 08:00:00', '2019-03-05'],
    ['２０１９-03-05', '2019-03-05'],
    ['2019-02-30', null],
    ['去年', null],
  ])('%s is %s', (text, date) => expect(readDate(text)).toBe(date));
});

describe('stages', () => {
  it.each([
    ['小学', '甲校', '小学', false, 'words'],
    ['科教文化服务;学校;小学', '甲大学附属小学', '小学', false, 'words'],
    ['科教文化服务;学校;中学', '杭州清河中学', '完全中学', true, 'words'],
    ['科教文化服务;学校;中学', '青云高级中学', '高中', false, 'words'],
    ['科教文化服务;学校;中学|科教文化服务;学校;小学', '清泰实验学校', '九年一贯', true, 'words'],
    ['', '清源幼儿园', '幼儿园', false, 'name'],
    ['university', '中国农业大学', '高校', false, 'words'],
    ['school', '中国农业大学附属实验小学', '小学', true, 'name'],
  ] as const)('%s / %s: %s', (text, name, stage, assumed, from) =>
    expect(readStage(text, name)).toEqual({ stage, assumed, from }),
  );

  it('does not guess where nothing is said', () => expect(readStage('', '某某中心')).toBeNull());
});

describe('text of registries', () => {
  it('maps literal nulls to nothing and compares names by half width without spaces', () => {
    for (const nothing of ['N/A', ' [] ', '-', '无', null]) expect(cleanCell(nothing)).toBe('');
    expect(comparable('星光（东）　网 吧')).toBe(comparable('星光(东)网吧'));
  });

  it('knows which businesses have ended', () => {
    expect(['注销', '吊销未注销', '4', '迁出'].every(hasEnded)).toBe(true);
    expect(['存续', '在业', '1', ''].some(hasEnded)).toBe(false);
  });

  it('matches headers by the wordings of registry lists', () => {
    expect(matchHeader(['单位名称', '统一社会信用代码', '经营（营业）场所', '经度', '纬度', '备注'])).toEqual(
      {
        name: '单位名称',
        uscc: '统一社会信用代码',
        address: '经营（营业）场所',
        lng: '经度',
        lat: '纬度',
      },
    );
  });
});

describe('classification', () => {
  const classify = createClassifier(loadCatalogue().kinds);
  const of = (name: string, more: Partial<Parameters<typeof classify>[0]> = {}) =>
    classify({ name, listed: '', scope: '', industryCode: '', ...more });

  it.each([
    ['天津市友通机械设备公司东丽网吧', 'internet_cafe'],
    ['蓝海网络科技有限公司', 'other'],
    ['天意旅游艺术工艺品店', 'other'],
    ['欢唱量贩ＫＴＶ', 'ktv'],
    ['市歌舞剧院', 'other'],
    ['红双喜台球桌制造厂', 'other'],
    ['如家酒店', 'lodging'],
    ['洁白酒店用品商行', 'other'],
    ['福彩投注站', 'lottery'],
    ['同福足浴店', 'bath'],
    ['顺心浴室柜专卖', 'other'],
  ])('%s is %s', (name, category) => expect(of(name).category).toBe(category));

  it('scores: list over industry code over name with scope over name over scope alone', () => {
    const scores = [
      of('甲店', { listed: '体育休闲服务;娱乐场所;网吧' }),
      of('甲店', { industryCode: '9013' }),
      of('甲网吧', { scope: '互联网上网服务' }),
      of('甲网吧'),
      of('甲店', { scope: '互联网上网服务' }),
    ];
    expect(scores.map(({ score }) => score)).toEqual([1, 0.95, 0.95, 0.8, 0.5]);
    expect(scores.every(({ category }) => category === 'internet_cafe')).toBe(true);
    expect(scores[4]?.reason).toContain('复核');
  });

  it('drops what a scope excludes', () => {
    expect(of('甲店', { scope: '日用品销售（不含危险化学品、烟花爆竹）' }).category).toBe('other');
    expect(of('甲店', { scope: '除互联网上网服务以外的信息服务' }).category).toBe('other');
    expect(statedScope('零售百货；烟花爆竹除外；住宿')).toContain('住宿');
  });
});
