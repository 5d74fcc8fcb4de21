import { describe, expect, it } from 'vitest';
import { type AsideKind, asideNames, RowKinds } from '#shared/registry/row-kinds.ts';

const header = ['序号', '名称', '地址', '电话', '备注'];
const kinds = new RowKinds(header);
/** A line of the table, filled up with empty cells. */
const line = (...cells: string[]) => [...cells, '', '', '', '', ''].slice(0, header.length);
const tell = (...cells: string[]): AsideKind | null => kinds.tell(line(...cells));
const row = ['1', '星河网吧', '东街1号', '88001234', ''];

it('each kind is said in Chinese', () => {
  expect(asideNames).toEqual({
    title: '表头上方的标题、说明',
    footer: '表格下方的合计、说明或签字',
    total: '小计、合计',
    header: '重复的表头',
    example: '填写示例',
    instruction: '填写要求或栏号',
    section: '分组标题',
    note: '页码、说明、分隔线或重复的标题',
  });
});

it('rows are rows, and an empty line is none of all this', () => {
  expect(tell(...row)).toBeNull();
  expect(tell('', '星河网吧')).toBeNull();
  expect(tell()).toBeNull();
  expect(kinds.tell([])).toBeNull();
});

it('of a table of which two names are not known nothing is left out', () => {
  for (const unknown of [['甲', '乙', '丙'], ['甲', '名称', '丙'], []])
    for (const cells of [['合计', '', ''], ['1', '2', '3'], unknown, ['示例', '', '']])
      expect(new RowKinds(unknown).tell(cells)).toBeNull();
  expect(new RowKinds(['名称', '地址']).tell(['合计', ''])).toBe('total');
});

describe('a repeated header', () => {
  it.each([
    [['序号', '名称', '地址', '电话', '备注']],
    [['序号', '名称', '', '', '']],
    [['', '名称', '地址', '', '']],
    [['', '', '', '电话', '备注']],
  ])('%j', (cells) => expect(kinds.tell(cells)).toBe('header'));

  it.each([
    [['序号', '', '', '', '']],
    [['', '名称', '', '', '']],
    [['序号', '名称', '东街1号', '', '']],
    [['序号', '地址', '', '', '']],
    [['名称', '地址', '', '', '']],
  ])('%j is not', (cells) => expect(kinds.tell(cells)).toBeNull());
});

describe('a total', () => {
  const words =
    '小计 合计 总计 共计 累计 本页小计 本页 本表合计 本表 以上合计 以上 过次页 承前页 本月合计 本月 本季 本年 东街合计 黄村镇小计 全区总计 网吧共计 本辖区累计';
  it.each(words.split(' '))('%s, in the first or second cell that is filled', (word) => {
    expect(tell(word)).toBe('total');
    expect(tell(word, '12')).toBe('total');
    expect(tell('', word)).toBe('total');
    expect(tell('3', word)).toBe('total');
    expect(tell('', '', word, '12家')).toBe('total');
  });

  it.each([
    '合 计',
    '全区总计：',
    '东街合计:12',
    '东街合计12家',
    '东街小计3户',
    '共计 8 个',
    '网吧累计12所',
    '旅馆合计5条',
    '网吧合计5行',
    '网吧合计5项',
  ])('%s with its figure', (word) => expect(tell('', word)).toBe('total'));

  it('fills three cells of five at most, and two of a narrow table', () => {
    expect(tell('合计', '12', '5')).toBe('total');
    expect(tell('合计', '12', '5', '7')).toBeNull();
    const narrow = new RowKinds(['名称', '地址']);
    expect(narrow.tell(['合计', '12'])).toBe('total');
    const wide = new RowKinds([...header, '甲', '乙', '丙', '丁', '戊']);
    expect(wide.tell(['合计', '1', '2', '3', '4', '5', '', '', '', ''])).toBe('total');
    expect(wide.tell(['合计', '1', '2', '3', '4', '5', '6', '', '', ''])).toBeNull();
  });

  it('stands in one of the first two filled cells', () => expect(tell('1', '甲', '合计')).toBeNull());

  it.each(['金算盘会计', '合计网吧', '小计划书店', '东街合计12家店', '东街合计x12', '合计网吧12人'])(
    'a row of a place called %s is none',
    (name) => expect(tell('1', name, '东街1号', '88001234')).toBeNull(),
  );

  it.each(['金算盘会计', '东街合计12家店', '东街合计二家', '甲本页', '东街以上', '一本年'])(
    '%s is none even alone',
    (name) => expect(tell('', name)).toBeNull(),
  );
});

