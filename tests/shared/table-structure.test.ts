import { describe, expect, it } from 'vitest';
import { readStructure, withoutFooters } from '#shared/registry/table-structure.ts';

const lines = (...rows: string[][]) => rows.map((cells, i) => ({ number: i + 1, cells }));
const numbers = (list: readonly { number: number }[]) => list.map(({ number }) => number);

describe('the structure of a table', () => {
  it('is a header and rows where nothing else stands', () => {
    const { header, titles, body, footers } = readStructure(
      lines(['企业名称', '地址', '经度', '纬度'], ['甲网吧', '东街1号', '116.4', '39.9']),
    );
    expect(header).toEqual(['企业名称', '地址', '经度', '纬度']);
    expect([titles.length, numbers(body), footers.length]).toEqual([0, [2], 0]);
  });

  it('finds the header under a title, a unit and a date', () => {
    const { header, titles, body } = readStructure(
      lines(
        ['2026年三季度全区中小学名单', '', '', ''],
        ['填报单位：区教育局', '', '', '2026年9月'],
        ['序号', '学校（机构）名称', '学校（机构）标识码', '所在地'],
        ['1', '东街小学', '2111000001', '东街1号'],
      ),
    );
    expect(header[1]).toBe('学校（机构）名称');
    expect([titles.length, numbers(body)]).toEqual([2, [4]]);
  });

  it('joins a header of two lines under merged cells', () => {
    const { header, body } = readStructure(
      lines(
        ['单位名称', '基本情况', '', '位置', ''],
        ['', '法定代表人', '成立日期', '经度', '纬度'],
        ['甲网吧', '张三', '2020-01-01', '116.4', '39.9'],
      ),
    );
    expect(header).toEqual(['单位名称', '法定代表人', '成立日期', '经度', '纬度']);
    expect(numbers(body)).toEqual([3]);
  });

  it('leaves totals, notes and signatures below the table out of the rows', () => {
    const { body, footers } = readStructure(
      lines(
        ['企业名称', '地址', '电话', '状态'],
        ['甲网吧', '东街1号', '', '存续'],
        ['乙网吧', '东街2号', '', '存续'],
        ['合计', '2', '', ''],
        ['注：本表由各市场监管所汇总上报，以实际为准。', '', '', ''],
        ['填表人：张三', '', '审核人：李四', ''],
      ),
    );
    expect([numbers(body), numbers(footers)]).toEqual([
      [2, 3],
      [4, 5, 6],
    ]);
  });

  it('does not take a venue for a footer, nor a short last row for a note', () => {
    const { body, footers } = readStructure(
      lines(
        ['企业名称', '地址', '电话', '状态'],
        ['共享台球', '东街1号', '', '存续'],
        ['小吃店', '', '', ''],
      ),
    );
    expect([numbers(body), footers.length]).toEqual([[2, 3], 0]);
  });

  it('does not take the first data row for a second header line', () => {
    const { body } = readStructure(
      lines(['企业名称', '地址', '', '状态'], ['甲网吧', '东街', '张三', '存续']),
    );
    expect(numbers(body)).toEqual([2]);
  });

  it('is empty without lines', () => {
    expect(readStructure([])).toEqual({ header: [], titles: [], body: [], footers: [] });
  });

  it('keeps all lines where the table goes on elsewhere', () => {
    const table = lines(
      ['企业名称', '地址', '电话', '状态'],
      ['甲网吧', '东街1号', '', '存续'],
      ['合计', '1', '', ''],
    );
    expect(numbers(readStructure(table).body)).toEqual([2]);
    expect(numbers(readStructure(table, false).body)).toEqual([2, 3]);
  });
});

