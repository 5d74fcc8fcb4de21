import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { BasemapShelf } from '#service/cache/map/basemap-shelf.ts';
import { tilesOver } from '#service/cache/map/tiles-over.ts';
import { BaseTiles } from '#service/output/sheets/base-tiles.ts';
import { drawGround } from '#service/output/sheets/draw-ground.ts';
import { rasterBands } from '#service/output/sheets/raster-ground.ts';
import { PdfWriter } from '#service/output/sheets/write-pdf.ts';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import type { SheetOrderInput } from '#shared/contract/sheets.ts';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { ownMeridian } from '#shared/geodesy/projection.ts';
import { takeOffer } from '#shared/sheets/crowded-sheet.ts';
import type { SheetPage } from '#shared/sheets/layout.ts';
import { layerNames } from '#shared/sheets/map-drawing.ts';
import { mapFrame } from '#shared/sheets/map-frame.ts';
import type { Mark } from '#shared/sheets/marks.ts';
import { sizeOfPaper, unitOf } from '#shared/sheets/paper.ts';
import { scaleBar } from '#shared/sheets/scale-bar.ts';
import type { SheetTemplate } from '#shared/sheets/sheet-template.ts';
import { writeVectorMbtiles } from '../../electron/demo/basemap.ts';
import type { Call } from '../support/calls.ts';
import { openDemo } from '../support/demo.ts';
import { drawColourPage, drawPage, measureScaleBar, pdfText, spotsOf } from '../support/pdf.ts';
import { damageTile, writeRasterMbtiles } from '../support/raster-basemap.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, NOW, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const templates = loadCatalogue().sheets;

function template(id: string, changes: Partial<SheetTemplate> = {}): SheetTemplate {
  const found = templates.find((each) => each.id === id);
  if (!found) throw new Error(`no template ${id}`);
  return { ...found, ...changes };
}

/** All layers but these. */
function only(...names: readonly string[]): string[] {
  return layerNames.filter((name) => !names.includes(name));
}

/** Makes an order's file and writes it beside the tests. */
async function make(
  call: Call,
  order: SheetOrderInput,
  recipient = '',
): Promise<{ path: string; id: number; name: string; pages: number }> {
  const { id } = await call('sheets.begin', { order, recipient });
  await call('sheets.draw', { id });
  const { file, pages } = await call('sheets.finish', { id });
  const path = join(
    temporaryFolder(),
    file.endsWith('.zip') ? 'sheets.zip' : `sheet${file.slice(file.lastIndexOf('.'))}`,
  );
  writeFileSync(path, await call('sheets.file', { id }));
  return { path, id, name: file, pages };
}

/** A school whose only known place is one gate, and one with two gates: distances on paper can be told. */
async function importGateTown({ call, file }: OpenWorkspace): Promise<void> {
  const load = async (as: 'schools' | 'gates', name: string, content: string) =>
    await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} });
  await load(
    'schools',
    's.csv',
    '学校名称,学段,经度,纬度\n东街小学,小学,116.4000,39.9000\n西街小学,小学,116.4300,39.9000\n',
  );
  await load(
    'gates',
    'g.csv',
    '校门名称,所属学校,经度,纬度,主门\n南门,东街小学,116.4,39.9,是\n东门,西街小学,116.4320,39.9010,是\n西门,西街小学,116.4290,39.8995,否\n',
  );
}

