import { describe, expect, it } from 'vitest';
import type { BlankPreview } from '#shared/contract/blanks.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import {
  type BlankSheet,
  blankDocument,
  blankWorkbook,
  readDocument,
  readSheet,
} from '../support/blank-forms.ts';
import { fillBlankTown } from '../support/blank-town.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const QUARTER = { from: '2026-07-01', to: '2026-09-30' };
type Order = Omit<InputOf<'blanks.preview'>, 'source'>;

async function blankTown(): Promise<OpenWorkspace> {
  const town = await openWorkspace();
  await fillBlankTown(town);
  return town;
}

/** Fills a sheet; what each cell shows, what is said of them, and the file. */
async function fillSheet({ call, file }: OpenWorkspace, sheet: BlankSheet, order: Partial<Order> = {}) {
  const source = { token: file('空白表.xlsx', blankWorkbook(sheet)) };
  const whole = { source, ...QUARTER, ...order };
  const preview = await call('blanks.preview', whole);
  return { preview, ...readSheet(await call('blanks.fill', whole)) };
}

const rowOf = (cells: Record<string, string>, row: number, columns: string) =>
  [...columns].map((column) => cells[`${column}${row}`] ?? '');
const cellAt = ({ cells }: BlankPreview, name: string) => cells.find((cell) => cell.name === name);

/** The quarterly form of towns: merged headers, a row of units, totals above, and one row too few. */
const towns: BlankSheet = {
  rows: [
    ['某区校园周边隐患治理情况统计表（    年第  季度）', null, null, null, null, null, null, null],
    ['填报单位（盖章）：', null, null, null, '填报日期：    年  月  日', null, null, null],
    ['乡镇（街道）', '排查学校', null, '一般隐患', null, null, '重大隐患', null],
    [null, '应查', '实查', '排查', '已整改', '整改率', '排查', '其中列入治理计划'],
    ['计量单位', '所', '所', '项', '项', '%', '项', '项'],
    ['合计', '', '=SUM(C7:C7)', '=SUM(D7:D7)', '=SUM(E7:E7)', '', '=SUM(G7:G7)', '=SUM(H7:H7)'],
    ['', '', '', '', '', '', '', ''],
    ['审核人：', null, null, null, '联系电话：', null, null, null],
  ],
  merges: ['A1:H1', 'A3:A4', 'B3:C3', 'D3:F3', 'G3:H3', 'A8:D8'],
};

