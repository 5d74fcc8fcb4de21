import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PlaceCache } from '#service/cache/places/place-cache.ts';
import { Surroundings } from '#service/output/sheets/content/surroundings.ts';
import { listPages } from '#service/output/sheets/page-list.ts';
import { localCaller } from '#service/platform/caller.ts';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { progressTo } from '#service/workspace/context.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type SheetOrderInput, sheetOrderSchema } from '#shared/contract/sheets.ts';
import { planFrames } from '#shared/sheets/sheet-frames.ts';
import { Log } from '../../electron/diagnostics/log.ts';
import { createRandom } from '../support/random.ts';
import { writeRasterMbtiles } from '../support/raster-basemap.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { NOW, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const [COLUMNS, ROWS] = [5, 4];
const template = (id: string) => {
  const found = loadCatalogue().sheets.find((each) => each.id === id);
  if (!found) throw new Error(`no template ${id}`);
  return found;
};
/** Little on paper, so that an atlas is drawn soon; what a page shows is the same. */
const order = (changes: Partial<SheetOrderInput> = {}): SheetOrderInput => ({
  template: template('school-zone'),
  basemaps: [],
  format: 'svg',
  ...changes,
});

/** Twenty schools 400 m apart, some with gates, and venues between them. */
async function town(): Promise<OpenWorkspace> {
  const workspace = await openWorkspace();
  const { call, file } = workspace;
  const cells = Array.from({ length: COLUMNS * ROWS }, (_, i) => [
    116.4 + (i % COLUMNS) * 0.0047,
    39.9 + Math.floor(i / COLUMNS) * 0.0036,
  ]);
  const load = async (as: 'schools' | 'gates' | 'venues', head: string, lines: string[]) =>
    await call('import.run', {
      token: file(`${as}.csv`, [head, ...lines].join('\n')),
      as,
      crs: 'wgs84',
      map: {},
    });
  await load(
    'schools',
    '学校名称,学段,经度,纬度',
    cells.map(([lng, lat], i) => `第${i + 1}学校,${i % 4 === 0 ? '幼儿园' : '小学'},${lng},${lat}`),
  );
  await load(
    'gates',
    '校门名称,所属学校,经度,纬度,主门',
    cells.flatMap(([lng = 0, lat = 0], i) =>
      i % 2 === 0 ? [`南门,第${i + 1}学校,${lng},${lat - 0.0004},是`] : [],
    ),
  );
  await load(
    'venues',
    '名称,类别,地址,经度,纬度,成立日期',
    cells.flatMap(([lng = 0, lat = 0], i) => [
      `极速网吧${i},网吧,东街${i}号,${lng + 0.0009},${lat},2023-05-01`,
      `欢唱KTV${i},KTV,西街${i}号,${lng - 0.0018},${lat + 0.0008},2019-05-01`,
      `平安旅馆${i},住宿,南街${i}号,${lng},${lat + 0.0012},2015-05-01`,
    ]),
  );
  return workspace;
}

async function print({ call }: OpenWorkspace, wanted: SheetOrderInput) {
  const { id } = await call('sheets.begin', { order: wanted });
  await call('sheets.draw', { id });
  return await call('sheets.finish', { id });
}

/** What every page shows, as it is worked out anew from the database alone: nothing that is kept is used. */
async function contents({ service }: OpenWorkspace, wanted: SheetOrderInput): Promise<Map<string, string>> {
  const { workspace } = service;
  const refused = () => {
    throw new Error('asked for what a page does not need');
  };
  const context = {
    workspace: { ...workspace, places: new PlaceCache(workspace.database.reader) },
    db: workspace.database.reader,
    caller: localCaller(),
    files: service.files,
    log: new Log('test', null),
    now: NOW,
    today: '2026-11-21',
    progress: progressTo(new AbortController().signal, () => undefined),
    controls: {
      unlock: refused,
      lock: refused,
      requirePassword: refused,
      restoreAutomatic: refused,
      secondCopy: refused,
      chooseSecond: refused,
      presence: { come: refused, leave: refused, others: refused },
      districts: null,
    },
    rehearse: refused,
    seenWith: refused,
  };
  const full = sheetOrderSchema.parse(wanted);
  const pages = await listPages(new Surroundings(context), full.template.pages, full);
  const shown = new Map<string, string>();
  // Without a base map the workspace's own roads lie beneath.
  const roads = await context.workspace.places.roads();
  for (const { key, content } of pages) {
    const made = await content();
    // Narrow as they are, they are drawn on no small map.
    const frames = planFrames(full.template, made, full.settings).filter(({ frame }) => frame.scale < 40_000);
    const beneath = frames.map(({ frame }) => roads.within(frame.bounds).sort((a, b) => a.id - b.id));
    shown.set(key, JSON.stringify([made, beneath]));
  }
  return shown;
}

