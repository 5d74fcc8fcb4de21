import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { asNumbers, header, importList, sheetOf, venues, workbook } from '../support/imported-list.ts';
import { openWorkspace } from '../support/workspace.ts';

const list = () => sheetOf([header, ...asNumbers()]);

/** Gives the cells of a column below the header a format. */
function formatted(sheet: WorkSheet, columns: string, format: string): WorkSheet {
  for (const column of columns)
    for (let row = 2; row < 40; row++) {
      const cell = sheet[`${column}${row}`];
      if (cell) cell.z = format;
    }
  return sheet;
}

/** A workbook whose first sheet's XML is changed by hand, as programs write it that do not compute. */
function rewritten(bytes: Uint8Array, change: (xml: string) => string): Uint8Array {
  const files = unzipSync(bytes);
  const name = 'xl/worksheets/sheet1.xml';
  return zipSync({ ...files, [name]: strToU8(change(strFromU8(files[name] ?? new Uint8Array()))) });
}

describe('numbers in cells', () => {
  it.each([
    '0.00',
    '0.00_ ',
    '0',
    '0.0"°"',
    '#,##0.00',
    '0.0E+00',
    'General',
    '[Red]0.00;[Blue]-0.00',
    '0%',
    '# ?/?',
  ])('are read as they are stored, not as they are shown: %s', async (format) => {
    for (const bookType of ['xlsx', 'biff8', 'xlsb'] as const) {
      const book = workbook({ 名单: formatted(list(), 'EF', format) }, undefined, bookType);
      const { stored } = await importList({ [`a.${bookType === 'biff8' ? 'xls' : bookType}`]: book });
      expect(stored).toEqual(venues);
    }
  });

  it.each([
    ['000000000000', 12345678, '000012345678'],
    ['0000-0000', 12345678, '1234-5678'],
    ['"110115"000000000', 12345671, '110115012345671'],
    ['0', 110115012345671, '110115012345671'],
    ['General', 110115012345671, '110115012345671'],
    ['0.00E+00', 110115012345671, '110115012345671'],
    ['General', 1101150123456787, '1101150123456787'],
    // Excel keeps fifteen digits: the rest of this one is lost, and nobody is known by it.
    ['0', 110115012345678900, ''],
  ])('keep the zeros and digits of a code: %s of %d', async (format, value, regNo) => {
    const sheet = sheetOf([
      ['企业名称', '注册号', '经营场所'],
      ['海棠网吧', value, '丰收路1号'],
    ]);
    const { regNos, problems } = await importList({
      'a.xlsx': workbook({ 名单: formatted(sheet, 'B', format) }),
    });
    expect(regNos).toEqual([regNo]);
    expect(problems.some(({ code }) => code === 'NUMBER_SCIENTIFIC')).toBe(regNo === '');
  });

  it('tell two venues of two lists apart by their registration numbers', async () => {
    const book = (name: string, regNo: number, address: string) =>
      workbook({
        名单: sheetOf([
          ['企业名称', '注册号', '经营场所'],
          [name, regNo, address],
        ]),
      });
    const { stored, regNos } = await importList({
      'a.xlsx': book('海棠网吧', 110115012345671, '丰收路1号'),
      'b.xlsx': book('顺意旅馆', 110115099999988, '柳林东街9号'),
    });
    expect(stored.map(([name]) => name)).toEqual(['海棠网吧', '顺意旅馆']);
    expect(regNos).toEqual(['110115012345671', '110115099999988']);
  });

  it('of planar coordinates may have signs between thousands', async () => {
    const rows = [[39442949.851279736, 4399378.291574694]];
    const sheet = sheetOf([['企业名称', 'X', 'Y'], ...rows.map(([x = 0, y = 0]) => ['海棠网吧', x, y])]);
    const { stored } = await importList({
      'a.xlsx': workbook({ 名单: formatted(sheet, 'BC', '#,##0.000') }),
    });
    expect(stored[0]?.slice(4)).toEqual(['116.334567', '39.726543']);
  });
});

