import { describe, expect, it } from 'vitest';
import { type LicenceValues, licenceText } from '#shared/licences/licence.ts';
import { expiryHorizon } from '#shared/licences/licence-state.ts';
import { kindOfColumn, readListedLicences } from '#shared/licences/listed-licences.ts';
import { findLicence, type KnownLicence, mergeLicence } from '#shared/licences/match-licence.ts';
import { readTerm, readValidity } from '#shared/licences/validity.ts';
import { matchHeader } from '#shared/registry/fields.ts';

const [from, until] = ['2021-03-01', '2026-02-28'];

describe('a term', () => {
  it.each([
    ['2026-02-28', null, until],
    ['2026/2/28', null, until],
    ['20260228', null, until],
    ['２０２６年２月２８日', null, until],
    ['至2026-02-28', null, until],
    ['2026-02-28止', null, until],
    ['2026-02-28 00:00:00', null, until],
    ['2026-02-28T00:00:00.000Z', null, until],
    ['2021-03-01至2026-02-28', from, until],
    ['2021-03-01 至 2026-02-28', from, until],
    ['2021-03-01-2026-02-28', from, until],
    ['2021-03-01—2026-02-28', from, until],
    ['2021/3/1~2026/2/28', from, until],
    ['2021.03.01-2026.02.28', from, until],
    ['20210301-20260228', from, until],
    ['2021年3月1日至2026年2月28日', from, until],
    ['自2021年03月01日起至2026年02月28日止', from, until],
    ['有效期限：2021-03-01到2026-02-28', from, until],
    ['2021-03-01起', from, null],
    ['自2021-03-01', from, null],
  ])('%s', (text, validFrom, validUntil) => {
    expect(readTerm(text)).toEqual({ from: validFrom, until: validUntil, unlimited: false });
  });

  it.each([
    ['长期', null],
    ['长期有效', null],
    ['永久', null],
    ['无固定期限', null],
    ['2021-03-01至长期', from],
    ['自2021-03-01起长期有效', from],
    ['2021-03-01至9999-12-31', from],
    ['9999-12-31', null],
  ])('%s has no end', (text, validFrom) => {
    expect(readTerm(text)).toEqual({ from: validFrom, until: null, unlimited: true });
  });

  it.each([
    '2026-02-30',
    '2026年2月',
    '5年',
    '见附件',
    '2021-03-01至2026-13-01',
    '1、2026-02-28；2、2027-02-28',
    '至',
  ])('%s is none that anybody understands', (text) => expect(readTerm(text)).toBeNull());

  it('alone in a column of beginnings is a beginning', () => {
    expect(readTerm('2021-03-01', 'from')).toMatchObject({ from, until: null });
  });

  it('may stand in two columns, in one, or in both', () => {
    const told = { validFrom: from, validUntil: until, unlimited: false };
    expect(readValidity('2021-03-01', '2026-02-28')).toEqual({ validity: told, faults: [] });
    expect(readValidity('', '2021-03-01至2026-02-28')).toEqual({ validity: told, faults: [] });
    expect(readValidity('2021-03-01至2026-02-28', '')).toEqual({ validity: told, faults: [] });
    // The day of issue beside the term that the licence states: the term counts.
    expect(readValidity('2021-02-20', '2021-03-01至2026-02-28')).toEqual({ validity: told, faults: [] });
  });

  it('that cannot be is left out and told, with its field and value', () => {
    expect(readValidity('2021-02-30', '2026-02-28')).toEqual({
      validity: { validFrom: null, validUntil: until, unlimited: false },
      faults: [{ field: 'licenceFrom', code: 'DATE_INVALID', value: '2021-02-30' }],
    });
    expect(readValidity('2026-02-28', '2021-03-01')).toEqual({
      validity: { validFrom: null, validUntil: null, unlimited: false },
      faults: [{ field: 'licenceUntil', code: 'LICENCE_DATES', value: '2026-02-28 至 2021-03-01' }],
    });
    expect(readValidity('', '46081')).toMatchObject({
      validity: { validUntil: until },
      faults: [{ field: 'licenceUntil', code: 'DATE_SERIAL', value: '46081' }],
    });
  });
});

const cells = { number: '', kind: '', holder: '', from: '', until: '' };
const licence: LicenceValues = {
  number: 'JY1',
  kind: '食品经营许可证',
  holder: '',
  validFrom: null,
  validUntil: null,
  unlimited: 0,
};

describe('licences of a row', () => {
  it('are none where the row says nothing of them', () => {
    expect(readListedLicences({ ...cells, holder: '张三' })).toEqual({ licences: [], faults: [] });
  });

  it('may be known by their term alone', () => {
    expect(readListedLicences({ ...cells, until: '长期' }).licences).toEqual([
      { ...licence, number: '', kind: '', unlimited: 1 },
    ]);
  });

  it('stand in one cell as files of the program have them, each with its own end', () => {
    const { licences, faults } = readListedLicences({
      ...cells,
      number: 'JY1;;YC3',
      until: '2026-02-28;长期;',
    });
    expect(faults).toEqual([]);
    expect(licences.map(({ number, validUntil, unlimited }) => [number, validUntil, unlimited])).toEqual([
      ['JY1', until, 0],
      ['', null, 1],
      ['YC3', null, 0],
    ]);
  });

  it('whose ends are fewer or more are told, and none of the ends is taken', () => {
    const { licences, faults } = readListedLicences({ ...cells, number: 'JY1；YC2', until: '2026-02-28' });
    expect(licences.map(({ number, validUntil }) => [number, validUntil])).toEqual([
      ['JY1', null],
      ['YC2', null],
    ]);
    expect(faults).toMatchObject([{ field: 'licenceUntil', code: 'LICENCE_UNPAIRED' }]);
  });

  it('have the kind that their column names', () => {
    expect(kindOfColumn('食品经营许可证编号')).toBe('食品经营许可证');
    expect(kindOfColumn('烟草专卖零售许可证号')).toBe('烟草专卖零售许可证');
    for (const column of ['许可证号', '许可证编号', '经营许可证号', '证号', 'licence_no'])
      expect(kindOfColumn(column), column).toBe('');
  });
});

