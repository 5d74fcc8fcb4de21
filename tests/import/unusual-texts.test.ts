import { utils } from '@e965/xlsx';
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
const between = (...lines: string[][]) => [first, second, ...lines, third, fourth];
const alone = (cell: string) => [cell, '', '', '', '', ''];

describe('a list without a header', () => {
  it.each([
    ['text', 'a.csv', delimited().split('\n').slice(1).join('\n')],
    ['a workbook', 'a.xlsx', workbook({ 名单: utils.aoa_to_sheet(asNumbers()) })],
    ['a title above', 'a.csv', `柳林镇名单\n${delimited().split('\n').slice(1).join('\n')}`],
  ])('keeps its first row: %s', async (_, name, content) => {
    const { result, stored } = await importList({ [name]: content });
    expect(result).toMatchObject({ rows: 4, added: 4 });
    expect(stored).toEqual(venues);
  });
});

describe('lines that are no venues', () => {
  it.each([
    '第1页 共3页',
    '共3页',
    '（接上页）',
    '续表',
    '以下空白',
    '填写说明：名称须与执照一致',
    '备注：以上均为实地核对',
    '黄村镇（2家）',
    '网吧类（共2家）',
    '黄村镇',
    '－－－－',
    '------',
    '柳林镇校园周边场所名单',
  ])('%s', async (text) => {
    const list = [alone('柳林镇校园周边场所名单'), [...header], ...between(alone(text))];
    const { result, stored } = await importList({ 'a.xlsx': workbook({ 名单: sheetOf(list) }) });
    expect(stored).toEqual(venues);
    expect(result.unread.map(({ reason }) => reason).join()).toContain('第 5 行');
  });

  it.each(['Total', 'Subtotal', '汇总', '平均值'])('%s with figures', async (text) => {
    const total = [text, '2', '', '', '116.3', ''];
    const { result, stored } = await importList({ 'a.csv': delimited(between(total)) });
    expect(stored).toEqual(venues);
    expect(result.unread).toMatchObject([{ rows: 1, reason: '小计、合计（第 4 行），不是数据' }]);
  });

  it('are told from venues that are called like them', async () => {
    const names = [
      '以下空白网吧',
      '续表咖啡',
      '黄村镇网吧',
      '页页书吧（2家店）',
      'Total健身',
      '平均值奶茶',
      '-夜色-酒吧',
    ];
    const like = names.map((name, i) => [name, '', `清水路${i}号`, '', `116.33${i}1`, '39.7271']);
    expect((await importList({ 'a.csv': delimited(like) })).stored.map(([name]) => name)).toEqual(names);
  });
});

describe('codes and telephones', () => {
  const columns = ['企业名称', '注册号', '联系电话', '行业代码', '经度', '纬度'];
  const numbered = (write: (digits: string) => string) =>
    [
      columns,
      ...venues.map(([name, , , , lng], i) => [
        name,
        write(`11011501234567${i}`),
        write(`1380000000${i}`),
        '',
        lng,
        '39.72',
      ]),
    ]
      .map((cells) => cells.join('\t'))
      .join('\n');
  it.each([
    ['with decimals', (digits: string) => `${digits}.0`],
    ['with their thousands parted', (digits: string) => Number(digits).toLocaleString('en')],
    [
      'in full width',
      (digits: string) => digits.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    ],
    ['behind a backtick', (digits: string) => `\`${digits}`],
    ['behind a curly apostrophe', (digits: string) => `’${digits}`],
    ['between apostrophes', (digits: string) => `'${digits}'`],
    ['as a formula', (digits: string) => `"=T(""${digits}"")"`],
    ['with signs that nobody sees', (digits: string) => `\u202d${digits}\u202c`],
    ['behind a space without width', (digits: string) => `\u200b${digits}`],
  ])('%s are the digits', async (_, write) => {
    const { stored, regNos } = await importList({ 'a.tsv': numbered(write) });
    expect(regNos).toEqual(venues.map((_row, i) => `11011501234567${i}`));
    expect(stored.map((cells) => cells[3])).toEqual(venues.map((_row, i) => `1380000000${i}`));
  });

  it('written with decimals are the venue of the list that has none', async () => {
    const { result, stored } = await importList({
      'a.tsv': numbered((digits) => digits),
      'b.tsv': numbered((digits) => `${digits}.0`),
    });
    expect(result).toMatchObject({ added: 0, unchanged: 4 });
    expect(stored).toHaveLength(4);
  });

  it('names between apostrophes keep them', async () => {
    const named = ['‘老王’烟酒店', "'好再来'饭馆", '“百灵”KTV'].map((name, i) => [
      name,
      '',
      `清水路${i}号`,
      '',
      `116.33${i}1`,
      '39.7271',
    ]);
    expect((await importList({ 'a.csv': delimited(named) })).stored.map(([name]) => name)).toEqual(
      named.map(([name]) => name),
    );
  });
});

describe('what programs write for nothing', () => {
  it.each(['#####', '#名称?', 'Err:502', '#BUSY!', 'undefined', '[object Object]'])(
    '%s is told',
    async (text) => {
      const { result, problems } = await importList({
        'a.csv': delimited([first, [text, '', '丰收路9号', text, '116.331', '39.721']]),
      });
      expect(result).toMatchObject({ rows: 2, added: 1, rejected: 1 });
      expect(problems.map(({ code }) => code)).toEqual(['CELL_ERROR', 'CELL_ERROR', 'NAME_MISSING']);
    },
  );

  it.each(['/', '——', 'nan', 'NaN', '<Null>', '(null)'])('%s is empty', async (text) => {
    const { stored } = await importList({
      'a.csv': delimited([[...first.slice(0, 3), text, ...first.slice(4)]]),
    });
    expect(stored[0]?.[3]).toBe('');
  });
});

