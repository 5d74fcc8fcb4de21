import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { postEvents } from '#service/doors/post-events.ts';
import { EXCHANGE_FORM, type ExchangeEvent, exchangeFields } from '#shared/exchange/exchange-event.ts';
import { fromWgs84 } from '#shared/geodesy/reference-systems.ts';
import { cliExchange } from '../support/exchange-folder.ts';
import { hotlineLead } from '../support/leads.ts';
import { importSmallTown, NOW, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const CITY = '一网统管';
const TODAY = '2026-11-21';

/** The small town with a hazard at a venue and a 线索 of a hotline. */
async function townWithEvents() {
  const clock = { now: NOW };
  const town = await openWorkspace('beijing-daxing', { now: () => clock.now });
  await importSmallTown(town);
  const { call } = town;
  const fact = await call('hazards.register', {
    ...{
      ...hotlineLead,
      lead: false,
      source: '派出所巡逻',
      sourceNumber: '',
      saidOn: TODAY,
      dueOn: '2026-12-20',
    },
    ...{ venueId: 1, schoolId: 1, placeText: '', description: '=SUM(A1) 门口堆物，联系 13812345678' },
    ...{ responsibleBody: '公安分局', responsiblePerson: '王五' },
  });
  const lead = await call('hazards.register', { ...hotlineLead, saidOn: TODAY });
  return { ...town, fact, lead, clock };
}

const wanted = { system: CITY, format: 'json' as const };
const eventsOf = (text: string) => (JSON.parse(text) as { events: ExchangeEvent[] }).events;
const marks = (text: string) => eventsOf(text).map(({ code, revision, change }) => [code, revision, change]);

/** An event of another system as it might come. */
const pothole = {
  ...{ number: 'C-1', revision: 1, kind: 'lead', category: '游商和摊贩', description: '井盖破损' },
  ...{ source: '12345热线', foundOn: TODAY, place: { name: '东街路口', school: '东街小学' } },
};

function take({ call, file }: OpenWorkspace, events: readonly object[], system = CITY) {
  const name = `${system}.json`;
  return call('exchange.take', { token: file(name, JSON.stringify(events)), system });
}

it('events go out by numbers that stay, and what a system knows already is marked', async () => {
  const { call, fact, lead } = await townWithEvents();
  const first = await call('exchange.out', wanted);
  expect(first).toMatchObject({ events: 2, added: 2, changed: 0, same: 0 });
  const [event] = eventsOf(first.text);
  expect(event).toMatchObject({
    ...{ code: fact.code, number: '', revision: 1, change: 'new', kind: 'hazard', state: 'assigned' },
    ...{ source: '派出所巡逻', foundOn: TODAY, dueOn: '2026-12-20', body: '公安分局', level: '一般' },
    place: {
      name: '极速网吧',
      address: '东街1号',
      lng: 116.4,
      lat: 39.8985,
      crs: 'wgs84',
      school: '东街小学',
    },
    // Neither persons nor whole telephone numbers leave unless the office says so.
    ...{ person: '', reporter: '', description: '=SUM(A1) 门口堆物，联系 138****5678' },
  });
  expect(JSON.parse(first.text)).toMatchObject({ form: EXCHANGE_FORM, madeAt: NOW.toISOString() });
  // Nothing is noted before the file is there: asked again, it is all new.
  expect(await call('exchange.out', wanted)).toMatchObject({ added: 2 });
  await call('exchange.noteSent', { system: CITY, sent: first.sent });
  const second = await call('exchange.out', wanted);
  expect(marks(second.text)).toEqual([
    [fact.code, 1, 'same'],
    [lead.code, 1, 'same'],
  ]);
  await call('hazards.extend', { id: fact.id, dueOn: '2026-12-31', reason: '材料未到' });
  const third = await call('exchange.out', { ...wanted, changedOnly: true });
  expect(marks(third.text)).toEqual([[fact.code, 2, 'changed']]);
  expect(third).toMatchObject({ events: 1, changed: 1, same: 1 });
  // Another system has not been told anything.
  expect(await call('exchange.out', { ...wanted, system: '基层智治' })).toMatchObject({ added: 2 });
  // What was voided is told to whom it was told before.
  await call('exchange.noteSent', { system: CITY, sent: third.sent });
  await call('hazards.void', { id: fact.id, into: null, reason: '登记有误' });
  expect(eventsOf((await call('exchange.out', wanted)).text)[0]).toMatchObject({
    ...{ revision: 3, change: 'changed', state: 'voided', result: '登记有误' },
  });
  expect(marks((await call('exchange.out', { ...wanted, system: '基层智治' })).text)).toHaveLength(1);

  const whole = await call('exchange.out', { ...wanted, ids: [lead.id], persons: true, crs: 'gcj02' });
  const [lng, lat] = fromWgs84([116.4, 39.9], 'gcj02');
  expect(eventsOf(whole.text)).toMatchObject([
    { reporter: '来电人', place: { crs: 'gcj02', lng: Number(lng.toFixed(7)), lat: Number(lat.toFixed(7)) } },
  ]);
  const empty = await openWorkspace();
  await expect(empty.call('exchange.out', wanted)).rejects.toMatchObject({ code: 'EXCHANGE_NOTHING' });
});

it('a table of events has no formula, and read elsewhere says the same again', async () => {
  const { call, fact } = await townWithEvents();
  const { text } = await call('exchange.out', { ...wanted, format: 'csv' });
  const [head, line] = text.replace('\uFEFF', '').split('\r\n');
  expect(head?.split(',')).toEqual(exchangeFields.map(({ column }) => column));
  expect(line).toContain(`,'=SUM(A1) 门口堆物`);
  const other = await openWorkspace();
  await importSmallTown(other);
  const codes = text.replaceAll(/\r\n(YH-[^,]+),,/g, (_, code: string) => `\r\n,${code},`);
  const taken = await other.call('exchange.take', { token: other.file('来.csv', codes), system: '大兴' });
  expect(taken).toMatchObject({ rows: 2, added: 2, rejected: 0 });
  const hazard = (await other.call('hazards.list', {})).find(
    ({ sourceNumber }) => sourceNumber === fact.code,
  );
  expect(hazard).toMatchObject({
    ...{ placeName: '极速网吧', schoolName: '东街小学', state: 'found', sourceNumber: fact.code },
    ...{ source: '派出所巡逻', description: '=SUM(A1) 门口堆物，联系 138****5678', dueOn: '2026-12-20' },
  });
});

it('events of a system come in once, a newer version changes what nobody changed here, and it is undone as one', async () => {
  const town = await townWithEvents();
  const { call } = town;
  const before = (await call('hazards.list', {})).length;
  const first = await take(town, [pothole, { ...pothole, number: 'C-2', place: { name: '平安旅馆' } }]);
  expect(first).toMatchObject({ added: 2, updated: 0, unchanged: 0, rejected: 0 });
  const again = await take(town, [pothole, { ...pothole, number: 'C-2', place: { name: '平安旅馆' } }]);
  expect(again).toMatchObject({ batch: null, added: 0, unchanged: 2 });
  const all = await call('hazards.list', {});
  expect(all).toHaveLength(before + 2);
  const own = all.find(({ sourceNumber }) => sourceNumber === 'C-1');
  expect(own).toMatchObject({ state: 'lead', lead: true, source: '12345热线', schoolName: '东街小学' });
  expect(all.find(({ sourceNumber }) => sourceNumber === 'C-2')?.placeName).toBe('平安旅馆');

  const newer = { ...pothole, revision: 2, description: '井盖破损，已围挡', level: '较大' };
  const updated = await take(town, [newer]);
  expect(updated).toMatchObject({ updated: 1, told: [{ code: own?.code, changes: '等级、情况' }] });
  expect((await call('hazards.get', { id: own?.id ?? 0 })).hazard).toMatchObject({
    ...{ description: '井盖破损，已围挡', level: '较大' },
  });
  // An older version that comes late changes nothing.
  const late = await take(town, [{ ...pothole, level: '重大' }]);
  expect(late).toMatchObject({ unchanged: 1, problems: [{ code: 'EVENT_OLDER', row: 1, value: '1' }] });

  await call('import.undo', { batch: updated.batch ?? 0 });
  expect((await call('hazards.get', { id: own?.id ?? 0 })).hazard).toMatchObject({ description: '井盖破损' });
  // Taken back, it can be taken in again; then a person changes a field, and that one is held.
  await take(town, [newer]);
  await call('hazards.verify', {
    ...{ id: own?.id ?? 0, verdict: 'true', note: '看过', into: null },
    hazard: {
      ...{ kind: '游商和摊贩', level: '重大', venueId: null, schoolId: 1 },
      ...{ responsibleBody: '', responsiblePerson: '', dueOn: '2026-12-20' },
    },
  });
  const held = await take(town, [{ ...newer, revision: 3, level: '一般', description: '井盖已换' }]);
  expect(held).toMatchObject({
    updated: 1,
    problems: [{ code: 'EVENT_HELD', row: 1, field: '等级', value: '一般', rejected: false }],
    told: [{ changes: '情况' }],
  });
  expect((await call('hazards.get', { id: own?.id ?? 0 })).hazard).toMatchObject({
    ...{ description: '井盖已换', level: '重大' },
  });
  // Somebody goes on with it: then it is not taken back over their heads.
  await call('hazards.extend', { id: own?.id ?? 0, dueOn: '2026-12-25', reason: '等料' });
  await expect(call('import.undo', { batch: held.batch ?? 0 })).rejects.toMatchObject({
    code: 'BATCH_DEPENDED',
    message: expect.stringContaining('1 件隐患此后又有办理'),
  });
});

it('what a system says of a hazard of ours waits for a person, and closes nothing', async () => {
  const town = await townWithEvents();
  const { call, fact } = town;
  const state = async () => (await call('hazards.get', { id: fact.id })).hazard.state;
  const done = {
    ...{ code: fact.code, number: 'T-9', description: '门口堆物', state: 'closed', result: '已清理' },
    place: {},
  };
  const taken = await take(town, [done]);
  expect(taken).toMatchObject({ added: 0, updated: 0, replies: 1, problems: [{ code: 'EVENT_REPLY' }] });
  expect(await state()).toBe('assigned');
  const [reply] = await call('exchange.replies', {});
  expect(reply).toMatchObject({
    code: fact.code,
    system: CITY,
    number: 'T-9',
    state: 'closed',
    here: 'assigned',
  });
  expect((await call('overview.inbox', {})).entries).toContainEqual(
    expect.objectContaining({ kind: 'replies', count: 1, names: [fact.code] }),
  );
  // Said again it is not asked again.
  expect(await take(town, [done])).toMatchObject({ batch: null, unchanged: 1 });
  await call('exchange.settle', { id: reply?.id ?? 0, confirmed: true, note: '现场看过照片' });
  expect(await state()).toBe('reinspect');
  expect(await call('exchange.replies', {})).toEqual([]);
  await expect(
    call('exchange.settle', { id: reply?.id ?? 0, confirmed: false, note: '再说' }),
  ).rejects.toMatchObject({ code: 'REPLY_SETTLED' });
  const { events } = await call('hazards.get', { id: fact.id });
  expect(events.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['外部系统反馈', '确认外部反馈', '开始整改', '报请复查']),
  );
  // By its number there it goes out with both numbers.
  expect(eventsOf((await call('exchange.out', wanted)).text)[0]).toMatchObject({
    code: fact.code,
    number: 'T-9',
  });
  await expect(call('import.undo', { batch: taken.batch ?? 0 })).rejects.toMatchObject({
    message: expect.stringContaining('1 条反馈已经确认过'),
  });
});

