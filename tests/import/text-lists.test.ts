import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import {
  asNumbers,
  delimited,
  header,
  importList,
  sheetOf,
  venues,
  workbook,
} from '../support/imported-list.ts';

const [first, second, third, fourth] = venues as [string[], string[], string[], string[]];
const named = (name: string, i: number) => [name, '', `清水路${i}号`, '', `116.33${i}1`, '39.7271'];
const quoted = [
  first,
  named('"老周"烟酒行', 1),
  second,
  third,
  named('"北街,老字号"台球厅', 2),
  fourth,
  named('"晚风酒吧"', 3),
];

describe('quotes in a text list', () => {
  it('that are part of a name stay in their line, in short lists and in long ones', async () => {
    const { result, stored } = await importList({ 'a.csv': delimited(quoted) });
    expect(result).toMatchObject({ rows: 7, added: 7, rejected: 0 });
    expect(stored.map(([name]) => name)).toEqual([
      '海棠网吧',
      '"老周"烟酒行',
      '百灵KTV',
      '顺意旅馆',
      '"北街,老字号"台球厅',
      '天天电玩城',
      '晚风酒吧',
    ]);
    expect(stored[4]?.slice(2)).toEqual(['清水路2号', '', '116.3321', '39.7271']);
    // Past eight megabytes a list is read piece by piece.
    const many = Array.from({ length: 90_000 }, (_, i) =>
      named(i % 30_000 === 29_999 ? `"老字号${i}"面馆` : `清水路小卖部${i}院内平房东侧第二间`, i % 9),
    );
    const long = await importList({ 'long.csv': delimited(many) });
    expect(long.result).toMatchObject({ rows: 90_000, added: 90_000, rejected: 0 });
    expect(long.stored[29_999]?.[0]).toBe('"老字号29999"面馆');
  });

  it('that are never closed spoil their own line at most, which is told', async () => {
    const broken = [first, named('"老周烟酒行', 1), second, third, fourth];
    const { result, stored, problems } = await importList({ 'a.csv': delimited(broken) });
    expect(result).toMatchObject({ rows: 5, added: 5, warned: 1 });
    expect(stored[1]?.[0]).toBe('老周烟酒行');
    expect(problems).toMatchObject([{ row: 3, code: 'QUOTE_BROKEN', rejected: false }]);
    expect(stored.map((cells) => cells[4])).toContain('116.345678');
  });

  it('around a cell of several lines keep them in it', async () => {
    const tall = [
      first,
      ['"丰收路\n夜市"', '', '"丰收路9号\n二层, 东侧"', '', '116.3351', '39.7271'],
      fourth,
    ];
    for (const end of ['\n', '\r\n']) {
      const { result, stored } = await importList({
        'a.csv': delimited([...tall, ['"坏', '', '', '', '', '']], ',', end),
      });
      expect(result).toMatchObject({ rows: 4, added: 4 });
      expect(stored[1]?.slice(0, 3)).toEqual(['丰收路\n夜市', '', '丰收路9号\n二层, 东侧']);
      expect(stored[2]?.[0]).toBe('天天电玩城');
    }
  });
});

