import { describe, expect, it, onTestFinished } from 'vitest';
import { addAccount, readPeople, setClosed } from '#service/accounts/manage-accounts.ts';
import { initOffice, openOffice as openAccounts } from '#service/accounts/office.ts';
import { OfficeKeys } from '#service/accounts/office-keys.ts';
import { readAudit } from '#service/db/journal/audit.ts';
import type { Caller } from '#service/platform/caller.ts';
import { systemClock } from '#service/platform/clock.ts';
import type { Commented } from '#shared/contract/comments.ts';
import type { RoleId } from '#shared/office/roles.ts';
import { firstOf, freeVenues, openTown, type TownInUse } from '../support/commands/town-in-use.ts';
import { SPOT } from '../support/commands/town-spots.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';
import { temporaryFolder } from '../support/temporary.ts';

const FORM = '01982b3c-0000-7000-8000-0000000000c1';
const refused = (code: string) => ({ code });
const spot: Commented = { kind: 'place', position: SPOT };

async function openOffice() {
  const town = await openTown();
  onTestFinished(() => town.service.close());
  const as = (caller: Caller) => callsBy(town.service, caller);
  const hazards = await town.call('hazards.list', {});
  const hazard = firstOf(hazards.filter(({ responsibleBody }) => responsibleBody !== ''));
  const body = hazard.responsibleBody;
  return {
    town,
    hazard,
    lin: as(callerWith(['officer'], { name: 'lin', person: '林静', body })),
    head: as(callerWith(['bodyAdministrator'], { name: 'head', person: '何平', body })),
    stranger: as(callerWith(['officer'], { name: 'stranger', person: '外人', body: '不相干的单位' })),
    school: as(callerWith(['school'], { name: 'xiao', person: '校长', body: '', school: 1 })),
    township: as(
      callerWith(['township'], { name: 'zhen', person: '镇长', body: '', regions: ['槐荫里社区'] }),
    ),
    clerk: as(callerWith(['clerk'], { name: 'clerk', person: '数据员', body: '' })),
    leader: as(callerWith(['leader'], { name: 'leader', person: '领导', body: '区委' })),
  };
}

const listOf = async (call: TownInUse['call'], of: Commented) =>
  of.kind === 'place'
    ? await call('comments.list', { of: { kind: 'map', bounds: null } })
    : await call('comments.list', { of });

