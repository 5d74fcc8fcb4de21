import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasEnded } from '#shared/registry/status.ts';
import { cleanCell, comparable, toHalfWidth } from '#shared/registry/text.ts';

describe('a cell', () => {
  it.each([
    '',
    ' ',
    'N/A',
    '#N/A',
    '[]',
    '-',
    '--',
    '—',
    '无',
    'NULL',
    'null',
    'None',
    '\\N',
    '未匹配到相关企业',
  ])('“%s” says nothing', (text) => {
    expect(cleanCell(text)).toBe('');
    expect(cleanCell(` ${text}\t`)).toBe('');
  });

  it.each([null, undefined])('%s says nothing', (value) => expect(cleanCell(value)).toBe(''));

  it.each([
    [' 甲网吧 ', '甲网吧'],
    ['无名网吧', '无名网吧'],
    ['---', '---'],
    ['NIL', 'NIL'],
    ['一个很长很长的名称', '一个很长很长的名称'],
    [0, '0'],
    [43529.5, '43529.5'],
    [false, 'false'],
  ])('%j says %s', (value, text) => expect(cleanCell(value)).toBe(text));
});

describe('full width', () => {
  it('is half width for every sign that has one, and the ideographic space', () => {
    for (let code = 0x21; code <= 0x7e; code++)
      expect(toHalfWidth(String.fromCharCode(code + 0xfee0))).toBe(String.fromCharCode(code));
    expect(toHalfWidth('Ａ１　（甲）；：，。！～')).toBe('A1 (甲);:,。!~');
    expect(toHalfWidth('（甲；乙，丙：丁）')).toBe('(甲;乙,丙:丁)');
  });

  it('is all that changes', () => {
    for (const text of ['甲网吧(东街店) 12号', '', 'é①、。《》', '\uff00\uff5f'])
      expect(toHalfWidth(text)).toBe(text);
  });
});

describe('texts that are compared', () => {
  it.each([
    ['星光（东）　网 吧', '星光(东)网吧'],
    [' a  b\tc\n', 'ABC'],
    ['甲[乙]{丙}【丁】〔戊〕「己」『庚』〈辛〉《壬》', '甲(乙)(丙)(丁)(戊)(己)(庚)(辛)(壬)'],
    ['ｋｔｖ Café', 'KTVCAFÉ'],
    ['фитнес', 'ФИТНЕС'],
    ['甲网吧12号', '甲网吧12号'],
  ])('“%s” is %s', (text, key) => expect(comparable(text)).toBe(key));

  it('stay the same when they are compared again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aZ 　【】〈》（Ａ１甲-é\t') }), (text) => {
        const key = comparable(text);
        expect(comparable(key)).toBe(key);
        expect(key).not.toMatch(/\s|[a-z【】〈》（Ａ１]/);
      }),
      { numRuns: 200, seed: 37 },
    );
  });
});

describe('the status of a business', () => {
  it.each(['注销', '吊销，未注销', '撤销', '迁出', '歇业', '停业', '已关闭', '2', '3', '4', '5', ' 6 '])(
    '“%s” says that it has ended',
    (status) => expect(hasEnded(status)).toBe(true),
  );
  it.each(['存续', '在业', '开业', '1', '7', '12', '21', '0', ''])('“%s” does not', (status) =>
    expect(hasEnded(status)).toBe(false),
  );
});

describe('a number that a program guarded from spreadsheets', () => {
  it.each([
    ['="0123"', '0123'],
    ['="0123" ', '0123'],
    ['=" 0123 "', '0123'],
    ['="say ""hi"""', 'say "hi"'],
    ['="one\ntwo"', 'one\ntwo'],
    ['=""', ''],
    ['="-"', ''],
    ["'0123", '0123'],
    ["' 0123", '0123'],
    ["'", ''],
  ])('%j is %j', (text, value) => expect(cleanCell(text)).toBe(value));

  it.each([
    '="0123',
    '="0123"x',
    '=SUM(A1)',
    '=0123',
    'x="0123"',
    "'quoted'",
    "'it's",
    "it's",
    "0123'",
    '"0123"',
  ])('%j is left as it is', (text) => expect(cleanCell(text)).toBe(text));
});
