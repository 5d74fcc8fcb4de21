import { describe, expect, it } from 'vitest';
import type { SurveyDraft } from '#shared/contract/surveys.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const officers = [
  { name: '张三', certificate: 'A1', agency: '公安分局' },
  { name: '李四', certificate: 'A2', agency: '区市场监督管理局' },
];

async function town() {
  const open = await openWorkspace();
  await importSmallTown(open);
  const [ktv] = await open.call('search.places', { text: '边缘KTV' });
  const venueId = ktv?.id ?? 0;
  const draft: SurveyDraft = {
    schoolId: 1,
    venueId,
    gateId: null,
    method: 'straight',
    fromText: '校园南墙外缘',
    toText: '场所正门中线',
    segments: [
      { from: '校园南墙', to: '转折点', metres: 120.35 },
      { from: '转折点', to: '正门', metres: 79.1 },
    ],
    instrument: 'tape',
    instrumentNumber: 'JL-0031',
    sigma: 0.1,
    surveyedAt: '2026-11-20T10:00',
    officers,
    witness: '',
    note: '',
  };
  return { ...open, venueId, draft };
}

describe('a surveyed distance', () => {
  it('settles a doubt, with the computed distance beside it, and is audited', async () => {
    const { call, venueId, draft } = await town();
    const [doubtful] = await call('findings.list', { venueId });
    expect(doubtful).toMatchObject({
      verdict: 'undetermined',
      toSettle: '实测校园边界最近处至场所出入口的直线距离',
    });
    const { id, code } = await call('surveys.record', draft);
    expect(code).toBe('CL-2026Q4-0001');
    const [settled] = await call('findings.list', { venueId });
    expect(settled).toMatchObject({ verdict: 'inside', surveyId: id, toSettle: null });
    expect(settled?.distance).toBeCloseTo(199.45, 9);
    expect(settled?.boundary).toBe(doubtful?.boundary);
    const certificate = await call('surveys.get', { id });
    expect(certificate).toMatchObject({ schoolName: '东街小学', venueName: '边缘KTV', officers });
    expect(certificate.computed.boundary).toBeCloseTo(doubtful?.boundary ?? 0, 6);
    expect(certificate.decides.map(({ verdict }) => verdict)).toContain('inside');
    await call('findings.recompute', {});
    expect((await call('findings.list', { venueId }))[0]).toMatchObject({ verdict: 'inside', surveyId: id });
  });

  it('shows what it would flip before it is saved', async () => {
    const { call, draft } = await town();
    const { flips } = await call('changes.preview', { command: 'surveys.record', input: draft });
    expect(flips).toMatchObject([{ venueName: '边缘KTV', before: 'undetermined', after: 'violation' }]);
    expect(await call('surveys.list', {})).toEqual([]);
  });

  it('that says 区外 keeps the venue out of the list of findings but not out of the record', async () => {
    const { call, service, venueId, draft } = await town();
    await call('surveys.record', { ...draft, segments: [{ from: '', to: '', metres: 203.2 }] });
    expect((await call('findings.list', { venueId }))[0]).toMatchObject({
      verdict: 'outside',
      severity: 'outside',
    });
    const { findingsTable } = await import('#service/output/export/findings-table.ts');
    const { rows } = await findingsTable(service.workspace.database.reader, service.workspace);
    expect(rows.some((row) => row.includes('边缘KTV'))).toBe(false);
  });

  it('can be withdrawn with a reason, never deleted', async () => {
    const { call, venueId, draft } = await town();
    const { id } = await call('surveys.record', draft);
    await call('surveys.withdraw', { id, reason: '起点量错' });
    expect((await call('findings.list', { venueId }))[0]).toMatchObject({
      verdict: 'undetermined',
      surveyId: null,
    });
    expect(await call('surveys.list', { venueId })).toMatchObject([{ id, withdrawnReason: '起点量错' }]);
    await expect(call('surveys.withdraw', { id, reason: '再次' })).rejects.toMatchObject({
      code: 'SURVEY_WITHDRAWN',
    });
  });

  it.each<[string, Partial<SurveyDraft>, string]>([
    ['one officer', { officers: officers.slice(1) }, 'OFFICERS_TOO_FEW'],
    ['one officer twice', { officers: [officers[0]!, officers[0]!] }, 'OFFICERS_SAME'],
    [
      'the coordinator',
      { officers: [officers[0]!, { ...officers[1]!, agency: '区委政法委' }] },
      'AGENCY_MAY_NOT_INSPECT',
    ],
    ['a walk from the wall', { method: 'walking' }, 'SURVEY_GATE_REQUIRED'],
    ['a gate of another school', { gateId: 99 }, 'GATE_UNKNOWN'],
    ['a time to come', { surveyedAt: '2026-11-22T10:00' }, 'SURVEY_IN_FUTURE'],
    ['no length', { segments: [{ from: '', to: '', metres: 0 }] }, 'INPUT_INVALID'],
    ['no such venue', { venueId: 999 }, 'VENUE_UNKNOWN'],
  ])('is refused with %s', async (_, change, code) => {
    const { call, draft } = await town();
    await expect(call('surveys.record', { ...draft, ...change })).rejects.toMatchObject({ code });
  });

  it('keeps its gate from being deleted', async () => {
    const { call, draft } = await town();
    const { gates } = await call('schools.get', { id: 1 });
    const gateId = gates[0]?.id ?? 0;
    await call('surveys.record', { ...draft, gateId });
    await expect(call('gates.remove', { id: gateId })).rejects.toMatchObject({ code: 'GATE_SURVEYED' });
  });
});

describe('a walking path', () => {
  it('says why there is none, and comes with its stretches where there is one', async () => {
    const { call, file, venueId } = await town();
    expect(await call('walks.get', { schoolId: 1, venueId })).toMatchObject({
      metres: null,
      reason: '未导入可步行路网',
    });
    const road = {
      type: 'Feature',
      properties: { name: '南街', highway: 'residential' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.4001, 39.8996],
          [116.4001, 39.8976],
        ],
      },
    };
    await call('import.run', {
      token: file('roads.geojson', JSON.stringify({ type: 'FeatureCollection', features: [road] })),
      as: 'roads',
      crs: 'wgs84',
      map: {},
    });
    const walk = await call('walks.get', { schoolId: 1, venueId });
    expect(walk).toMatchObject({ gateName: '南门', reason: null });
    expect(walk.segments.map(({ kind, road: name }) => `${kind} ${name}`)).toEqual([
      'connector ',
      'road 南街',
      'connector ',
    ]);
    const [finding] = await call('findings.list', { venueId });
    expect(finding?.walking).toBeCloseTo(walk.metres ?? 0, 6);
  });
});
