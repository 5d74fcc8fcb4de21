import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { Call } from '../support/calls.ts';
import { openDemo } from '../support/demo.ts';
import { wordsOf } from '../support/document-words.ts';
import { onSchoolDays } from '../support/duty.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

/** A small town with a road before the gate of 东街小学 and some facilities. */
async function street() {
  const workspace = await openWorkspace('zhejiang-dongyang');
  await importSmallTown(workspace);
  const { call, file } = workspace;
  const line = (coordinates: number[][], properties: object) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'LineString', coordinates },
  });
  const features = [
    line(
      [
        [116.397, 39.8993],
        [116.403, 39.8993],
      ],
      { 名称: '门前路', 种类: 'tertiary' },
    ),
    // A drive leads through the gate into the campus: the gate does not open onto it.
    line(
      [
        [116.4, 39.8993],
        [116.4, 39.9],
      ],
      { 名称: '校内路', 种类: 'service' },
    ),
  ];
  await call('import.run', {
    token: file('roads.geojson', JSON.stringify({ type: 'FeatureCollection', features })),
    as: 'roads',
    crs: 'wgs84',
    map: {},
  });
  const list =
    '种类,经度,纬度,状态\ncrossing,116.4002,39.8993,\n监控,116.4001,39.8995,\n路灯,116.4001,39.8994,损坏\n公交车站,116.4003,39.89931,\n';
  await call('import.run', { token: file('facilities.csv', list), as: 'facilities', crs: 'wgs84', map: {} });
  return workspace;
}

const cellOf = async (call: Call, requirementId: string) =>
  (await call('provisions.matrix', {}))
    .find(({ name }) => name === '东街小学')
    ?.gates[0]?.cells.find((cell) => cell.requirementId === requirementId);