describe('the sheets of a workbook', () => {
  const examples = sheetOf([
    ['企业名称', '经营场所'],
    ['样板网吧', '样板路1号'],
  ]);

  it.each([1, 2] as const)('that are hidden (%d) are not read, and told', async (hidden) => {
    const book = workbook({ 字典: examples, 名单: list() }, (own) => {
      own.Workbook = { Sheets: [{ Hidden: hidden }, {}] };
    });
    const { result, stored } = await importList({ 'a.xlsx': book });
    expect(stored).toEqual(venues);
    expect(result.unread).toEqual([{ name: '字典', rows: 1, reason: expect.stringContaining('隐藏') }]);
    const chosen = await importList({ 'a.xlsx': book }, { sheet: '字典' });
    expect(chosen.stored.map(([name]) => name)).toEqual(['样板网吧']);
  });

  it.each(['ods', 'fods', 'biff8', 'xlsb'] as const)(
    'that are hidden are not read in other formats: %s',
    async (bookType) => {
      const hide = (book: WorkBook) => {
        book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
      };
      const written = workbook(
        { 字典: sheetOf([header, ['字典网吧', '', '', '', 116.3, 39.7]]), 名单: list() },
        hide,
        bookType,
      );
      const { result, stored } = await importList({
        [`a.${bookType === 'biff8' ? 'xls' : bookType}`]: hiddenByStyle(written, bookType),
      });
      expect(stored).toEqual(venues);
      expect(result.unread).toMatchObject([
        { name: '字典', rows: 1, reason: expect.stringContaining('隐藏') },
      ]);
    },
  );

  it('that hold no list give way to the one that does; another list is told with its rows', async () => {
    const cover = sheetOf([['填表说明'], ['1. 名称按执照填写'], ['2. 每季度末报送']]);
    const others = sheetOf([header, ...asNumbers(venues.slice(0, 2))]);
    const book = workbook({ 说明: cover, 名单: list(), 旅馆: others, 空表: sheetOf([]) });
    const { result, stored } = await importList({ 'a.xlsx': book });
    expect(stored).toEqual(venues);
    expect(result.unread).toEqual([
      { name: '说明', rows: 3, reason: expect.stringContaining('没有表头') },
      { name: '旅馆', rows: 2, reason: expect.stringContaining('另一张工作表（场所）') },
    ]);
  });

  it('are named before the import, and remembered with it', async () => {
    const open = await openWorkspace();
    const token = open.file('a.xlsx', workbook({ 名单: list(), 旅馆: list() }));
    const preview = await open.call('import.preview', { token });
    expect(preview.unread).toMatchObject([{ name: '旅馆', rows: 4 }]);
    await open.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {}, recheck: false });
    expect((await open.call('import.batches', {}))[0]?.unread).toEqual(preview.unread);
  });

  it('may claim a million rows', async () => {
    const book = rewritten(workbook({ 名单: list() }), (xml) =>
      xml.replace(/<dimension[^>]*>/, '<dimension ref="A1:XFD1048576"/>'),
    );
    expect((await importList({ 'a.xlsx': book })).stored).toEqual(venues);
  });
});