describe('columns of licences', () => {
  it.each([
    [
      '企业名称,许可证编号,社会信用代码,法定代表人,住所,生产地址,发证机关,发证日期,证书有效期',
      '许可证编号',
      '发证日期',
      '证书有效期',
    ],
    ['店名,烟草专卖零售许可证号,有效期起,有效期止', '烟草专卖零售许可证号', '有效期起', '有效期止'],
    ['名称,许可证号,有效期限', '许可证号', undefined, '有效期限'],
    [
      '单位名称,食品经营许可证编号,许可证有效期自,许可证有效期至',
      '食品经营许可证编号',
      '许可证有效期自',
      '许可证有效期至',
    ],
    [
      '场所名称,特种行业许可证号,有效期开始日期,有效期截止日期',
      '特种行业许可证号',
      '有效期开始日期',
      '有效期截止日期',
    ],
    ['名称,证号,许可证到期日期', '证号', undefined, '许可证到期日期'],
  ])('%s', (header, licenceNo, licenceFrom, licenceUntil) => {
    const map = matchHeader(header.split(','));
    expect([map.licenceNo, map.licenceFrom, map.licenceUntil]).toEqual([
      licenceNo,
      licenceFrom,
      licenceUntil,
    ]);
    expect(map.name).toBeDefined();
  });

  it('are not those of something else', () => {
    const map = matchHeader([
      '名称',
      '身份证号',
      '身份证有效期',
      '营业期限',
      '合同到期日期',
      '营业执照编号',
      '健康证号',
    ]);
    expect(map).toEqual({ name: '名称', regNo: '营业执照编号' });
  });

  it('name the venue where nothing else does', () => {
    expect(matchHeader(['持证单位名称', '许可证号'])).toEqual({
      name: '持证单位名称',
      licenceNo: '许可证号',
    });
    expect(matchHeader(['名称', '持证单位名称'])).toEqual({ name: '名称', licenceHolder: '持证单位名称' });
  });
});

const known = (values: Partial<KnownLicence> = {}): KnownLicence => ({
  ...licence,
  identity: 'JY1',
  struck: '',
  held: [],
  ...values,
});

describe('a licence that a list names', () => {
  it('is the one of its number, whatever a person called it since', () => {
    const corrected = known({ number: 'JY9' });
    expect(findLicence([known({ identity: 'YC1', number: 'YC1' }), corrected], licence)).toBe(corrected);
    expect(findLicence([corrected], { ...licence, number: 'jy 9' })).toBe(corrected);
  });

  it('may be one of its kind that had no number yet', () => {
    const unnumbered = known({ number: '', identity: 'kind:食品经营许可证' });
    expect(findLicence([unnumbered], licence)).toBe(unnumbered);
    expect(findLicence([unnumbered], { ...licence, kind: '烟草专卖零售许可证' })).toBeUndefined();
  });

  it('without a number is the only one there is', () => {
    const unnamed = { ...licence, number: '', kind: '' };
    expect(findLicence([known()], unnamed)).toBeDefined();
    expect(findLicence([known(), known({ identity: 'JY2', number: 'JY2' })], unnamed)).toBeUndefined();
  });

  it('keeps what the list leaves empty, and what a person has set', () => {
    const listed = { ...licence, kind: '', holder: '李四', validUntil: until };
    expect(mergeLicence(known({ holder: '张三', validFrom: from }), listed)).toEqual({
      set: { holder: '李四', validUntil: until, unlimited: 0 },
      withheld: {},
      backwards: null,
    });
    expect(
      mergeLicence(known({ holder: '张三', held: ['holder', 'unlimited'], unlimited: 1 }), listed),
    ).toEqual({
      set: {},
      withheld: { holder: '李四', validUntil: until, unlimited: 0 },
      backwards: null,
    });
  });

  it('is left as it is where it was struck, and its days where they would run backwards', () => {
    expect(mergeLicence(known({ struck: '已吊销' }), { ...licence, validUntil: until }).set).toEqual({});
    const merged = mergeLicence(known({ validFrom: '2027-01-01' }), {
      ...licence,
      holder: '李四',
      validUntil: until,
    });
    expect(merged).toEqual({ set: { holder: '李四' }, withheld: {}, backwards: `2027-01-01 至 ${until}` });
  });

  it('is told in one line', () => {
    expect(licenceText({ ...licence, holder: '张三', validFrom: from, validUntil: until })).toBe(
      'JY1（食品经营许可证，持证 张三，自 2021-03-01，至 2026-02-28）',
    );
    expect(licenceText({ ...licence, number: '', unlimited: 1 })).toBe('食品经营许可证，长期');
    expect(licenceText({ ...licence, kind: '' })).toBe('JY1');
  });
});

it.each([
  ['2026-11-29', '2027-03-31'],
  ['2026-12-31', '2027-03-31'],
  ['2027-01-01', '2027-06-30'],
])('seen on %s, what ends until %s is near its end', (today, horizon) => {
  expect(expiryHorizon(today)).toBe(horizon);
});
