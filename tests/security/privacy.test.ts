import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readAudit } from '#service/db/journal/audit.ts';
import { DataService } from '#service/dispatch/service.ts';
import { exportTables } from '#service/output/export/export-tables.ts';
import { Log } from '../../electron/diagnostics/log.ts';
import { callsTo } from '../support/calls.ts';
import { cli, cliWith } from '../support/command-line.ts';
import { onSchoolDays } from '../support/duty.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, NOW, openService, openWorkspace } from '../support/workspace.ts';

const PASSWORD = '东街口 27 号';

async function lockedTown() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  await workspace.call('workspace.setPassword', { password: null, newPassword: PASSWORD });
  await workspace.service.close();
  return { ...workspace, ...(await openService(workspace.directory)) };
}

describe('a workspace with a password', () => {
  it('answers nothing before it, everything after it, and nothing again when it is locked', async () => {
    const { call } = await lockedTown();
    for (const attempt of [
      call('workspace.describe', {}),
      call('search.places', { text: '东街' }),
      call('backups.make', { token: null, password: null, basemaps: false }),
      call('saved.save', { name: 'x', content: { kind: 'bookmark', lng: 1, lat: 1, zoom: 1, bearing: 0 } }),
      call('workspace.setPassword', { password: null, newPassword: null }),
    ])
      await expect(attempt).rejects.toMatchObject({ code: 'WORKSPACE_LOCKED' });
    await expect(call('workspace.unlock', { password: '东街口 27' })).rejects.toMatchObject({
      code: 'WORKSPACE_PASSWORD',
    });
    // As another keyboard writes the same letters.
    await call('workspace.unlock', { password: '东街口 ２７ 号' });
    expect(await call('workspace.describe', {})).toMatchObject({ hasPassword: true });
    await call('workspace.lock', {});
    await expect(call('workspace.describe', {})).rejects.toMatchObject({ code: 'WORKSPACE_LOCKED' });
  });

  it('makes guessing wait', async () => {
    const { call } = await lockedTown();
    // The time does not go on by itself: guessing takes some, too.
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    onTestFinished(() => void vi.useRealTimers());
    const guesses = Array.from({ length: 12 }, (_, i) =>
      call('workspace.unlock', { password: `guess ${i}` }),
    );
    const outcomes = await Promise.allSettled(guesses);
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    const error = await call('workspace.unlock', { password: PASSWORD }).catch((each: Error) => each);
    expect(error).toMatchObject({
      code: 'WORKSPACE_PASSWORD',
      message: expect.stringMatching(/\d+ 秒后可再试/),
    });
    vi.setSystemTime(NOW.getTime() + 3_600_000);
    await call('workspace.unlock', { password: PASSWORD });
  });

  it('is changed and taken away only by who knows it', async () => {
    const { call } = await lockedTown();
    await call('workspace.unlock', { password: PASSWORD });
    await expect(
      call('workspace.setPassword', { password: 'wrong', newPassword: null }),
    ).rejects.toMatchObject({ code: 'WORKSPACE_PASSWORD' });
    await call('workspace.setPassword', { password: PASSWORD, newPassword: null });
    expect(await call('workspace.describe', {})).toMatchObject({ hasPassword: false });
  });

  it('keeps its words out of the trail and the database', async () => {
    const { call, service, directory } = await lockedTown();
    await call('workspace.unlock', { password: PASSWORD });
    for await (const entry of readAudit(service.workspace.database.reader))
      expect(JSON.stringify(entry)).not.toContain('27 号');
    await service.close();
    expect(readFileSync(join(directory, 'workspace.sqlite')).includes(Buffer.from(PASSWORD))).toBe(false);
  });

  it('is asked for by the command line, which takes it from the environment', async () => {
    const { directory, service } = await lockedTown();
    await service.close();
    const out = (name: string) => join(directory, '..', name);
    const list = out('more.csv');
    writeFileSync(list, '名称,经度,纬度\n甲店,116.4,39.9\n');
    for (const args of [
      ['check', directory, '--out', out('check.csv')],
      ['verify', directory],
      ['export', directory, '--what', 'venues', '--out', out('taken.csv')],
      ['import', directory, list, '--as', 'venues', '--crs', 'wgs84', '--issues', out('issues.csv')],
      ['undo', directory],
      ['plan', directory, '--period', '2026Q4', '--teams', '1', '--out', out('plan.csv')],
      ['sheet', directory, '--all', '--out', out('sheets.pdf')],
      ['audit', directory, '--out', out('trail.jsonl')],
      ['backup', directory, out('all.xab')],
    ])
      expect([args[0], cli(...args)]).toMatchObject([
        args[0],
        { status: 1, out: '', err: expect.stringMatching(/^WORKSPACE_LOCKED /) },
      ]);
    expect(readdirSync(join(directory, '..')).sort()).toEqual(
      ['campuses.geojson', 'gates.csv', 'more.csv', 'schools.csv', 'venues.csv', 'workspace'].sort(),
    );
    const run = (password: string) => cliWith({ XUEANTU_WORKSPACE_PASSWORD: password }, 'verify', directory);
    expect(run('wrong').err).toMatch(/^WORKSPACE_PASSWORD /);
    expect(run(PASSWORD).out).toBe('校验通过\n');
  });
});

