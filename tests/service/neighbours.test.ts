import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readForNeighbours } from '#service/upkeep/reporting/report-districts.ts';
import type { EdgeFindingTold } from '#shared/contract/districts.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { neighbourFileOf, neighbourFileSchema } from '#shared/districts/neighbour-file.ts';
import { cli, json } from '../support/command-line.ts';
import { districtCalled, fillDistrict } from '../support/district-beside.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const DAY = '2026-11-21';
const passwordOf = () => '';

/** A file as somebody chose it on the screen. */
function chosen({ service }: Pick<OpenWorkspace, 'service'>, name: string, content: string): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, content);
  return service.files.register(path);
}

/** Two districts that meet at a meridian: a school on each side, and a venue of the other across the border. */
async function twoDistricts() {
  const west = await districtCalled('西', (town) =>
    fillDistrict(
      town,
      [116.3, 116.4],
      '西关小学,小学,116.3993,39.9\n',
      '西界网吧,网吧,西街1号,116.3995,39.85\n远处网吧,网吧,西街2号,116.35,39.9\n',
    ),
  );
  const east = await districtCalled('东', (town) =>
    fillDistrict(
      town,
      [116.4, 116.5],
      '东关小学,小学,116.4005,39.85\n远处小学,小学,116.45,39.9\n',
      '交界网吧,网吧,东街1号,116.4003,39.9\n',
    ),
  );
  return { west, east };
}

/** What a district hands over, of a day. */
const handed = async (directory: string, day = DAY) =>
  neighbourFileOf([await readForNeighbours(directory, { day, passwordOf })]);

const told = (
  rows: readonly { school: string; schoolDistrict: string; venue: string; venueDistrict: string }[],
) =>
  rows.map(({ school, schoolDistrict, venue, venueDistrict }) =>
    [school, schoolDistrict, venue, venueDistrict].join(' '),
  );

const pairOf = ({ school, venue, severity, distance }: EdgeFindingTold) => ({
  school,
  venue,
  severity,
  distance,
});