describe('a blank form of towns', () => {
  it('counts as the README of a quarter says, adds the row that is wanting, and keeps the rest of the file', async () => {
    const { preview, cells, xml, workbook } = await fillSheet(await blankTown(), {
      ...towns,
      rows: towns.rows.map((row, i) =>
        i === 3 ? row.map((text) => (text === '应查' ? '应排查' : text === '实查' ? '实际排查' : text)) : row,
      ),
    });
    expect(cells.A1).toBe('某区校园周边隐患治理情况统计表（2026年第三季度）');
    expect(cells.E2).toBe('填报日期：    年  月  日');
    expect(rowOf(cells, 7, 'ABCDEFGH')).toEqual(['东街街道', '2', '2', '2', '1', '50', '1', '1']);
    expect(rowOf(cells, 8, 'ABCDEFGH')).toEqual(['西河镇', '3', '2', '3', '1', '33.33', '0', '0']);
    // Sums take the new row in and are worked out; a total's rate is the rate of the totals.
    expect(rowOf(cells, 6, 'BCDEFGH')).toEqual([
      '5',
      '=SUM(C7:C8)→4',
      '=SUM(D7:D8)→5',
      '=SUM(E7:E8)→2',
      '40',
      '=SUM(G7:G8)→1',
      '=SUM(H7:H8)→1',
    ]);
    expect(xml).toContain('<mergeCell ref="A9:D9"/>');
    expect(xml).toContain('orientation="landscape"');
    expect(xml).toMatch(/<row r="8" ht="21"/);
    expect(workbook).toContain('表!$1:$3');
    expect(workbook).toContain('fullCalcOnLoad="1"');
    expect(cellAt(preview, 'F7')).toMatchObject({ mark: 'sure', note: expect.stringContaining('1 ÷ 2') });
    expect(cellAt(preview, 'D7')?.note).toContain('较大并入一般');
    // A level of its own is not put with another.
    const three = await fillSheet(await blankTown(), {
      rows: [
        ['镇街', '一般隐患', '较大隐患', '重大隐患整改率'],
        ['', '', '', ''],
        ['', '', '', ''],
      ],
    });
    expect(rowOf(three.cells, 3, 'ABCD')).toEqual(['西河镇', '2', '1', '—']);
  });

  it('fills printed names, figures that stand in rows, and days that the form tells', async () => {
    const town = await blankTown();
    const across = await fillSheet(town, {
      rows: [
        ['指标', '单位', '东街街道', '西河镇', '全区'],
        ['排查隐患', '项', '', '', ''],
        ['其中：消防安全隐患', '项', '', '', ''],
        ['整改率', '%', '', '', ''],
        ['不稳定因素', '项', '', '', ''],
      ],
    });
    expect(rowOf(across.cells, 2, 'CDE')).toEqual(['3', '3', '6']);
    expect(rowOf(across.cells, 3, 'CDE')).toEqual(['1', '1', '2']);
    expect(rowOf(across.cells, 4, 'CDE')).toEqual(['33.33', '33.33', '33.33']);
    expect(cellAt(across.preview, 'C5')).toMatchObject({
      value: null,
      note: expect.stringContaining('敏感'),
    });

    const month = await fillSheet(
      town,
      {
        rows: [
          ['专项行动情况表', null, null, null],
          ['项目', '单位', '本月', '本年累计'],
          ['出动执法人员', '人次', '', ''],
          ['检查场所', '户次', '', ''],
          ['其中：网吧', '户次', '', ''],
          ['罚没款', '万元', '', ''],
          ['注：数据为上月26日至本月25日', null, null, null],
        ],
        merges: ['A1:D1', 'A7:D7'],
      },
      { from: '2026-09-01', to: '2026-09-30' },
    );
    expect([month.preview.from, month.preview.to]).toEqual(['2026-08-26', '2026-09-25']);
    expect(rowOf(month.cells, 3, 'CD')).toEqual(['7', '7']);
    expect(rowOf(month.cells, 4, 'CD')).toEqual(['4', '4']);
    expect(rowOf(month.cells, 5, 'CD')).toEqual(['1', '1']);
    // What is kept nowhere is no 0.
    expect(cellAt(month.preview, 'C6')).toMatchObject({ value: null, mark: 'empty' });
    // Who 单位 are is a guess: nothing of it is written.
    const guessed = await fillSheet(town, {
      rows: [
        ['单位', '排查学校数', '隐患数'],
        ['', '', ''],
      ],
    });
    expect(cellAt(guessed.preview, 'A2')).toMatchObject({ mark: 'unsure', value: '东街街道' });
    expect(cellAt(guessed.preview, 'C2')).toMatchObject({ mark: 'unsure', value: 3 });
    expect(rowOf(guessed.cells, 2, 'ABC')).toEqual(['', '', '']);
    const byVisit = await fillSheet(
      town,
      {
        rows: [
          ['项目', '数量'],
          ['出动检查人员（人次）', ''],
        ],
      },
      { timesByVenue: true },
    );
    expect(byVisit.cells.B2).toBe('11');
  });
});