describe('a sheet read back from its PDF', () => {
  it('says in text what it shows: names, scale, index, number, for whom it is not', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    await workspace.call('findings.recompute', {});
    const { path, pages } = await make(workspace.call, {
      template: template('school-zone'),
      pages: { keys: ['school:1'] },
      texts: { maker: '区委政法委', reviewer: '李审核' },
    });
    expect(pages).toBe(1);
    const text = pdfText(path);
    for (const wanted of [
      '东街小学周边学生安全区域图',
      '内部工作用图，不得公开',
      '图号 2026-Q4-001',
      '极速网吧',
      '边缘KTV',
      '1:4000',
      'CGCS2000 地理坐标',
      '场所索引',
      '图例',
      '统计',
      '制图：区委政法委',
      '审核：李审核',
      '2026年11月21日',
    ])
      expect(text).toContain(wanted);
    expect(text).toMatch(/第\s*1\s*\/\s*1\s*页/);
    expect(text).not.toContain('远方网吧');
    // The white rims under names are no text: each name is met once.
    expect(text.match(/极速网吧/g)).toHaveLength(1);
    const fonts = execFileSync('pdffonts', [path], { encoding: 'utf8' });
    expect(fonts).toMatch(/NotoSansSC-Regular.*yes yes yes/);
    const raw = readFileSync(path).toString('latin1');
    expect(raw).toContain('/Type /OCG');
    expect(raw).toContain('/Subtype /GEO');
    const [, corners] = /\/GPTS \[([^\]]+)\]/.exec(raw) ?? [];
    const [lat = 0, lng = 0] = (corners ?? '').split(' ').map(Number);
    expect(lat).toBeLessThan(39.9);
    expect(lat).toBeGreaterThan(39.89);
    expect(lng).toBeLessThan(116.4);
  });

  it.each([
    ['A4', 4000],
    ['A2', 1500],
    ['A0', 1000],
  ] as const)('is true on %s at 1:%d: bar, gates, zone and grid within 0.2 %%', async (size, scale) => {
    const workspace = await openWorkspace();
    await importGateTown(workspace);
    const paper = { size, landscape: true };
    const dpi = { A4: 400, A2: 200, A0: 130 }[size];
    const draw = async (key: string, without: string[], grid: SheetTemplate['grid'] = 'none') => {
      const made = await make(workspace.call, {
        template: template('school-zone', { paper, grid, without }),
        pages: { keys: [key] },
        settings: { scale, marked: false },
      });
      return made.path;
    };
    const true02 = (paperLength: number, ground: number) =>
      expect(Math.abs((paperLength * scale) / 1000 / ground - 1)).toBeLessThan(0.002);

    // the bar
    const gates = await draw('school:2', only('校园与校门'));
    const bar = scaleBar(scale, 52 * unitOf(sizeOfPaper(paper)));
    expect(pdfText(gates)).toContain(`${bar.length} m`);
    const area = { x0: 0.03, x1: 0.7, y0: 0.08, y1: 0.97 };
    true02(measureScaleBar(drawPage(gates, 1, Math.max(dpi, 300)), area), bar.length);

    // two gates
    const rings = spotsOf(drawColourPage(gates, 1, dpi), '#1f5fae', 40).filter(
      ({ left, right, top, bottom, x }) =>
        Math.abs(right - left - (bottom - top)) < 0.6 &&
        right - left > 1.5 &&
        x < 0.66 * (size === 'A4' ? 297 : size === 'A2' ? 594 : 1189),
    );
    expect(rings).toHaveLength(2);
    const [a, b] = rings;
    true02(
      Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0)),
      geodesicDistance([116.432, 39.901], [116.429, 39.8995]),
    );

    // a zone around one gate: 400 m across
    const zone = spotsOf(drawColourPage(await draw('school:1', only('安全区域')), 1, dpi), '#ebf0f5', 6)
      .sort((p, q) => q.pixels - p.pixels)
      .at(0);
    true02((zone?.right ?? 0) - (zone?.left ?? 0), 400);
    true02((zone?.bottom ?? 0) - (zone?.top ?? 0), 400);

    // the grid of the projected zone
    const page = drawColourPage(await draw('school:1', only('坐标网'), 'projected'), 1, dpi);
    const columns = linesAcross(page, '#8299b3', 0.42);
    const apart = ((columns[1] ?? 0) - (columns[0] ?? 0)) * (scale / 1000);
    const step = [10, 20, 50, 100, 200, 500].reduce((best, each) =>
      Math.abs(each - apart) < Math.abs(best - apart) ? each : best,
    );
    true02(((columns.at(-1) ?? 0) - (columns[0] ?? 0)) / (columns.length - 1), step);
  });
});

/** Where thin upright lines of a colour cross a row, millimetres. */
function linesAcross(page: ReturnType<typeof drawColourPage>, hex: string, share: number): number[] {
  const wanted = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  const weight = (x: number) => {
    // Thin lines are softened: the nearer to the line's colour, the more of it lies in the pixel.
    const [red] = page.at(x, Math.floor(page.height * share) + 3);
    const ground = 251;
    return Math.max(0, (ground - red) / (ground - (wanted[0] ?? 0)));
  };
  const found: number[] = [];
  for (let x = Math.floor(page.width * 0.07); x < page.width * 0.6; x++) {
    if (weight(x) < 0.25) continue;
    let [sum, moment] = [0, 0];
    for (; weight(x) > 0.02; x++) {
      sum += weight(x);
      moment += weight(x) * (x + 0.5);
    }
    found.push((moment / sum) * page.pixel);
  }
  return found;
}