describe('what leaves the workspace', () => {
  it('has its telephone numbers shortened unless they are asked for, and is noted with who took it', async () => {
    const { call, file } = await openWorkspace();
    const list = file('v.csv', '名称,类别,联系电话,经度,纬度\n极速网吧,网吧,13812345678,116.4,39.9\n');
    await call('import.run', { token: list, as: 'venues', crs: 'wgs84', map: {} });
    const wanted = {
      table: 'venues' as const,
      query: { match: 'all' as const, parts: [] },
      sort: [],
      columns: ['name', 'phone'],
    };
    const phoneIn = (bytes: Uint8Array) => {
      const sheet = read(bytes).Sheets.数据;
      return utils.sheet_to_json<Record<string, string>>(sheet ?? {})[0]?.电话;
    };
    expect(phoneIn(await call('tables.export', wanted))).toBe('138****5678');
    expect(phoneIn(await call('tables.export', { ...wanted, masked: false }))).toBe('13812345678');
    await call('exports.list', { what: 'toSettle' });
    const taken = await call('exports.taken', {});
    expect(taken.map(({ what, about }) => [what, about])).toEqual([
      ['导出清单', '待实测清单'],
      ['导出表格', '场所，含完整电话'],
      ['导出表格', '场所'],
    ]);
    expect(taken[0]?.actor).not.toBe('');
    expect(taken[0]?.size).toBeGreaterThan(1000);
  });

  it('is shortened on screens too; looking at a whole number is noted, and a shortened one is never stored', async () => {
    const { call, file } = await openWorkspace();
    const school = file('s.csv', '名称,学段,电话,经度,纬度\n第一小学,小学,0571-88001234,116.4,39.9\n');
    await call('import.run', { token: school, as: 'schools', crs: 'wgs84', map: {} });
    const list = (phone: string) =>
      file('v.csv', `名称,类别,联系电话,经度,纬度\n极速网吧,网吧,${phone},116.4,39.9\n`);
    for (const phone of ['138 1234 5678', '139-0000-5678'])
      await call('import.run', { token: list(phone), as: 'venues', crs: 'wgs84', map: {} });
    const set = { table: 'venues' as const, query: { match: 'all' as const, parts: [] }, sort: [] };
    const { rows } = await call('tables.rows', { ...set, columns: ['name', 'phone'], offset: 0, limit: 9 });
    expect(rows[0]?.cells).toEqual(['极速网吧', '139****5678']);
    const venue = await call('venues.get', { id: 1 });
    expect(venue.phone).toBe('139****5678');
    expect(venue.history).toMatchObject([{ title: '电话', before: '138****5678', after: '139****5678' }]);
    expect((await call('schools.get', { id: 1 })).phone).toBe('057****1234');
    // What an editor on the map is opened with tells no more.
    for (const [table, phone] of [
      ['venues', '139****5678'],
      ['schools', '057****1234'],
    ] as const)
      expect((await call('places.shape', { table, id: 1 })).values.phone).toBe(phone);
    expect(await call('exports.taken', {})).toEqual([]);
    expect(await call('phones.whole', { table: 'venues', id: 1 })).toEqual({ phone: '139-0000-5678' });
    expect(await call('exports.taken', {})).toMatchObject([
      { what: '查看完整电话', about: '场所“极速网吧”', size: null },
    ]);
    const back = { table: 'venues' as const, ids: [1], values: { phone: '139****5678' } };
    await expect(call('tables.edit', back)).rejects.toMatchObject({ code: 'CELL_REFUSED' });
    await expect(call('phones.whole', { table: 'schools', id: 9 })).rejects.toMatchObject({
      code: 'ROW_UNKNOWN',
    });
  });

  it('is shortened at the posts of gates, and stays whole where it comes back shortened', async () => {
    const { call, file } = await openWorkspace();
    const schools = file('s.csv', '名称,学段,经度,纬度\n第一小学,小学,116.4,39.9\n');
    await call('import.run', { token: schools, as: 'schools', crs: 'wgs84', map: {} });
    const gates = file('g.csv', '学校,名称,经度,纬度\n第一小学,东门,116.4004,39.9\n');
    await call('import.run', { token: gates, as: 'gates', crs: 'wgs84', map: {} });
    const post = { post: '校门口', body: '学校', person: '王芳', from: '07:00', until: '08:00' };
    const other = { substitute: '李敏', substitutePhone: '13712340000' };
    const duty = {
      gateId: 1,
      period: '上学' as const,
      ...post,
      phone: '13812345678',
      ...onSchoolDays,
      ...other,
    };
    const { id } = await call('duties.save', { ...duty, id: null });
    const shown = async () => [
      (await call('duties.list', {}))[0]?.duties[0]?.phone,
      (await call('gates.plan', { id: 1 })).duties[0]?.phone,
    ];
    const ofSubstitute = { table: 'duties' as const, id, column: 'substitutePhone' as const };
    expect([
      (await call('duties.list', {}))[0]?.duties[0]?.substitutePhone,
      (await call('gates.plan', { id: 1 })).duties[0]?.substitutePhone,
    ]).toEqual(['137****0000', '137****0000']);
    const whole = async () => (await call('phones.whole', { table: 'duties', id })).phone;
    expect(await shown()).toEqual(['138****5678', '138****5678']);
    expect(await call('exports.taken', {})).toEqual([]);
    expect(await whole()).toBe('13812345678');
    expect(await call('exports.taken', {})).toMatchObject([
      { what: '查看完整电话', about: '护学岗“王芳”', size: null },
    ]);
    expect(await call('phones.whole', ofSubstitute)).toEqual({ phone: '13712340000' });
    expect((await call('exports.taken', {}))[0]).toMatchObject({ about: '护学岗“李敏”' });
    await expect(call('phones.whole', { ...ofSubstitute, table: 'schools' })).rejects.toMatchObject({
      code: 'ROW_UNKNOWN',
    });
    // As the form sends what it was shown.
    const back = { phone: '138****5678', substitutePhone: '137****0000' };
    await call('duties.save', { ...duty, id, person: '王芳芳', ...back });
    expect([await whole(), (await call('phones.whole', ofSubstitute)).phone]).toEqual([
      '13812345678',
      '13712340000',
    ]);
    for (const [of, phone] of [
      [id, '139****5678'],
      [null, '138****5678'],
    ] as const)
      await expect(call('duties.save', { ...duty, id: of, phone })).rejects.toMatchObject({
        code: 'CELL_REFUSED',
      });
    await call('duties.save', { ...duty, id, phone: '13900005678' });
    expect(await shown()).toEqual(['139****5678', '139****5678']);
    const book = read(Buffer.from(await call('duties.export', {})));
    const text = book.SheetNames.map((name) => utils.sheet_to_csv(book.Sheets[name] ?? {})).join();
    expect(text).toContain('137****0000');
    expect(text).not.toMatch(/1[37]\d{9}/);
  });

  it('has no whole telephone number in any export of the command line', async () => {
    const { call, file, directory, service } = await openWorkspace();
    const school = file('s.csv', '名称,学段,电话,经度,纬度\n第一小学,小学,0571-88001234,116.4,39.9\n');
    await call('import.run', { token: school, as: 'schools', crs: 'wgs84', map: {} });
    const list = file('v.csv', '名称,类别,联系电话,经度,纬度\n极速网吧,网吧,138 1234 5678,116.4,39.9\n');
    await call('import.run', { token: list, as: 'venues', crs: 'wgs84', map: {} });
    await service.close();
    const shown = new Set<string>();
    for (const what of Object.keys(exportTables))
      for (const kind of ['csv', 'xlsx', 'geojson']) {
        const out = join(directory, '..', `${what}.${kind}`);
        expect(cli('export', directory, '--what', what, '--out', out).status).toBe(0);
        const text =
          kind === 'geojson'
            ? readFileSync(out, 'utf8')
            : Object.values(read(readFileSync(out)).Sheets)
                .map((sheet) => utils.sheet_to_csv(sheet))
                .join('\n');
        expect(text.replace(/\D/g, ''), `${what}.${kind}`).not.toMatch(/13812345678|88001234/);
        for (const [masked] of text.matchAll(/\d*\*{4}\d{4}/g)) shown.add(`${what} ${kind} ${masked}`);
      }
    const kinds = ['csv', 'xlsx', 'geojson'];
    expect(shown).toEqual(
      new Set(kinds.flatMap((kind) => [`schools ${kind} 057****1234`, `venues ${kind} 138****5678`])),
    );
  });

  it('is noted when the command line writes it', async () => {
    const { directory, service } = await openWorkspace();
    await service.close();
    const out = join(directory, '..', 'venues.csv');
    expect(cli('export', directory, '--what', 'venues', '--out', out).status).toBe(0);
    const { call } = await openService(directory);
    expect(await call('exports.taken', {})).toMatchObject([
      { what: '命令行导出', about: 'venues.csv，0 行' },
    ]);
  });
});

