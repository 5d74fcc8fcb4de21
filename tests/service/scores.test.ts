import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import type { ScoredSubject } from '#shared/contract/scores.ts';
import { elementAt } from '#shared/lists/element.ts';
import { hazardsByCode } from '#shared/scores/rows-in-table.ts';
import { criterionText } from '#shared/scores/score-scheme.ts';
import { checkForm } from '#shared/self-checks/check-form.ts';
import { wordsOf } from '../support/document-words.ts';
import { filledForm } from '../support/filled-form.ts';
import { PIXEL } from '../support/photo.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const { items } = checkForm;
const span = { from: '2026-10-01', to: '2026-12-31' };
const towns = { scheme: 'builtin-towns', ...span };
const officers = [
  { name: '王志强', certificate: '证-1', agency: '区公安分局' },
  { name: '李海涛', certificate: '证-2', agency: '区市场监管局' },
];

const town = (name: string, west: number, east: number) => ({
  type: 'Feature',
  properties: { 名称: name, 类型: '镇街' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 39.89],
        [east, 39.89],
        [east, 39.91],
        [west, 39.91],
        [west, 39.89],
      ],
    ],
  },
});

/**
 * Two towns with a school each. East: a hazard that is overdue and listed, one that repeats it and is closed, a listed
 * area, a form that came back in time, a whistle that nobody answered. West: an open hazard, a form that did not come.
 */
async function openTowns() {
  const clock = { now: new Date('2026-11-18T02:00:00Z') };
  const workspace = await openWorkspace('beijing-daxing', { now: () => clock.now });
  await importSmallTown(workspace);
  const { call, file } = workspace;
  const regions = JSON.stringify({
    type: 'FeatureCollection',
    features: [town('东镇', 116.39, 116.405), town('西镇', 116.405, 116.43)],
  });
  await call('import.run', { token: file('辖区.geojson', regions), as: 'regions', crs: 'wgs84', map: {} });
  const idOf = async (text: string) => elementAt(await call('search.places', { text }), 0).id;
  const cafe = await idOf('极速网吧');
  const { id: sweepId } = await call('sweeps.create', {
    ...{ title: '秋季行动', period: '2026Q4', agencies: ['区公安分局', '区市场监管局'], focusTopics: [] },
  });
  const { id: stopId } = await call('sweeps.addStop', {
    sweepId,
    venueId: cafe,
    schoolId: 1,
    reason: '抽查',
  });
  const person = { responsiblePerson: '孙文博', kind: '社会治安' };
  const visit = async (day: string, hazard: Partial<InputOf<'visits.record'>['hazards'][number]>) =>
    await call('visits.record', {
      ...{ stopId, startedAt: `${day}T09:00`, endedAt: `${day}T09:30`, officers, result: '发现隐患' },
      ...{ facts: '接纳未成年人', measuredDistance: null, measures: '', partyView: '', capReason: '专项' },
      hazards: [
        {
          ...person,
          ...{ level: '一般', dueOn: '2026-12-20', responsibleBody: '', description: '接纳未成年人' },
          ...hazard,
        },
      ],
    });
  // The pack calls it 区公安分局 today.
  const late = { level: '重大', dueOn: '2026-10-20', responsibleBody: '公安分局' } as const;
  const first = await visit('2026-10-08', late);
  const overdue = elementAt(first.hazards, 0);
  const photo = await call('attachments.add', {
    ...{ token: file('门前.jpg', PIXEL), thumbnail: null, caption: '门前' },
    of: { kind: 'hazard', id: overdue },
  });
  const again = await visit('2026-11-12', { responsibleBody: '区市场监管局' });
  const closed = elementAt(again.hazards, 0);
  const tell = async (schoolId: number | null, responsibleBody: string) =>
    await call('hazards.register', {
      ...{ lead: false, source: '社区网格', sourceNumber: '', saidBy: '网格员', saidOn: '2026-11-17' },
      ...{ ...person, responsibleBody, level: '一般', dueOn: '2026-12-20', description: '门口拥堵' },
      ...{ venueId: null, schoolId, placeText: schoolId === null ? '某处' : '' },
    });
  await tell(2, '区公安分局');
  await tell(null, '');
  await close(workspace, closed);
  await call('hazards.supervise', {
    ...{ id: overdue, number: '1号', level: '区级', body: '区委政法委', leader: '张', requirement: '整改' },
    ...{ listedOn: '2026-11-13', dueOn: '2026-12-31' },
  });
  await listSpot(workspace);
  await returnForm(workspace);
  await planTasks(workspace);
  const { ids } = await call('handings.hand', {
    ...{ hazardId: overdue, kind: 'whistle', fromBody: '区委政法委', toBodies: ['东镇', '区公安分局'] },
    ...{ toPerson: '', matter: '到场处置', due: { by: 'hours', hours: 4 } },
  });
  await call('handings.record', { id: elementAt(ids, 1), step: 'answer', note: '已到场', at: null, by: '' });
  clock.now = new Date('2026-11-21T02:00:00Z');
  return { ...workspace, photo: photo.id };
}