/** Bands drawn over each other as readers draw them, ten dots a millimetre. */
async function putTogether(
  marks: readonly Mark[],
  width: number,
  height: number,
): Promise<Uint8ClampedArray> {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  for (const band of marks) {
    const picture = band.kind === 'group' ? band.marks[0] : undefined;
    if (band.kind !== 'group' || picture?.kind !== 'image') throw new Error('not a band');
    context.save();
    context.beginPath();
    context.rect(0, Math.round((band.clip?.y ?? 0) * 10), width, Math.round((band.clip?.height ?? 0) * 10));
    context.clip();
    context.drawImage(await loadImage(Buffer.from(picture.data, 'base64')), 0, Math.round(picture.y * 10));
    context.restore();
  }
  return context.getImageData(0, 0, width, height).data;
}

describe('raster base maps', () => {
  const bounds = [116.39, 39.892, 116.41, 39.908] as const;

  it('are drawn in bands without a seam, and lie where they belong', async () => {
    const folder = temporaryFolder();
    writeRasterMbtiles(join(folder, '影像.mbtiles'), { name: '影像', bounds, minzoom: 14, maxzoom: 16 });
    const shelf = new BasemapShelf(folder);
    const [basemap] = await shelf.list();
    if (!basemap) throw new Error('no base map');
    const tiles = new BaseTiles(shelf, basemap);
    const frame = mapFrame([116.4, 39.9], 80, 60, 10_000, {
      plane: ownMeridian([116.4, 39.9]),
      rotation: 12,
    });
    const source = {
      z: 16,
      tile: async (address: { z: number; x: number; y: number }) => {
        const found = await tiles.find(address);
        return typeof found === 'string' ? null : found;
      },
      broken: () => undefined,
    };
    const DOTS = 254;
    const draw = async (rows: number) => {
      const marks = await rasterBands(frame, [source], { dpi: DOTS, opaque: true, rows });
      const path = join(folder, `${rows}.pdf`);
      const page: SheetPage = {
        width: 100,
        height: 80,
        marks: [{ kind: 'group', at: [10, 10], marks }],
        anchor: '',
        title: '',
        maps: [],
        blocks: [],
      };
      const writer = new PdfWriter(path, { title: 't', author: 'a', at: NOW }, []);
      await writer.add(page, false);
      await writer.end(path);
      return {
        count: marks.length,
        pixels: await putTogether(marks, 800, 600),
        page: drawColourPage(path, 1, DOTS),
      };
    };
    const [banded, whole] = [await draw(64), await draw(100_000)];
    expect(banded.count).toBeGreaterThan(5);
    expect(whole.count).toBe(1);
    // The bands put together are the one picture, dot by dot.
    const most = banded.pixels.reduce(
      (worst, part, i) => Math.max(worst, Math.abs(part - (whole.pixels[i] ?? 0))),
      0,
    );
    expect(most).toBeLessThanOrEqual(4);
    // A reader of PDFs rounds each band by itself; still no row stands out.
    for (let y = 0; y < whole.page.height; y++) {
      let sum = 0;
      for (let x = 0; x < whole.page.width; x++)
        sum += Math.abs((banded.page.at(x, y)[0] ?? 0) - (whole.page.at(x, y)[0] ?? 0));
      expect(sum / whole.page.width).toBeLessThan(4);
    }
    // A line of the picture stands every thousandth of a degree; one crosses the middle of the frame.
    const [mx, my] = frame.toPaper([116.4, 39.9]);
    const at = (value: number) => Math.round(((value + 10) / 25.4) * DOTS);
    expect(whole.page.at(at(mx), at(my))[0]).toBeLessThan(110);
    expect(whole.page.at(at(mx) + 12, at(my) + 9)[0]).toBeGreaterThan(90);
    shelf.close();
  });

  it.each(['missing', 'broken'] as const)(
    'with a %s tile stop the print with its name, and mark it where gaps are allowed',
    async (how) => {
      const workspace = await openWorkspace();
      await importSmallTown(workspace);
      const path = join(workspace.directory, 'basemaps', '影像.mbtiles');
      // Only one zoom: nothing coarser stands in for the tile that is gone.
      writeRasterMbtiles(path, {
        name: '影像',
        bounds: [116.38, 39.885, 116.42, 39.915],
        minzoom: 16,
        maxzoom: 16,
      });
      const [hurt] = tilesOver([116.4, 39.9, 116.4, 39.9], 16);
      if (!hurt) throw new Error('no tile');
      damageTile(path, 16, hurt.x, hurt.y, how);
      const order = { template: template('school-zone'), pages: { keys: ['school:1'] } };
      const { id } = await workspace.call('sheets.begin', { order });
      const name = `16/${hurt.x}/${hurt.y}`;
      await expect(workspace.call('sheets.draw', { id })).rejects.toMatchObject({
        code: 'SHEET_TILES',
        message: expect.stringContaining(name),
      });
      const preview = await workspace.call('sheets.preview', { order, key: 'school:1' });
      expect(preview.missing).toContainEqual({
        basemap: '影像',
        tile: name,
        reason: how === 'broken' ? '瓦片内容损坏' : '底图在此处没有图块',
      });
      expect(preview.pages[0]).toContain('底图缺失');
      const made = await make(workspace.call, { ...order, allowGaps: true });
      expect(pdfText(made.path)).toContain('底图缺失');
    },
  );

  it('that are damaged as a whole are named; the sheet is made without them only where that is allowed', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    writeFileSync(join(workspace.directory, 'basemaps', '坏底图.mbtiles'), 'SQLite? no');
    const order = { template: template('school-zone'), pages: { keys: ['school:1'] } };
    const { id } = await workspace.call('sheets.begin', { order });
    await expect(workspace.call('sheets.draw', { id })).rejects.toMatchObject({
      code: 'SHEET_BASEMAP',
      message: expect.stringContaining('坏底图'),
    });
    expect((await workspace.call('sheets.preview', { order, key: 'school:1' })).problems[0]).toContain(
      '坏底图',
    );
    const made = await make(workspace.call, { ...order, allowGaps: true });
    expect(pdfText(made.path)).toContain('底图：无');
  });
});