/** One edit as people make them, somewhere in the town. Refused ones change nothing. */
async function edit(
  { call, file, service }: OpenWorkspace,
  random: () => number,
  step: number,
): Promise<void> {
  const db = service.workspace.database.reader;
  const idOf = async (table: 'schools' | 'gates' | 'venues') => {
    const ids = await db.selectFrom(table).select('id').orderBy('id').execute();
    return ids[Math.floor(random() * ids.length)]?.id ?? 0;
  };
  const near = (): [number, number] => [
    116.399 + random() * 0.0047 * COLUMNS,
    39.899 + random() * 0.0036 * ROWS,
  ];
  const edits: readonly (() => Promise<unknown>)[] = [
    async () =>
      await call('venues.savePosition', { id: await idOf('venues'), position: near(), source: 'imagery' }),
    async () =>
      await call('tables.edit', {
        table: 'venues',
        ids: [await idOf('venues')],
        values: random() < 0.5 ? { name: `改名${step}` } : { status: random() < 0.5 ? '注销' : '存续' },
      }),
    async () =>
      await call('tables.edit', {
        table: 'venues',
        ids: [await idOf('venues')],
        values: { category: 'ktv' },
      }),
    async () =>
      await call('tables.edit', {
        table: 'schools',
        ids: [await idOf('schools')],
        values: { name: `校${step}` },
      }),
    async () =>
      await call('gates.save', {
        id: random() < 0.5 ? null : await idOf('gates'),
        schoolId: await idOf('schools'),
        name: `门${step}`,
        isMain: random() < 0.5,
        position: near(),
        positionSource: 'imagery',
        frontage: null,
        band: null,
      }),
    async () => {
      const [west, south] = near();
      const ring: [number, number][] = [
        [west, south],
        [west + 0.001, south],
        [west + 0.001, south + 0.001],
        [west, south + 0.001],
      ];
      const campus = random() < 0.3 ? null : [[ring]];
      return await call('schools.saveCampus', { schoolId: await idOf('schools'), campus, source: 'imagery' });
    },
    async () =>
      await call('hazards.register', {
        lead: false,
        source: '12345热线',
        sourceNumber: `热线${step}`,
        saidBy: '',
        saidOn: '2026-11-20',
        venueId: random() < 0.5 ? await idOf('venues') : null,
        schoolId: await idOf('schools'),
        placeText: '校门旁',
        kind: '其他',
        level: '一般',
        description: `第${step}件`,
        responsibleBody: '公安分局',
        responsiblePerson: '',
        dueOn: '2026-12-31',
      }),
    async () =>
      await call('places.save', {
        table: 'schools',
        id: null,
        values: { name: `新学校${step}`, stage: '小学' },
        geometry: { type: 'Point', coordinates: near() },
      }),
    async () => await call('places.remove', { table: 'schools', id: await idOf('schools') }),
    async () =>
      await call('places.save', {
        table: 'roads',
        id: null,
        values: { name: `路${step}`, class: 'residential' },
        geometry: { type: 'LineString', coordinates: [near(), near()] },
      }),
    async () => {
      const [lng, lat] = near();
      const token = file(
        `${step}.csv`,
        `名称,类别,地址,经度,纬度\n名单网吧${step},网吧,北街${step}号,${lng},${lat}\n`,
      );
      return await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    },
    async () => await call('edits.undo', {}),
  ];
  try {
    await edits[Math.floor(random() * edits.length)]?.();
  } catch (error) {
    if (!(error instanceof CodedError) || ['INTERNAL', 'INPUT_INVALID'].includes(error.code)) throw error;
  }
}

