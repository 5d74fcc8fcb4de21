import { describe, expect, it } from 'vitest';
import { readStructure } from '#shared/registry/table-structure.ts';

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
    expect(readStructure([]).header).toEqual([]);
  });
});