describe('the header', () => {
  it('is the line with the most names that we know, the first of several', () => {
    const title = ['企业名称和地址一览', '', ''];
    const better = readStructure(
      lines(title, ['名称', '地址', '甲'], ['企业名称', '地址', '电话'], ['甲网吧', '东街1号', '88001234']),
    );
    expect(better.header).toEqual(['企业名称', '地址', '电话']);
    expect(numbers(better.titles)).toEqual([1, 2]);
    const first = readStructure(lines(['名称', '地址'], ['企业名称', '住所'], ['甲网吧', '东街1号']));
    expect(first.header).toEqual(['名称', '地址']);
  });

  it('needs two names that we know', () => {
    const { header } = readStructure(lines(['名称', '', ''], ['甲', '乙', '丙'], ['丁', '戊', '己']));
    expect(header).toEqual(['甲', '乙', '丙']);
    expect(readStructure(lines(['x'], ['名称', '地址'], ['甲', '东街'])).header).toEqual(['名称', '地址']);
  });

  it('of names that nobody knows is the first line that is filled for the most part', () => {
    const wide = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    const upTo = (count: number) => wide.map((cell, i) => (i < count ? cell : ''));
    expect(readStructure(lines(upTo(6), upTo(7), wide)).header).toEqual(upTo(7));
    expect(readStructure(lines(upTo(1), upTo(6), wide)).header).toEqual(wide);
    expect(readStructure(lines(['甲', ''], ['乙', '丙'])).header).toEqual(['乙', '丙']);
    // Where no line has two cells the first one is taken.
    expect(readStructure(lines(['甲'], ['乙'], ['丙'])).header).toEqual(['甲']);
  });

  it('is looked for among the first fifteen lines, deeper only where three names say so', () => {
    const titles = Array.from({ length: 14 }, (_, i) => [`说明${i}`, '', '']);
    const header = ['企业名称', '地址', '电话'];
    expect(readStructure(lines(...titles, header, ['甲网吧', '东街1号', ''])).header).toEqual(header);
    expect(readStructure(lines(...titles, ['x', '', ''], header)).header).toEqual(header);
    const few = ['企业名称', '地址', '其他'];
    expect(readStructure(lines(...titles, ['x', '', ''], few)).header).toEqual(['说明0', '', '']);
    const cover = (length: number) => Array.from({ length }, (_, i) => [`说明${i}`, '', '']);
    expect(readStructure(lines(...cover(59), header)).header).toEqual(header);
    expect(readStructure(lines(...cover(60), header)).header).toEqual(['说明0', '', '']);
    const unknown = ['甲', '乙', '丙'];
    expect(readStructure(lines(...titles, ['x', '', ''], unknown)).header).toEqual(['说明0', '', '']);
    expect(
      readStructure(lines(['甲', '乙', ''], ...titles, ['一', '二', '三', '四', '五', '六'])).header,
    ).toEqual(['甲', '乙', '']);
  });

  it('in two lines says a name that only both together say', () => {
    const { header, body } = readStructure(
      lines(
        ['单位名称', '经营', '', '电话', '', '备注'],
        ['', '范围', '场所', '手机', '办公', ''],
        ['甲网吧', '上网', '东街1号', '138', '880', ''],
      ),
    );
    expect(header).toEqual(['单位名称', '经营范围', '经营场所', '手机', '电话办公', '备注']);
    expect(numbers(body)).toEqual([3]);
  });

  it('in two lines may be longer below than above, and begin with an empty cell', () => {
    const { header } = readStructure(
      lines(
        ['单位名称', '基本情况'],
        ['', '法定代表人', '成立日期', '登记'],
        ['甲网吧', '张三', '2020-01-01', '1'],
      ),
    );
    expect(header).toEqual(['单位名称', '法定代表人', '成立日期', '基本情况登记']);
    const { header: open } = readStructure(
      lines(['', '单位名称', '位置', ''], ['序号', '', '经度', '纬度'], ['1', '甲网吧', '116.4', '39.9']),
    );
    expect(open).toEqual(['序号', '单位名称', '经度', '纬度']);
  });

  it.each([
    [
      'a title of one cell stands above',
      ['名单', '', ''],
      ['名称', '地址', '电话'],
      ['名称', '地址', '电话'],
    ],
    [
      'a line of figures stands below',
      ['单位名称', '地址', ''],
      ['甲网吧', '东街', '13800000000'],
      ['单位名称', '地址', ''],
    ],
    [
      'a long text stands below',
      ['单位名称', '地址', ''],
      ['', '法定代表人', '一个非常非常非常长的备注'],
      ['单位名称', '地址', ''],
    ],
    [
      'nothing is left open above',
      ['单位名称', '地址', '备注'],
      ['法定代表人', '电话', '经度'],
      ['法定代表人', '电话', '经度'],
    ],
    ['no name is won', ['单位名称', '地址', ''], ['甲', '乙', '丙'], ['单位名称', '地址', '']],
  ])('is one line where %s', (_, top, second, header) => {
    expect(readStructure(lines(top, second, ['甲网吧', '东街1号', '138'])).header).toEqual(header);
  });

  it('in two lines may have words of twelve letters and figures of two digits', () => {
    const { header } = readStructure(
      lines(
        ['单位名称', '位置', '', ''],
        ['', '经度', '纬度', '十二个字十二个字十二个字'],
        ['甲', '116.4', '39.9', ''],
      ),
    );
    expect(header[3]).toBe('位置十二个字十二个字十二个字');
    const { header: dated } = readStructure(
      lines(['单位名称', '位置', '', ''], ['', '经度', '纬度', '12月'], ['甲', '116.4', '39.9', '']),
    );
    expect(dated[3]).toBe('位置12月');
    const { header: data } = readStructure(
      lines(['单位名称', '位置', '', ''], ['', '经度', '纬度', '116'], ['甲', '116.4', '39.9', '']),
    );
    expect(data[3]).not.toBe('位置116');
  });
});

