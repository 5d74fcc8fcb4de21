import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InputOf, OutputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type MeanwhileSides, meanwhileFields } from '#shared/contract/meanwhile.ts';
import { onSchoolDays } from '../support/duty.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

type Gate = InputOf<'gates.save'>;

/** A town with one gate, and saves that say what the form was opened with. */
async function openTown() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call, service } = workspace;
  const save = async <Name extends ServiceProcedureName>(
    name: Name,
    input: InputOf<Name>,
    was: InputOf<Name>,
    sides?: MeanwhileSides,
  ): Promise<OutputOf<Name>> =>
    (await service.call({
      id: name,
      name,
      input,
      was,
      sides,
      signal: new AbortController().signal,
    })) as never;
  const gate = async (): Promise<Gate> => {
    const { gates } = await call('schools.get', { id: 1 });
    const [first] = gates;
    if (!first) throw new Error('the school has a gate');
    const { id, name, isMain, position, positionSource, frontage, band } = first;
    return { id, schoolId: 1, name, isMain, position, positionSource, frontage, band };
  };
  return { ...workspace, save, gate };
}

/** The fields that a refusal names, by title. */
async function refused(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CodedError)) throw error;
  expect(error.code).toBe('CHANGED_MEANWHILE');
  return { message: error.message, fields: meanwhileFields(error.details) };
}

const MOVED: [number, number] = [116.4004, 39.8992];

