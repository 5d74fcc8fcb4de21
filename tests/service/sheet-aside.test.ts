import { read, utils } from '@e965/xlsx';
import { expect, it } from 'vitest';
import type { SheetOfRows } from '#service/output/export/write-sheet.ts';
import { writeSheetAside } from '#service/output/export/write-sheet-aside.ts';
import { askRows } from '#service/workspace/asked-rows.ts';
import { progressTo } from '#service/workspace/context.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { all } from '#shared/tables/conditions.ts';
import { nearAnySchool } from '#shared/tables/distance-condition.ts';
import { everything } from '#shared/tables/query.ts';
import { importSmallTown, NOW, openWorkspace } from '../support/workspace.ts';

/** A town in a region, and how its table of venues is written: at once, or in a thread where there are more than so many rows. */
async function openTown() {
  const open = await openWorkspace();
  await importSmallTown(open);
  const area = [
    [116.39, 39.89],
    [116.405, 39.89],
    [116.405, 39.91],
    [116.39, 39.91],
    [116.39, 39.89],
  ];
  const region = {
    type: 'Feature',
    properties: { 名称: '东街街道', 种类: '镇街' },
    geometry: { type: 'Polygon', coordinates: [area] },
  };
  const list = JSON.stringify({ type: 'FeatureCollection', features: [region] });
  await open.call('import.run', {
    token: open.file('r.geojson', list),
    as: 'regions',
    crs: 'wgs84',
    map: {},
  });
  const { workspace } = open.service;
  await workspace.places.regions();
  const due = {
    from: '2026-10-01',
    to: '2026-12-31',
    times: 1,
    counts: { bodies: 1, results: [], assumption: null },
  };
  const sheet = {
    request: {
      table: 'venues' as const,
      query: everything,
      text: '',
      sort: [{ column: '镇街', descending: true }],
      about: null,
      today: NOW.toISOString().slice(0, 10),
      due,
    },
    columns: ['name', 'severity', 'nearest', 'phone', '镇街'],
    masked: true,
    rules: workspace.rules,
    categories: workspace.catalogue.categories,
  };
  const write = async (
    fewRows: number,
    signal = new AbortController().signal,
    given: SheetOfRows = sheet,
  ) => {
    const progress = progressTo(signal, () => undefined);
    const context = { db: workspace.database.reader, workspace, progress };
    return await writeSheetAside(context, given, fewRows);
  };
  const writeNear = async (fewRows: number) => {
    const columns = ['name', 'nearSchool', 'nearDistance', 'nearSchools'];
    const asked = { ...sheet.request, query: all(nearAnySchool) };
    const progress = progressTo(new AbortController().signal, () => undefined);
    const request = await askRows({ workspace, today: sheet.request.today, progress }, asked, columns);
    return await write(fewRows, new AbortController().signal, { ...sheet, request, columns });
  };
  return { write, writeNear };
}

const rowsOf = (bytes: Uint8Array) => {
  const book = read(bytes);
  const [name = ''] = book.SheetNames;
  return utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1 });
};

it('a thread writes the same table, with its order, titles and regions', async () => {
  const { write } = await openTown();
  const here = rowsOf(await write(100));
  expect(here.map((row) => row.at(-1))).toContain('东街街道');
  expect(rowsOf(await write(0))).toEqual(here);
});

it('a thread tells what was measured for a distance condition', async () => {
  const { writeNear } = await openTown();
  const here = rowsOf(await writeNear(100));
  expect(here.find(([name]) => name === '极速网吧')?.slice(1)).toEqual(['东街小学', 111, '东街小学']);
  expect(rowsOf(await writeNear(0))).toEqual(here);
});

it('a thread ends where nobody waits for its table any more', async () => {
  const { write } = await openTown();
  const controller = new AbortController();
  controller.abort();
  const error = await write(0, controller.signal).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CodedError);
  expect(error).toMatchObject({ code: 'CANCELLED' });
  // Its place is free for the next.
  expect(rowsOf(await write(0))).toHaveLength(5);
});