describe('vector base maps', () => {
  it('one without a single tile where the sheet lies is told as missing, as a raster one is', async () => {
    const folder = temporaryFolder();
    const street: GeoJSON.Feature = {
      type: 'Feature',
      properties: { name: '远街', highway: 'secondary' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.9, 39.9],
          [116.92, 39.9],
        ],
      },
    };
    // It says that it reaches to the sheet.
    writeVectorMbtiles(
      join(folder, '远.mbtiles'),
      { name: '远', attribution: '自绘' },
      { roads: [street] },
      [116.39, 39.89, 116.93, 39.91],
    );
    const shelf = new BasemapShelf(folder);
    const [basemap] = await shelf.list();
    if (!basemap) throw new Error('no base map');
    const ground = await drawGround(
      mapFrame([116.4, 39.9], 80, 60, 5000, { plane: ownMeridian([116.4, 39.9]) }),
      {
        tiles: [new BaseTiles(shelf, { ...basemap, minzoom: 14 })],
        unit: 1,
        dpi: 100,
        report: async () => undefined,
      },
    );
    expect(new Set(ground.missing.map(({ reason }) => reason))).toEqual(new Set(['底图在此处没有图块']));
    shelf.close();
  });

  it('are drawn across tiles in one piece, with streets named along them', async () => {
    const folder = temporaryFolder();
    const street: GeoJSON.Feature = {
      type: 'Feature',
      properties: { name: '文昌大街', highway: 'secondary' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.38, 39.9],
          [116.42, 39.9003],
        ],
      },
    };
    writeVectorMbtiles(
      join(folder, '镇.mbtiles'),
      { name: '镇', attribution: '自绘' },
      { roads: [street] },
      [116.38, 39.88, 116.42, 39.92],
    );
    const shelf = new BasemapShelf(folder);
    const [basemap] = await shelf.list();
    if (!basemap) throw new Error('no base map');
    const frame = mapFrame([116.4, 39.9], 200, 100, 5000, { plane: ownMeridian([116.4, 39.9]) });
    const ground = await drawGround(frame, {
      tiles: [new BaseTiles(shelf, basemap)],
      unit: 1,
      dpi: 100,
      report: async () => undefined,
    });
    expect(ground.missing).toEqual([]);
    const lines = ground.labels.filter(({ text }) => text === '文昌大街');
    expect(lines).toHaveLength(1);
    const xs = (lines[0]?.points ?? []).map(([x]) => x);
    expect(Math.max(...xs) - Math.min(...xs)).toBeGreaterThan(199);
    // 18 m wide at 1:5000.
    const road = ground.marks.find((mark: Mark) => mark.kind === 'path' && mark.stroke === '#fdf0cf');
    expect(road).toMatchObject({ width: 3.6 });
    shelf.close();
  });
});