describe('the pages that changed since the last print', () => {
  it('are those that a comparison of the contents of all pages finds, in 500 edits; none is missed', async () => {
    const workspace = await town();
    const random = createRandom(2911);
    await print(workspace, order());
    let printed = await contents(workspace, order());
    const sizes = new Set<number>();
    for (let step = 1; step <= 500; step++) {
      await edit(workspace, random, step);
      // Now and then only what changed is printed again: from then on it is compared with that.
      const isReprinted = step % 60 === 0;
      if (step % 7 !== 0 && !isReprinted) continue;
      const now = await contents(workspace, order());
      const changes = await workspace.call('sheets.changes', { order: order() });
      const keysOf = (why: string) =>
        changes.pages.flatMap((page) => (page.why === why ? [page.key] : [])).sort();
      const differs = [...now].flatMap(([key, shown]) =>
        printed.has(key) && printed.get(key) !== shown ? [key] : [],
      );
      expect(keysOf('content'), `step ${step}`).toEqual(differs.sort());
      expect(keysOf('new'), `step ${step}`).toEqual(
        [...now.keys()].filter((key) => !printed.has(key)).sort(),
      );
      expect(keysOf('look')).toEqual([]);
      expect(changes.gone.map(({ key }) => key).sort(), `step ${step}`).toEqual(
        [...printed.keys()].filter((key) => !now.has(key)).sort(),
      );
      sizes.add(differs.length);
      if (!isReprinted || changes.pages.length === 0) continue;
      const keys = changes.pages.map(({ key }) => key);
      const { pages } = await print(workspace, order({ pages: { keys, replacing: true } }));
      expect(pages).toBeGreaterThanOrEqual(keys.length);
      // What is gone was not taken out of the last whole atlas.
      printed = new Map([...printed, ...now]);
      expect(await workspace.call('sheets.changes', { order: order() })).toMatchObject({ pages: [] });
    }
    // Neither all nor nothing, most of the time.
    expect(sizes.size).toBeGreaterThan(4);
  });

  it('are all of them where the layout or the base maps are others, and none on another day', async () => {
    const workspace = await town();
    const { call } = workspace;
    expect(await call('sheets.changes', { order: order() })).toEqual({ since: null, pages: [], gone: [] });
    await print(workspace, order());
    const whys = async (wanted: SheetOrderInput) =>
      new Set((await call('sheets.changes', { order: wanted })).pages.map(({ why }) => why));
    expect(await whys(order())).toEqual(new Set());
    // For whom it is, in which order and as which kind of file: the pages are the same.
    expect(await whys(order({ format: 'pdf', pages: { sort: 'town' } }))).toEqual(new Set());
    expect(await whys(order({ settings: { scale: 3000 } }))).toEqual(new Set(['look']));
    expect(await whys(order({ texts: { reviewer: '李某' } }))).toEqual(new Set(['look']));
    expect(await whys(order({ template: { ...template('school-zone'), margin: 9 } }))).toEqual(
      new Set(['look']),
    );
    const path = join(temporaryFolder(), '影像.mbtiles');
    writeRasterMbtiles(path, {
      name: '影像',
      bounds: [116.39, 39.89, 116.43, 39.93],
      minzoom: 12,
      maxzoom: 13,
    });
    await call('basemaps.add', { token: workspace.service.files.register(path), link: false });
    expect(await whys(order({ basemaps: null }))).toEqual(new Set(['look']));
    expect(await whys(order())).toEqual(new Set());
    // Another template was never printed.
    expect(await call('sheets.changes', { order: order({ template: template('gate-plan') }) })).toMatchObject(
      {
        since: null,
      },
    );
  });

  it('take the places of the old ones: numbered and framed as among all', async () => {
    const workspace = await town();
    const { call } = workspace;
    await print(workspace, order());
    await call('tables.edit', { table: 'venues', ids: [31], values: { name: '改了名的网吧' } });
    const { pages, since } = await call('sheets.changes', { order: order() });
    expect(since?.number).toBe('2026-Q4-001');
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThan(4);
    const keys = pages.map(({ key }) => key);
    const { id } = await call('sheets.begin', { order: order({ pages: { keys, replacing: true } }) });
    await call('sheets.draw', { id });
    const drawn = await call('sheets.printable', { id, from: 0, count: 1 });
    const place = (await call('sheets.pages', { kind: 'school', order: order() })).findIndex(
      ({ key }) => key === keys[0],
    );
    expect(drawn.sheets).toBe(keys.length);
    expect(drawn.pages[0]?.svg).toContain(`2026-Q4-002-${String(place + 1).padStart(2, '0')}`);
    await call('sheets.finish', { id });
    expect((await call('sheets.changes', { order: order() })).pages).toEqual([]);
  });
});