describe('a line of names for several columns each', () => {
  const names = ['名称', '地址', '电话', '经度', '纬度'];
  const read = (...above: string[][]) => {
    const rows = [['星河网吧', '东街1号', '88001234', '116.4', '39.9']];
    const { header, titles, body } = readStructure(lines(...above, names, ...rows));
    return { header, titles: titles.length, body: body.length };
  };
  const apart = (titles: number) => ({ header: names, titles, body: 1 });

  it.each([
    [['基本情况', '', '', '位置', '']],
    [['基本情况', '', '', '位置信息如下列', '']],
    [['八个字的基本情况', '', '', '位置', '']],
    [['', '基本情况', '', '位置', '']],
  ])('%j over a header that says all by itself belongs to it', (cells) => {
    expect(read(cells)).toEqual(apart(0));
  });

  it.each([
    ['is one cell', ['场所名单', '', '', '', '']],
    ['has a figure', ['2026年', '', '', '名单', '']],
    ['has a colon', ['单位:', '', '', '区局', '']],
    ['has a full-width colon', ['单位：', '', '', '区局', '']],
    ['has a long text', ['一共九个字的基本情况', '', '', '位置', '']],
    ['fills every column', ['甲', '乙', '丙', '丁', '戊']],
    ['reaches beyond the header', ['基本情况', '', '', '位置', '', '其他']],
  ])('but a line that %s is a title', (_, cells) => {
    expect(read(cells)).toEqual(apart(1));
  });

  it('may stand on three lines, and no more', () => {
    const over = ['基本情况', '', '', '位置', ''];
    expect(read(over, over)).toEqual(apart(0));
    expect(read(over, over, over)).toEqual(apart(0));
    expect(read(over, over, over, over)).toEqual(apart(1));
    expect(read(['名单', '', '', '', ''], over)).toEqual(apart(1));
  });

  it('needs a header of two names that are known', () => {
    const unknown = readStructure(
      lines(['基本', '', '位置'], ['甲', '乙', '丙'], ['星河网吧', '东街1号', '1']),
    );
    expect([unknown.header, unknown.titles.length]).toEqual([['甲', '乙', '丙'], 1]);
  });
});