describe('comments, where nobody has an account', () => {
  it('are said of a thing, answered once deep, finished and opened again, and their author is whoever is here', async () => {
    const { town } = await openOffice();
    const { call } = town;
    const venue: Commented = { kind: 'venue', id: 1 };
    const mentioned = [{ name: '', person: '王芳' }];
    const first = await call('comments.add', { about: venue, text: '@王芳 招牌换了', mentioned });
    const second = await call('comments.add', { about: venue, text: '后门也开着' });
    const answer = await call('comments.add', { about: venue, replyTo: first.id, text: '明天去看' });
    // An answer to an answer stands beside it.
    await call('comments.add', { about: venue, replyTo: answer.id, text: '看过了' });
    await call('comments.finish', { id: second.id, done: true });
    expect(await listOf(call, venue)).toMatchObject([
      {
        id: first.id,
        author: '本机用户',
        mine: true,
        done: null,
        mentioned: ['王芳'],
        replies: [{ text: '明天去看' }, { text: '看过了' }],
      },
      { id: second.id, done: { by: '本机用户' }, replies: [] },
    ]);
    expect(await call('comments.list', { of: { kind: 'venue', id: 1 }, open: true })).toHaveLength(1);
    const { name } = await call('venues.get', { id: 1 });
    expect(await call('mine.comments', {})).toMatchObject([{ id: first.id, thing: name }]);
    await call('comments.finish', { id: second.id, done: false });
    expect((await listOf(call, venue)).map(({ done }) => done)).toEqual([null, null]);
    const elsewhere = { about: { kind: 'venue' as const, id: 2 }, replyTo: first.id, text: '答错了' };
    await expect(call('comments.add', elsewhere)).rejects.toMatchObject(refused('COMMENT_UNKNOWN'));
    const gone: Commented = { kind: 'gate', id: 99_999 };
    await expect(call('comments.add', { about: gone, text: '没有这个门' })).rejects.toMatchObject(
      refused('COMMENT_THING_UNKNOWN'),
    );
  });

  it('lie on the map where they were set, and are found by a rectangle', async () => {
    const { town } = await openOffice();
    const { id } = await town.call('comments.add', { about: spot, text: '路口标线看不清' });
    const [lng, lat] = SPOT;
    const around = (east: number) =>
      town.call('comments.list', {
        of: { kind: 'map', bounds: [lng + east - 0.001, lat - 0.001, lng + east + 0.001, lat + 0.001] },
      });
    expect(await around(0)).toMatchObject([{ id, about: spot }]);
    expect(await around(0.01)).toEqual([]);
  });

  it('lose nothing: an edited one keeps what it said, a removed one its row, and both come back', async () => {
    const { town } = await openOffice();
    const { call, service } = town;
    const { id } = await call('comments.add', { about: spot, text: '一' });
    await call('comments.edit', { id, text: '二' });
    // What says the same changes nothing.
    await call('comments.edit', { id, text: '二' });
    expect(await listOf(call, spot)).toMatchObject([{ text: '二', earlier: [{ text: '一' }] }]);
    await call('comments.remove', { id });
    expect(await listOf(call, spot)).toEqual([]);
    await expect(call('comments.edit', { id, text: '三' })).rejects.toMatchObject(refused('COMMENT_UNKNOWN'));
    const { database } = service.workspace;
    const { reader } = database;
    expect(await reader.selectFrom('comments').select(['text', 'earlier']).execute()).toMatchObject([
      { text: '二', earlier: expect.stringContaining('一') },
    ]);
    expect(database.verifySeals().altered).toEqual([]);
    await call('comments.restore', { id });
    await call('comments.add', { about: spot, replyTo: id, text: '收到' });
    // With an answer it stays as a place for that, without its words.
    await call('comments.remove', { id });
    expect(await listOf(call, spot)).toMatchObject([
      { text: '', removed: true, earlier: [], replies: [{ text: '收到' }] },
    ]);
    const entries: string[] = [];
    for await (const { command } of readAudit(reader))
      if (command.startsWith('comments.')) entries.push(command);
    expect(entries).toEqual(
      ['add', 'edit', 'edit', 'remove', 'restore', 'add', 'remove'].map((each) => `comments.${each}`),
    );
  });

  it('sent twice are there once', async () => {
    const { town } = await openOffice();
    const said = { about: spot, text: '桩缺一根', formId: FORM };
    const first = await town.call('comments.add', said);
    expect(await town.call('comments.add', said)).toEqual(first);
    expect(await listOf(town.call, spot)).toHaveLength(1);
  });

  it('go along with a venue that is merged into another, and keep a gate from being removed', async () => {
    const { town } = await openOffice();
    const { call } = town;
    const { gates } = await call('schools.get', { id: 1 });
    const gate: Commented = { kind: 'gate', id: firstOf(gates).id };
    await call('comments.add', { about: gate, text: '门前积水' });
    await expect(call('gates.remove', { id: gate.id })).rejects.toThrow('批注');
    const [keptId = 0, removedId = 0] = await freeVenues(town);
    const idsAt = async (id: number) =>
      (await call('comments.list', { of: { kind: 'venue', id } })).map((each) => each.id);
    const { id } = await call('comments.add', { about: { kind: 'venue', id: removedId }, text: '招牌换了' });
    await call('duplicates.merge', { keptId, removedId, values: 'kept' });
    expect(await idsAt(keptId)).toEqual([id]);
    await call('duplicates.part', { mergeId: await town.last('merges') });
    expect([await idsAt(keptId), await idsAt(removedId)]).toEqual([[], [id]]);
  });
});

it('are printed where it is asked for: numbered on the map, with what they say behind the sheet', async () => {
  const { town } = await openOffice();
  const { call } = town;
  const { gates } = await call('schools.get', { id: 1 });
  const about: Commented = { kind: 'place', position: firstOf(gates).position };
  const { id } = await call('comments.add', { about, text: '桩缺一根' });
  await call('comments.add', { about, replyTo: id, text: '已报修' });
  const far: Commented = { kind: 'place', position: [117.5, 40.5] };
  await call('comments.add', { about: far, text: '不在图上' });
  const templates = await call('sheets.templates', {});
  const { savedId: _, ...template } = firstOf(templates.filter((each) => each.id === 'school-zone'));
  const draw = async (comments: boolean) => {
    const order = { template, settings: { comments }, basemaps: [] };
    const { pages } = await call('sheets.preview', { order, key: 'school:1' });
    return pages;
  };
  const without = await draw(false);
  const pages = await draw(true);
  expect(pages).toHaveLength(without.length + 1);
  expect(without.join()).not.toContain('批注');
  expect(pages[0]).toContain('批注，内容见续页');
  expect(pages.at(-1)).toContain('桩缺一根');
  expect(pages.at(-1)).toContain('已报修');
  expect(pages.at(-1)).not.toContain('不在图上');
  await call('comments.finish', { id, done: true });
  expect(await draw(true)).toEqual(without);
});