describe('two pages on one gate', () => {
  it('one renames it, the other moves it: both hold, and both are held against lists', async () => {
    const { gate, save, call, file } = await openTown();
    const was = await gate();
    await save('gates.save', { ...was, name: '正南门' }, was);
    await save('gates.save', { ...was, position: MOVED, positionSource: 'surveyed' }, was);
    expect(await gate()).toMatchObject({ name: '正南门', position: MOVED, positionSource: 'surveyed' });
    const list = '校门名称,所属学校,经度,纬度,主门\n南门,东街小学,116.4,39.8995,否\n';
    await call('import.run', { token: file('gates.csv', list), as: 'gates', crs: 'wgs84', map: {} });
    expect(await gate()).toMatchObject({ name: '正南门', position: MOVED, isMain: false });
  });

  it('both rename it: the second is told, nothing is overwritten, and a person decides', async () => {
    const { gate, save } = await openTown();
    const was = await gate();
    await save('gates.save', { ...was, name: '正南门' }, was);
    const mine = { ...was, name: '大门', position: MOVED };
    const { message, fields } = await refused(save('gates.save', mine, was));
    expect(message).toContain('校门“正南门”');
    expect(fields).toEqual([
      {
        key: expect.stringMatching(/^gates\/1\/name\//),
        what: '校门“正南门”',
        title: '名称',
        was: '南门',
        theirs: '正南门',
        mine: '大门',
      },
    ]);
    expect(await gate()).toMatchObject({ name: '正南门', position: was.position });
    const [{ key = '' } = {}] = fields;
    await save('gates.save', mine, was, { [key]: 'theirs' });
    expect(await gate()).toMatchObject({ name: '正南门', position: MOVED });
    await save('gates.save', { ...mine, name: '东门' }, was, { [key]: 'mine' });
    expect(await gate()).toMatchObject({ name: '东门' });
  });

  it('whose value stays is said of what was shown, and of nothing newer', async () => {
    const { gate, save, call } = await openTown();
    const was = await gate();
    await call('gates.save', { ...was, name: '正南门' });
    const mine = { ...was, name: '大门' };
    const { fields } = await refused(save('gates.save', mine, was));
    await call('gates.save', { ...was, name: '东南门' });
    const later = await refused(save('gates.save', mine, was, { [fields[0]?.key ?? '']: 'mine' }));
    expect(later.fields).toMatchObject([{ theirs: '东南门' }]);
    expect(await gate()).toMatchObject({ name: '东南门' });
  });

  it('both say the same: nobody is asked', async () => {
    const { gate, save } = await openTown();
    const was = await gate();
    await save('gates.save', { ...was, name: '正南门' }, was);
    await save('gates.save', { ...was, name: '正南门' }, was);
    expect(await gate()).toMatchObject({ name: '正南门' });
  });

  it('a position is one thing: who sets it anew takes its source along', async () => {
    const { gate, save } = await openTown();
    const was = await gate();
    await save('gates.save', { ...was, positionSource: 'surveyed' }, was);
    const { fields } = await refused(save('gates.save', { ...was, position: MOVED }, was));
    expect(fields.map(({ title }) => title)).toEqual(['位置']);
  });

  it('what is taken back afterwards is what this save changed, and no more', async () => {
    const { gate, save, call } = await openTown();
    const was = await gate();
    await save('gates.save', { ...was, name: '正南门' }, was);
    await save('gates.save', { ...was, isMain: false }, was);
    await call('edits.undo', {});
    expect(await gate()).toMatchObject({ name: '正南门', isMain: true });
  });
});

it('an outline that nobody else changed is nobody’s, however a page writes it', async () => {
  const { call, save } = await openTown();
  const { campus, boundarySource } = await call('schools.get', { id: 1 });
  if (!campus || !boundarySource) throw new Error('the school has an outline');
  const was = { schoolId: 1, campus, source: boundarySource };
  const [[ring = []] = []] = campus;
  const open = { ...was, campus: [[ring.slice(0, -1)]] };
  const drawn = {
    ...was,
    campus: [[ring.slice(0, -1).map(([lng, lat]) => [lng, lat + 1e-5] as [number, number])]],
  };
  await save('schools.saveCampus', drawn, open);
  const now = await call('schools.get', { id: 1 });
  expect(now.campus?.[0]?.[0]?.[0]?.[1]).toBeCloseTo((ring[0]?.[1] ?? 0) + 1e-5, 7);
  const { fields } = await refused(save('schools.saveCampus', { ...was, campus: null }, was));
  expect(fields.map(({ title }) => title)).toEqual(['校园边界']);
});

it('a list that comes while a form is open is somebody else too', async () => {
  const { call, save, file } = await openTown();
  const shape = { table: 'venues' as const, id: 1, geometry: null };
  const was = { ...shape, values: { address: '东街1号', phone: '' } };
  const list =
    '名称,类别,地址,经度,纬度,成立日期,电话\n极速网吧,网吧,东街1号,116.4000,39.8985,2023-05-01,13800000001\n';
  await call('import.run', { token: file('again.csv', list), as: 'venues', crs: 'wgs84', map: {} });
  await save('places.save', { ...shape, values: { address: '东街1号甲', phone: '' } }, was);
  const { values } = await call('places.shape', { table: 'venues', id: 1 });
  expect(values).toMatchObject({ address: '东街1号甲', phone: '138****0001' });
});

it('one cell that two people write is a question', async () => {
  const { call, save } = await openTown();
  const cell = (phone: string) => ({ table: 'venues' as const, ids: [1], values: { phone } });
  await call('tables.edit', cell('13800000001'));
  const { fields } = await refused(save('tables.edit', cell('13800000002'), cell('')));
  expect(fields).toMatchObject([
    { title: '电话', was: '（空）', theirs: '138****0001', mine: '138****0002' },
  ]);
});

describe('a telephone number in the question', () => {
  it('is shortened for everybody, in every column that is one', async () => {
    const { call, save } = await openTown();
    const asked: string[] = [];
    const keep = async (work: Promise<unknown>) => {
      const { message, fields } = await refused(work);
      asked.push(JSON.stringify(fields), message);
      expect(fields.length).toBeGreaterThan(0);
      return fields.map(({ title, theirs, mine }) => [title, theirs, mine]);
    };
    const number = (last: number) => `1390571000${last}`;
    for (const table of ['schools', 'venues'] as const) {
      const cell = (last: number) => ({ table, ids: [1], values: { phone: number(last) } });
      await call('tables.edit', cell(1));
      expect(await keep(save('tables.edit', cell(2), cell(3)))).toEqual([
        ['电话', '139****0001', '139****0002'],
      ]);
    }
    const duty = { gateId: 1, period: '上学', post: '护学岗', body: '派出所', person: '甲' } as const;
    const times = { from: '07:00', until: '08:00', ...onSchoolDays, substitute: '乙' };
    const phones = (last: number) => ({ phone: number(last), substitutePhone: number(last + 3) });
    const { id } = await call('duties.save', { id: null, ...duty, ...times, ...phones(1) });
    const was = { id, ...duty, ...times, ...phones(1) };
    await call('duties.save', { ...was, ...phones(2) });
    expect(await keep(save('duties.save', { ...was, ...phones(3) }, was))).toEqual([
      ['电话', '139****0002', '139****0003'],
      ['替补电话', '139****0005', '139****0006'],
    ]);
    expect(asked.join()).not.toMatch(/\d{7}/);
  });

  it('that a form was opened with shortened is joined like any other field', async () => {
    const { call, save } = await openTown();
    const duty = { gateId: 1, period: '上学', post: '护学岗', body: '派出所', person: '甲' } as const;
    const post = { ...duty, from: '07:00', until: '08:00', ...onSchoolDays };
    const { id } = await call('duties.save', { id: null, ...post, phone: '13905710001' });
    const was = { id, ...post, phone: '139****0001' };
    await call('duties.save', { ...was, phone: '13905710002' });
    await save('duties.save', { ...was, person: '乙' }, was);
    expect(await call('phones.whole', { table: 'duties', id })).toEqual({ phone: '13905710002' });
    expect((await call('gates.plan', { id: 1 })).duties).toMatchObject([{ person: '乙' }]);
    const { fields } = await refused(
      save('duties.save', { ...was, person: '乙', phone: '13905710003' }, was),
    );
    expect(fields).toMatchObject([{ title: '电话', theirs: '139****0002', mine: '139****0003' }]);
    expect(await call('phones.whole', { table: 'duties', id })).toEqual({ phone: '13905710002' });
  });

  it('says that two differ which look alike, and whose stays is said of the whole number', async () => {
    const { call, save } = await openTown();
    const cell = (phone: string) => ({ table: 'venues' as const, ids: [1], values: { phone } });
    await call('tables.edit', cell('13811110001'));
    const { fields } = await refused(save('tables.edit', cell('13822220001'), cell('')));
    expect(fields).toMatchObject([{ theirs: '138****0001', mine: '138****0001（隐去的几位不同）' }]);
    const [{ key = '' } = {}] = fields;
    await call('tables.edit', cell('13833330001'));
    await refused(save('tables.edit', cell('13822220001'), cell(''), { [key]: 'mine' }));
  });
});

it('what no list brings is joined as well: a duty at a gate, the plan of a gate', async () => {
  const { call, save } = await openTown();
  const duty = {
    gateId: 1,
    period: '上学',
    post: '护学岗',
    body: '派出所',
    person: '甲',
    phone: '',
    from: '07:00',
    until: '08:00',
    ...onSchoolDays,
  } as const;
  const { id } = await call('duties.save', { id: null, ...duty });
  const was = { id, ...duty };
  await save('duties.save', { ...was, person: '乙' }, was);
  await save('duties.save', { ...was, post: '门口' }, was);
  const { duties } = await call('gates.plan', { id: 1 });
  expect(duties).toMatchObject([{ person: '乙', post: '门口' }]);
  const { fields } = await refused(save('duties.save', { ...was, person: '丙' }, was));
  expect(fields.map(({ title, theirs }) => [title, theirs])).toEqual([['姓名', '乙']]);

  const plan = { id: 1, restrictions: '', oneWay: '', waiting: '', note: '' };
  await save('gates.savePlan', plan, plan);
  await save('gates.savePlan', { ...plan, oneWay: '由东向西' }, plan);
  await save('gates.savePlan', { ...plan, note: '雨天另行安排' }, plan);
  expect((await call('gates.plan', { id: 1 })).text).toMatchObject({
    oneWay: '由东向西',
    note: '雨天另行安排',
  });
});

it('whoever saves and in whichever order, what only one changed is as that one has it', async () => {
  const names = fc.constantFrom('南门', '正南门', '大门');
  const change = fc.record(
    {
      name: names,
      isMain: fc.boolean(),
      position: fc.constantFrom<[number, number]>([116.4, 39.8995], MOVED, [116.3997, 39.8991]),
    },
    { requiredKeys: [] },
  );
  const { gate, save, call } = await openTown();
  const was = await gate();
  await fc.assert(
    fc.asyncProperty(change, change, async (first, second) => {
      await call('gates.save', was);
      const [one, other] = [
        { ...was, ...first },
        { ...was, ...second },
      ];
      await save('gates.save', one, was);
      const now = await gate();
      const keys = ['name', 'isMain', 'position'] as const;
      const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
      const isContested = keys.some(
        (key) => !same(now[key], was[key]) && !same(other[key], was[key]) && !same(now[key], other[key]),
      );
      if (isContested) {
        await refused(save('gates.save', other, was));
        expect(await gate()).toEqual(now);
        return;
      }
      await save('gates.save', other, was);
      const joined = await gate();
      for (const key of keys) expect(joined[key]).toEqual(same(other[key], was[key]) ? now[key] : other[key]);
    }),
    { numRuns: 40 },
  );
});
