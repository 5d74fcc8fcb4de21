import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BookType, utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { readTable } from '#service/import/read-table.ts';
import { cleanCell } from '#shared/registry/text.ts';
import { dbase } from '../support/gis-files.ts';
import { temporaryFolder } from '../support/temporary.ts';

const header = ['企业名称', '经营场所', '备注', '联系电话', '经度', '纬度'];
type Row = readonly [name: string, address: string, note: string, phone: string, lng: number, lat: number];

const chinese = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCharCode(code));
const word = (length: number) => fc.string({ unit: chinese, minLength: 2, maxLength: length });
/** Whatever people write into a cell: signs that part cells, quotes that part nothing, several lines. */
const sign = fc.constantFrom(...'","\'；;，、|\t()（）#=-—·…：/\\ 0aZ\n'.split(''));
const note = fc
  .array(fc.oneof(chinese, sign), { maxLength: 14 })
  .map((characters) => characters.join(''))
  .filter((text) => cleanCell(text) === text && !/^[=#']/.test(text) && !/\uFFFD/.test(text))
  // Half a dozen separators after a line's end are a record within a cell: nobody writes so.
  .filter((text) => text.split(/[,;|\t，；、]/).length < 4);
const table = fc.array(
  fc.tuple(
    word(10).map((text) => `${text}网吧`),
    word(12).map((text) => `${text}路8号`),
    note,
    fc.integer({ min: 1e9, max: 2e9 }).map((digits) => `0${digits}`),
    fc.integer({ min: 73_000_000, max: 135_000_000 }).map((micro) => micro / 1e6),
    fc.integer({ min: 4_000_000, max: 53_000_000 }).map((micro) => micro / 1e6),
  ),
  { minLength: 1, maxLength: 12 },
);

async function read(name: string, content: Uint8Array) {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  const { columns, rows } = await readTable({ path, name }, { encoding: 'auto', sheet: null, header: true });
  return { columns, cells: rows.map((row) => row.cells.map((cell) => cell)) };
}

const texts = (rows: readonly Row[]) => rows.map((row) => row.map(String));

describe('a random table comes back whole', () => {
  it('as text with every separator, quoting, end of line and encoding', async () => {
    const dialect = fc.record({
      delimiter: fc.constantFrom(',', '\t', ';', '|', '，', '；', '｜', '、', '^', '\u0001'),
      newline: fc.constantFrom('\n', '\r\n', '\r'),
      quotes: fc.boolean(),
      title: fc.constantFrom('', '校园周边场所名单（2026年第三季度）'),
      encoding: fc.constantFrom('utf8', 'gb18030', 'utf16le', 'utf16be'),
      mark: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        table,
        dialect,
        async (rows, { delimiter, newline, quotes, title, encoding, mark }) => {
          const body = Papa.unparse([header, ...texts(rows)], { delimiter, newline, quotes });
          const text = `${title === '' ? '' : title + newline}${body}${newline}`;
          const isMarked = mark && encoding !== 'gb18030';
          const { columns, cells } = await read(
            'a.csv',
            iconv.encode(isMarked ? `\uFEFF${text}` : text, encoding),
          );
          expect(columns).toEqual(header);
          expect(cells).toEqual(texts(rows).map((row) => row.map((cell) => cell.replaceAll('\r\n', '\n'))));
        },
      ),
      { numRuns: 300, seed: 20261129 },
    );
  });

  it('as a workbook of every kind, whatever its numbers are shown as', async () => {
    const kind = fc.constantFrom<readonly [BookType, string]>(
      ['xlsx', 'xlsx'],
      ['xlsm', 'xlsm'],
      ['xlsb', 'xlsb'],
      ['biff8', 'xls'],
      ['ods', 'ods'],
      ['fods', 'fods'],
      ['xlml', 'xls'],
    );
    const format = fc.constantFrom('General', '0.00', '0', '#,##0.0', '0.000000"°"');
    await fc.assert(
      fc.asyncProperty(table, kind, format, async (rows, [bookType, extension], shown) => {
        const sheet = utils.aoa_to_sheet([header, ...rows.map((row) => [...row])]);
        for (const column of 'EF')
          for (let row = 2; row <= rows.length + 1; row++) sheet[`${column}${row}`].z = shown;
        const book = utils.book_new();
        utils.book_append_sheet(book, sheet, '名单');
        const written = write(book, { type: 'buffer', bookType }) as Buffer;
        const { columns, cells } = await read(`a.${extension}`, written);
        expect(columns).toEqual(header);
        // OpenDocument drops blanks beside an end of line.
        const plain = (row: readonly string[]) => row.map((cell) => cell.replace(/ *\n */g, '\n'));
        expect(cells.map(plain)).toEqual(texts(rows).map(plain));
      }),
      { numRuns: 120, seed: 20261129 },
    );
  });

  it('as the text forms of old spreadsheets, in both encodings of offices, but for quotes and ends of lines', async () => {
    const kind = fc.constantFrom<readonly [BookType, string]>(['sylk', 'slk'], ['dif', 'dif']);
    const encoding = fc.constantFrom('utf8', 'gb18030');
    await fc.assert(
      fc.asyncProperty(table, kind, encoding, async (rows, [bookType, extension], written) => {
        const plain = rows.map((row) =>
          row.map((cell) => (typeof cell === 'string' ? cleanCell(cell.replace(/[";=\n]/g, '')) : cell)),
        );
        const book = utils.book_new();
        utils.book_append_sheet(book, utils.aoa_to_sheet([header, ...plain]), '名单');
        const text = (write(book, { type: 'buffer', bookType }) as Buffer).toString('utf8');
        const { columns, cells } = await read(`a.${extension}`, iconv.encode(text, written));
        expect(columns).toEqual(header);
        expect(cells).toEqual(plain.map((row) => row.map(String)));
      }),
      { numRuns: 80, seed: 20261129 },
    );
  });

  it('as a web page that says it is a workbook, but for blanks and ends of lines', async () => {
    const escaped = (text: string) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&#34;').replaceAll('\n', '<br>');
    const encoding = fc.constantFrom('utf8', 'gb18030');
    await fc.assert(
      fc.asyncProperty(table, encoding, async (rows, written) => {
        const lines = [header, ...texts(rows)].map(
          (row) => `<tr>${row.map((cell) => `<td align="left">${escaped(cell)}</td>`).join('')}</tr>`,
        );
        const page = `<html><meta charset="${written}"><table border=1>${lines.join('\r\n')}</table></html>`;
        const { columns, cells } = await read('a.xls', iconv.encode(page, written));
        const plain = (row: readonly string[]) => row.map((cell) => cell.replace(/\s+/g, ''));
        expect(columns).toEqual(header);
        expect(cells.map(plain)).toEqual(texts(rows).map(plain));
      }),
      { numRuns: 60, seed: 20261129 },
    );
  });

  it('as a dBASE table', async () => {
    const fields = header.map((name) => [name.slice(0, 5), 60] as const);
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const { cells } = await read('a.dbf', dbase(fields, texts(rows)));
        expect(cells).toEqual(texts(rows));
      }),
      { numRuns: 60, seed: 20261129 },
    );
  });
});