it('what is wrong in a file is told by row, field and value, and keeps no other event out', async () => {
  const town = await townWithEvents();
  const { call, file, lead } = town;
  const bad = [
    { ...pothole, number: 'B-1', level: '特大' },
    { ...pothole, number: '' },
    { ...pothole, number: 'B-3', description: '' },
    { ...pothole, number: 'B-4', code: 'YH-1999Q1-0001' },
    { ...pothole, number: 'B-5', foundOn: '2026-11-30' },
    { ...pothole, number: 'B-6', place: {} },
    { ...pothole, number: 'B-7', place: { name: '东门', lng: 'x', lat: 1 } },
    { ...pothole, number: '工单7', code: lead.code, source: '12345热线', category: '火星种类' },
    pothole,
    pothole,
    'nonsense',
  ];
  const read = await call('exchange.read', { token: file('坏.json', JSON.stringify(bad)), system: CITY });
  expect(
    read.problems.map(({ row, field, value, code, rejected }) => [row, field, value, code, rejected]),
  ).toEqual([
    [1, 'level', '特大', 'EVENT_FIELD', true],
    [2, 'number', '', 'EVENT_NUMBERLESS', true],
    [3, 'description', '', 'EVENT_FIELD', true],
    [4, 'code', 'YH-1999Q1-0001', 'EVENT_CODE_UNKNOWN', true],
    [5, 'foundOn', '2026-11-30', 'EVENT_LATER', true],
    [6, 'place.name', '', 'EVENT_PLACELESS', true],
    [7, 'place.lng', 'x', 'EVENT_FIELD', true],
    [8, 'category', '火星种类', 'EVENT_KIND', false],
    [8, '种类', '其他', 'EVENT_HELD', false],
    [8, '情况', '井盖破损', 'EVENT_HELD', false],
    [8, '地点', '东街路口', 'EVENT_HELD', false],
    [9, 'place.name', '东街路口', 'EVENT_PLACE_TEXT', false],
    [10, 'number', 'C-1', 'EVENT_TWICE', true],
    [11, '', 'nonsense', 'EVENT_FIELD', true],
  ]);
  expect(read).toMatchObject({ rows: 11, added: 1, rejected: 9, batch: null });
  expect(read.rows).toBe(read.added + read.updated + read.replies + read.unchanged + read.rejected);
  const nothing = file('x.json', '{"a":1}');
  await expect(call('exchange.take', { token: nothing })).rejects.toMatchObject({
    code: 'EXCHANGE_UNREADABLE',
  });
  const nameless = file('y.json', JSON.stringify([pothole]));
  await expect(call('exchange.take', { token: nameless })).rejects.toMatchObject({ code: 'EXCHANGE_SYSTEM' });
});