describe('the ground where no base map is chosen', () => {
  it('is the roads of the workspace, with their names; a base map that has roads takes their place', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    await importSmallTown(workspace);
    const order = { template: template('school-zone'), basemaps: [], format: 'svg' as const };
    const look = async (wanted: SheetOrderInput) =>
      (await call('sheets.preview', { order: wanted, key: 'school:1' })).pages.join('');
    const surface = 'stroke="#fdf0cf"';
    expect(await look(order)).not.toContain(surface);
    await call('places.save', {
      table: 'roads',
      id: null,
      values: { name: '文昌大街', class: 'primary', width: 24 },
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.38, 39.8992],
          [116.42, 39.8992],
        ],
      },
    });
    const drawn = await look(order);
    expect(drawn).toContain(surface);
    // The name follows the road, character by character.
    for (const character of '文昌大街') expect(drawn).toContain(`>${character}<`);
    expect(drawn).toContain('底图：无');
    expect(await look({ ...order, template: template('school-zone', { without: ['底图'] }) })).not.toContain(
      surface,
    );
    const path = join(temporaryFolder(), '影像.mbtiles');
    writeRasterMbtiles(path, {
      name: '影像',
      bounds: [116.35, 39.85, 116.45, 39.95],
      minzoom: 12,
      maxzoom: 13,
    });
    await call('basemaps.add', { token: workspace.service.files.register(path), link: false });
    expect(await look({ ...order, basemaps: null })).not.toContain(surface);
  });
});