describe('the rows of a sheet', () => {
  it('that a filter hides are read, and each is told', async () => {
    const sheet = list();
    sheet['!rows'] = [{}, {}, { hidden: true }, {}, { hidden: true }];
    for (const bookType of ['xlsx', 'xlsb'] as const) {
      const { result, problems } = await importList({
        [`a.${bookType}`]: workbook({ 名单: sheet }, undefined, bookType),
      });
      expect(result).toMatchObject({ rows: 4, added: 4, warned: 2 });
      expect(problems.map(({ row, code }) => [row, code])).toEqual([
        [3, 'ROW_HIDDEN'],
        [5, 'ROW_HIDDEN'],
      ]);
    }
  });

  it.each([
    ['ods', 'collapse'],
    ['ods', 'filter'],
    ['fods', 'collapse'],
  ] as const)('hidden in OpenDocument (%s, %s) are told too, of their own sheet', async (bookType, how) => {
    const book = workbook({ 封面: sheetOf([['说明'], ['甲']]), 名单: list() }, undefined, bookType);
    let row = 0;
    const hide = (xml: string) =>
      xml.replace(/<table:table-row\b/g, (tag) => {
        row += 1;
        // Two rows of the cover and the header come before the list's four.
        return row === 5 || row === 7 ? `${tag} table:visibility="${how}"` : tag;
      });
    const { 'content.xml': content, ...others } = bookType === 'ods' ? unzipSync(book) : {};
    const hidden = content
      ? zipSync({ ...others, 'content.xml': strToU8(hide(strFromU8(content))) })
      : strToU8(hide(strFromU8(book)));
    const { result, problems } = await importList({ [`a.${bookType}`]: hidden });
    expect(result).toMatchObject({ rows: 4, added: 4, warned: 2 });
    expect(problems.map(({ row: at, code }) => [at, code])).toEqual([
      [3, 'ROW_HIDDEN'],
      [5, 'ROW_HIDDEN'],
    ]);
  });

  it('whose formulas were never computed say so', async () => {
    const formula = (column: string, text: string) => (xml: string) =>
      xml.replace(
        new RegExp(`<c r="${column}(?!1")(\\d+)"[^>]*><v>[^<]*</v></c>`, 'g'),
        `<c r="${column}$1"><f>${text}</f></c>`,
      );
    const places = await importList({
      'a.xlsx': rewritten(workbook({ 名单: list() }), (xml) =>
        formula('F', '39+0.7')(formula('E', '116+0.3')(xml)),
      ),
    });
    expect(places.result).toMatchObject({ rows: 4, added: 4, unlocated: 4 });
    expect(
      places.problems.filter(({ code, field }) => code === 'FORMULA_EMPTY' && field === 'lng'),
    ).toMatchObject([2, 3, 4, 5].map((row) => ({ row, field: 'lng', value: '经度、纬度' })));
    expect(places.problems).toHaveLength(4);
    const half = await importList({
      'a.xlsx': rewritten(workbook({ 名单: list() }), formula('F', '39+0.7')),
    });
    expect(half.result).toMatchObject({ rows: 4, added: 4, rejected: 0, unlocated: 4 });
    expect(half.problems.map(({ row, field, code }) => [row, field, code])).toEqual(
      [2, 3, 4, 5].map((row) => [row, 'lat', 'FORMULA_EMPTY']),
    );
    // What cannot do without a position is refused, and that too is told once.
    const refused = await importList(
      { 'a.xlsx': rewritten(workbook({ 名单: list() }), formula('F', '39+0.7')) },
      { as: 'addresses' },
    );
    expect(refused.result).toMatchObject({ rows: 4, added: 0, rejected: 4, warned: 0 });
    expect(refused.problems.map(({ row, code, rejected }) => [row, code, rejected])).toEqual(
      [2, 3, 4, 5].map((row) => [row, 'FORMULA_EMPTY', true]),
    );
    const named = await importList({ 'a.xlsx': rewritten(workbook({ 名单: list() }), formula('A', 'B1')) });
    expect(named.result).toMatchObject({ rows: 4, rejected: 4 });
    expect(named.problems.filter(({ code }) => code === 'FORMULA_EMPTY')).toHaveLength(4);
  });

  it('that are subtotals, page totals, examples, headers again or numbers of columns are none', async () => {
    const rows: readonly (readonly (string | number)[])[] = [
      ['序号', ...header],
      [1, 2, 3, 4, 5, 6, 7],
      ['示例', '某某网吧', '', '某某路1号', '', '', ''],
      ['', '必填', '选填', '必填', '选填', '选填', '选填'],
      [1, ...(asNumbers()[0] ?? [])],
      [2, ...(asNumbers()[1] ?? [])],
      ['小计', '柳林镇小计', '', '', '', '', ''],
      ['序号', ...header],
      ['', '二、旅馆', '', '', '', '', ''],
      [3, ...(asNumbers()[2] ?? [])],
      ['', '样板旅馆（示例）', '', '', '', '', ''],
      [4, ...(asNumbers()[3] ?? [])],
      ['', '本页合计', '', 2, '', '', ''],
      ['合计', '4家', '', '', '', '', ''],
    ];
    const { result, stored } = await importList({ 'a.xlsx': workbook({ 名单: sheetOf(rows) }) });
    expect(result).toMatchObject({ rows: 4, added: 4, rejected: 0 });
    expect(stored).toEqual(venues);
    const told = result.unread.reduce((sum, part) => sum + part.rows, 0);
    expect(told).toBe(rows.length - 1 - venues.length);
    expect(result.unread.map(({ reason }) => reason).join()).toContain('第 7、13 行');
  });
});

/** The library writes OpenDocument sheets as shown: the first is hidden as LibreOffice hides one, by its style. */
function hiddenByStyle(book: Uint8Array, bookType: string): Uint8Array {
  const hide = (xml: string) =>
    xml
      .replace(
        /<office:automatic-styles>/,
        '$&<style:style style:name="hidden" style:family="table" style:master-page-name="p">\n <style:table-properties style:writing-mode="lr-tb" table:display="false"/></style:style>',
      )
      .replace(
        /<table:table ([^>]*?)(?:\s*table:style-name="[^"]*")?>/,
        '<table:table $1 table:style-name="hidden">',
      );
  if (bookType === 'fods') return strToU8(hide(strFromU8(book)));
  if (bookType !== 'ods') return book;
  const { 'content.xml': content, ...others } = unzipSync(book);
  return zipSync({ ...others, 'content.xml': strToU8(hide(strFromU8(content ?? new Uint8Array()))) });
}