type Town = Awaited<ReturnType<typeof openWorkspace>>;

/** Put right, looked at by others, closed, said to be settled, and drawn to be looked at once more: it is true. */
async function close({ call }: Town, id: number): Promise<void> {
  const act = async (action: InputOf<'hazards.transition'>['action'], reinspectionId: number | null = null) =>
    await call('hazards.transition', { id, action, note: '', reinspectionId });
  await act('startRectifying');
  await act('submitForReinspection');
  const reinspection = await call('hazards.reinspect', {
    ...{ hazardId: id, startedAt: '2026-11-17T09:00', endedAt: '2026-11-17T09:30' },
    ...{ officers, result: '已整改', facts: '看过了' },
  });
  await act('close', reinspection.id);
  await call('hazards.classify', {
    ...{ id, outcome: 'resolved', dueOn: null, meetingOn: null, reportedTo: '', note: '' },
  });
  await call('rechecks.draw', { share: 1, seed: 1 });
  const check = elementAt(await call('rechecks.list', {}), 0);
  await call('rechecks.record', {
    ...{ id: check.id, checkedOn: '2026-11-18', passed: true, officers: '赵一', note: '' },
  });
}

async function listSpot({ call }: Town): Promise<void> {
  const ring = [
    [116.3985, 39.8976],
    [116.4006, 39.8976],
    [116.4006, 39.8992],
    [116.3985, 39.8976],
  ];
  const { id } = await call('places.save', {
    ...{ table: 'troubleSpots', id: null, geometry: { type: 'Polygon', coordinates: [ring] } },
    values: { name: '南门夜市', problem: '占道经营', foundOn: '2026-09-01', leadBody: '区公安分局' },
  });
  await call('troubleSpots.step', { id, step: 'list', on: '2026-10-10', grade: '区级', evaluation: '' });
}

/** Both schools get a form; the first one's comes back. */
async function returnForm({ call, file }: Town): Promise<void> {
  const { id } = await call('selfChecks.begin', {
    ...{ title: '秋季自查', of: 'schools', placeIds: [], dueOn: '2026-11-20' },
  });
  const forms = Object.values(unzipSync(await call('selfChecks.forms', { id })));
  const taken = await call('selfChecks.take', {
    tokens: [file('东街.xlsx', filledForm(elementAt(forms, 0), [[items.sheet, 2, items.answer, '符合']]))],
  });
  expect(taken.forms).toBe(1);
}

async function planTasks({ call }: Town): Promise<void> {
  const { id: campaignId } = await call('campaigns.start', { year: 2026 });
  const task = async (title: string, body: string, dueOn: string) =>
    await call('campaigns.saveTask', {
      ...{ id: null, campaignId, title, kind: 'report', phase: '', body, helping: '', startsOn: null },
      ...{ dueOn, note: '' },
    });
  const { id } = await task('月报', '公安分局', '2026-11-10');
  await call('campaigns.finishTask', { id, doneOn: '2026-11-09' });
  await task('总结', '区公安分局、区市场监管局', '2026-11-19');
}