describe('an atlas', () => {
  it('has contents, an index and links, numbers its pages, leaves out what is empty, and keeps its index as a workbook', async () => {
    const call = await openDemo();
    const all = await make(
      call,
      { template: template('school-zone'), pages: { sort: 'violations' }, contents: true },
      '区教委',
    );
    const text = pdfText(all.path);
    const pages = Number(
      execFileSync('pdfinfo', [all.path], { encoding: 'utf8' }).match(/Pages:\s+(\d+)/)?.[1],
    );
    expect(text).toContain('目录');
    expect(text.split('\f')[0]).toContain('文昌小学周边学生安全区域图');
    expect(text).toMatch(new RegExp(`第\\s*${pages}\\s*/\\s*${pages}\\s*页`));
    expect(
      readFileSync(all.path)
        .toString('latin1')
        .match(/\/Subtype \/Link/g)?.length,
    ).toBeGreaterThan(24);
    // The index names a page that really shows the venue.
    const venue = /^\s*(\S+网吧)\s+网吧\s+(\d+)/m.exec(text.split('\f').slice(-4).join('\f'));
    expect(text.split('\f')[Number(venue?.[2]) - 1]).toContain(venue?.[1]);
    const [print] = await call('sheets.prints', {});
    expect(print).toMatchObject({ recipient: '区教委', state: 'done', title: '学校安全区域图' });
    const book = read(await call('sheets.index', { id: all.id }));
    expect(book.SheetNames).toEqual(['图幅目录', '场所索引']);
    const rows = utils.sheet_to_json<string[]>(book.Sheets.场所索引 ?? {}, { header: 1 });
    expect(rows.length).toBeGreaterThan(60);

    const findings = await make(call, {
      template: template('finding-sheet'),
      pages: {
        query: {
          table: 'findings',
          query: {
            match: 'all',
            parts: [{ column: 'severity', operator: 'oneOf', operands: ['violation'] }],
          },
        },
      },
    });
    const figures = await call('findings.list', {});
    expect(findings.pages).toBe(figures.filter(({ severity }) => severity === 'violation').length);

    const cells = await make(call, { template: template('grid-atlas'), pages: { skipEmpty: true } });
    const every = await call('sheets.pages', { kind: 'cell', order: { template: template('grid-atlas') } });
    expect(every.length).toBeGreaterThan(2);
    expect(cells.pages).toBeLessThanOrEqual(every.length + 4);
  });

  it('comes as one file a group', async () => {
    const call = await openDemo();
    const { path, name } = await make(call, {
      template: template('school-zone'),
      pages: { group: 'stage' },
      split: true,
    });
    expect(name).toMatch(/\.zip$/);
    const files = Object.keys(unzipSync(readFileSync(path)));
    expect(files).toContain('小学.pdf');
    expect(files).toContain('幼儿园.pdf');
  });

  it('stops at any page when it is cancelled, and goes on from there', async () => {
    const workspace = await openWorkspace();
    await importGateTown(workspace);
    const { service, call } = workspace;
    const order = { template: template('gate-plan') };
    const { id } = await call('sheets.begin', { order });
    const stop = new AbortController();
    const unsubscribe = service.subscribe((event) => {
      if (event.event === 'progress' && event.label.startsWith('第 3 / 3')) stop.abort();
    });
    await expect(
      service.call({ id: 'x', name: 'sheets.draw', input: { id }, signal: stop.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    unsubscribe();
    await expect(call('sheets.finish', { id })).rejects.toMatchObject({ code: 'PRINT_UNFINISHED' });
    expect(await call('sheets.prints', {})).toMatchObject([{ state: 'drawing' }]);
    expect(await call('sheets.draw', { id })).toMatchObject({ resumed: 2, pages: 3 });
    expect(await call('sheets.finish', { id })).toMatchObject({ pages: 3 });

    // What was drawn from other data is drawn again.
    const second = await call('sheets.begin', { order });
    await call('sheets.draw', { id: second.id });
    await call('import.run', {
      token: workspace.file('more.csv', '学校名称,学段,经度,纬度\n北街小学,小学,116.4100,39.9100\n'),
      as: 'schools',
      crs: 'wgs84',
      map: {},
    });
    expect(await call('sheets.draw', { id: second.id })).toMatchObject({ resumed: 0 });
    await call('sheets.drop', { id: second.id });
    expect(await call('sheets.prints', {})).toHaveLength(1);
    // A number that was given is not given again.
    expect((await call('sheets.begin', { order })).number).toBe('2026-Q4-003');
  });
});

describe('kinds of sheets', () => {
  it('are all made of the demonstration town, with what they are for', async () => {
    const call = await openDemo();
    const wanted: Record<string, readonly string[]> = {
      'town-overview': ['云溪镇校园周边安全形势图', '学校', 'CGCS2000 / 3° 带 117°E'],
      'district-overview': ['分镇街情况', '批准：', '本期已整治'],
      'team-route': ['检查路线图', '组员', '执法证号', '检查点与次序'],
      'gate-plan': ['应有设施', '护学岗', '校门禁停 50 m'],
      'finding-sheet': ['校园边界直线', '误差 ±2σ', '依据'],
      'wall-map': ['分镇街情况', '图例'],
      'grid-atlas': ['分幅图 A1', '位置示意'],
    };
    for (const [id, words] of Object.entries(wanted)) {
      const own = template(id);
      const [first] = await call('sheets.pages', { kind: own.pages, order: { template: own } });
      const { path } = await make(call, { template: own, pages: { keys: first ? [first.key] : null } });
      const text = pdfText(path);
      for (const word of words) expect(text, id).toContain(word);
      expect(text, id).not.toContain('〓');
    }
  });

  it('certify a measured distance', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const { call } = workspace;
    await call('findings.recompute', {});
    await call('surveys.record', {
      schoolId: 1,
      venueId: 3,
      gateId: null,
      method: 'straight',
      fromText: '南围墙东端',
      toText: '店门',
      segments: [{ from: '南围墙东端', to: '店门', metres: 197.32 }],
      instrument: 'laser',
      instrumentNumber: 'L-7',
      sigma: 0.02,
      surveyedAt: '2026-11-20T10:00',
      officers: [
        { name: '赵振华', certificate: 'A1', agency: '区市场监督管理局' },
        { name: '周晓东', certificate: 'A2', agency: '区市场监督管理局' },
      ],
      witness: '',
      note: '',
    });
    const [page] = await call('sheets.pages', {
      kind: 'survey',
      order: { template: template('measurement') },
    });
    const { path } = await make(call, {
      template: template('measurement'),
      pages: { keys: [page?.key ?? ''] },
    });
    const text = pdfText(path);
    for (const word of ['距离测量成果图', '197.32 m', 'L-7', '赵振华', '当事人：', '据此判定'])
      expect(text).toContain(word);
  });

  it('are made as pictures too, as large and as legible as they were asked for', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const order = { template: template('school-zone'), pages: { keys: ['school:1'] } };
    const png = readFileSync((await make(workspace.call, { ...order, format: 'png' })).path);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([3508, 2480]);
    const svg = readFileSync((await make(workspace.call, { ...order, format: 'svg' })).path, 'utf8');
    expect(svg).toContain('width="297mm"');
    expect(svg).toContain('>东街小学周边学生安全区域图</text>');
    const huge = template('school-zone', {
      paper: { size: 'custom', landscape: true, width: 5000, height: 900 },
    });
    await expect(make(workspace.call, { ...order, template: huge, format: 'png' })).rejects.toMatchObject({
      code: 'SHEET_TOO_LARGE',
      message: expect.stringContaining('改出 PDF'),
    });
    const strip = (await make(workspace.call, { ...order, template: huge })).path;
    expect(execFileSync('pdfinfo', [strip], { encoding: 'utf8' })).toMatch(/Page size:\s+14173/);
  });

  it('say what a character is that no font has, and never show an empty box', async () => {
    const workspace = await openWorkspace();
    const { call, file } = workspace;
    await call('import.run', {
      token: file('s.csv', '学校名称,学段,经度,纬度\n\u{F0000}街小学,小学,116.4000,39.9000\n'),
      as: 'schools',
      crs: 'wgs84',
      map: {},
    });
    const preview = await call('sheets.preview', {
      order: { template: template('school-zone') },
      key: 'school:1',
    });
    expect(preview.problems.join()).toContain('字体缺字');
    const { path } = await make(call, { template: template('school-zone') });
    expect(pdfText(path)).toContain('〓街小学');
  });

  it('refuse a template with a field that nobody fills, and keep one of the workspace’s own', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const { call } = workspace;
    const own = template('school-zone');
    const blocks = own.blocks.map((block) =>
      block.id === 'date' && block.kind === 'text' ? { ...block, text: '{当地时间}{weather}' } : block,
    );
    await expect(call('sheets.begin', { order: { template: { ...own, blocks } } })).rejects.toMatchObject({
      code: 'SHEET_FIELD',
    });
    await call('saved.save', {
      name: '我的图幅',
      content: { kind: 'sheet', template: { ...own, grid: 'none' } },
    });
    const list = await call('sheets.templates', {});
    expect(list.find(({ title }) => title === '我的图幅')).toMatchObject({
      grid: 'none',
      savedId: expect.any(Number),
    });
  });
});