describe('places of the districts beside this one', () => {
  it('are judged with the own ones: both districts find the same, and the own figures stay', async () => {
    const { west, east } = await twoDistricts();
    const [ofWest, ofEast] = [await handed(west.directory), await handed(east.directory)];
    // What lies far from the border, and who or where somebody is, stays in the district.
    expect(ofEast).not.toMatch(/远处|东街/);

    const [inWest, inEast] = [await west.open(), await east.open()];
    const before = await inWest.call('overview.get', {});
    const file = { token: chosen(inWest, '东.json', ofEast) };
    expect(await inWest.call('neighbours.read', file)).toEqual({
      districts: [{ district: '东', day: DAY, outcome: 'new', was: null, schools: 1, venues: 1 }],
      findings: 2,
    });
    expect((await inWest.call('neighbours.list', {})).neighbours).toEqual([]);
    await inWest.call('neighbours.bring', file);
    await inEast.call('neighbours.bring', { token: chosen(inEast, '西.json', ofWest) });

    const { own, neighbours, findings } = await inWest.call('neighbours.list', {});
    expect([own, neighbours.map(({ district, day, age }) => [district, day, age])]).toEqual([
      '西',
      [['东', DAY, 0]],
    ]);
    expect(told(findings).toSorted()).toEqual(['东关小学 东 西界网吧 西', '西关小学 西 交界网吧 东']);
    expect((await inEast.call('neighbours.list', {})).findings).toEqual(findings);
    for (const { distance } of findings) expect(distance).toBeGreaterThan(80);
    for (const { distance } of findings) expect(distance).toBeLessThan(90);
    // Drawn, and nowhere counted.
    const [drawn] = await inWest.call('neighbours.places', {});
    expect([drawn?.schools[0]?.name, drawn?.venues[0]?.name]).toEqual(['东关小学', '交界网吧']);
    expect(await inWest.call('overview.get', {})).toEqual(before);
    await inWest.service.close();
    await inEast.service.close();
  });

  it('are told at the own place itself, with the rule of the school’s district and who answers for it', async () => {
    const { west, east } = await twoDistricts();
    const ofEast = await handed(east.directory);
    const inWest = await west.open();
    const { call } = inWest;
    // The venue at the border stands near no own school: without the neighbour nothing is found.
    expect(await call('findings.list', { venueId: 1, allRules: true })).toEqual([]);
    expect(await call('neighbours.around', { about: { kind: 'venue', id: 1 } })).toEqual([]);
    await call('neighbours.bring', { token: chosen(inWest, '东.json', ofEast) });
    const { findings } = await call('neighbours.list', {});
    const ofVenue = await call('neighbours.around', { about: { kind: 'venue', id: 1 } });
    const ofSchool = await call('neighbours.around', { about: { kind: 'school', id: 1 } });
    // One truth: what places are told is what the list tells.
    expect([...ofVenue, ...ofSchool].map(({ school }) => school).toSorted()).toEqual(
      findings.map(({ school }) => school).toSorted(),
    );
    for (const each of [...ofVenue, ...ofSchool])
      expect(findings).toContainEqual(expect.objectContaining({ ...pairOf(each) }));
    expect(ofVenue).toMatchObject([
      {
        schoolDistrict: '东',
        venueDistrict: '西',
        verdict: 'inside',
        limit: 200,
        rule: { distance: 200 },
      },
    ]);
    expect(ofVenue[0]?.rule.basis.document).not.toBe('');
    expect(ofSchool).toMatchObject([{ schoolDistrict: '西', venueDistrict: '东' }]);
    // Far from the border, and of what is gone: nothing.
    expect(await call('neighbours.around', { about: { kind: 'venue', id: 2 } })).toEqual([]);
    expect(await call('neighbours.around', { about: { kind: 'venue', id: 999 } })).toEqual([]);
    expect(await call('neighbours.around', { about: { kind: 'school', id: 999 } })).toEqual([]);
    await inWest.service.close();
  });

  it('are measured anew when either side changes; an older file takes nothing back; each step can be undone', async () => {
    const { west, east } = await twoDistricts();
    const first = await handed(east.directory);
    const { call, service } = await west.open();
    const bring = (name: string, content: string) =>
      call('neighbours.bring', { token: chosen({ service }, name, content) });
    const found = async () => told((await call('neighbours.list', {})).findings);
    await bring('东.json', first);
    expect(await found()).toHaveLength(2);

    // The own venue becomes something else, then the neighbour's.
    await call('tables.edit', { table: 'venues', ids: [1], values: { category: 'other' } });
    expect(await found()).toEqual(['西关小学 西 交界网吧 东']);
    const inEast = await east.open();
    await inEast.call('tables.edit', { table: 'venues', ids: [1], values: { category: 'other' } });
    await inEast.service.close();
    const later = await handed(east.directory, '2026-11-22');
    expect((await bring('东.json', later)).districts).toMatchObject([{ outcome: 'other', was: DAY }]);
    expect(await found()).toEqual([]);
    expect((await bring('东.json', later)).districts).toMatchObject([{ outcome: 'same' }]);
    expect((await bring('东.json', first)).districts).toMatchObject([{ outcome: 'older' }]);
    expect(await found()).toEqual([]);

    // Undone: as the first file had it; removed, and undone again.
    await call('edits.undo', {});
    expect(await found()).toEqual(['西关小学 西 交界网吧 东']);
    const [{ id } = { id: 0 }] = (await call('neighbours.list', {})).neighbours;
    await call('neighbours.remove', { id });
    expect(await found()).toEqual([]);
    await expect(call('neighbours.remove', { id })).rejects.toMatchObject({ code: 'NEIGHBOUR_UNKNOWN' });
    await call('edits.undo', {});
    expect(await found()).toHaveLength(1);
    await service.close();
  });

  it('come by a file from the command line, of the own district and without a border not', async () => {
    const { west, east } = await twoDistricts();
    const out = join(temporaryFolder(), '东.json');
    expect(json(cli('office', 'neighbours', east.directory, '--out', out, '--json'))).toMatchObject({
      districts: [{ district: '东', schools: 1, venues: 1 }],
    });
    expect(neighbourFileSchema.parse(JSON.parse(readFileSync(out, 'utf8'))).districts).toHaveLength(1);
    expect(json(cli('neighbours', west.directory, '--in', out, '--json'))).toMatchObject({
      brought: [{ district: '东', outcome: 'new' }],
      findings: [{ limit: 200 }, { limit: 200 }],
    });
    expect(json(cli('neighbours', east.directory, '--in', out, '--json'))).toMatchObject({
      brought: [{ outcome: 'own' }],
      neighbours: [],
    });
    writeFileSync(out, '{"format":"学安图邻区地点","version":1,"districts":[]}');
    const broken = cli('neighbours', west.directory, '--in', out);
    expect([broken.status, broken.err]).toEqual([1, expect.stringContaining('NEIGHBOURS_UNREADABLE')]);
    const gone = cli('neighbours', west.directory, '--in', join(temporaryFolder(), 'gone.json'));
    expect([gone.status, gone.err]).toEqual([1, expect.stringContaining('FILE_UNREADABLE')]);
    const none = await openWorkspace();
    await none.service.close();
    const refused = await handed(none.directory).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CodedError);
    expect(refused).toMatchObject({ code: 'BORDER_UNKNOWN' });
  });
});