describe('cells of a text list', () => {
  it.each(['/', '~', ':', '#', '!'])('are parted by %s where only that gives the columns', async (sign) => {
    expect((await importList({ 'a.txt': delimited(venues, sign) })).stored).toEqual(venues);
  });

  it('all between quotes may have quotes within, escaped or not', async () => {
    for (const inner of ['"百灵"KTV', '""百灵""KTV', '\\"百灵\\"KTV']) {
      const rows = [header, first, [inner, ...second.slice(1)], third, fourth];
      const text = rows.map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n');
      const { stored } = await importList({ 'a.csv': text });
      expect(stored[1]?.[0]).toBe('"百灵"KTV');
    }
  });

  it('broken in two by an end of line that was not quoted are told in both lines', async () => {
    const rows = [first, [...second.slice(0, 2), '丰收路\n28号', ...second.slice(3)], third];
    const { problems } = await importList({ 'a.csv': delimited(rows) });
    const broken = problems.filter(({ code }) => code === 'ROW_BROKEN');
    expect(broken.map(({ row, value }) => [row, value])).toEqual([
      [3, '4'],
      [4, '3'],
    ]);
  });
});

describe('text in other encodings', () => {
  const plain = [
    'NAME,DOM,LNG,LAT',
    ...venues.map(([name, , address, , lng, lat]) => [name, address, lng, lat].join(',')),
  ].join('\n');
  it.each(['latin1', 'win1252'])('of GBK that was read as %s and saved again', async (misread) => {
    const text = iconv.decode(iconv.encode(plain, 'gb18030'), misread);
    const { result, stored } = await importList({ 'a.csv': text });
    expect(stored.map(([name]) => name)).toEqual(venues.map(([name]) => name));
    expect(result.encoding).toBe('gb18030（曾被误读为 latin1，已还原）');
  });

  it.each(['utf16le', 'utf16be'])('of %s without a mark and without figures', async (encoding) => {
    const text =
      '企业名称，经营场所，备注\n海棠网吧，丰收路一号院内平房，已经取缔\n百灵歌厅，柳林东街九号院内，已经取缔\n';
    const { result, stored } = await importList({ 'a.txt': iconv.encode(text, encoding) });
    expect(result.encoding).toBe(encoding);
    expect(stored.map(([name]) => name)).toEqual(['海棠网吧', '百灵歌厅']);
  });

  it('of a spreadsheet in XML, as old systems write it', async () => {
    const rows = [header, ...venues].map(
      (cells) =>
        `<Row>${cells.map((cell) => `<Cell><Data ss:Type="String">${cell}</Data></Cell>`).join('')}</Row>`,
    );
    const name = 'urn:schemas-microsoft-com:office:spreadsheet';
    const xml = `<?xml version="1.0" encoding="GB2312"?><Workbook xmlns="${name}" xmlns:ss="${name}"><Worksheet ss:Name="名单"><Table>${rows.join('')}</Table></Worksheet></Workbook>`;
    expect((await importList({ 'a.xls': iconv.encode(xml, 'gb18030') })).stored).toEqual(venues);
  });
});

describe('columns that could be meant', () => {
  const list = (more: readonly string[], values: readonly string[]) =>
    [[...more, ...header], ...venues.map((cells) => [...values, ...cells])]
      .map((cells) => cells.join(','))
      .join('\n');

  it('of the school beside a venue give way to its own', async () => {
    const { result, stored } = await importList({
      'a.csv': list(['学校经度', '学校纬度'], ['116.4', '39.8']).replace(',经度,纬度', ',场所经度,场所纬度'),
    });
    expect(stored).toEqual(venues);
    expect(result.unread).toMatchObject([{ name: '学校经度、学校纬度', rows: 4 }]);
  });

  it('of a second position are told', async () => {
    const { result } = await importList({ 'a.csv': list(['百度经度', '百度纬度'], ['116.4', '39.8']) });
    expect(result.unread).toMatchObject([{ name: '百度经度、百度纬度', rows: 4 }]);
  });

  it.each(['总公司名称', '上级单位名称', '产权单位名称', '附近学校名称'])(
    '%s is not the name',
    async (column) => {
      const content = list([column], ['某某集团']).replace('企业名称', '门店名称');
      expect((await importList({ 'a.csv': content })).stored).toEqual(venues);
    },
  );

  it('of licences hold credit codes today', async () => {
    const content = list([], []).replace('统一社会信用代码', '营业执照号');
    const { stored, regNos } = await importList({ 'a.csv': content });
    expect(stored).toEqual(venues);
    expect(regNos).toEqual(['', '', '', '']);
  });
});

describe('several tables in one sheet', () => {
  it('side by side: the second is told', async () => {
    const rows = [
      [...header, '', ...header],
      [...first, '', ...second],
      [...third, '', ...fourth],
    ];
    const { result } = await importList({ 'a.xlsx': workbook({ 名单: sheetOf(rows) }) });
    expect(result).toMatchObject({
      rows: 2,
      unread: [{ name: '名单', rows: 2, reason: expect.stringContaining('第 8 列') }],
    });
  });

  it('one below the other, each with its title', async () => {
    const rows = [['网吧'], [...header], first, second, ['旅馆'], [...header], third, fourth];
    expect((await importList({ 'a.xlsx': workbook({ 名单: sheetOf(rows) }) })).stored).toEqual(venues);
  });
});
