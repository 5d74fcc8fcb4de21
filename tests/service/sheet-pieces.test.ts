import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { TableRow } from '../../electron/service/import/list-table.ts';
import { readTable } from '../../electron/service/import/read-table.ts';
import { openSheetPieces } from '../../electron/service/import/readers/sheet-pieces.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';
import { temporaryFolder } from '../support/temporary.ts';

const reading = { encoding: 'auto', sheet: null, header: true } as const;

/** What is read row by row, and what the library reads of the same file as a whole; null where it is left to that. */
async function bothWays(path: string) {
  const file = { path, name: 'list.xlsx' };
  const pieced = await openSheetPieces(file, reading);
  if (!pieced) return null;
  const rows: TableRow[] = [];
  for await (const some of pieced.pieces()) rows.push(...some);
  const { encoding, sheet, sheets } = pieced.head;
  const whole = await readTable(file, reading);
  return {
    pieces: { rows, columns: pieced.head.columns, encoding, sheet, sheets, ...pieced.whole() },
    whole: {
      rows: whole.rows,
      columns: whole.columns,
      ...{ encoding: whole.encoding, sheet: whole.sheet, sheets: whole.sheets },
      ...{ fileHash: whole.fileHash, unread: whole.unread },
    },
  };
}

const day = (v: number): CellObject => ({ t: 'n', v, z: 'yyyy/m/d' });
const code = (v: number): CellObject => ({ t: 'n', v, z: '000000' });

/** A list with everything that cells may hold and that is told row by row. */
function list(): WorkSheet {
  const rows: (string | number | boolean | CellObject | null)[][] = [
    ['2026年名单 <全部> & "所有"'],
    ['企业名称', '编号', '成立日期', '经营范围', '经度', '纬度', '在营', '备注'],
  ];
  for (let i = 0; i < 4000; i++)
    rows.push([
      i % 700 === 5 ? null : `  金龙&网吧<${i}>`,
      code(i * 17),
      i % 3 === 0 ? day(43_000 + i) : '2019/3/5',
      i % 5 === 0 ? '住宿服务；"餐饮"' : null,
      116 + i / 7e4,
      { t: 'n', v: 39 + i / 9e4, z: '0.00' },
      i % 2 === 0,
      i % 11 === 0 ? { t: 'e', v: 42 } : i % 13 === 0 ? '—' : 9.11e17,
    ]);
  rows.splice(50, 0, [], []);
  rows.splice(2000, 0, ['小计', 1948], ['企业名称', '编号', '成立日期']);
  rows.push(['合计', 4000], ['填表人：张三']);
  const sheet = utils.aoa_to_sheet(rows, { dense: true });
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 7 } }];
  return sheet;
}

function written(sheet: WorkSheet, bookSST: boolean, others: readonly WorkSheet[] = []): string {
  const book = utils.book_new(sheet, '名单');
  for (const [i, other] of others.entries()) utils.book_append_sheet(book, other, `Sheet${i + 2}`);
  const path = join(temporaryFolder(), 'list.xlsx');
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx', bookSST, compression: true }));
  return path;
}

describe('a workbook that is read row by row', () => {
  it.each([true, false])('reads as it does as a whole (shared texts: %s)', async (isShared) => {
    const read = await bothWays(written(list(), isShared, [utils.aoa_to_sheet([])]));
    expect(read?.pieces.rows.length).toBeGreaterThan(3900);
    expect(read?.pieces.unread.map(({ reason }) => reason)).toHaveLength(4);
    expect(read?.pieces).toEqual(read?.whole);
  });

  it('is left to the library where it holds more than rows of values', async () => {
    const hidden = list();
    hidden['!rows'] = [{}, {}, {}, { hidden: true }];
    const down = list();
    down['!merges'] = [{ s: { r: 3, c: 3 }, e: { r: 6, c: 3 } }];
    const computed = list();
    utils.sheet_add_aoa(computed, [[{ t: 'n', v: 2, f: '1+1' }]], { origin: 'E9' });
    const coded = list();
    utils.sheet_add_aoa(coded, [['&amp;lt;_x000D_']], { origin: 'A9' });
    for (const sheet of [hidden, down, computed, coded])
      expect(await openSheetPieces({ path: written(sheet, true), name: 'list.xlsx' }, reading)).toBeNull();
    expect(await bothWays(written(list(), true, [utils.aoa_to_sheet([['说明'], ['二']])]))).toBeNull();
  });

  it.skipIf(!hasGivenData)(
    `of whatever program comes out as a whole one does, or is left to the library${whyWithoutData}`,
    async () => {
      const folder = givenData('tables', 'spreadsheets');
      let read = 0;
      for (const name of readdirSync(folder).filter((each) => /\.xls[xm]$/.test(each))) {
        const file = { path: join(folder, name), name: 'list.xlsx' };
        const fault = await openSheetPieces(file, reading).then(() => null, String);
        if (fault !== null) {
          expect(await readTable(file, reading).then(() => null, String), name).toBe(fault);
          continue;
        }
        const both = await bothWays(file.path);
        if (!both) continue;
        read += 1;
        expect(both.pieces, name).toEqual(both.whole);
      }
      expect(read).toBeGreaterThan(3);
    },
  );
});