describe('a blank list', () => {
  it('has a row for each school, blank where nobody looked, and nothing that its drop-down does not hold', async () => {
    const town = await blankTown();
    const sheet: BlankSheet = {
      rows: [
        ['序号', '所属街镇', '派出所', '学校名称', '办学层次', '隐患总数', '整改数', '是否排查', '签字'],
        ['*例', '*某镇', '*某所', '*某小学', '*小学', '*3', '*2', '*是', '*某某'],
        ['1', '', '', '', '', '', '', '', ''],
        ['2', '', '', '', '', '', '', '', ''],
        ['合计', null, null, '', '', '=SUM(F3:F4)', '=SUM(G3:G4)', '', ''],
      ],
      merges: ['A5:C5'],
      choices: { 'E3:E4': '"小学,初中,中职"', 'H3:H4': '代码!$A$1:$A$3' },
    };
    const { preview, cells, xml } = await fillSheet(town, sheet);
    expect(rowOf(cells, 3, 'ABCDEFG')).toEqual(['1', '东街街道', '东街所', '甲小学', '小学', '2', '1']);
    expect(rowOf(cells, 5, 'ABCDEFG')).toEqual(['3', '西河镇', '西河所', '丙幼儿园', '', '2', '1']);
    // Nobody was at the last one: that is no 0.
    expect(rowOf(cells, 7, 'DFG')).toEqual(['戊小学', '', '']);
    expect(rowOf(cells, 8, 'AFG')).toEqual(['合计', '=SUM(F3:F7)→6', '=SUM(G3:G7)→2']);
    expect(rowOf(cells, 2, 'DF')).toEqual(['某小学', '3']);
    expect(xml).toContain('sqref="E3:E7"');
    expect(cellAt(preview, 'E5')).toMatchObject({
      mark: 'empty',
      note: expect.stringContaining('幼儿园”不在下拉选项'),
    });
    expect(cellAt(preview, 'H3')?.note).toContain('整治中');
    expect(cellAt(preview, 'I3')?.note).toContain('签名');
  });

  it('of a Word file gets the hazards of the quarter, with the look of its cells', async () => {
    const { call, file } = await blankTown();
    const form = blankDocument(
      ['校园周边隐患整改台账', '统计时间：    年  月  日至    年  月  日'],
      [
        ['序号', '学校', '存在问题', '隐患等级', '整改期限', '责任单位', '是否整改', '备注'],
        ['', '', '', '', '', '', '', ''],
      ],
    );
    const order = { source: { token: file('台账.docx', form) }, ...QUARTER };
    const filled = readDocument(await call('blanks.fill', order));
    expect(filled.text).toContain('统计时间：2026年7月1日至2026年9月30日');
    expect(filled.rows).toHaveLength(7);
    expect(filled.rows[1]).toEqual([
      '1',
      '甲小学',
      '灭火器过期',
      '一般',
      '2026-07-31',
      '东街街道综合执法队',
      '是',
      '',
    ]);
    expect(filled.rows[5]?.slice(1, 4)).toEqual(['丙幼儿园', '门前摊贩', '一般']);
    // Closed after the quarter is not put right in it.
    expect(filled.rows[5]?.[6]).toBe('否');
    expect(filled.xml).toContain('w:pgSz');
    const { notes } = await call('blanks.preview', order);
    expect(notes.join()).toContain('没有列入');
    const carried = readDocument(await call('blanks.fill', { ...order, carried: true }));
    expect(carried.rows).toHaveLength(9);
  });
});

describe('a blank form of one record', () => {
  it('is filled as documents are, with a row for each officer, and refused where nobody may inspect', async () => {
    const town = await blankTown();
    const sheet: BlankSheet = {
      rows: [
        ['现场检查笔录', null, null, null],
        ['检查时间', '  年  月  日  时  分至  时  分', null, null],
        ['当事人', '', '统一社会信用代码', ''],
        ['执法人员', '', '执法证号', ''],
        ['执法人员', '', '执法证号', ''],
        ['现场情况', '', null, null],
        ['距离测量', '起点：      仪器：      距离：     米', null, null],
        ['当事人签名', '', '见证人', ''],
      ],
      merges: ['A1:D1', 'B2:D2', 'B6:D6', 'B7:D7'],
    };
    const waiting = await fillSheet(town, sheet);
    expect(waiting.preview.needs).toBe('visit');
    expect(cellAt(waiting.preview, 'B3')).toMatchObject({ value: null, note: '请先选择一次现场检查' });
    const { cells } = await fillSheet(town, sheet, { about: { kind: 'visit', id: 1 } });
    expect(cells.B2).toBe('2026年8月27日9时0分至2026年8月27日9时40分');
    expect(rowOf(cells, 3, 'BD')).toEqual(['网吧甲', '91110115MA00000018']);
    expect([4, 5, 6].map((row) => rowOf(cells, row, 'ABD'))).toEqual([
      ['执法人员', '赵某', '11-001'],
      ['执法人员', '钱某', '11-002'],
      ['执法人员', '孙某', '11-003'],
    ]);
    expect(cells.B8).toBe('起点：甲小学西门　仪器：激光测距仪 03　距离：62.3　米');
    expect(rowOf(cells, 9, 'ABD')).toEqual(['当事人签名', '', '']);
  });
});