describe('an example', () => {
  it.each([
    '示例',
    '填写示例',
    '填报示例',
    '填报样例',
    '填写范例',
    '样例',
    '范例',
    '例如',
    '例：星河网吧',
    '例:星河网吧',
    '（示例）',
    '(填写示例)',
    '【示例】',
    '（例：星河网吧）',
    '示例：星河网吧',
    '星河网吧（示例）',
    '星河网吧（填写示例）',
    '星河网吧（样例）',
    '星河网吧（范例）',
    '星河网吧（例）',
    '星河网吧（举例）',
    '星河网吧（请删除）',
    '星河网吧（示例，请删除此行）',
    '星河网吧(填写后删除)',
    '星河网吧【仅供参考】',
    '星河网吧(仅供参考，勿删)',
  ])('%s', (word) => {
    expect(tell(word, '东街1号', '东街1号', '88001234', '甲')).toBe('example');
    expect(tell('1', word, '东街1号', '88001234', '甲')).toBe('example');
  });

  it.each([
    '例行网吧',
    '星河示例网吧',
    '星河网吧（参考）',
    '惯例：网吧',
    '星河网吧示例',
    '（星河）示例',
    '星河网吧（旧例',
    '删除',
  ])('%s is none', (word) => expect(tell('1', word, '东街1号', '88001234', '甲')).toBeNull());

  it('stands in one of the first two filled cells', () =>
    expect(tell('1', '星河网吧', '东街1号（示例）', '88001234')).toBeNull());

  it.each([
    [['1', 'XX网吧', 'XX路XX号', '88001234']],
    [['1', 'xx网吧', 'xx路1号', '']],
    [['1', '××网吧', '××路', '']],
    [['1', '某某网吧', '某某街1号', '']],
    [['某某网吧', '', 'XXX路', '']],
  ])('%j: names with gaps to fill', (cells) => expect(tell(...cells)).toBe('example'));

  it.each([
    // One such cell may be a name, and digits that are masked are no gaps.
    [['1', 'XX网吧', '东街1号', '88001234']],
    [['1', 'XX网吧', '东街1号', '138XXXX1234']],
    [['1', 'MaxX网吧', '东X街', '']],
    [['1', '某网吧', '某街', '']],
    [['1', '星河网吧', 'XX路XX号', 'XX镇']],
  ])('%j is a row', (cells) => expect(tell(...cells)).toBeNull());
});

describe('an instruction', () => {
  it.each(
    '必填 选填 非必填 必须填写 可不填 可空 不可空 文本 文本型 字符 字符型 数值 数值型 数字 日期 日期型 下拉选择 单选 多选 （必填） *必填* (*必填项) 必填项 【必填】'.split(
      ' ',
    ),
  )('%s in each column that says anything', (word) => {
    expect(tell(word, word, word, word, word)).toBe('instruction');
    expect(tell('', word, '选填', '', '文本')).toBe('instruction');
    expect(tell(word)).toBe('instruction');
    expect(tell(word, '星河网吧')).toBeNull();
    expect(tell(word, '', '', '', '东街1号')).toBeNull();
  });

  it.each(['必填网吧', '非必填项目', '不文本', '日期间', '数字电影院', '多选店', '文本型录'])(
    '%s is none',
    (word) => expect(tell(word, word)).toBeNull(),
  );

  it('begins with the first cell that is filled', () => {
    expect(tell('1', '必填', '必填')).toBeNull();
    expect(tell('多多网吧', '必填', '必填')).toBeNull();
  });

  it.each([
    [['1', '2', '3', '4', '5']],
    [['1', '2', '3', '', '']],
    [['', '1', '2', '3', '']],
    [['1', '', '2', '', '3']],
  ])('%j numbers the columns', (cells) => expect(kinds.tell(cells)).toBe('instruction'));

  it.each([
    [['1', '2', '', '', '']],
    [['1', '2', '4', '', '']],
    [['1', '3', '2', '', '']],
    [['2', '3', '4', '', '']],
    [['2', '2', '3', '', '']],
    [['1', '3', '3', '', '']],
    [['1', '2', '3', '4', '东街']],
    [['1', '', '', '', '']],
  ])('%j does not', (cells) => expect(kinds.tell(cells)).toBeNull());
});

describe('the heading of a section', () => {
  it.each([
    '一、网吧',
    '二．旅馆',
    '三.歌厅',
    '四：台球',
    '十一、浴室',
    '二十三:茶馆',
    '（一）、网吧',
    '(二).旅馆',
    '(三)：歌厅',
    '【五】、棋牌',
  ])('%s, alone in its line', (word) => {
    expect(tell(word)).toBe('section');
    expect(tell('', word)).toBe('section');
    expect(tell(word, '12')).toBeNull();
    expect(tell('1', word)).toBeNull();
    expect(new RowKinds(['名称', '地址', '电话']).tell([word, '', ''])).toBe('section');
    // A table of two columns has rows of one cell.
    expect(new RowKinds(['名称', '地址']).tell([word, ''])).toBeNull();
  });

  it.each(['一品网吧', '三元里', '1、网吧', '网吧一、', '百、网吧', '一网、二吧', '（一）网吧'])(
    '%s is none',
    (word) => expect(tell(word)).toBeNull(),
  );
});
