import { describe, expect, it } from 'vitest';
import type { FindingRow } from '#shared/contract/findings.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { Call } from '../support/calls.ts';
import { listVenues } from '../support/venues.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number): [number, number] => {
  const [lng, lat] = frame.toLngLat([x, y]);
  return [lng, lat];
};
const square = (x: number, y: number, half: number) => [
  [at(x - half, y - half), at(x + half, y - half), at(x + half, y + half), at(x - half, y + half)],
];

async function town() {
  const open = await openWorkspace();
  await importSmallTown(open);
  const schools = await open.call('schools.list', {});
  const { gates } = await open.call('schools.get', { id: 1 });
  const gate = gates[0];
  if (!gate) throw new Error('the small town has a gate');
  const draft = { ...gate, schoolId: 1, frontage: null, band: null };
  return { ...open, schools, gate, draft };
}

/** Findings without their row ids, which change when a row is written anew. */
async function findings(call: Call): Promise<Omit<FindingRow, 'id'>[]> {
  const rows = await call('findings.list', { allRules: true });
  return rows
    .map(({ id, ...row }) => row)
    .sort((a, b) => a.schoolId - b.schoolId || a.venueId - b.venueId || a.ruleId.localeCompare(b.ruleId));
}

/** The outer ring of the first gate's zone, as the sheet draws it. */
async function gateZoneRing(call: Call): Promise<GeoJSON.Position[]> {
  const [zone] = (await call('schools.sheet', { id: 1 })).gateZones;
  if (zone?.geometry.type !== 'Polygon') throw new Error('the first gate has a zone');
  return zone.geometry.coordinates[0] ?? [];
}

describe('moving a gate', () => {
  it('changes just what a whole recomputation would, and says so before', async () => {
    const { call, draft } = await town();
    const input = { ...draft, position: at(-420, 0) };
    const preview = await call('changes.preview', { command: 'gates.save', input });
    const before = await findings(call);
    await call('gates.save', input);
    const moved = await findings(call);
    expect(moved).not.toEqual(before);
    await call('findings.recompute', {});
    expect(await findings(call)).toEqual(moved);
    expect(preview.total).toBe(preview.flips.length);
  });

  it('lists which venues enter, leave or become doubtful, by their names, and leaves nothing behind', async () => {
    const { call } = await town();
    const before = await findings(call);
    // The campus moves 900 m east: all that lay at its wall leave, the far internet café enters.
    const input = { schoolId: 1, campus: [square(850, -60, 45)], source: 'imagery' as const };
    const { flips } = await call('changes.preview', { command: 'schools.saveCampus', input });
    const said = flips.map(({ venueName, before: was, after: is }) => `${venueName} ${was}→${is}`);
    expect(said).toContain('极速网吧 violation→outside');
    expect(said).toContain('远方网吧 outside→violation');
    expect(await findings(call)).toEqual(before);
    await call('schools.saveCampus', input);
    const after = await findings(call);
    await call('findings.recompute', {});
    expect(await findings(call)).toEqual(after);
    expect(await call('changes.preview', { command: 'schools.saveCampus', input })).toEqual({
      total: 0,
      flips: [],
    });
  });

  it('is told once, with the questions that it makes stale', async () => {
    const { call, service, draft } = await town();
    const events: unknown[] = [];
    service.subscribe((event) => events.push(event));
    await call('gates.save', { ...draft, position: at(0, -70) });
    expect(events).toEqual([
      {
        event: 'stale',
        queries: expect.arrayContaining(['schools.get', 'gates.plan', 'workspace.describe', 'edits.list']),
        by: expect.any(String),
      },
    ]);
    expect(events).toEqual([
      expect.objectContaining({ queries: expect.not.arrayContaining(['hazards.list']) }),
    ]);
  });

  it('survives a list that is imported again, as does a name given by hand', async () => {
    const { call, draft, file } = await town();
    await call('gates.save', { ...draft, name: '正南门', position: at(5, -70), positionSource: 'surveyed' });
    const list = '校门名称,所属学校,经度,纬度,主门,备注\n南门,东街小学,116.4003,39.8991,否,改\n';
    await call('import.run', { token: file('again.csv', list), as: 'gates', crs: 'wgs84', map: {} });
    const { gates } = await call('schools.get', { id: 1 });
    const kept = gates.find((gate) => gate.id === draft.id);
    expect(kept).toMatchObject({ name: '正南门', positionSource: 'surveyed' });
    expect(kept?.position[0]).toBeCloseTo(at(5, -70)[0], 9);
  });
});