describe('a crowded district', () => {
  const SCHOOLS = 48;
  const VENUES = 105;

  /** A district of its own edge: schools close together, and one with more venues than a page of A4 holds. */
  async function importCrowdedDistrict({ call, file }: OpenWorkspace): Promise<void> {
    const load = async (as: 'schools' | 'venues' | 'regions', name: string, content: string) =>
      await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} });
    const at = (i: number) => [116.35 + (i % 8) * 0.0035, 39.9 + Math.floor(i / 8) * 0.0028] as const;
    const schools = Array.from({ length: SCHOOLS }, (_, i) => `第${i + 1}实验小学,小学,${at(i).join(',')}`);
    await load('schools', '学校名单.csv', `学校名称,学段,经度,纬度\n${schools.join('\n')}\n`);
    const venues = Array.from({ length: VENUES }, (_, i) => {
      const [lng, lat] = [116.35 + (i % 11) * 0.0001, 39.9 + Math.floor(i / 11) * 0.0001];
      return `第${i + 1}网吧,网吧,东街${i + 1}号,${lng},${lat},2023-05-01`;
    });
    await load('venues', '场所名单.csv', `名称,类别,地址,经度,纬度,成立日期\n${venues.join('\n')}\n`);
    const edge = [
      [116.3, 39.86],
      [116.45, 39.86],
      [116.45, 39.95],
      [116.3, 39.95],
      [116.3, 39.86],
    ];
    const region = {
      type: 'Feature',
      properties: { name: '示例区', level: 'district' },
      geometry: { type: 'Polygon', coordinates: [edge] },
    };
    await load('regions', '区界.geojson', JSON.stringify({ type: 'FeatureCollection', features: [region] }));
    await call('findings.recompute', {});
  }

  it('is drawn to its edge, with every school named or numbered and all of its lists', async () => {
    const workspace = await openWorkspace();
    await importCrowdedDistrict(workspace);
    for (const id of ['district-overview', 'wall-map']) {
      const { path } = await make(workspace.call, { template: template(id) });
      const [first = '', ...rest] = pdfText(path).split('\f');
      expect(first, id).toContain('全区边界');
      expect(first, id).toContain('学校，号见学校表');
      const all = [first, ...rest].join('\n');
      for (let i = 1; i <= SCHOOLS; i++) expect(all, id).toContain(`第${i}实验小学`);
      const preview = await workspace.call('sheets.preview', {
        order: { template: template(id) },
        key: 'district:1',
      });
      const texts = [...(preview.pages[0] ?? '').matchAll(/>([^<]*)<\/text>/g)].map(([, text]) => text);
      // Once on the map, and once in the list where that stands on the first page.
      for (let i = 1; i <= SCHOOLS; i++)
        expect(texts.filter((text) => text === String(i)).length, `${id} ${i}`).toBeGreaterThan(0);
    }
  });

  it('has its index beside its map on every page, signs on the first, and is offered as A3 or with a part enlarged', async () => {
    const workspace = await openWorkspace();
    await importCrowdedDistrict(workspace);
    const order = { template: template('school-zone'), pages: { keys: ['school:1'] } };
    const preview = await workspace.call('sheets.preview', { order, key: 'school:1' });
    expect(preview.crowded).toEqual({ places: VENUES, offers: ['A3', 'detail'] });
    expect(preview.pages.length).toBeGreaterThan(2);
    for (const page of preview.pages) {
      expect(page).toContain('场所索引');
      expect(page).toContain('CGCS2000 地理坐标');
    }
    expect(preview.pages[0]).toContain('>图例<');
    const words = preview.pages.join('');
    for (let i = 1; i <= VENUES; i++) expect(words).toContain(`>第${i}网吧<`);
    // What is offered, taken one after the other.
    const larger = { ...order.template, ...takeOffer(order.template, 'A3') };
    const enlarged = { ...larger, ...takeOffer(larger, 'detail') };
    const taken = await workspace.call('sheets.preview', {
      order: { ...order, template: enlarged },
      key: 'school:1',
    });
    expect([taken.width, taken.height, taken.crowded?.offers]).toEqual([420, 297, []]);
    expect(taken.pages[0]).toContain('放大图 1:');
  });

  it('says by whom, from which lists, as of when, in which system and how exact it is', async () => {
    const workspace = await openWorkspace();
    await importCrowdedDistrict(workspace);
    const { path, name } = await make(workspace.call, { template: template('district-overview') });
    const text = pdfText(path);
    for (const wanted of [
      '编制单位：',
      '资料截止：2026年11月21日',
      '数据来源：区界、场所名单、学校名单',
      '审图号：无',
      '2000 国家大地坐标系（CGCS2000），高斯-克吕格投影 3° 带，中央子午线 117°E',
      '待实测',
      '图上量算不作依据',
    ])
      expect(text).toContain(wanted);
    expect(name).toBe('测试工作区校园周边安全形势图 2026-Q4-001 2026-11-21.pdf');
  });

  it('tells the same number of pages in its record, its index and its file', async () => {
    const workspace = await openWorkspace();
    await importCrowdedDistrict(workspace);
    const order = { template: template('school-zone'), pages: { skipEmpty: false }, contents: true };
    const { path, id, pages } = await make(workspace.call, order);
    const written = Number(
      execFileSync('pdfinfo', [path], { encoding: 'utf8' }).match(/Pages:\s+(\d+)/)?.[1],
    );
    expect(pages).toBe(written);
    expect(await workspace.call('sheets.prints', {})).toMatchObject([{ pages: written }]);
    const book = read(await workspace.call('sheets.index', { id }));
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets.图幅目录 ?? {}, { range: 2 });
    const sheets = pdfText(path).split('\f');
    const last = rows.filter((row) => String(row.图名).includes('小学')).at(-1);
    expect(sheets[Number(last?.起始幅页) - 1]).toContain(String(last?.图名));
  });
});