describe('the cells of a text list', () => {
  it.each([',', '\t', ';', '|', '，', '；', '｜', '、'])(
    'parted by %j are told apart, under a title too',
    async (delimiter) => {
      for (const title of ['', '柳林镇校园周边场所名单（2026年第三季度）\n', '柳林镇，校园周边，名单\n\n']) {
        const { result, stored } = await importList({ 'a.txt': `${title}${delimited(venues, delimiter)}` });
        expect(result).toMatchObject({ rows: 4, added: 4, rejected: 0 });
        expect(stored).toEqual(venues);
      }
    },
  );

  it('are parted by what the file says in its first line', async () => {
    const { stored } = await importList({ 'a.csv': `sep=;\n${delimited(venues, ';')}` });
    expect(stored).toEqual(venues);
  });

  it.each([
    ['CRLF after the header only', delimited().replace('\n', '\r\n')],
    [
      'CRLF in its second half',
      delimited()
        .replace(/\n(?=顺意)/, '\r\n')
        .replace(/\n$/, '\r\n'),
    ],
    ['the ends of an old Macintosh', delimited().replaceAll('\n', '\r')],
    ['all three', delimited().replace('\n', '\r').replace('\n', '\r\n')],
    ['no end at the end', delimited().trimEnd()],
    ['an end mark of DOS', `${delimited()}\u001a`],
    [
      'two joined files with marks',
      `\uFEFF${delimited(venues.slice(0, 2))}\uFEFF${delimited(venues.slice(2))}`,
    ],
  ])('stand in lines with %s', async (_, content) => {
    const { result, stored } = await importList({ 'a.csv': content });
    expect(result).toMatchObject({ rows: 4, added: 4, rejected: 0 });
    expect(stored).toEqual(venues);
  });

  it.each([
    ['="…"', (cell: string) => `="${cell}"`],
    ['="…" in quotes', (cell: string) => `"=""${cell}"""`],
    ['an apostrophe', (cell: string) => `'${cell}`],
    ['a tab', (cell: string) => `${cell}\t`],
  ])('that are guarded by %s are what is guarded', async (_, guard) => {
    const rows = venues.map((cells) => cells.map((cell, i) => (i === 0 || i === 2 ? cell : guard(cell))));
    const { stored } = await importList({ 'a.csv': delimited(rows) });
    expect(stored).toEqual(venues);
  });

  it('that are errors of a spreadsheet are nothing: told, and no name', async () => {
    const rows = [
      first,
      ['#REF!', ...second.slice(1)],
      [third[0] ?? '', third[1] ?? '', '#VALUE!', '#DIV/0!', '#N/A', '#N/A'],
    ];
    const { result, stored, problems } = await importList({ 'a.csv': delimited(rows) });
    expect(result).toMatchObject({ rows: 3, added: 2, rejected: 1 });
    expect(stored[1]).toEqual(['顺意旅馆', '92110115MA0CCCCC3P', '', '', '', '']);
    expect(
      problems.filter(({ code }) => code === 'CELL_ERROR').map(({ row, field }) => [row, field]),
    ).toEqual([
      [3, 'name'],
      [4, 'address'],
      [4, 'phone'],
    ]);
  });

  it('that became 1.10115E+14 name nobody: two venues stay two', async () => {
    const list = (name: string, address: string) =>
      `企业名称,注册号,经营场所\n${name},1.10115E+14,${address}\n`;
    const { stored, regNos, problems } = await importList({
      'a.csv': list('海棠网吧', '丰收路1号'),
      'b.csv': list('顺意旅馆', '柳林东街9号'),
    });
    expect(stored.map(([name]) => name)).toEqual(['海棠网吧', '顺意旅馆']);
    expect(regNos).toEqual(['', '']);
    expect(problems.map(({ code }) => code)).toContain('NUMBER_SCIENTIFIC');
    const whole = await importList({
      'a.csv': '企业名称,注册号,经营场所\n海棠网吧,1.10115012345671E+14,丰收路1号\n',
    });
    expect(whole.regNos).toEqual(['110115012345671']);
  });
});

describe('a file by another name', () => {
  const page = (charset: string) =>
    `<html><head><meta charset="${charset}"></head><body><table>${[header, ...venues]
      .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
      .join('')}</table></body></html>`;
  const book = workbook({ 名单: sheetOf([header, ...asNumbers()]) });
  it.each([
    ['a web page in GBK', 'a.xls', iconv.encode(page('gb2312'), 'gb18030')],
    ['a web page in UTF-8', 'a.xls', Buffer.from(page('utf-8'))],
    ['a web page called a workbook of today', 'a.xlsx', iconv.encode(page('gbk'), 'gb18030')],
    ['a web page called text', 'a.csv', iconv.encode(page('gbk'), 'gb18030')],
    ['tabbed text in GBK', 'a.xls', iconv.encode(delimited(venues, '\t'), 'gb18030')],
    ['tabbed text in UTF-8', 'a.xls', Buffer.from(delimited(venues, '\t'))],
    ['tabbed text in UTF-16', 'a.xls', iconv.encode(`\uFEFF${delimited(venues, '\t')}`, 'utf16le')],
    ['comma text', 'a.xlsx', iconv.encode(delimited(), 'gb18030')],
    ['a workbook called text', 'a.csv', book],
    ['a workbook called tabbed text', 'a.txt', book],
    ['a workbook of today called an old one', 'a.xls', book],
    [
      'an old workbook called text',
      'a.csv',
      workbook({ 名单: sheetOf([header, ...venues]) }, undefined, 'biff8'),
    ],
  ])('is read as what it is: %s', async (_, name, content) => {
    const { result, stored } = await importList({ [name]: content });
    expect(result).toMatchObject({ rows: 4, added: 4, rejected: 0 });
    expect(stored).toEqual(venues);
  });

  it.each([
    ['a.xlsx', '%PDF-1.7 ', 'PDF'],
    ['a.csv', '\u0089PNG\r\n', '图片'],
    ['a.xls', '{\\rtf1 x}', 'RTF'],
  ])('that holds no list is named for what it is: %s', async (name, content, what) => {
    const refused = importList({ [name]: Buffer.from(content, 'latin1') });
    await expect(refused).rejects.toMatchObject({
      code: 'FILE_FOREIGN',
      message: expect.stringContaining(what),
    });
  });
});