describe('what a person says of a form', () => {
  it('goes before what is known, is remembered with the form, and teaches other forms its labels', async () => {
    const town = await blankTown();
    const { call, file } = town;
    const rows = [
      ['街道', '隐患数', '闹心事', '下一步打算'],
      ['', '', '', ''],
      ['', '', '', ''],
    ];
    const { preview, cells } = await fillSheet(town, { rows });
    expect(cellAt(preview, 'C2')).toMatchObject({ mark: 'empty' });
    const next = cellAt(preview, 'D2');
    const trouble = cellAt(preview, 'C2');
    expect(cells.B2).toBe('3');
    const typed = { [next?.key ?? '']: '约谈物业' };
    const content = { typed, meanings: { [trouble?.labelKey ?? '']: 'figure:unrectified' } };
    const source = { token: file('街道月报.xlsx', blankWorkbook({ rows })) };
    const { id } = await call('blanks.save', { source, name: '街道月报', content });
    // The same form comes anew the next month; another one has a column of the same name.
    const again = await fillSheet(town, { rows });
    expect(again.preview.known).toEqual({ id, name: '街道月报' });
    expect(rowOf(again.cells, 2, 'ABCD')).toEqual(['东街街道', '3', '2', '约谈物业']);
    const other = await fillSheet(town, {
      rows: [
        ['学校名称', '闹心事'],
        ['', ''],
      ],
    });
    expect(rowOf(other.cells, 2, 'AB')).toEqual(['甲小学', '1']);
    // Without the file it is filled from what was kept.
    const kept = readSheet(await call('blanks.fill', { source: { preset: id }, ...QUARTER }));
    expect(kept.cells.D2).toBe('约谈物业');
    expect(await call('blanks.list', {})).toMatchObject([{ id, name: '街道月报', content }]);
    await call('blanks.remove', { id });
    await expect(call('blanks.fill', { source: { preset: id }, ...QUARTER })).rejects.toMatchObject({
      code: 'BLANK_UNKNOWN',
    });
  });

  it('takes what is only proposed, and nothing is written of that before', async () => {
    const town = await blankTown();
    const rows = [
      ['类别', '单位', '数量'],
      ['突出消防隐患', '项', ''],
      ['检查食品经营户', '户次', ''],
    ];
    const { preview, cells } = await fillSheet(town, { rows });
    const doubtful = cellAt(preview, 'C2');
    expect(doubtful).toMatchObject({ mark: 'unsure', value: 2 });
    expect(cells.C2 ?? '').toBe('');
    const taken = await fillSheet(town, { rows }, { accepted: [doubtful?.key ?? ''] });
    expect(taken.cells.C2).toBe('2');
    await expect(fillSheet(town, { rows: [['说明：无']] })).rejects.toMatchObject({ code: 'BLANK_EMPTY' });
    const old = { token: town.file('旧.xls', Buffer.from('d0cf11e0', 'hex')) };
    await expect(town.call('blanks.preview', { source: old, ...QUARTER })).rejects.toMatchObject({
      code: 'BLANK_FORMAT',
    });
  });
});