const scoresOf = (scores: OutputOf<'scores.get'>, name: string): ScoredSubject => {
  const found = scores.subjects.find((each) => each.name === name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
};
/** coverage: [counted, of, points]. */
const told = ({ scores }: ScoredSubject) =>
  Object.fromEntries(
    scores.map(({ indicator, figure, points }) => [indicator, [figure?.counted, figure?.of, points]]),
  );

it('scores of towns are those that can be counted by hand, and every figure opens its rows', async () => {
  const { call } = await openTowns();
  const scores = await call('scores.get', towns);
  expect(scores).toMatchObject({ of: 'towns', asOf: '2026-11-21' });
  expect(told(scoresOf(scores, '东镇'))).toEqual({
    coverage: [1, 1, 15],
    rectified: [1, 2, 10],
    overdue: [1, 1, 9],
    verified: [1, 1, 10],
    repeated: [1, 2, 4],
    supervised: [1, 2, 2.5],
    spots: [1, 1, 2.5],
    zone: [1, null, 8],
    forms: [1, 1, 5],
    tasks: [0, 0, 5],
    handings: [0, 1, 0],
    leading: [undefined, undefined, null],
  });
  expect(told(scoresOf(scores, '西镇'))).toEqual({
    coverage: [0, 1, 0],
    rectified: [0, 1, 0],
    overdue: [0, 1, 10],
    verified: [0, 0, 10],
    repeated: [0, 1, 5],
    supervised: [0, 1, 5],
    spots: [0, 0, 5],
    zone: [0, null, 10],
    forms: [0, 1, 0],
    tasks: [0, 0, 5],
    handings: [0, 0, 5],
    leading: [undefined, undefined, null],
  });
  const totals = scores.subjects.map(({ name, total, possible, pending, rank }) => [
    ...[name, total, possible, pending, rank],
  ]);
  expect(totals).toEqual([
    ['东镇', 71, 100, 1, 1],
    ['西镇', 55, 100, 1, 2],
  ]);
  // The hazard of no place, and the tasks of bodies.
  expect(Object.fromEntries(scores.unplaced.map(({ formula, rows }) => [formula, rows]))).toMatchObject({
    rectified: 1,
    overdue: 1,
  });

  for (const { schoolId, name, scores: own } of scores.subjects)
    for (const { indicator, figure } of own) {
      const { rows } = await call('scores.rows', { ...towns, schoolId, name, indicator });
      expect([name, indicator, rows.filter(({ counts }) => counts).length]).toEqual([
        ...[name, indicator, figure?.counted ?? 0],
      ]);
      if (figure?.of != null) expect(rows).toHaveLength(figure.of);
      const query = hazardsByCode(rows.map(({ code }) => code));
      if (!query) continue;
      const table = await call('tables.rows', {
        ...{ table: 'hazards', query, columns: ['code'], offset: 0, limit: 50 },
      });
      expect(table.rows.map(({ id }) => id).toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    }
});

it('bodies and schools are scored by what is theirs, under whichever name the records have it', async () => {
  const { call } = await openTowns();
  const bodies = await call('scores.get', { scheme: 'builtin-bodies', ...span });
  const police = scoresOf(bodies, '区公安分局');
  expect(told(police)).toEqual({
    rectified: [0, 2, 0],
    overdue: [1, 2, 14],
    verified: [0, 0, 15],
    repeated: [0, 2, 5],
    supervised: [1, 2, 2.5],
    spots: [1, 1, 2.5],
    handings: [1, 1, 10],
    tasks: [1, 2, 9.5],
    leading: [undefined, undefined, null],
  });
  expect(police.total).toBe(58.5);
  expect(bodies.subjects.map(({ name }) => name)).not.toContain('区委政法委');
  const schools = await call('scores.get', { scheme: 'builtin-schools', ...span });
  expect(told(scoresOf(schools, '东街小学'))).toMatchObject({
    forms: [1, 1, 15],
    rectified: [1, 2, 10],
    overdue: [1, 1, 8],
    coverage: [1, 1, 10],
    zone: [1, null, 10],
  });
  expect(scoresOf(schools, '东街小学')).toMatchObject({ town: '东镇', pending: 2 });
});

it('points by hand want a reason, are kept with who and when, are undone, and overwrite nobody', async () => {
  const { call } = await openTowns();
  const subject = { schoolId: null, name: '西镇' };
  const wanted = { ...towns, ...subject, indicator: 'coverage' };
  const adjust = async (part: Partial<InputOf<'scores.adjust'>>) =>
    (await call('scores.adjust', { ...wanted, points: 12, reason: '补报了材料', was: null, ...part })).id;
  const scored = async () => scoresOf(await call('scores.get', towns), '西镇');
  const of = async () => elementAt((await scored()).scores, 0);
  await expect(adjust({ reason: '  ' })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
  await expect(adjust({ points: 15.5 })).rejects.toMatchObject({ code: 'SCORE_POINTS' });
  await expect(adjust({ name: '北镇' })).rejects.toMatchObject({ code: 'SCORE_SUBJECT' });
  await expect(adjust({ indicator: 'x' })).rejects.toMatchObject({ code: 'SCORE_INDICATOR' });
  await expect(adjust({ to: '2026-09-30' })).rejects.toMatchObject({ code: 'SCORES_DATES' });
  const first = await adjust({});
  expect(await of()).toMatchObject({
    ...{ by: 'hand', points: 12, figure: { counted: 0, of: 1 } },
    hand: { id: first, reason: '补报了材料', at: '2026-11-21T02:00:00.000Z', times: 1 },
  });
  expect((await scored()).total).toBe(67);
  // Who opened the form before that is told; nothing is lost.
  await expect(adjust({ points: 1 })).rejects.toMatchObject({ code: 'SCORE_CHANGED' });
  const second = await adjust({ points: null, reason: '材料不实', was: first });
  expect(await of()).toMatchObject({ by: 'figure', points: 0, hand: { id: second, points: null, times: 2 } });
  const { hand } = await call('scores.rows', wanted);
  expect(hand.map(({ points, reason }) => [points, reason])).toEqual([
    [null, '材料不实'],
    [12, '补报了材料'],
  ]);
  await call('edits.undo', {});
  expect(await of()).toMatchObject({ by: 'hand', points: 12 });
  await call('edits.undo', {});
  expect(await of()).toMatchObject({ by: 'figure', points: 0, hand: null });
  // Other days are another 考核.
  await adjust({});
  expect(
    elementAt(scoresOf(await call('scores.get', { ...towns, to: '2026-11-30' }), '西镇').scores, 0).by,
  ).toBe('figure');
});

it('a scheme is kept as the office’s own, taken out, in again, and refused where it cannot be reckoned', async () => {
  const { call, file } = await openTowns();
  const [given] = (await call('scores.schemes', {})).filter(({ key }) => key === 'builtin-towns');
  if (!given) throw new Error('the program suggests one');
  expect(given.scheme.note).toContain('示例方案，由单位自定');
  expect(given.scheme.indicators.map(criterionText)[0]).toContain('没有数据的不得分');
  const { indicators } = given.scheme;
  const own = {
    ...{ ...given.scheme, title: '东平安', note: '' },
    // Without data it does not count: what could be got is less.
    indicators: indicators.map((each) => ({ ...each, without: 'apart' as const })),
  };
  const { key } = await call('scores.saveScheme', { key: null, revision: null, scheme: own });
  const west = scoresOf(await call('scores.get', { ...span, scheme: key }), '西镇');
  // 抽查 10, 乱点 5, 任务 5 and 交办 5 have no data.
  expect(west).toMatchObject({ total: 30, possible: 75 });
  await call('scores.saveScheme', { key, revision: 1, scheme: { ...own, title: '东平安二' } });
  await expect(call('scores.saveScheme', { key, revision: 1, scheme: own })).rejects.toMatchObject({
    code: 'SCHEME_CHANGED',
  });
  const json = await call('scores.file', { ...span, scheme: key, as: 'json' });
  const text = strFromU8(json);
  const again = await call('scores.importScheme', { token: file('方案.json', text) });
  const listed = await call('scores.schemes', {});
  expect(listed.find((each) => each.key === again.key)).toMatchObject({
    ...{ source: 'own', revision: 1, scheme: { title: '东平安二', indicators: own.indicators } },
  });
  const refused = async (content: string) =>
    await call('scores.importScheme', { token: file('坏.json', content) }).then(
      () => 'taken',
      (error: { code: string; message: string }) => `${error.code} ${error.message}`,
    );
  expect(await refused('不是')).toContain('SCHEME_FILE');
  expect(await refused(text.replace('"formula": "coverage"', '"formula": "x"'))).toContain('只能是 coverage');
  expect(await refused(text.replace('"id": "coverage"', '"id": "handings"'))).toContain(
    '指标编号 handings 重复',
  );
  expect(await refused(text.replace('"formula": "coverage"', '"formula": "zoneFindings"'))).toContain(
    '只有个数没有比率',
  );
  expect(await refused(text.replace('"of": "towns"', '"of": "bodies"'))).toContain('不能按单位计算');
  await call('scores.removeScheme', { key: again.key });
  await expect(call('scores.removeScheme', { key: 'builtin-towns' })).rejects.toMatchObject({
    code: 'SCHEME_READONLY',
  });
  await call('edits.undo', {});
  expect((await call('scores.schemes', {})).map((each) => each.key)).toContain(again.key);
});

it('the score sheet says what the screen says, and the evidence holds a list for each figure and its originals', async () => {
  const { call } = await openTowns();
  const hand = { points: 4, reason: '制度齐全', was: null };
  await call('scores.adjust', { ...towns, schoolId: null, name: '东镇', indicator: 'leading', ...hand });
  const scores = await call('scores.get', towns);
  const east = scoresOf(scores, '东镇');
  expect(east).toMatchObject({ total: 75, pending: 0 });
  const zip = unzipSync(await call('scores.file', { ...towns, as: 'zip' }));
  const book = read(zip['01 考核评分表.xlsx']);
  const sheet = book.Sheets.汇总 ?? {};
  const [, , head = [], ...lines] = utils.sheet_to_json<unknown[]>(sheet, { header: 1 });
  expect(head.slice(0, 3)).toEqual(['名次', '镇街', '校园周边整治覆盖（15 分）']);
  expect(lines[0]).toEqual([
    ...[1, '东镇', ...east.scores.map(({ points }) => points)],
    ...[east.total, 100, 75, 0],
  ]);
  // The formulas give what stands in their cells.
  expect(sheet.O4).toMatchObject({ f: 'SUM(C4:N4)', v: 75 });
  expect(sheet.Q4).toMatchObject({ f: 'O4/P4*100', v: 75 });
  const details = utils.sheet_to_json<Record<string, unknown>>(book.Sheets.评分表 ?? {}, { range: 2 });
  expect(details).toHaveLength(24);
  expect(details[1]).toMatchObject({ 镇街: '东镇', 内容: '隐患整改', 数据: '1/2（50.0%）', 得分: 10 });
  expect(details[11]).toMatchObject({ 内容: '责任制、例会和经费保障', 得分: 4 });
  expect(String(details[11]?.备注)).toContain('人工评分：制度齐全');

  const names = Object.keys(zip);
  expect(names.filter((name) => name.startsWith('原件/'))).toEqual(['原件/照片/0001 门前.jpg']);
  expect(zip['原件/照片/0001 门前.jpg']).toEqual(new Uint8Array(PIXEL));
  const list = read(zip['清单/02 隐患整改.xlsx']).Sheets.清单 ?? {};
  const rows = utils
    .sheet_to_json<Record<string, unknown>>(list, { range: 2 })
    .filter((row) => row.序号 !== '合计');
  expect(rows.map((row) => [row.考核对象, row.已整改, row.原件 ?? ''])).toEqual([
    ['东镇', '是', ''],
    ['东镇', '否', '附1'],
    ['西镇', '否', ''],
  ]);
  const index = wordsOf(zip['00 材料目录.docx'] ?? new Uint8Array());
  for (const name of names.filter((each) => !each.startsWith('0'))) expect(index).toContain(name);
  expect(index).toContain('人工评分，由考核组查看');
  const paper = wordsOf(await call('scores.file', { ...towns, as: 'docx' }));
  expect(paper).toContain('示例方案，由单位自定');
  expect(paper).toContain('被考核单位（签字）');
});