/** A gateway on this machine that answers as it is told, and remembers what it was sent. */
async function gateway(answers: readonly number[]) {
  const got: { key: string; body: string; url: string }[] = [];
  const left = [...answers];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const key = String(request.headers['idempotency-key']);
      got.push({ key, body: Buffer.concat(pieces).toString(), url: request.url ?? '' });
      const status = left.shift() ?? 200;
      // 0 breaks the connection.
      if (status === 0) request.socket.destroy();
      else response.writeHead(status, { location: 'http://127.0.0.1:1/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { got, url: `http://127.0.0.1:${port}/events` };
}

it('events are pushed to this machine again until they are taken, with one key, and nowhere else', async () => {
  const sent = [{ id: 1, revision: 1, hash: 'a' }];
  const post = (url: string, more: object = {}) =>
    postEvents({ url, host: null, system: CITY, text: '{"events":[]}', sent, ...more });
  const { got, url } = await gateway([503, 0, 200, 200]);
  await post(url);
  expect(got.map(({ body }) => body)).toEqual(Array(3).fill('{"events":[]}'));
  expect(new Set(got.map(({ key }) => key)).size).toBe(1);
  await post(url, { sent: [{ id: 1, revision: 2, hash: 'b' }] });
  expect(got.at(-1)?.key).not.toBe(got[0]?.key);
  // What is refused, or leads elsewhere, is not tried again.
  for (const status of [400, 302]) {
    const refusing = await gateway([status]);
    await expect(post(refusing.url)).rejects.toMatchObject({ code: 'PUSH_REFUSED', details: { status } });
    expect(refusing.got).toHaveLength(1);
  }
  for (const [elsewhere, host] of [
    ['http://10.1.2.3/x', null],
    ['https://gateway.example/x', null],
    ['http://gateway.example/x', 'gateway.example'],
    ['https://127.0.0.1.example/x', 'gateway.example'],
    ['http://user:pass@127.0.0.1/x', null],
    ['file:///etc/passwd', null],
  ] as const)
    await expect(post(elsewhere, { host })).rejects.toMatchObject({ code: 'PUSH_ADDRESS' });
});

it('the command line takes a watched folder in and sends out, again and again', () => {
  const { run, folder, write } = cliExchange();
  write('来/1.json', JSON.stringify({ form: EXCHANGE_FORM, system: CITY, events: [pothole] }));
  write('来/2.json', '{');
  const first = run('--in', folder('来'), '--out', folder('去'), '--system', CITY);
  expect(first.status).toBe(1);
  expect(first.answer).toMatchObject({
    files: [
      { file: '1.json', added: 1, code: null },
      { file: '2.json', code: 'EXCHANGE_UNREADABLE' },
    ],
    out: { events: 1, added: 1 },
  });
  const [name = ''] = readdirSync(folder('去'));
  expect(eventsOf(readFileSync(join(folder('去'), name), 'utf8'))).toMatchObject([{ number: 'C-1' }]);
  write('来/2.json', JSON.stringify([{ ...pothole, revision: 2, state: 'closed', result: '已修复' }]));
  const second = run('--in', folder('来'), '--out', folder('去'), '--system', CITY, '--changed');
  expect(second).toMatchObject({
    status: 0,
    answer: { files: [{ unchanged: 1 }, { replies: 1 }], out: { events: 0, same: 1 }, waiting: 1 },
  });
  expect(readdirSync(folder('去'))).toEqual([name]);
  expect(run('--out', folder('去')).status).toBe(2);
  expect(run('--push', 'https://elsewhere.example/x', '--system', CITY).err).toContain('PUSH_ADDRESS');
});
