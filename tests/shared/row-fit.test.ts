import { describe, expect, it } from 'vitest';
import type { ImportField } from '#shared/registry/fields.ts';
import { isGarbled, misfits } from '#shared/registry/row-fit.ts';

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
