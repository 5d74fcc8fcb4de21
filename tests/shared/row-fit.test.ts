import { describe, expect, it } from 'vitest';
import type { ImportField } from '#shared/registry/fields.ts';
import { fitShare, isGarbled, misfits } from '#shared/registry/row-fit.ts';

describe('a row that fits its header', () => {
  it('has codes, phones and dates that may be masked, short or missing', () => {
    const values = {
      uscc: '91110000xxxxxx1234',
      phone: '138****5678',
      establishedOn: '2019年3月5日',
      lng: '116.4',
    };
    expect(misfits(reader(values), Object.values(values))).toEqual([]);
    expect(misfits(reader({ uscc: '', phone: '' }), ['甲网吧'])).toEqual([]);
  });

  it('may hold words where no other cell could be meant', () => {
    expect(misfits(reader({ uscc: '未办理', phone: '见门店' }), ['甲网吧', '未办理', '见门店'])).toEqual([]);
  });
});

describe('a row whose columns changed places', () => {
  it('has words where the code should be, and the code elsewhere', () => {
    expect(misfits(reader({ uscc: '东街1号' }), ['甲网吧', '东街1号', '91110105MA01ABCD2X'])).toEqual([
      'uscc',
    ]);
    expect(misfits(reader({ phone: '张三' }), ['甲网吧', '张三', '13812345678'])).toEqual(['phone']);
    expect(misfits(reader({ establishedOn: '存续' }), ['甲网吧', '存续', '2019-03-05'])).toEqual([
      'establishedOn',
    ]);
  });

  it.each([
    ['uscc', '东街1号', '91110105MA01ABCD2X', true],
    ['uscc', '东街1号', '110108001234567', true],
    ['uscc', '东街1号', 'N91110105MA01ABCD2X', false],
    ['uscc', '东街1号', '91110105MA01ABCD2XY', false],
    ['uscc', '东街1号', '91110105MA01ABCD2I', false],
    ['uscc', '东街1号', '1101080012345678', false],
    ['uscc', '东街1号', 'A110108001234567', false],
    ['uscc', '东街1号', '110108001234567A', false],
    ['uscc', '东街1号', '1', false],
    ['uscc', '东街1号', '13812345678', false],
    ['phone', '张三', '13812345678', true],
    ['phone', '张三', '010-88001234', true],
    ['phone', '张三', '01088001234', true],
    ['phone', '张三', '0571-8800123', true],
    ['phone', '张三', '0571-88001234', true],
    ['phone', '张三', '113812345678', false],
    ['phone', '张三', '138123456789', false],
    ['phone', '张三', '1010-88001234', false],
    ['phone', '张三', '0571-880012345', false],
    ['phone', '张三', '01-88001234', false],
    ['phone', '张三', '010-8', false],
    ['phone', '张三', '2019-03-05', false],
    ['establishedOn', '存续', '2019-03-05', true],
    ['establishedOn', '存续', '116.4', false],
    ['lng', '东街', '116.4', true],
    ['lat', '东街', '39.9', true],
    ['lat', '东街', '西街', false],
    // Of what these fields hold, nothing can be told by its looks.
    ['name', '东街', '116.4', false],
    ['address', '存续', '东街1号', false],
  ] as const)('%s “%s” beside “%s”: %s', (field, value, cell, isMisfit) => {
    expect(misfits(reader({ [field]: value }), [value, cell, ''])).toEqual(isMisfit ? [field] : []);
  });

  it.each([
    ['人民路12号', '星河网吧', true],
    ['人民路12号3层', '星河网吧', true],
    ['黄村镇兴华大街三段5号院2号楼101室', '平安旅馆', true],
    ['人民路12号', '', false],
    ['人民路12号', '人民路12号', false],
    ['人民路12号便利店', '星河网吧', false],
    ['星河网吧', '人民路12号', false],
    ['二里庄路口5号店', '星河网吧', false],
    ['人民路12号', '黄村镇', false],
    ['人民路12号', '万达广场', false],
  ])('has an address for a name, and a name for an address: %s, %s', (name, address, isMisfit) => {
    expect(misfits(reader({ name, address }), [name, address])).toEqual(isMisfit ? ['name'] : []);
  });

  it('is not told by the value itself, by empty cells, or by a value without Chinese', () => {
    expect(misfits(reader({ lng: '东经116度' }), ['东经116度', ''])).toEqual([]);
    expect(misfits(reader({ uscc: 'unknown' }), ['unknown', '91110105MA01ABCD2X'])).toEqual([]);
    expect(misfits(reader({ uscc: '东街1号' }), ['东街1号', ''])).toEqual([]);
    expect(misfits(reader({ uscc: '东街' }), ['东街'])).toEqual([]);
  });

  it('tells every field that does not fit', () => {
    const cells = ['东街1号', '张三', '91110105MA01ABCD2X', '13812345678'];
    expect(misfits(reader({ uscc: '东街1号', phone: '张三' }), cells)).toEqual(['uscc', 'phone']);
  });
});

