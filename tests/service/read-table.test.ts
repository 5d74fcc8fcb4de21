import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Table } from '#service/import/list-table.ts';
import { readTable } from '#service/import/read-table.ts';
import { errorCatalogue } from '#shared/contract/errors.ts';
import { dbase, points, writeGeopackage } from '../support/gis-files.ts';
import { givenData, hasGivenData } from '../support/given-data.ts';
import { temporaryFolder } from '../support/temporary.ts';

const plain = { encoding: 'auto', sheet: null, header: true };

function read(name: string, content: string | Uint8Array): Promise<Table> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return readTable({ path, name }, plain);
}

async function codeOf(task: Promise<unknown>): Promise<string> {
  try {
    await task;
    return 'read';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

const kml = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
  <Placemark><name>东街小学南门</name><ExtendedData><Data name="所属学校"><value>东街小学</value></Data></ExtendedData>
  <Point><coordinates>116.4,39.8995,0</coordinates></Point></Placemark></Document></kml>`;

describe('a file as offices send it', () => {
  it('KML and KMZ: names, further values and shapes', async () => {
    for (const table of [
      await read('gates.kml', kml),
      await read('gates.kmz', zipSync({ 'doc.kml': new TextEncoder().encode(kml) })),
    ]) {
      expect(table.hasGeometry).toBe(true);
      expect(table.columns).toEqual(expect.arrayContaining(['name', '所属学校']));
      expect(table.rows[0]?.geometry).toEqual({ type: 'Point', coordinates: [116.4, 39.8995, 0] });
    }
  });

  it('GPX waypoints', async () => {
    const table = await read(
      'walk.gpx',
      '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="39.9" lon="116.4"><name>甲网吧</name></wpt></gpx>',
    );
    expect(table.rows[0]?.geometry).toMatchObject({ type: 'Point', coordinates: [116.4, 39.9] });
    expect(table.rows[0]?.cells[table.columns.indexOf('name')]).toBe('甲网吧');
  });

  it('a Shapefile in GBK without .cpg, and the same as a table alone', async () => {
    const records = dbase(
      [
        ['名称', 20],
        ['地址', 30],
      ],
      [
        ['金龙网吧', '东街1号'],
        ['平安旅馆', '西街2号'],
      ],
    );
    const zip = zipSync({
      'list/场所.shp': points([
        [116.4, 39.9],
        [116.41, 39.91],
      ]),
      'list/场所.dbf': records,
    });
    const table = await read('venues.zip', zip);
    expect(table).toMatchObject({ columns: ['名称', '地址'], encoding: 'gb18030', hasGeometry: true });
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(['金龙网吧', '平安旅馆']);
    expect(table.rows[1]?.geometry).toMatchObject({ type: 'Point', coordinates: [116.41, 39.91] });
    expect((await read('venues.dbf', records)).rows[0]?.cells).toEqual(['金龙网吧', '东街1号']);
    // A record that was deleted stays in the file until it is packed.
    const deleted = Buffer.from(records);
    deleted.write('*', deleted.readUInt16LE(8), 'latin1');
    expect((await read('venues.dbf', deleted)).rows.map(({ cells }) => cells[0])).toEqual(['平安旅馆']);
    // One that claims more than it holds, and a shape of less than nothing, would be read without end.
    const claiming = Buffer.from(records);
    claiming.writeUInt32LE(4e9, 4);
    expect(await codeOf(read('venues.dbf', claiming))).toBe('FILE_DAMAGED');
    const shape = Buffer.from(points([[116.4, 39.9]]));
    shape.writeInt32BE(-4, 104);
    expect(await codeOf(read('v.zip', zipSync({ 'a.shp': shape, 'a.dbf': records })))).toBe('FILE_DAMAGED');
  });

  it('a GeoPackage: a layer with its shapes turned into WGS84, or rows alone', async () => {
    const path = join(temporaryFolder(), 'venues.gpkg');
    writeGeopackage(path);
    const table = await readTable({ path, name: 'venues.gpkg' }, plain);
    expect(table).toMatchObject({ hasGeometry: true, sheets: ['场所', '说明'], sheet: '场所' });
    expect(table.columns).toEqual(['fid', '名称']);
    expect(table.rows[0]?.geometry).toMatchObject({
      type: 'Point',
      coordinates: [expect.closeTo(117, 6), expect.closeTo(39.9, 6)],
    });
    expect(table.rows[1]?.geometry).toBeNull();
    const rows = await readTable({ path, name: 'venues.gpkg' }, { ...plain, sheet: '说明' });
    expect(rows.hasGeometry).toBe(false);
    expect(rows.rows[0]?.cells).toContain('备注');
    expect(await codeOf(readTable({ path, name: 'v.gpkg' }, { ...plain, sheet: '没有' }))).toBe(
      'SHEET_UNKNOWN',
    );
    expect(await codeOf(read('noise.gpkg', 'not a database'))).toBe('FILE_DAMAGED');
  });

  it('an answer of 高德 as it came', async () => {
    const table = await read(
      'amap.json',
      JSON.stringify({
        status: '1',
        pois: [
          { id: 'B0', name: '蓝海网咖', type: '体育休闲服务;娱乐场所;网吧', location: '116.4,39.9', tel: [] },
        ],
      }),
    );
    expect(table.hasGeometry).toBe(false);
    expect(table.rows[0]?.cells[table.columns.indexOf('location')]).toBe('116.4,39.9');
    expect(table.rows[0]?.cells[table.columns.indexOf('tel')]).toBe('');
  });

  it('with a title above and totals below: neither is a row, both are named', async () => {
    const table = await read(
      'list.csv',
      '2026年网吧名单,,\n企业名称,地址,电话\n甲网吧,东街1号,\n合计,1,\n填表人：张三,,\n',
    );
    expect(table.columns).toEqual(['企业名称', '地址', '电话']);
    expect(table.rows.map(({ number }) => number)).toEqual([3]);
    expect(table.setAside.map(({ number }) => number)).toEqual([1, 4, 5]);
  });

  it('with a last column that has values but no name', async () => {
    const table = await read('list.csv', '企业名称,地址,\n甲网吧,东街1号,备一\n乙网吧,东街2号,备二\n');
    expect(table.columns).toEqual(['企业名称', '地址', '列3']);
  });

  it('whose UTF-8 was once misread and saved again: put back, and said', async () => {
    const original = '企业名称,地址\n金龙网吧,东街1号\n平安旅馆,西街2号\n';
    const bytes = Buffer.from(original, 'utf8');
    const asLatin = await read('latin.csv', bytes.toString('latin1'));
    expect(asLatin.encoding).toContain('误读为 latin1');
    expect(asLatin.columns).toEqual(['企业名称', '地址']);
    expect(asLatin.rows.map(({ cells }) => cells[0])).toEqual(['金龙网吧', '平安旅馆']);
    // Read as GBK a line keeps all its bytes only where they come out in pairs.
    const even = '名称,地址\n金龙网吧,东街路口\n平安旅馆,西街路口\n';
    const asGbk = await read('gbk.csv', iconv.decode(Buffer.from(even, 'utf8'), 'gb18030'));
    expect(asGbk.encoding).toContain('误读为 gbk');
    expect(asGbk.rows.map(({ cells }) => cells[0])).toEqual(['金龙网吧', '平安旅馆']);
    for (const encoding of ['utf8', 'gb18030'])
      expect((await read('plain.csv', iconv.encode(original, encoding))).encoding).toBe(encoding);
  });

  it.each([
    ['bomb.kml', '<!DOCTYPE x [<!ENTITY a "aaaa">]><kml>&a;</kml>', 'FILE_DAMAGED'],
    ['broken.kml', '<kml><Placemark>', 'FILE_DAMAGED'],
    ['empty.kml', '<kml xmlns="http://www.opengis.net/kml/2.2"></kml>', 'FILE_EMPTY'],
    ['noise.zip', 'not an archive', 'FILE_DAMAGED'],
    ['short.dbf', 'x', 'FILE_DAMAGED'],
    ['other.json', '{"a":1}', 'FILE_FORM_UNKNOWN'],
    ['cut.json', '{"a":1', 'FILE_DAMAGED'],
    ['list.pdf', '%PDF', 'FILE_KIND_UNKNOWN'],
  ])('%s is refused with a code', async (name, content, code) => {
    expect(await codeOf(read(name, content))).toBe(code);
  });

  it('an archive is measured by what it holds and not by what it claims', async () => {
    const zip = Buffer.from(zipSync({ 'a.shp': new Uint8Array(1000) }));
    // The size in the central directory is what an archive claims: here two gigabytes.
    const at = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    zip.writeUInt32LE(2 ** 31, at + 24);
    expect(await codeOf(read('claim.zip', zip))).toBe('ARCHIVE_PART_MISSING');
  });
});

describe.skipIf(!hasGivenData)('the torture files', () => {
  const folder = hasGivenData ? givenData('tables', 'spreadsheets') : '';
  const files = hasGivenData
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
    : [];

  it('are each read or refused with a coded error, none crashes', async () => {
    const outcomes: string[] = [];
    for (const path of files) outcomes.push(await codeOf(readTable({ path, name: path }, plain)));
    expect(files.length).toBeGreaterThan(200);
    expect(new Set(outcomes.filter((code) => code !== 'read' && !(code in errorCatalogue)))).toEqual(
      new Set(),
    );
    expect(outcomes.filter((code) => code === 'read').length).toBeGreaterThan(150);
  });

  it('csv-spectrum equals its JSON', async () => {
    const spectrum = givenData('tables', 'csv-spectrum');
    const names = readdirSync(join(spectrum, 'csvs')).filter((name) => name.endsWith('.csv'));
    expect(names.length).toBe(12);
    for (const name of names) {
      const table = await readTable({ path: join(spectrum, 'csvs', name), name }, plain);
      const expected = JSON.parse(
        readFileSync(join(spectrum, 'json', name.replace('.csv', '.json')), 'utf8'),
      );
      const records = table.rows.map(({ cells }) =>
        Object.fromEntries(table.columns.map((column, i) => [column, cells[i] ?? ''])),
      );
      // That file's JSON holds one object with another telephone number than its own CSV: all else is compared.
      if (name === 'location_coordinates.csv')
        expect([{ ...records[0], 'Contact Phone Number': '1234567890' }]).toEqual([expected]);
      else expect(records, name).toEqual(expected);
    }
  });
});
