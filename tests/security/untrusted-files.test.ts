import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { read, utils, write } from '@e965/xlsx';
import SqliteDatabase from 'better-sqlite3';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readTableAside } from '#service/import/read-in-thread.ts';
import { readTable } from '#service/import/read-table.ts';
import { writeTable } from '#service/output/export/table.ts';
import { progressTo } from '#service/workspace/context.ts';
import { textOfPlainCell, textOfWorkbookCell } from '#shared/tables/spreadsheet-text.ts';
import { cli } from '../support/command-line.ts';
import { writeGeopackage } from '../support/gis-files.ts';
import { pmtilesFile } from '../support/pmtiles-file.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openWorkspace } from '../support/workspace.ts';

const reading = { encoding: 'auto' as const, sheet: null, header: true };

/** What reading a file ends with: `read`, or the code of its refusal. */
async function outcomeOf(
  name: string,
  bytes: Uint8Array | string,
  sheet: string | null = null,
): Promise<string> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  try {
    await readTable({ path, name }, { ...reading, sheet });
    return 'read';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const sheetXml = (dimension: string, cells: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="${dimension}"/><sheetData>${cells}</sheetData></worksheet>`;

function workbookWith(sheet: string | Uint8Array): Uint8Array {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    ),
    'xl/workbook.xml': strToU8(
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': typeof sheet === 'string' ? strToU8(sheet) : sheet,
  });
}

describe('files that are made to harm', () => {
  beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
  afterAll(() => void vi.restoreAllMocks());

  it('archives that unpack to more than any list are refused before they are', async () => {
    const zeros = new Uint8Array(540 * 2 ** 20);
    const bomb = zipSync({ 'doc.kml': zeros }, { level: 1 });
    expect(bomb.length).toBeLessThan(8 * 2 ** 20);
    expect(await outcomeOf('bomb.kmz', bomb)).toBe('FILE_TOO_LARGE');
    const layer = Buffer.from(bomb);
    for (let at = layer.indexOf('doc.kml'); at >= 0; at = layer.indexOf('doc.kml'))
      layer.write('doc.shp', at);
    expect(await outcomeOf('bomb.zip', layer)).toBe('FILE_TOO_LARGE');
    expect(await outcomeOf('bomb.xlsx', workbookWith(zeros))).toBe('FILE_TOO_LARGE');
    const many = Object.fromEntries(Array.from({ length: 2500 }, (_, i) => [`${i}.kml`, new Uint8Array(1)]));
    expect(await outcomeOf('many.kmz', zipSync(many))).toBe('FILE_TOO_LARGE');
    // One that says less of itself than it holds.
    const small = zipSync({ 'doc.kml': new Uint8Array(40 * 2 ** 20) }, { level: 1 });
    const lying = Buffer.from(small);
    for (let at = lying.indexOf('PK\u0001\u0002'); at >= 0; at = lying.indexOf('PK\u0001\u0002', at + 4))
      lying.writeUInt32LE(100, at + 24);
    expect(await outcomeOf('lying.kmz', lying)).toMatch(/^FILE_/);
  });

  it('entities of XML neither grow nor reach for files', async () => {
    const laughs = `<!DOCTYPE k [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]>`;
    const reach = '<!DOCTYPE k [<!ENTITY f SYSTEM "file:///etc/passwd">]>';
    const kml = (head: string, name: string) =>
      `<?xml version="1.0"?>${head}<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>${name}</name><Point><coordinates>116,39</coordinates></Point></Placemark></kml>`;
    expect(await outcomeOf('a.kml', kml(laughs, '&c;'))).toBe('FILE_DAMAGED');
    expect(await outcomeOf('a.kml', kml(reach, '&f;'))).toBe('FILE_DAMAGED');
    expect(await outcomeOf('a.gpx', `${reach}<gpx><wpt lat="1" lon="1"><name>&f;</name></wpt></gpx>`)).toBe(
      'FILE_DAMAGED',
    );
    const path = join(temporaryFolder(), 'a.xlsx');
    const cell =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>&f;</t></is></c></row>';
    writeFileSync(path, workbookWith(sheetXml('A1:A2', cell).replace('<worksheet', `${reach}<worksheet`)));
    const table = readTable({ path, name: 'a.xlsx' }, reading).then(
      ({ rows }) => JSON.stringify(rows),
      String,
    );
    expect(await table).not.toContain('root:');
  });

  it.each([
    '<!DOCTYPE kml>',
    '<!doctype kml>',
    '<!DOCTYPE kml SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE kml PUBLIC "-//OGC//KML" "https://example.invalid/kml.dtd">',
    '<!DOCTYPE kml [<!ENTITY a "ha">]>',
    '<!DOCTYPE kml [<!ELEMENT kml ANY>]>',
    '<!-- a map --><!DOCTYPE kml>',
    '\n\n<!DOCTYPE\n\tkml\n>',
  ])('a map with a document type is refused though all else of it is right: %s', async (head) => {
    const placed = '<Placemark><name>甲</name><Point><coordinates>116,39</coordinates></Point></Placemark>';
    const kml = (type: string) =>
      `<?xml version="1.0"?>${type}<kml xmlns="http://www.opengis.net/kml/2.2">${placed}</kml>`;
    const gpx = (type: string) =>
      `<?xml version="1.0"?>${type}<gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="39" lon="116"><name>甲</name></wpt></gpx>`;
    const forms: [string, (type: string) => Uint8Array | string][] = [
      ['a.kml', kml],
      ['a.gpx', (type) => gpx(type.replaceAll('kml', 'gpx'))],
      ['a.kmz', (type) => zipSync({ 'doc.kml': strToU8(kml(type)) })],
      ['utf16.kml', (type) => Buffer.from(`\uFEFF${kml(type)}`, 'utf16le')],
    ];
    for (const [name, make] of forms) {
      expect(await outcomeOf(name, make('')), name).toBe('read');
      expect(await outcomeOf(name, make(head)), name).toBe('FILE_DAMAGED');
    }
  });

  it.each(['csv', 'xlsx', 'json', 'kml', 'zip', 'gpkg', 'dbf'])(
    'a file larger than any list is not read: %s',
    async (extension) => {
      const path = join(temporaryFolder(), `a.${extension}`);
      writeFileSync(path, '');
      truncateSync(path, 2 ** 30 + 1);
      await expect(readTable({ path, name: `a.${extension}` }, reading)).rejects.toMatchObject({
        code: 'FILE_TOO_LARGE',
      });
    },
  );

  it('sheets that claim to be endless, nests without end and wrong kinds are told', async () => {
    const cell =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';
    // What a sheet claims costs nothing: only cells that are there are read.
    expect(await outcomeOf('a.xlsx', workbookWith(sheetXml('A1:XFD1048576', cell)))).toBe('read');
    const deep = 200_000;
    expect(await outcomeOf('deep.json', `${'['.repeat(deep)}${']'.repeat(deep)}`)).toMatch(/^FILE_/);
    expect(await outcomeOf('deep.geojson', `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`)).toMatch(/^FILE_/);
    const nested = `${'{"type":"GeometryCollection","geometries":['.repeat(3000)}${']}'.repeat(3000)}`;
    expect(
      await outcomeOf(
        'n.geojson',
        `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"名称":"甲"},"geometry":${nested}}]}`,
      ),
    ).toMatch(/^(read|FILE_)/);
    expect(await outcomeOf('deep.kml', `<kml>${'<Folder>'.repeat(50_000)}`)).toMatch(/^FILE_/);
    for (const name of [
      'a.xlsx',
      'a.xls',
      'a.kmz',
      'a.zip',
      'a.gpkg',
      'a.dbf',
      'a.json',
      'a.kml',
      'a.et',
      'a.ods',
    ])
      expect(await outcomeOf(name, '\u0000\u0001这不是那种文件'.repeat(50)), name).toMatch(
        /^(read|FILE_|ENCODING_)/,
      );
    expect(await outcomeOf('a.exe', 'MZ')).toBe('FILE_KIND_UNKNOWN');
    expect(await outcomeOf('a.csv', '')).toBe('FILE_EMPTY');
  });

  it('a file of presets that is larger than any is not read', async () => {
    const { call, file } = await openWorkspace();
    const preset = {
      id: 'own',
      title: 'own',
      as: 'venues',
      columns: ['name', 'address'],
      map: { name: 'name' },
    };
    const text = JSON.stringify(preset);
    // All else of it is right: what comes behind is space.
    const take = (name: string, bytes: number) =>
      call('presets.take', { token: file(name, text.padEnd(bytes)) });
    await expect(take('a.json', 4 * 2 ** 20 + 1)).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      details: { file: 'a.json' },
    });
    expect(await take('b.json', 4 * 2 ** 20)).toEqual({ taken: ['own'] });
  });
});

describe('base maps and databases that are made to harm', () => {
  /** A tile archive in SQLite whose `tiles` is what a test says. */
  function archive(tiles: string): string {
    const path = join(temporaryFolder(), 'a.mbtiles');
    const sqlite = new SqliteDatabase(path);
    sqlite.exec(`create table metadata (name text, value text); ${tiles}`);
    sqlite.close();
    return path;
  }
  const endless =
    'with recursive n(i) as (select 0 union all select i + 1 from n) select i as zoom_level, i as tile_column, i as tile_row, null as tile_data from n';

  it('are listed as broken, and their endless views and swollen tiles are never unfolded', async () => {
    const { call, service } = await openWorkspace();
    const add = (path: string) => call('basemaps.add', { token: service.files.register(path), link: false });
    const broken = { problem: '文件损坏或格式不受支持' };
    expect(await add(archive(`create view tiles as ${endless}`))).toMatchObject(broken);
    const swollen = archive(
      'create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)',
    );
    const sqlite = new SqliteDatabase(swollen);
    sqlite.prepare('insert into tiles values (0, 0, 0, ?)').run(gzipSync(Buffer.alloc(100 * 2 ** 20)));
    sqlite.close();
    const { id } = await add(swollen);
    // A tile of that size is nothing to be printed where one is given.
    const given = await call('basemaps.tile', { id, z: 0, x: 0, y: 0 }).then(
      () => 'a tile',
      ({ code }) => code,
    );
    expect(given).toBe('BASEMAP_BROKEN');
    // An archive that claims terabytes of itself, and one whose description unpacks to more than any is.
    const bytes = pmtilesFile([{ at: [0, 0, 0], bytes: strToU8('tile') }], { name: '镇' });
    const claiming = Buffer.from(bytes);
    claiming.writeBigUInt64LE(2n ** 42n, 32);
    const heavy = pmtilesFile([{ at: [0, 0, 0], bytes: strToU8('tile') }], {
      name: ' '.repeat(80 * 2 ** 20),
    });
    // One whose list of tiles is short in the file, and millions of entries in memory.
    const list = gzipSync(Buffer.concat([Buffer.from([0x80, 0x80, 0xc0, 0x01]), Buffer.alloc(12 * 2 ** 20)]));
    expect(list.length).toBeLessThan(14_000);
    const listing = Buffer.concat([bytes, list]);
    listing.writeBigUInt64LE(BigInt(bytes.length), 8);
    listing.writeBigUInt64LE(BigInt(list.length), 16);
    for (const [name, content] of [
      ['claiming.pmtiles', claiming],
      ['heavy.pmtiles', heavy],
      ['listing.pmtiles', listing],
    ] as const) {
      const path = join(temporaryFolder(), name);
      writeFileSync(path, content);
      expect(await add(path), name).toMatchObject(broken);
    }
    const sound = join(temporaryFolder(), 'sound.pmtiles');
    writeFileSync(sound, bytes);
    const added = await add(sound);
    expect(added.problem).toBeNull();
    expect(await call('basemaps.tile', { id: added.id, z: 0, x: 0, y: 0 })).toEqual(strToU8('tile'));
    await service.close();
  });

  it('a GeoPackage with an endless view is read without it, and it is refused', async () => {
    const path = join(temporaryFolder(), 'a.gpkg');
    writeGeopackage(path);
    const sqlite = new SqliteDatabase(path);
    sqlite.exec(`drop table "说明"; create view "说明" as ${endless}`);
    sqlite.close();
    expect(await outcomeOf('a.gpkg', readFileSync(path))).toBe('read');
    expect(await outcomeOf('a.gpkg', readFileSync(path), '说明')).toBe('LAYER_NOT_STORED');
  });
});

describe('a file that is long to read', () => {
  const rows = Array.from({ length: 40_000 }, (_, i) => [`网吧${i}`, '网吧', 116.4, 39.9]);
  const unhurried = progressTo(new AbortController().signal, () => undefined);

  function longFile() {
    const file = { path: join(temporaryFolder(), 'long.xlsx'), name: 'long.xlsx' };
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['名称', '类别', '经度', '纬度'], ...rows]), '名单');
    writeFileSync(file.path, write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
    return file;
  }

  it('is read aside as it would be read here, and meanwhile others are answered', async () => {
    const { call, service } = await openWorkspace();
    const file = longFile();
    const token = service.files.register(file.path);
    const answered: string[] = [];
    const preview = call('import.preview', { token }).then((found) => {
      answered.push('preview');
      return found;
    });
    await call('workspace.describe', {}).then(() => answered.push('describe'));
    expect((await preview).rowCount).toBe(rows.length);
    expect(answered).toEqual(['describe', 'preview']);
    let isRead = false;
    const aside = readTableAside(file, reading, unhurried).finally(() => {
      isRead = true;
    });
    let turns = 0;
    for (; !isRead; turns++) await turnOfTheLoop();
    expect(await aside).toEqual(await readTable(file, reading));
    // In the service's own thread it is read in a few turns.
    expect(turns).toBeGreaterThan(200);
    await service.close();
  });

  it('is given up where it takes longer or more memory than any list, or is no longer wanted', async () => {
    const file = longFile();
    await expect(readTableAside(file, reading, unhurried, { longest: 0 })).rejects.toMatchObject({
      code: 'FILE_TOO_SLOW',
      details: { file: 'long.xlsx' },
    });
    await expect(readTableAside(file, reading, unhurried, { mostMemory: 24 })).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
    const stop = new AbortController();
    const cancelled = readTableAside(
      file,
      reading,
      progressTo(stop.signal, () => stop.abort()),
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('a page', () => {
  it('names no file itself: only what a person chose can be read or written', async () => {
    const { call, directory } = await openWorkspace();
    const refused = { code: 'FILE_TOKEN_UNKNOWN' };
    for (const token of ['/etc/passwd', join(directory, 'workspace.sqlite'), '../x'])
      for (const attempt of [
        () => call('import.preview', { token }),
        () => call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} }),
        () => call('basemaps.add', { token, link: true }),
        () => call('backups.make', { token, password: null, basemaps: false }),
      ])
        await expect(attempt()).rejects.toMatchObject(refused);
    const elsewhere = { kind: 'basemap' as const, source: { type: 'file' as const, path: '/etc/passwd' } };
    await expect(call('saved.save', { name: 'x', content: elsewhere })).rejects.toMatchObject(refused);
  });
});

describe('names of every sort', () => {
  const names = [
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '=HYPERLINK("http://evil","x")',
    '+1+cmd|calc',
    '@SUM(1)',
    '-2+3',
    '\u202e反向\u202c网吧',
    '𠮷𬭎𫖯网吧',
    '"; drop table venues; --',
    '😀‍👩‍👧网吧',
  ];

  it('are kept as they are and exported as text, formulas neutralised, by every door that writes tables', async () => {
    const { call, file, directory, service } = await openWorkspace();
    const rows = names.map((name, i) => `"${name.replaceAll('"', '""')}",网吧,116.4${i},39.9`);
    const token = file('v.csv', `名称,类别,经度,纬度\n${rows.join('\n')}\n`);
    const run = await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    expect(run.result.added).toBe(names.length);
    const set = { table: 'venues' as const, query: { match: 'all' as const, parts: [] }, sort: [] };
    const stored = await call('tables.rows', { ...set, columns: ['name'], offset: 0, limit: 50 });
    expect(stored.rows.map(({ cells }) => cells[0]).sort()).toEqual([...names].sort());
    const sheet = read(await call('tables.export', { ...set, columns: ['name'] })).Sheets.数据 ?? {};
    // In a workbook a text is a text by its type; none became a formula.
    for (const [address, cell] of Object.entries(sheet))
      if (!address.startsWith('!')) expect((cell as { f?: string; t: string }).f).toBeUndefined();
    expect(
      utils
        .sheet_to_json<{ 名称: string }>(sheet)
        .map((row) => row.名称)
        .sort(),
    ).toEqual([...names].sort());
    await service.close();
    for (const kind of ['csv', 'xlsx', 'geojson']) {
      const out = join(directory, '..', `venues.${kind}`);
      expect(cli('export', directory, '--what', 'venues', '--out', out).status).toBe(0);
      if (kind === 'geojson') continue;
      const book = read(readFileSync(out));
      for (const [address, cell] of Object.entries(Object.values(book.Sheets)[0] ?? {}))
        if (!address.startsWith('!'))
          expect((cell as { f?: string }).f, `${kind} ${address}`).toBeUndefined();
    }
  });

  it('begin with an apostrophe in CSV where a spreadsheet would run them', async () => {
    const out = join(temporaryFolder(), 'x.csv');
    await writeTable(out, {
      columns: ['名称', '数'],
      rows: [...names.map((name) => [name, 1]), ['-3.5', -3.5]],
    });
    const book = read(readFileSync(out), { raw: true });
    const cells = utils.sheet_to_json<string[]>(Object.values(book.Sheets)[0] ?? {}, {
      header: 1,
      raw: false,
    });
    for (const [name = ''] of cells.slice(1))
      expect(/^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(name), name).toBe(false);
  });

  it('are no formulas in any CSV of the command line, whatever a spreadsheet takes for the end of a cell', () => {
    const folder = temporaryFolder();
    const directory = join(folder, 'W');
    const list = join(folder, 'v.csv');
    const hidden = [...hiddenFormulas, ...names];
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const rows = hidden.map((text, i) => `店${i},网吧,${quoted(text)},${quoted(text)},116.4,39.9`);
    // The last ones are refused, and told with what they say.
    const refused = hidden.map((text) => `甲,网吧,,,${quoted(text)},39.9`);
    writeFileSync(list, `名称,类别,地址,法定代表人,经度,纬度\n${[...rows, ...refused].join('\n')}\n`);
    const [venues, issues] = [join(folder, 'venues.csv'), join(folder, 'issues.csv')];
    expect(cli('init', directory, '--pack', 'national').status).toBe(0);
    const as = ['--as', 'venues', '--crs', 'wgs84', '--issues', issues];
    expect(cli('import', directory, list, ...as).err).toBe('');
    expect(cli('export', directory, '--what', 'venues', '--out', venues).status).toBe(0);
    for (const file of [venues, issues]) {
      const text = readFileSync(file, 'utf8').slice(1);
      expect(text).toContain('HYPERLINK');
      for (const cell of cellsOf(text)) expect(isFormula(cell), JSON.stringify(cell)).toBe(false);
    }
  });

  it('are no formulas when cells are shown, copied or opened again', () => {
    for (const text of hiddenFormulas) {
      for (const cell of cellsOf(textOfPlainCell(text)))
        expect(isFormula(cell), JSON.stringify(text)).toBe(false);
      expect([text, cellsOf(text).some(isFormula)]).toEqual([text, true]);
    }
    for (const text of ['-3.5', '+1', '1e5', '网吧', 'A-1', 'a;b', '3;-4', 'a=b', '王-李', "'=1", ''])
      expect(textOfPlainCell(text)).toBe(text);
    expect(textOfWorkbookCell('=1+1')).toBe('=1+1');
    expect(textOfWorkbookCell('\u0000甲\u0008\ud800\uffff𠮷\n乙')).toBe('甲𠮷\n乙');
    expect(textOfWorkbookCell('长'.repeat(40_000))).toHaveLength(32_767);
  });
});

