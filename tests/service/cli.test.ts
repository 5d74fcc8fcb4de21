import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { cli, json } from '../support/command-line.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

/** A venue beside the first school of the small town, and far from the second. */
const OPENED = '名称,类别,地址,经度,纬度\n新风网吧,网吧,东街5号,116.4003,39.8990\n';

const columns =
  'school_id,school_name,school_stage,gate_id,gate_name,venue_id,venue_name,uscc,category,rule_id,origin,method,distance_m,boundary_m,gate_m,walking_m,sigma_m,limit_m,verdict,effect,existing,bearing_deg,school_lng,school_lat,venue_lng,venue_lat,note';

describe('command line', () => {
  it('goes from an empty folder to findings, and verifies', () => {
    const folder = temporaryFolder();
    const workspace = join(folder, '工作区 一');
    writeFileSync(join(folder, 's.csv'), '学校名称,学段,经度,纬度\n东街小学,小学,116.4,39.9\n');
    writeFileSync(
      join(folder, 'v.csv'),
      '名称,类别,经度,纬度\n=极速网吧,网吧,116.4,39.9005\n无名,网吧,x,y\n',
    );
    expect(cli('init', workspace, '--pack', 'beijing-daxing', '--name', '试').status).toBe(0);
    json(cli('import', workspace, join(folder, 's.csv'), '--as', 'schools', '--crs', 'wgs84', '--json'));
    const issues = join(folder, 'issues.csv');
    const imported = json<Record<string, unknown>>(
      cli(
        'import',
        workspace,
        join(folder, 'v.csv'),
        '--as',
        'venues',
        '--crs',
        'wgs84',
        '--issues',
        issues,
        '--json',
      ),
    );
    expect(imported).toEqual({
      batch: 2,
      as: 'venues',
      crs: 'wgs84',
      crsConfidence: 1,
      encoding: 'utf8',
      preset: null,
      rows: 2,
      added: 1,
      updated: 0,
      unchanged: 0,
      rejected: 1,
      warned: 0,
      unlocated: 0,
      unread: [],
      ms: expect.any(Number),
    });
    expect(readFileSync(issues, 'utf8')).toContain('3,lngLat,POSITION_INVALID,');
    const out = join(folder, 'findings.csv');
    const checked = json<Record<string, unknown>>(cli('check', workspace, '--out', out, '--json'));
    expect(checked).toEqual({
      schools: 1,
      venues: 1,
      rules: 7,
      findings: 3,
      inside: 3,
      undetermined: 0,
      ms: expect.any(Number),
      engineMs: expect.any(Number),
    } satisfies Record<string, unknown>);
    const [head, first] = readFileSync(out, 'utf8').split('\r\n');
    expect(head).toBe(`\uFEFF${columns}`);
    expect(first).toContain("'=极速网吧");
    expect(first).toMatch(/,55\.5\d\d,,55\.5\d\d,,50\.990,200\.000,inside,forbidden,,/);
    for (const file of ['f.geojson', 'f.xlsx'])
      expect(cli('check', workspace, '--out', join(folder, file)).status).toBe(0);
    for (const what of [
      'schools',
      'venues',
      'facilities',
      'zones',
      'findings',
      'hazards',
      'visits',
      'summary',
    ])
      for (const kind of ['csv', 'geojson', 'xlsx']) {
        expect(cli('export', workspace, '--what', what, '--out', join(folder, `${what}.${kind}`)).err).toBe(
          '',
        );
        expect(existsSync(join(folder, `${what}.${kind}`))).toBe(true);
      }
    expect(json(cli('verify', workspace, '--json'))).toEqual({
      ok: true,
      integrity: 'ok',
      auditChain: 'ok',
      attachments: { checked: 0, missing: 0, altered: 0 },
      waiting: 0,
      problems: [],
    });
  });

  it('measures every rule straight or walking where it is told to', () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'W');
    writeFileSync(join(folder, 's.csv'), '学校名称,学段,经度,纬度\n东街小学,小学,116.4,39.9\n');
    writeFileSync(join(folder, 'g.csv'), '校门名称,所属学校,经度,纬度\n南门,东街小学,116.4,39.9\n');
    writeFileSync(join(folder, 'v.csv'), '名称,类别,经度,纬度\n对岸网吧,网吧,116.4,39.9012\n');
    const line = [
      [116.4, 39.9],
      [116.402, 39.9],
      [116.402, 39.9012],
      [116.4, 39.9012],
    ];
    const road = {
      type: 'Feature',
      properties: { kind: 'residential' },
      geometry: { type: 'LineString', coordinates: line },
    };
    writeFileSync(join(folder, 'r.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [road] }));
    cli('init', workspace, '--pack', 'zhejiang-ningbo');
    for (const [as, file] of [
      ['schools', 's.csv'],
      ['gates', 'g.csv'],
      ['roads', 'r.geojson'],
      ['venues', 'v.csv'],
    ] as const)
      json(cli('import', workspace, join(folder, file), '--as', as, '--crs', 'wgs84', '--json'));
    const rows = (...method: string[]) => {
      const out = join(folder, 'out.csv');
      json(cli('check', workspace, '--out', out, '--json', ...method));
      return parse(readFileSync(out, 'utf8'), { bom: true, columns: true }) as Record<string, string>[];
    };
    const byRule = (list: Record<string, string>[]) =>
      Object.fromEntries(list.map((row) => [row.rule_id, row.method]));
    // The walk around is 475 m: the walking rule of 宁波 is silent, and no straight one stands beside it.
    expect(rows()).toEqual([]);
    expect(byRule(rows('--method', 'straight'))).toEqual({ 'NB-28': 'straight' });
    expect(rows('--method', 'walking')).toEqual([]);
    const [finding] = rows('--method', 'straight');
    expect(Number(finding?.gate_m)).toBeCloseTo(133.2, 0);
    expect(Number(finding?.walking_m)).toBeCloseTo(475, -1);
    expect(finding?.note).toContain('分处限值两侧');
  });

  it('lists the packs', () => {
    const { packs } = json<{ packs: { id: string }[] }>(cli('packs', '--json'));
    expect(packs.map(({ id }) => id)).toContain('shanghai-minhang');
  });

  it.each([
    [['check', '/nowhere/at/all'], 1, /^WORKSPACE_MISSING /],
    [['init', '/tmp', '--pack', 'national'], 1, /^WORKSPACE_EXISTS /],
    [['import', 'W', 'F', '--as', 'venues', '--map', 'color=1'], 1, /^FIELD_UNKNOWN /],
    [['plan', 'W', '--period', '2026Q4', '--teams', '3'], 1, /^WORKSPACE_MISSING /],
    [['plan', 'W', '--period', '2026', '--teams', '3'], 2, /--period 2026/],
    [['plan', 'W', '--period', '2026Q4', '--teams', '0'], 2, /--teams 0/],
    [['undo', 'W'], 1, /^WORKSPACE_MISSING /],
    [['undo', 'W', '--batch', 'x'], 2, /--batch x/],
    [['sheet', 'W', '--all', '--out', 'x.pdf'], 1, /^WORKSPACE_MISSING /],
    [['sheet', 'W', '--out', 'x.pdf'], 2, /--school/],
    [['sheet', 'W', '--all', '--out', 'x.doc'], 2, /\.pdf/],
    [['sheet', 'W', '--school', '1', '--changed', '--out', 'x.pdf'], 2, /--changed/],
    [['sheet', 'W', '--all', '--paper', 'B5', '--out', 'x.pdf'], 2, /B5/],
    [['backup', 'W', 'x.xab'], 1, /^WORKSPACE_MISSING /],
    [['restore', 'x.xab', 'W'], 1, /^FILE_UNREADABLE /],
    [['import', 'W', 'F', '--as', 'cats'], 2, /应为/],
    [['import', 'W', 'F', '--as', 'venues', '--map', 'name'], 2, /应写成/],
    [['check', 'W', '--method', 'flying'], 2, /flying/],
    [['init', 'W'], 2, /--pack/],
    [['dance'], 2, /dance/],
    [['serve', 'W', '--port', 'abc'], 2, /65535/],
  ])('%j exits %i with one line', (args, status, message) => {
    const result = cli(...args);
    expect(result.status).toBe(status);
    expect(result.err).toMatch(message);
    expect(result.err.trim().split('\n')).toHaveLength(1);
    expect(result.out).toBe('');
  });

  it('refuses a workspace that another program holds', async () => {
    const { directory } = await openWorkspace();
    const result = cli('check', directory, '--json');
    expect(result.status).toBe(1);
    expect(result.err).toMatch(/^WORKSPACE_IN_USE .*请关闭那个程序/);
  });

  it('finds an altered attachment', async () => {
    const { directory, service } = await openWorkspace();
    await service.close();
    writeFileSync(join(directory, 'attachments', `${'0'.repeat(64)}.jpg`), 'x');
    const result = cli('verify', directory, '--json');
    expect(result.status).toBe(1);
    expect(JSON.parse(result.out)).toMatchObject({ ok: false, attachments: { checked: 1, altered: 1 } });
  });

  it('makes sheets of one school or all on any paper at any scale', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    await workspace.service.close();
    const { directory } = workspace;
    const one = join(directory, '..', 'one.pdf');
    const made = cli('sheet', directory, '--school', '1', '--paper', 'A3', '--scale', '2000', '--out', one);
    expect(made.err).toBe('');
    expect(made.out).toContain('已出图 ');
    const text = pdfText(one);
    expect(text).toContain('东街小学周边学生安全区域图');
    expect(text).toContain('1:2000');
    const all = join(directory, '..', 'all.pdf');
    expect(cli('sheet', directory, '--all', '--out', all).status).toBe(0);
    expect(pdfText(all)).toContain('西街幼儿园周边学生安全区域图');
    // Then only what changed: nothing yet; when a venue opens beside a school, that school's page.
    const anew = join(directory, '..', 'anew.pdf');
    const still = cli('sheet', directory, '--all', '--changed', '--out', anew);
    expect([still.status, still.out]).toEqual([0, expect.stringContaining('有变化 0 页')]);
    expect(existsSync(anew)).toBe(false);
    const opened = join(directory, '..', 'opened.csv');
    writeFileSync(opened, OPENED);
    expect(cli('import', directory, opened, '--as', 'venues', '--crs', 'wgs84').status).toBe(0);
    expect(cli('check', directory).status).toBe(0);
    const changed = cli('sheet', directory, '--all', '--changed', '--out', anew);
    expect(changed.out).toMatch(/有变化 1 页\n内容有变\t.*已出图 \S+：1 页/s);
    const unknown = cli('sheet', directory, '--school', '99', '--out', one);
    expect([unknown.status, unknown.err]).toEqual([1, expect.stringMatching(/^SCHOOL_UNKNOWN /)]);
    expect(json<object>(cli('verify', directory, '--json'))).toMatchObject({
      ok: true,
      attachments: { checked: 3 },
    });
  });
});
