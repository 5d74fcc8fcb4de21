import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readTable } from '#service/import/read-table.ts';
import { dbase, points } from '../support/gis-files.ts';
import { delimited, importList, venues } from '../support/imported-list.ts';
import { temporaryFolder } from '../support/temporary.ts';

const gb = (text: string) => iconv.encode(text, 'gb18030');
const cutName = (bytes: Buffer, text: Buffer) => {
  const at = bytes.indexOf(text) + text.length;
  return Buffer.concat([bytes.subarray(0, at - 1), bytes.subarray(at)]);
};

describe('the encoding of a text list', () => {
  const list = delimited();
  it.each([
    ['UTF-8', Buffer.from(list), 'utf8'],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${list}`), 'utf8'],
    ['GB18030', gb(list), 'gb18030'],
    ['UTF-16, little end first, without a mark', iconv.encode(list, 'utf16le'), 'utf16le'],
    ['UTF-16, big end first, without a mark', iconv.encode(list, 'utf16be'), 'utf16be'],
    ['UTF-16, big end first, with a mark', iconv.encode(`\uFEFF${list}`, 'utf16be'), 'utf16be'],
  ])('is told by its bytes: %s', async (_, content, encoding) => {
    const { result, stored } = await importList({ 'a.csv': content });
    expect(result).toMatchObject({ encoding, rows: 4, added: 4 });
    expect(stored).toEqual(venues);
  });

  it('is told of traditional characters too', async () => {
    const text = '企業名稱,統一社會信用代碼,經營地址,聯絡電話,經度,緯度\n';
    const rows = '海棠網吧,,豐收路1號,,116.334567,39.726543\n順意旅館,,柳林東街9號,,116.328765,39.722345\n';
    const map = { name: '1', address: '3', lng: '5', lat: '6' };
    const { result, stored } = await importList({ 'a.csv': iconv.encode(text + rows, 'big5') }, { map });
    expect(result.encoding).toBe('big5');
    expect(stored.map(([name]) => name)).toEqual(['海棠網吧', '順意旅館']);
  });

  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['GB18030', gb],
  ])('stays what it is where one character is cut: %s', async (_, encode) => {
    const content = cutName(encode(list), encode('柳林东街9号'));
    const { result, stored, problems } = await importList({ 'a.csv': content });
    expect(result).toMatchObject({ rows: 4, added: 4, warned: 1 });
    expect(stored.map(([name]) => name)).toEqual(venues.map(([name]) => name));
    expect(stored[2]?.[2]).toBe('柳林东街9');
    expect(problems).toMatchObject([{ row: 4, field: 'address', code: 'TEXT_CUT' }]);
  });

  it('may change where files were joined, from line to line and from cell to cell', async () => {
    const [head, ...rows] = list.split('\n');
    const lines = [head, ...rows].map((line, i) =>
      i % 2 === 0 ? Buffer.from(`${line}\n`) : gb(`${line}\n`),
    );
    expect((await importList({ 'a.csv': Buffer.concat(lines) })).stored).toEqual(venues);
    const cells = list
      .split('\n')
      .map((line) =>
        Buffer.concat(
          line
            .split(',')
            .flatMap((cell, i) => [
              i === 2 ? gb(cell) : Buffer.from(cell),
              Buffer.from(i === 5 ? '\n' : ','),
            ]),
        ),
      );
    expect((await importList({ 'b.csv': Buffer.concat(cells.slice(0, 5)) })).stored).toEqual(venues);
  });

  it('is GBK where valid UTF-8 is chance', async () => {
    const { result, stored } = await importList({ 'a.csv': gb('name,lng,lat\n联通,116.334567,39.726543\n') });
    expect(result.encoding).toBe('gb18030');
    expect(stored[0]?.[0]).toBe('联通');
  });

  it('that was chosen wrongly is refused with what to do', async () => {
    const refused = importList({ 'a.csv': gb(list) }, { encoding: 'utf8' });
    await expect(refused).rejects.toMatchObject({
      code: 'ENCODING_MISMATCH',
      message: expect.stringContaining('auto'),
    });
  });
});

describe('the encoding of a dBASE table', () => {
  const fields: readonly (readonly [string, number])[] = [
    ['NAME', 30],
    ['UNISCID', 18],
    ['DOM', 15],
    ['TEL', 14],
  ];
  /** A table whose fields are cut at their ends, wherever that is, as programs do. */
  const table = (encodings: readonly string[], codePage = 0) =>
    dbase(fields, venues, { encodings: [...encodings, 'latin1'], codePage });
  const zip = (dbf: Uint8Array, cpg: string | null) =>
    zipSync({
      'v.shp': points(venues.map(([, , , , lng, lat]) => [Number(lng), Number(lat)])),
      'v.dbf': dbf,
      ...(cpg === null ? {} : { 'v.cpg': new TextEncoder().encode(cpg) }),
    });
  const names = venues.map(([name]) => name);

  it.each([
    null,
    '',
    '936',
    'CP936',
    'ANSI 936',
    'GBK',
    'GB2312',
    'OEM',
    'ISO-8859-1',
    'UTF-8',
    'UTF-16',
    'nonsense',
  ])('in GBK is told whatever a .cpg says: %s', async (cpg) => {
    for (const codePage of [0, 0x4d, 0x03]) {
      const path = join(temporaryFolder(), 'v.zip');
      writeFileSync(path, zip(table(['gbk', 'gbk', 'gbk'], codePage), cpg));
      const { encoding, rows } = await readTable(
        { path, name: 'v.zip' },
        { encoding: 'auto', sheet: null, header: true },
      );
      expect(encoding).toBe('gb18030');
      expect(rows.map(({ cells }) => cells[0])).toEqual(names);
    }
  });

  it.each([null, '936', 'UTF-8', 'ISO-8859-1'])(
    'in UTF-8 with cut fields is told whatever a .cpg says: %s',
    async (cpg) => {
      const { result, stored, problems } = await importList({
        'v.zip': zip(table(['utf8', 'utf8', 'utf8']), cpg),
      });
      expect(result).toMatchObject({ encoding: 'utf8', added: 4, rejected: 0 });
      expect(stored.map(([name]) => name)).toEqual(names);
      // Fifteen bytes hold five characters, or four and a bit: what is left of one is taken off and told.
      expect(stored[2]?.[2]).toBe('柳林东街9');
      expect(problems.map(({ code, field }) => [code, field])).toContainEqual(['TEXT_CUT', 'address']);
    },
  );

  it('is told column by column where tables were joined', async () => {
    const { stored } = await importList({ 'v.zip': zip(table(['utf8', 'utf8', 'gbk']), 'UTF-8') });
    expect(stored.map(([name, , address]) => [name, address])).toEqual(
      venues.map(([name, , address]) => [name, address]),
    );
  });
});