/** Formulas behind what a spreadsheet passes over, in the widths that it reads, and behind what it may end a cell at. */
const hiddenFormulas = [
  '＝HYPERLINK("http://evil","x")',
  '＋1+1',
  '－2+3',
  '＠SUM(1)',
  '﹦1+1',
  '\n=1+1',
  '\r=1+1',
  '\t=1+1',
  ' =1+1',
  '\u3000=1+1',
  '\u00a0\u200b\ufeff=1+1',
  '\u202e=1+1',
  '\u0301=1+1',
  'a;=1+1',
  'a; ＝1+1',
  'a\t=1+1',
  'a\n=1+1',
  'a\r=1+1',
  'a;"=1+1',
  ';;@SUM(1)',
];

/** The cells of a table as spreadsheets part them, by comma, semicolon or tab: quotes count at the start of a cell alone. */
function cellsOf(text: string): string[] {
  return [',', ';', '\t'].flatMap((separator) => {
    const cell = new RegExp(
      `(?:"((?:[^"]|"")*)"?)?([^${separator}\\r\\n]*)(?:${separator}|\\r\\n|\\n|\\r|$)`,
      'gy',
    );
    return [...text.matchAll(cell)].map(([, quoted = '', rest = '']) => quoted.replaceAll('""', '"') + rest);
  });
}

/** Whether a spreadsheet might run a cell, with more taken for spaces and signs than any of them takes. */
function isFormula(cell: string): boolean {
  return /^[\p{Z}\p{C}\p{M}"]*[=+\-@]/u.test(cell.normalize('NFKC')) && !Number.isFinite(Number(cell));
}