describe('how many values look like those of a field', () => {
  const looks: Readonly<Record<string, readonly [like: string, unlike: string]>> = {
    uscc: [
      '91110105MA01ABCD2X 91110000xxxxxx1234 110108001234567 9.13502E+17 12345678 1234567890123456789012 1101-0800-1234',
      '1234567 12345678901234567890123 东街 东街91110105MA01ABCD2X 91110105MA01ABCD2X等 1 9111_0105MA01ABCD2X',
    ],
    phone: [
      '13812345678 010-88001234 (010)88001234 （010）88001234 138****5678 88001234#801 88001234转801 13812345678/13987654321 +8613812345678 13812345678、88001234 12345',
      '1234 张三 张三13812345678 13812345678张三 8 abcdefg',
    ],
    establishedOn: [
      '2019 2019-03 2019/3 2019年3月5日 2019-03-05 2019.12.31 20190305 2019-03-05T08:00 43529 43529.75 2019年12 2019-3-5日晚',
      '19 存续 自2019-03-05 x2019 2019x 201903 2019-x 2019年 435299 43529. x43529 43529.x 43529.5x 20190a05 2019-3-',
    ],
    lng: [
      '116.4 -116.4 +116 116 116.40321 116.4° 116° 东经116度24分 116°24′36″ 5 116.4°E',
      '1164 东街 x116.4 116.4x 116. .4 116.x 116.4。 --116',
    ],
    lat: [
      '39.9 -39.9 +39 39 39.90321 39.9° 39° 北纬39度54分 39°54′36″ 5',
      '1164 东街 x39.9 39.9x 39. .4 39.x --39',
    ],
  };
  const fields = ['uscc', 'phone', 'establishedOn', 'lng', 'lat'] as const;

  it.each(fields)('as for %s', (field) => {
    const [like = '', unlike = ''] = looks[field] ?? [];
    for (const value of like.split(' ')) expect(fitShare(field, [value]), value).toBe(1);
    for (const value of unlike.split(' ')) expect(fitShare(field, [value]), value).toBe(0);
  });

  it('is a share of all; spaces belong to a telephone number', () => {
    expect(fitShare('lng', ['116.4', '东街', '西街', '南街'])).toBe(0.25);
    expect(fitShare('phone', ['138 1234 5678'])).toBe(1);
  });

  it('is not told of fields that hold anything, nor of no values', () => {
    expect(fitShare('name', ['甲网吧'])).toBeNull();
    expect(fitShare('lng', [])).toBeNull();
    expect(fitShare('name', [])).toBeNull();
  });
});

describe('text that is lost', () => {
  it('is told from text that is only strange', () => {
    expect(['锟斤拷网吧', '网\uFFFD'].every(isGarbled)).toBe(true);
    expect(['網吧', 'Café 网吧', '①号店'].some(isGarbled)).toBe(false);
  });
});

/** Reads fields of a row from plain values; empty where it has none. */
function reader(values: Partial<Record<ImportField, string>>) {
  return (field: ImportField) => values[field] ?? '';
}