describe('comments of people with accounts', () => {
  it('are changed by who wrote them alone, finished by whoever sees them, and told to whom they mention', async () => {
    const { hazard, lin, head, leader } = await openOffice();
    const about: Commented = { kind: 'hazard', id: hazard.id };
    const mentioned = [{ name: 'head', person: '何平' }];
    const { id } = await lin('comments.add', { about, text: '@何平 请看', mentioned });
    expect(await head('comments.list', { of: { kind: 'hazard', id: hazard.id } })).toMatchObject([
      { author: '林静', authorBody: hazard.responsibleBody, mine: false, mentionsMe: true },
    ]);
    for (const write of [head('comments.edit', { id, text: '改别人的' }), head('comments.remove', { id })])
      await expect(write).rejects.toMatchObject({
        code: 'COMMENT_OTHERS',
        message: expect.stringContaining('林静'),
      });
    expect(await head('mine.comments', {})).toMatchObject([
      { id, thing: expect.stringContaining(hazard.code) },
    ]);
    expect(await lin('mine.comments', {})).toEqual([]);
    // Who only reads otherwise says something too.
    await leader('comments.add', { about, replyTo: id, text: '抓紧' });
    await head('comments.finish', { id, done: true });
    expect(await head('mine.comments', {})).toEqual([]);
    expect(await lin('comments.list', { of: { kind: 'hazard', id: hazard.id } })).toMatchObject([
      { done: { by: `何平（${hazard.responsibleBody}）` }, replies: [{ author: '领导' }] },
    ]);
  });

  it('are neither seen nor written nor finished by who does not see what they are about', async () => {
    const { town, hazard, lin, stranger, school, township, clerk } = await openOffice();
    const about: Commented = { kind: 'hazard', id: hazard.id };
    const all = [
      ['stranger', 'x'],
      ['clerk', 'x'],
    ].map(([name = '']) => ({ name, person: name }));
    const { id } = await lin('comments.add', { about, text: '明天突击检查', mentioned: all });
    const of = { kind: 'hazard' as const, id: hazard.id };
    expect(await stranger('comments.list', { of })).toEqual([]);
    await expect(clerk('comments.list', { of })).rejects.toMatchObject(refused('FORBIDDEN'));
    for (const outsider of [stranger, clerk]) {
      expect(await outsider('mine.comments', {})).toEqual([]);
      await expect(outsider('comments.add', { about, text: '打听' })).rejects.toMatchObject({
        code: expect.stringMatching(/^(OUT_OF_SCOPE|FORBIDDEN)$/),
      });
      await expect(outsider('comments.finish', { id, done: true })).rejects.toMatchObject(
        refused('OUT_OF_SCOPE'),
      );
    }
    // A school hears nothing of what is said about premises around it or about spots.
    const { venueId } = firstOf(await town.call('findings.list', { schoolId: 1 }));
    const venue: Commented = { kind: 'venue', id: venueId };
    await lin('comments.add', { about: venue, text: '疑似接纳未成年人' });
    await lin('comments.add', { about: spot, text: '蹲守点' });
    for (const hidden of [venue, spot]) {
      expect(await listOf(school, hidden)).toEqual([]);
      await expect(school('comments.add', { about: hidden, text: '打听' })).rejects.toMatchObject(
        refused('OUT_OF_SCOPE'),
      );
    }
    const own: Commented = { kind: 'school', id: 1 };
    await school('comments.add', { about: own, text: '围墙在修' });
    expect(await listOf(lin, own)).toMatchObject([{ author: '校长' }]);
    // A township sets pins where it is, and nowhere else.
    const far: Commented = { kind: 'place', position: [117.5, 40.5] };
    await expect(township('comments.add', { about: far, text: '别处' })).rejects.toMatchObject(
      refused('OUT_OF_SCOPE'),
    );
  });

  it('mention people of open accounts with a role in the work; others than officers know only their own body', async () => {
    const { town } = await openOffice();
    const keys = new OfficeKeys(temporaryFolder(), { memory: 64, passes: 1 });
    initOffice(town.directory, systemClock, keys);
    const office = openAccounts(town.directory, systemClock, keys);
    onTestFinished(() => void office.db.close());
    const add = async (name: string, person: string, body: string, role: RoleId) =>
      (await addAccount(office, '测试', { name, person, body, role, regions: [], school: 1 })).id;
    await add('lin', '林静', '公安分局', 'officer');
    await add('xiao', '校长', '东街小学', 'school');
    await add('an', '安全员', '', 'securityAdministrator');
    setClosed(office, '测试', await add('qian', '前任', '公安分局', 'officer'), true);
    expect(readPeople(office, null).map(({ person }) => person)).toEqual(['林静', '校长']);
    expect(readPeople(office, '')).toEqual([]);
    expect(readPeople(office, '东街小学')).toEqual([{ name: 'xiao', person: '校长', body: '东街小学' }]);
  });
});