describe('gates', () => {
  it('are added and taken away, with their findings', async () => {
    const { call, draft } = await town();
    const whole = await findings(call);
    const { id } = await call('gates.save', {
      ...draft,
      id: null,
      name: '西门',
      isMain: false,
      position: at(-45, 0),
    });
    expect((await call('schools.get', { id: 1 })).gates.map(({ name }) => name)).toContain('西门');
    await call('gates.remove', { id });
    expect(await findings(call)).toEqual(whole);
    await expect(call('gates.remove', { id })).rejects.toMatchObject({ code: 'GATE_UNKNOWN' });
  });

  it('keep a front and a band drawn by hand through recomputation', async () => {
    const { call, draft } = await town();
    const frontage = { line: [at(-100, -60), at(100, -60)], width: 14 };
    await call('gates.save', { ...draft, frontage });
    await call('findings.recompute', {});
    const { gates } = await call('schools.get', { id: 1 });
    expect(gates[0]?.frontage).toEqual(frontage);
    const norths = (await gateZoneRing(call)).map(([lng, lat]) => frame.toLocal([lng ?? 0, lat ?? 0])[1]);
    expect(Math.min(...norths)).toBeCloseTo(-67, 1);
    expect(Math.max(...norths)).toBeCloseTo(-53, 1);
    const band = { ring: [at(-50, -60), at(50, -60), at(50, -52), at(-50, -52)], length: 50 };
    await call('gates.save', { ...draft, frontage: null, band });
    expect((await gateZoneRing(call)).slice(0, 4)).toEqual(band.ring);
  });
});

describe('a campus', () => {
  it('that crosses itself or has no area is refused, and nothing changes', async () => {
    const { call } = await town();
    const before = await findings(call);
    const bowTie = [[[at(0, 0), at(100, 100), at(100, 0), at(0, 100)]]];
    await expect(
      call('schools.saveCampus', { schoolId: 1, campus: bowTie, source: 'imagery' }),
    ).rejects.toMatchObject({ code: 'SHAPE_REFUSED', message: expect.stringContaining('自相交叉') });
    const line = [[[at(0, 0), at(100, 0), at(0, 0)]]];
    await expect(
      call('schools.saveCampus', { schoolId: 1, campus: line, source: 'imagery' }),
    ).rejects.toMatchObject({
      code: 'SHAPE_REFUSED',
    });
    expect(await findings(call)).toEqual(before);
  });

  it('can be taken away; then gates are measured from', async () => {
    const { call } = await town();
    await call('schools.saveCampus', { schoolId: 1, campus: null, source: 'imagery' });
    const [row] = await call('findings.list', { schoolId: 1 });
    expect(row).toMatchObject({ origin: 'anyGate', gateName: '南门' });
  });
});

describe('the position of a venue', () => {
  it('moves its findings, and its source its certainty', async () => {
    const { call } = await town();
    const hits = await call('search.places', { text: '远方网吧' });
    const id = hits[0]?.id ?? 0;
    await call('venues.savePosition', { id, position: at(0, -120), source: 'surveyed' });
    const [finding] = await call('findings.list', { venueId: id });
    expect(finding).toMatchObject({ verdict: 'inside', schoolId: 1 });
    expect(finding?.sigma).toBeLessThan(6);
    await call('findings.recompute', {});
    const [again] = await call('findings.list', { venueId: id });
    expect(again?.distance).toBe(finding?.distance);
  });
});

describe('standard errors of positions', () => {
  it('can be set for the workspace, and then decide', async () => {
    const { call } = await town();
    const { sigmas } = await call('workspace.describe', {});
    const certain = { ...sigmas, registry: 0.5, imagery: 0.5 };
    const { flips } = await call('changes.preview', {
      command: 'workspace.saveSigmas',
      input: { sigmas: certain },
    });
    expect(flips).toMatchObject([{ venueName: '边缘KTV', before: 'undetermined', after: 'violation' }]);
    await call('workspace.saveSigmas', { sigmas: certain });
    expect((await call('workspace.describe', {})).counts.undetermined).toBe(0);
    await expect(call('workspace.saveSigmas', { sigmas: { ...sigmas, registry: -1 } })).rejects.toMatchObject(
      {
        code: 'INPUT_INVALID',
      },
    );
  });
});

describe('a preview', () => {
  it('refuses what is not a command, and answers with the errors of the command', async () => {
    const { call } = await town();
    await expect(call('changes.preview', { command: 'schools.list', input: {} })).rejects.toMatchObject({
      code: 'PROCEDURE_UNKNOWN',
    });
    await expect(
      call('changes.preview', { command: 'gates.remove', input: { id: 999 } }),
    ).rejects.toMatchObject({
      code: 'GATE_UNKNOWN',
    });
    await expect(call('changes.preview', { command: 'gates.remove', input: {} })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  it('of an import tells what its list would flip', async () => {
    const { call, file } = await town();
    const token = file('new.csv', '名称,类别,地址,经度,纬度\n新潮网吧,网吧,东街7号,116.4000,39.8988\n');
    const input = { token, as: 'venues', crs: 'wgs84', map: {} };
    const { flips } = await call('changes.preview', { command: 'import.run', input });
    expect(flips).toMatchObject([{ venueName: '新潮网吧', before: 'outside', after: 'violation' }]);
    expect((await listVenues(call)).map(({ name }) => name)).not.toContain('新潮网吧');
  });
});
