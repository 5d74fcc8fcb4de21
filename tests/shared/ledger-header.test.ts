import { describe, expect, it } from 'vitest';
import { matchLedgerHeader } from '#shared/registry/ledger-header.ts';

/** What columns are called, as ledgers of offices and of this program have them, by what they hold. */
const words: Readonly<Record<string, readonly string[]>> = {
  description: [
    ...['隐患', '问题', '风险隐患', '风险问题', '隐患名称', '问题情况', '隐患描述', '问题内容', '隐患事项'],
    ...['隐患具体情况', '问题简述', '描述', '具体描述', 'DESCRIPTION', 'description'],
  ],
  number: [
    ...['编号', '编码', '隐患编号', '问题编码', '台账编号', '风险隐患编号', '风险编号'],
    ...['台账号', 'CODE'],
  ],
  name: [
    ...[
      '部位',
      '地点',
      '位置',
      '场所',
      '地址',
      '部位名称',
      '隐患部位',
      '问题地点',
      '所在位置',
      '隐患所在场所',
    ],
    ...['风险隐患部位', '风险地点', '具体部位', '具体地点', '具体位置', 'VENUE_NAME'],
  ],
  school: ['学校', '校园', '单位', '学校(单位)', '填报单位', '学校名称', '单位名称', 'SCHOOL', 'SCHOOL_NAME'],
  kind: ['种类', '类别', '类型', '分类', '方面', '隐患种类', '问题类别', '风险类型', '风险隐患分类', 'KIND'],
  level: ['等级', '级别', '隐患等级', '问题级别', '风险等级', '风险隐患级别', 'LEVEL'],
  foundOn: [
    ...['排查时间', '发现日期', '检查时间', '反映日期', '登记时间', '受理日期', '自查时间', '上报日期'],
    ...['排查', '发现', '检查', '日期', '时间', 'FOUND_ON'],
  ],
  dueOn: [
    ...['整改时限', '完成期限', '治理时限', '办结期限', '整改完成时限', '整改时间', '计划完成日期'],
    ...['拟完成时间', '限期整改日期', '时限', '期限', 'DUE_ON'],
  ],
  closedOn: ['销号时间', '完成日期', '办结时间', '闭环日期', '整改完成时间', '实际完成日期', 'CLOSED_ON'],
  status: [
    ...['状态', '进展', '结果', '整改状态', '化解进展', '办理结果', '完成状态', '是否整改', '是否已完成'],
    ...['是否销号', '是否整改到位', '整改情况', '化解情况', '整改落实情况', '整改完成情况', 'STATE'],
  ],
  body: [
    ...['责任单位', '牵头部门', '主管部门', '承办单位', '整改责任单位', '治理责任部门'],
    'RESPONSIBLE_BODY',
  ],
  person: ['责任人', '责任人姓名', '整改责任人', 'RESPONSIBLE_PERSON'],
  helpingBodies: ['配合单位', '协助部门', '协同单位', '协办部门', 'HELPING_BODIES'],
  source: ['来源', '隐患来源', '问题来源', '线索来源', '信息来源', 'SOURCE'],
};

/** What a column is taken for beside two that make a ledger; undefined where for nothing. */
function fieldOf(column: string, field: string): string | undefined {
  const others = ['description', 'dueOn', 'level'].filter((each) => each !== field);
  const beside = { description: '隐患名称', dueOn: '整改期限', level: '隐患等级' };
  const header = [...Object.entries(beside).flatMap(([each, word]) => (others.includes(each) ? [word] : []))];
  const found = matchLedgerHeader([...header, column]) ?? {};
  return Object.entries(found).find(([, is]) => is === column)?.[0];
}

const cases = Object.entries(words).flatMap(([field, all]) => all.map((word) => [word, field] as const));

describe('a column of a ledger', () => {
  it.each(cases)('“%s” is its %s', (word, field) => {
    expect(fieldOf(word, field)).toBe(field);
  });

  it.each(cases)('is not known by “%s” within another word', (word, field) => {
    const within = [`甲${word}`, `${word}甲`].map((each) => fieldOf(each, field));
    expect(within.filter((each) => each === field)).toEqual([]);
  });

  it.each([
    [
      '存在问题',
      '排查出的主要隐患',
      '发现的风险隐患情况',
      '查出问题内容',
      '学校存在的主要问题',
      '存在的隐患隐患',
    ],
    ['周边治安乱点情况'],
  ])('tells what is wrong at the end of a sentence: %s', (...sentences) => {
    for (const sentence of sentences) expect(fieldOf(sentence, 'description'), sentence).toBe('description');
    for (const sentence of sentences) expect(fieldOf(`${sentence}甲`, 'description')).not.toBe('description');
  });

  it('is one of each: a number beside a number is that of the source', () => {
    expect(matchLedgerHeader(['隐患编号', '工单编号', '隐患名称', '状态'])).toMatchObject({
      number: '隐患编号',
      sourceNumber: '工单编号',
    });
    expect(matchLedgerHeader(['来源编号', '隐患名称', '状态'])).toMatchObject({ sourceNumber: '来源编号' });
    expect(matchLedgerHeader(['隐患名称', '问题情况', '状态'])).toMatchObject({ description: '隐患名称' });
  });

  it('of who answers for it is the school, where no other column is', () => {
    expect(matchLedgerHeader(['责任主体', '隐患名称', '整改期限'])).toEqual({
      school: '责任主体',
      description: '隐患名称',
      dueOn: '整改期限',
    });
    expect(matchLedgerHeader(['学校', '责任主体', '隐患名称', '整改期限'])).toMatchObject({
      school: '学校',
      subject: '责任主体',
    });
    expect(matchLedgerHeader(['责任主体', '隐患名称'])).toBeNull();
  });
});

describe('a header', () => {
  it.each(['排查时间', '整改期限', '销号时间', '隐患等级', '整改状态'])(
    'is that of a ledger by what is wrong and “%s”',
    (column) => {
      expect(matchLedgerHeader(['隐患名称', column])).not.toBeNull();
      expect(matchLedgerHeader([column, '名称'])).toBeNull();
    },
  );

  it('is none by what is wrong alone, or with what lists of places have as well', () => {
    expect(matchLedgerHeader(['隐患名称'])).toBeNull();
    expect(matchLedgerHeader(['隐患名称', '学校', '类别', '责任人', '来源'])).toBeNull();
  });
});