describe('the gates of a town', () => {
  it('have, lack or may have what is asked, along the street and not along the drive', async () => {
    const { call } = await street();
    const [school] = (await call('provisions.matrix', {})).filter(({ name }) => name === '东街小学');
    expect(school?.gates[0]?.road).toEqual({ name: '门前路', class: 'tertiary' });
    // By hand: 22.2 m south to the road and 17.1 m east along it; the listed gate is known to 10 m only.
    expect(await cellOf(call, 'crossing')).toMatchObject({ provision: 'doubtful', measure: 'alongRoad' });
    expect((await cellOf(call, 'crossing'))?.metres).toBeCloseTo(22.2 + 17.1, 0);
    expect(await cellOf(call, 'camera')).toMatchObject({ provision: 'present', measure: 'straight' });
    expect(await cellOf(call, 'lighting')).toMatchObject({ provision: 'missing', note: '有一处损坏' });
    expect(await cellOf(call, 'signal')).toMatchObject({ provision: 'exempt' });
    // No list of signs came, and nobody looked.
    expect(await cellOf(call, 'warning_sign')).toMatchObject({ provision: 'unsurveyed' });
    expect(school?.gates[0]?.surveyedOn).toBeNull();
  });

  it('are not said to lack what nobody looked for, until somebody walks there', async () => {
    const { call } = await street();
    const gap = { gateId: 1, requirementId: 'warning_sign', dueOn: '2026-12-31' };
    const bodies = { responsibleBody: '', responsiblePerson: '' };
    await expect(call('gaps.toHazard', { ...gap, ...bodies })).rejects.toMatchObject({
      code: 'GAP_UNSURVEYED',
    });
    const said = { surveyedOn: '2026-11-20', surveyors: '张三、李四', note: '' };
    const walk = { ...said, gateId: 1 };
    await expect(call('gates.survey', { ...walk, answers: {} })).rejects.toMatchObject({
      code: 'GATE_SURVEY_EMPTY',
    });
    await expect(call('gates.survey', { ...walk, answers: { 没有: '有' } })).rejects.toMatchObject({
      code: 'REQUIREMENT_UNKNOWN',
    });
    await expect(
      call('gates.survey', { ...walk, surveyedOn: '2099-01-01', answers: { camera: '有' } }),
    ).rejects.toMatchObject({ code: 'GATE_SURVEY_FUTURE' });
    const answers = { warning_sign: '没有', speed_sign: '有', camera: '损坏' } as const;
    const { id } = await call('gates.survey', { ...walk, answers });
    expect(await cellOf(call, 'warning_sign')).toMatchObject({ provision: 'missing' });
    expect(await cellOf(call, 'speed_sign')).toMatchObject({ provision: 'present' });
    expect(await cellOf(call, 'camera')).toMatchObject({
      provision: 'missing',
      note: '2026-11-20 现场核对：有一处损坏',
    });
    expect(await cellOf(call, 'waiting_area')).toMatchObject({ provision: 'unsurveyed' });
    const plan = await call('gates.plan', { id: 1 });
    expect(plan.surveys).toEqual([{ id, ...said, answers }]);
    expect(plan.gate.surveyedOn).toBe('2026-11-20');
    await call('gaps.toHazard', { ...gap, ...bodies });
    // A later walk looks at the camera alone; what the earlier one saw of the rest still counts.
    await call('gates.survey', { ...walk, surveyedOn: '2026-11-21', answers: { camera: '有' } });
    expect(await cellOf(call, 'camera')).toMatchObject({ provision: 'present' });
    expect(await cellOf(call, 'speed_sign')).toMatchObject({ provision: 'present' });
    await expect(call('gates.remove', { id: 1 })).rejects.toMatchObject({ code: 'GATE_DEPENDED' });
  });

  it('keep photos of a walk', async () => {
    const { call, file } = await street();
    const walk = { gateId: 1, surveyedOn: '2026-11-20', surveyors: '张三', note: '' };
    const { id } = await call('gates.survey', { ...walk, answers: { camera: '有' } });
    const of = { kind: 'gateSurvey' as const, id };
    const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('照片'.repeat(20))]);
    await call('attachments.add', { token: file('门.jpg', photo), thumbnail: null, of, caption: '' });
    expect(await call('attachments.list', { of })).toMatchObject([{ of, name: '门.jpg' }]);
    await expect(
      call('attachments.add', {
        token: file('门.jpg', photo),
        thumbnail: null,
        of: { ...of, id: id + 1 },
        caption: '',
      }),
    ).rejects.toMatchObject({ code: 'ROW_UNKNOWN' });
  });

  it('are judged by a list of a kind from when it comes until it is taken back', async () => {
    const { call, file } = await street();
    const list = '种类,经度,纬度,状态\n警告标志,116.45,39.9,\n';
    const token = file('signs.csv', list);
    await call('import.run', { token, as: 'facilities', crs: 'wgs84', map: {} });
    expect(await cellOf(call, 'warning_sign')).toMatchObject({ provision: 'missing', note: '附近没有' });
    await call('import.undo', {});
    expect(await cellOf(call, 'warning_sign')).toMatchObject({ provision: 'unsurveyed' });
  });

  it('turn gaps into plans and hazards with one action each, and tell what has changed since', async () => {
    const { call } = await street();
    const gateId = 1;
    await call('gates.survey', {
      gateId,
      surveyedOn: '2026-11-20',
      surveyors: '张三',
      answers: { warning_sign: '没有', no_stopping: '没有' },
      note: '',
    });
    const { id: kept } = await call('provisions.keep', { title: '改造前' });
    const { id: planned } = await call('gaps.plan', { gateId, requirementId: 'warning_sign' });
    expect(await cellOf(call, 'warning_sign')).toMatchObject({ provision: 'missing', plannedId: planned });
    expect(await call('provisions.compare', { id: kept })).toEqual([]);
    await call('tables.edit', {
      table: 'facilities',
      ids: [planned],
      values: { state: '完好', checkedOn: '2026-11-21' },
    });
    expect(await cellOf(call, 'warning_sign')).toMatchObject({ provision: 'present', plannedId: null });
    expect(await call('provisions.compare', { id: kept })).toMatchObject([
      { school: '东街小学', requirement: '警告标志', before: 'missing', now: 'present' },
    ]);
    const gap = {
      gateId,
      requirementId: 'no_stopping',
      responsibleBody: '公安局',
      responsiblePerson: '何某',
      dueOn: '2026-12-31',
    };
    const { id, code } = await call('gaps.toHazard', gap);
    await expect(call('gaps.toHazard', gap)).rejects.toMatchObject({ code: 'GAP_KNOWN' });
    await expect(call('gaps.toHazard', { ...gap, requirementId: 'camera' })).rejects.toMatchObject({
      code: 'GAP_NONE',
    });
    await expect(call('gaps.toHazard', { ...gap, requirementId: '没有' })).rejects.toMatchObject({
      code: 'REQUIREMENT_UNKNOWN',
    });
    await expect(call('gaps.plan', { gateId: 99, requirementId: 'camera' })).rejects.toMatchObject({
      code: 'GATE_UNKNOWN',
    });
    const hazard = await call('hazards.get', { id });
    expect(hazard.hazard).toMatchObject({ code, kind: '设施缺失', state: 'assigned', placeName: '东街小学' });
    expect(hazard.basis).toContain('东阳');
    expect(await cellOf(call, 'no_stopping')).toMatchObject({ hazardId: id });
    // It goes the way of every hazard: a re-inspection, closed. That needs no stop of a sweep.
    const act = (
      action: 'startRectifying' | 'submitForReinspection' | 'close',
      reinspectionId: number | null,
    ) => call('hazards.transition', { id, action, note: '', reinspectionId });
    await act('startRectifying', null);
    await act('submitForReinspection', null);
    const reinspection = await call('hazards.reinspect', {
      hazardId: id,
      startedAt: '2026-11-21T09:00',
      endedAt: '2026-11-21T09:20',
      officers: [1, 2].map((i) => ({ name: `员${i}`, certificate: `证${i}`, agency: '公安局' })),
      result: '已整改',
      facts: '已施划',
    });
    await act('close', reinspection.id);
    expect(await cellOf(call, 'no_stopping')).toMatchObject({ hazardId: null });
  });

  it('show what does not belong into the stretch', async () => {
    const { call } = await street();
    const plan = await call('gates.plan', { id: 1 });
    expect(plan).toMatchObject({ shape: 'circle', length: 50, escort: 5, schoolName: '东街小学' });
    expect(plan.facilities.map(({ kind, fault }) => [kind, fault])).toEqual([
      ['监控', null],
      ['照明', null],
      ['人行横道', null],
      ['公交站', '公交站在禁停路段内'],
    ]);
    await call('gates.savePlan', { id: 1, restrictions: '限时禁行', oneWay: '', waiting: '', note: '' });
    expect((await call('gates.plan', { id: 1 })).text.restrictions).toBe('限时禁行');
  });

  it('have the stops, signs and routes of school buses beside them, and the dossier their plates', async () => {
    const { call, file } = await street();
    const list = '种类,经度,纬度\n校车停靠站,116.4003,39.8993\n校车站牌,116.4004,39.8993\n';
    await call('import.run', { token: file('校车.csv', list), as: 'facilities', crs: 'wgs84', map: {} });
    const draw = (kind: string, geometry: GeoJSON.Point | GeoJSON.LineString) =>
      call('places.save', { table: 'facilities', id: null, values: { kind, state: '完好' }, geometry });
    await draw('接送车辆停靠点', { type: 'Point', coordinates: [116.3998, 39.8993] });
    const route = [
      [116.398, 39.8993],
      [116.402, 39.8993],
    ];
    await draw('校车行驶线路', { type: 'LineString', coordinates: route });
    const { facilities } = await call('gates.plan', { id: 1 });
    const kinds = ['校车停靠点', '校车停靠点标牌', '接送车辆停靠点', '校车行驶线路'];
    const found = kinds.map((kind) => facilities.find((each) => each.kind === kind));
    expect(found.map((each) => [each?.kind, each?.fault])).toEqual(kinds.map((kind) => [kind, null]));
    // By hand: the road runs 22.2 m south of the gate.
    expect(found[3]?.metres).toBeCloseTo(22.2, 0);
    const said = { '校车、接送车辆': '浙G12345校，标牌有效期至2027-07-31，停东街口' };
    const about = { kind: 'school' as const, id: 1 };
    const dossier = { template: 'dossier', about, issuer: '', said, pictures: [] };
    const { id } = await call('documents.make', dossier);
    expect(wordsOf(new Uint8Array(await call('reports.read', { id })))).toContain('标牌有效期至2027-07-31');
  });

  it('stay while something rests on them, and so do facilities with photos', async () => {
    const { call, file } = await street();
    await call('gates.savePlan', { id: 1, restrictions: '限时禁行', oneWay: '', waiting: '', note: '' });
    await expect(call('gates.remove', { id: 1 })).rejects.toMatchObject({ code: 'GATE_DEPENDED' });
    await expect(call('places.remove', { table: 'schools', id: 1 })).rejects.toMatchObject({
      code: 'PLACE_DEPENDED',
    });
    const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('照片'.repeat(20))]);
    const of = { kind: 'facility' as const, id: 1 };
    await call('attachments.add', { token: file('a.jpg', photo), thumbnail: null, of, caption: '' });
    expect(await call('attachments.list', { of })).toMatchObject([{ of, name: 'a.jpg' }]);
    await expect(call('places.remove', { table: 'facilities', id: 1 })).rejects.toMatchObject({
      code: 'PLACE_DEPENDED',
    });
    await call('places.remove', { table: 'facilities', id: 2 });
  });

  it('tell who is wanting, by the pack', async () => {
    const { call } = await street();
    const gapsOf = async () => (await call('duties.list', {})).find(({ gateId }) => gateId === 1)?.gaps;
    expect(await gapsOf()).toEqual(['上学没有安排', '放学没有安排']);
    const hours = { from: '07:00', until: '08:00' };
    const duty = { gateId: 1, post: '校门口', body: '学校', phone: '', ...hours, ...onSchoolDays };
    const noLeader = '护卫队没有队长（学校领导担任，岗位写“队长”）';
    for (let i = 0; i < 4; i++)
      await call('duties.save', { ...duty, id: null, period: '上学', person: `人${i}` });
    // Parents and police come on top of the escort, and do not make it up.
    for (const body of ['家长', '公安派出所'])
      await call('duties.save', { ...duty, id: null, period: '上学', person: body, body });
    const last = await call('duties.save', { ...duty, id: null, period: '放学', person: '人0' });
    expect(await gapsOf()).toEqual(['全校护卫队（教师、保安）4 人，少于 5 人', noLeader]);
    await call('duties.save', { ...duty, id: null, period: '放学', person: '副校长', post: '护卫队队长' });
    expect(await gapsOf()).toEqual([]);
    await call('duties.remove', { id: last.id });
    await expect(call('duties.remove', { id: last.id })).rejects.toMatchObject({ code: 'DUTY_UNKNOWN' });
    await expect(
      call('duties.save', { ...duty, id: null, period: '放学', person: '人', from: '09:00' }),
    ).rejects.toMatchObject({ code: 'TEAM_HOURS' });
  });

  it('know what happened before them', async () => {
    const { call } = await street();
    const incident = { kind: '乱停' as const, at: '2026-11-20T07:30', note: '' };
    const near = await call('incidents.save', { ...incident, id: null, position: [116.4005, 39.8994] });
    await call('incidents.save', { ...incident, id: null, position: [116.5, 39.8] });
    const list = await call('incidents.list', {});
    expect(list.map(({ gate }) => gate?.id ?? null)).toEqual([null, 1]);
    await call('incidents.save', { ...incident, id: near.id, position: [116.4005, 39.8994], note: '三辆' });
    expect((await call('gates.plan', { id: 1 })).incidents).toMatchObject([{ id: near.id, note: '三辆' }]);
    await call('incidents.remove', { id: near.id });
    await expect(call('incidents.remove', { id: near.id })).rejects.toMatchObject({
      code: 'INCIDENT_UNKNOWN',
    });
  });

  it('draw facilities as lines and areas, measured to their nearest point', async () => {
    const { call, file } = await street();
    const { id } = await call('places.save', {
      table: 'facilities',
      id: null,
      values: { kind: '隔离护栏', name: '', state: '完好' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.3995, 39.8994],
          [116.4005, 39.8994],
        ],
      },
    });
    expect(await cellOf(call, 'hard_barrier')).toMatchObject({ provision: 'present', facilityId: id });
    const area = {
      type: 'Feature',
      properties: { 种类: '家长等候区' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [116.402, 39.8994],
            [116.4022, 39.8994],
            [116.4022, 39.8996],
            [116.402, 39.8996],
            [116.402, 39.8994],
          ],
        ],
      },
    };
    const token = file('area.geojson', JSON.stringify({ type: 'FeatureCollection', features: [area] }));
    await call('import.run', { token, as: 'facilities', crs: 'wgs84', map: {} });
    const plan = await call('gates.plan', { id: 1 });
    expect(plan.facilities.find(({ kind }) => kind === '家长等候区')?.fault).toMatch(
      /^家长等候区距校门 17\d\.\d m/,
    );
    expect(plan.facilities.find(({ kind }) => kind === '家长等候区')?.geometry.type).toBe('Polygon');
  });

  it('are a workbook of what is there and what is wanting', async () => {
    const call = await openDemo();
    const book = read(Buffer.from(await call('provisions.export', {})));
    expect(book.SheetNames).toEqual(['设施对照表', '设施缺口']);
    const matrix = await call('provisions.matrix', {});
    const gates = matrix.flatMap((school) => school.gates);
    const missing = gates
      .flatMap(({ cells }) => cells)
      .filter(({ provision }) => provision === 'missing' || provision === 'doubtful');
    const rows = (name: string) =>
      utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1 }).slice(3);
    expect(rows('设施对照表')).toHaveLength(gates.length + 1);
    expect(rows('设施缺口')).toHaveLength(missing.length + 1);
    const zip = await call('documents.make', {
      template: 'dossier',
      about: { kind: 'school', id: 1 },
      issuer: '',
      said: {},
      pictures: [],
    });
    expect((await call('reports.archive', { ids: [zip.id] })).length).toBeGreaterThan(5000);
  });
});
