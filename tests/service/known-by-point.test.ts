import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const SAID = '校园边界缺失，以点代替，区域待核';

/** The small town with a school of which only a point is known, and venues about it. */
async function pointTown() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call, file } = workspace;
  const load = async (as: 'schools' | 'venues', name: string, content: string) =>
    await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} });
  await load('schools', 'point.csv', '学校名称,学段,经度,纬度\n南街小学,小学,116.4500,39.9000\n');
  // 150 m and 288 m south of the point, of which nobody knows how far the wall is.
  await load(
    'venues',
    'about.csv',
    '名称,类别,地址,经度,纬度,成立日期\n如意旅馆,住宿,南街1号,116.4500,39.89865,2015-01-01\n远客旅馆,住宿,南街9号,116.4500,39.89741,2015-01-01\n',
  );
  const { rows } = { rows: await call('schools.list', {}) };
  const schoolId = rows.find(({ name }) => name === '南街小学')?.id ?? 0;
  return { ...workspace, schoolId };
}

it('nothing near a school that is known by a point is said to be supervised: it is in doubt, and counted so', async () => {
  const { call, schoolId } = await pointTown();
  const findings = await call('findings.list', { schoolId });
  expect(findings.map(({ venueName, severity, note }) => [venueName, severity, note])).toEqual([
    ['如意旅馆', 'supervisedDoubt', expect.stringContaining(SAID)],
    ['远客旅馆', 'supervisedDoubt', expect.stringContaining(SAID)],
  ]);
  expect(findings[1]?.distance).toBeCloseTo(288, 0);
  const { severities } = await call('overview.get', {});
  expect(severities).toMatchObject({ supervised: 1, supervisedDoubt: 2 });
});

it('sheets, lists and task sheets of such a school say so', async () => {
  const { call, schoolId } = await pointTown();
  const template = loadCatalogue().sheets.find(({ id }) => id === 'school-zone');
  if (!template) throw new Error('no sheet of a school');
  const { id } = await call('sheets.begin', {
    order: { template, pages: { keys: [`school:${schoolId}`] }, texts: {} },
    recipient: '',
  });
  await call('sheets.draw', { id });
  await call('sheets.finish', { id });
  const path = join(temporaryFolder(), 'sheet.pdf');
  writeFileSync(path, await call('sheets.file', { id }));
  const text = pdfText(path);
  for (const wanted of [SAID, '以点代替，区域待核', '监管·存疑']) expect(text).toContain(wanted);
  expect(text).not.toContain('重点监管');

  const { id: report } = await call('reports.make', {
    kinds: ['findings', 'coverage'],
    from: '2026-10-01',
    to: '2026-12-31',
  });
  const book = read(Buffer.from(await call('reports.read', { id: report })));
  for (const name of book.SheetNames) {
    const rows = utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1 });
    expect(
      rows.filter((row) => row.includes('南街小学')).every((row) => row.includes(SAID)),
      name,
    ).toBe(true);
  }

  const { id: sweepId } = await call('sweeps.create', {
    title: '行动',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  const findings = await call('findings.list', { schoolId });
  await call('sweeps.addStops', {
    sweepId,
    venueIds: findings.map(({ venueId }) => venueId),
    reason: '抽查',
  });
  const { stops } = await call('sweeps.get', { id: sweepId });
  expect(stops.map(({ byPoint, severity }) => [byPoint, severity])).toEqual([
    [true, 'supervisedDoubt'],
    [true, 'supervisedDoubt'],
  ]);
});