describe('logs, crash reports and the support bundle', () => {
  it('hold nothing that was entered, and the bundle is what it shows', async () => {
    const folder = temporaryFolder();
    const log = new Log('service', folder);
    const service = new DataService({ now: () => NOW }, log);
    const { directory, service: first, call: firstCall, file } = await openWorkspace();
    await importSmallTown({ directory, service: first, call: firstCall, file });
    await first.close();
    await service.open(directory);
    onTestFinished(() => service.close());
    const call = callsTo(service);
    const secret = '张三丰 13812345678';
    // Failures of every kind, each with what was entered in its hands.
    await call('search.places', { text: secret });
    await call('saved.save', {
      name: secret,
      content: { kind: 'bookmark', lng: 1, lat: 1, zoom: 1, bearing: 0 },
    });
    for (const [name, input] of [
      ['hazards.get', { id: 999_999 }],
      ['import.preview', { token: secret }],
      ['saved.save', { name: secret }],
      [secret, {}],
    ] as const)
      await service
        .call({ id: '1', name, input, signal: new AbortController().signal })
        .catch(() => undefined);
    log.failure('made', new SyntaxError(`Unexpected token in ${secret}`));
    log.failure('made', Object.assign(new Error(`no file ${join('/home', secret)}`), { code: 'ENOENT' }));
    await call('diagnostics.report', { kind: 'TypeError', frames: ['at x (map.js:1:2)'] });
    const checks = await call('diagnostics.selfTest', {});
    expect(checks.map(({ id }) => id)).toEqual([
      'database',
      'seals',
      'disk',
      'attachments',
      'backups',
      'fonts',
      'basemaps',
    ]);
    expect(checks.filter(({ state }) => state === 'fail')).toEqual([]);
    const { parts } = await call('diagnostics.about', {});
    const bundle = await call('diagnostics.bundle', { parts, checks });
    expect(bundle.map(({ name }) => name)).toEqual([
      'versions.txt',
      'self-test.txt',
      'counts.txt',
      'service.log',
      expect.stringMatching(/^crashes\/.*-page\.json$/),
    ]);
    const everything = [
      ...bundle.map(({ text }) => text),
      ...readdirSync(folder)
        .filter((name) => name.endsWith('.log'))
        .map((name) => readFileSync(join(folder, name), 'utf8')),
    ].join('\n');
    expect(everything).toContain('SyntaxError');
    for (const personal of ['张三丰', '13812345678', '东街', '极速', directory, '/home'])
      expect(everything).not.toContain(personal);
  });

  it('are put aside when they grow, and the oldest goes', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'service.3.log'), 'oldest');
    const log = new Log('service', folder);
    for (let i = 0; i < 4000; i++) log.note('filler', { text: 'x'.repeat(3000) });
    const names = readdirSync(folder).sort();
    expect(names).toEqual(['service.1.log', 'service.2.log', 'service.3.log', 'service.log']);
    expect(readFileSync(join(folder, 'service.3.log'), 'utf8')).not.toBe('oldest');
  });
});