describe('a header that names persons', () => {
  const join = (person: string, word: string) => {
    const { header } = readStructure(
      lines(
        ['名称', '地址', person, '', '经度', '纬度'],
        ['', '', '备注', word, '', ''],
        ['星河网吧', '东街1号', '', '', '116.4', '39.9'],
      ),
    );
    return header[3];
  };

  it.each(
    '负责人 法定代表人 法人 经营者 联系人 业主 店主 校长 园长 保安 责任人 管理员 民警 值班民警'.split(' '),
  )('says whose name and telephone stand below %s', (person) => {
    const { header } = readStructure(
      lines(
        ['名称', '经度', person, '', '纬度'],
        ['', '', '姓名', '电话', ''],
        ['星河网吧', '116.4', '张三', '88001234', '39.9'],
      ),
    );
    expect(header).toEqual(['名称', '经度', `${person}姓名`, `${person}电话`, '纬度']);
  });

  it('in each word for a name and a number', () => {
    for (const word of '姓名 名字 电话 手机 手机号 手机号码 电话号码 联系电话 联系方式 号码'.split(' ')) {
      const { header } = readStructure(
        lines(
          ['名称', '经度', '联系人', '', '纬度'],
          ['', '', '电话', word, ''],
          ['星河网吧', '116.4', '张三', '88001234', '39.9'],
        ),
      );
      expect(header[3], word).toBe(`联系人${word}`);
    }
  });

  it('but not of other things below them, nor below other things', () => {
    expect(join('负责人办公室', '电话')).toBe('电话');
    expect(join('联系人', '电话')).not.toBe('电话');
  });
});

describe('what stands below a table', () => {
  const words =
    '合计 总计 小计 共计 总数 注 备注 说明 填表人 填报人 填表单位 填报单位 填报日期 制表 制表人 制表单位 审核 审核人 审批 审批人 复核 复核人 负责人签字 单位负责人 联系人 联系电话 打印日期 数据来源 第1页 第12页 共3页 共12条 共120家 共2户 共15项';
  const row = ['甲网吧', '东街1号', '88001234', '存续', ''];
  it.each(words.split(' '))('may begin with %s', (word) => {
    expect(withoutFooters(lines(row, [`${word}：`, '', '', '', '']), 5).map(({ number }) => number)).toEqual([
      1,
    ]);
    // With a cell in front of it too, and filled up to three fifths.
    expect(withoutFooters(lines(row, ['', word, '张三', '李四', '']), 5)).toHaveLength(1);
    expect(withoutFooters(lines(row, [word, '张三', '李四', '王五', '']), 5)).toHaveLength(2);
  });

  it.each([
    '第一中学店',
    '共享台球',
    '第十二中学文具店',
    '共和国际网吧',
    '新注网吧',
    '小合计网吧',
    '共12345678条',
  ])('is not a venue called %s', (name) =>
    expect(withoutFooters(lines(row, [name, '', '', '', '']), 5)).toHaveLength(2),
  );

  it('may be a long note alone in its line, in a table of more than three columns', () => {
    const note = '以上内容由各市场监管所汇总上报';
    expect(withoutFooters(lines(row, [note, '', '', '', '']), 5)).toHaveLength(1);
    expect(withoutFooters(lines(row, ['', note, '', '', '']), 5)).toHaveLength(1);
    expect(withoutFooters(lines(row, [note, '', '', '', '']), 4)).toHaveLength(1);
    expect(withoutFooters(lines(row, [note, '', '', '', '']), 3)).toHaveLength(2);
    expect(withoutFooters(lines(row, [note, '东街1号', '', '', '']), 5)).toHaveLength(2);
    expect(withoutFooters(lines(row, ['十二个字十二个字十二个字', '', '', '', '']), 5)).toHaveLength(2);
    expect(withoutFooters(lines(row, ['十三个字十三个字十三个字了', '', '', '', '']), 5)).toHaveLength(1);
  });

  it('is all that stands below the last row, and nothing above it', () => {
    const table = lines(
      ['合计', '1', '', '', ''],
      row,
      ['', '', '', '', ''],
      ['注：', '', '', '', ''],
      ['合计', '', '', '', ''],
    );
    expect(withoutFooters(table, 5).map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(withoutFooters(lines(['合计', '', ''], ['注', '', '']), 3)).toEqual([]);
  });

  it('of a narrow table may fill two cells', () => {
    expect(withoutFooters(lines(['甲', '1'], ['合计', '1']), 2)).toHaveLength(1);
  });
});
