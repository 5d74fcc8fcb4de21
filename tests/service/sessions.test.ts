import { describe, expect, it } from 'vitest';
import { ClientSession } from '#service/doors/client-session.ts';
import { type Caller, localCaller } from '#service/platform/caller.ts';
import type { InputOf, OutputOf, ServiceProcedureName } from '#shared/contract/contract.ts';
import type { EventMessage } from '#shared/contract/envelope.ts';
import { importSmallTown, type OpenWorkspace, openService, openWorkspace } from '../support/workspace.ts';

/** Calls of one caller. */
function callsOf({ service }: Pick<OpenWorkspace, 'service'>, caller: Caller) {
  return async <Name extends ServiceProcedureName>(
    name: Name,
    input: InputOf<Name>,
  ): Promise<OutputOf<Name>> =>
    (await service.call({ id: name, name, input, caller, signal: new AbortController().signal })) as never;
}

/** A town with two pages of one machine, and two people with accounts. */
async function openTown() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const person = (actor: string): Caller => ({ actor, session: `${actor}的页面`, hasAccount: true });
  return {
    ...workspace,
    left: callsOf(workspace, localCaller('left')),
    right: callsOf(workspace, localCaller('right')),
    li: callsOf(workspace, person('李某')),
    wang: callsOf(workspace, person('王某')),
  };
}

const phoneOf = (id: number, phone: string) => ({ table: 'venues' as const, ids: [id], values: { phone } });

describe('undo is a person’s own', () => {
  it('of two pages of one machine each takes back what it did itself, and nothing else', async () => {
    const { left, right } = await openTown();
    await left('tables.edit', phoneOf(1, '1'));
    await right('tables.edit', phoneOf(2, '2'));
    expect((await left('edits.list', { limit: 5 })).edits.map(({ isOwn }) => isOwn)).toEqual([false, true]);
    await left('edits.undo', {});
    await expect(left('edits.undo', {})).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    expect((await left('venues.get', { id: 1 })).phone).toBe('');
    expect((await left('venues.get', { id: 2 })).phone).toBe('2');
    await right('edits.undo', {});
    await expect(right('edits.redo', {})).resolves.toMatchObject({ titles: ['修改“远方网吧”'] });
    await left('edits.redo', {});
    expect((await left('venues.get', { id: 1 })).phone).toBe('1');
  });

  it('people with accounts are known wherever they sit', async () => {
    const { li, wang, service } = await openTown();
    await li('tables.edit', phoneOf(1, '1'));
    await wang('tables.edit', phoneOf(2, '2'));
    await callsOf({ service }, { actor: '李某', session: '另一处', hasAccount: true })('edits.undo', {});
    expect((await wang('venues.get', { id: 1 })).phone).toBe('');
    await expect(li('edits.undo', {})).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
  });

  it('a list of edits is nobody else’s way to undo them', async () => {
    const { left, right, li } = await openTown();
    await right('tables.edit', phoneOf(2, '2'));
    const { edits } = await left('edits.list', { limit: 1 });
    const until = edits[0]?.id ?? 0;
    for (const other of [left, li])
      await expect(other('edits.undo', { until })).rejects.toMatchObject({ code: 'EDIT_OF_OTHER' });
    expect((await left('venues.get', { id: 2 })).phone).toBe('2');
  });

  it('is refused where somebody else changed the same row later, and says who', async () => {
    const { li, wang } = await openTown();
    await li('tables.edit', phoneOf(1, '1'));
    await wang('tables.edit', { table: 'venues', ids: [1], values: { address: '东街1号甲' } });
    await expect(li('edits.undo', {})).rejects.toMatchObject({
      code: 'EDIT_OVERTAKEN',
      message: expect.stringMatching(/王某于 \d\d:\d\d 的“修改“极速网吧””/),
    });
    expect(await li('venues.get', { id: 1 })).toMatchObject({ phone: '1', address: '东街1号甲' });
    await wang('edits.undo', {});
    await li('edits.undo', {});
    expect(await li('venues.get', { id: 1 })).toMatchObject({ phone: '', address: '东街1号' });
  });

  it('what was done before the service was started belongs to the name', async () => {
    const { left, service, directory } = await openTown();
    await left('tables.edit', phoneOf(1, '1'));
    await service.close();
    const again = await openService(directory);
    await callsOf(again, localCaller('later'))('edits.undo', {});
    expect((await again.call('venues.get', { id: 1 })).phone).toBe('');
  });
});

describe('what belongs to a session', () => {
  it('is its lock: the password that one page gives lets no other in', async () => {
    const { left, right, service, directory } = await openTown();
    const password = '东街口 27 号';
    expect(await right('venues.get', { id: 1 })).toMatchObject({ id: 1 });
    await left('workspace.setPassword', { password: null, newPassword: password });
    await left('workspace.lock', {});
    expect(await right('venues.get', { id: 1 })).toMatchObject({ id: 1 });
    await expect(left('venues.get', { id: 1 })).rejects.toMatchObject({ code: 'WORKSPACE_LOCKED' });
    const third = callsOf({ service }, localCaller('third'));
    await expect(third('venues.get', { id: 1 })).rejects.toMatchObject({ code: 'WORKSPACE_LOCKED' });
    await service.close();
    const again = await openService(directory);
    const [one, other] = [callsOf(again, localCaller('one')), callsOf(again, localCaller('other'))];
    await one('workspace.unlock', { password });
    expect(await one('venues.get', { id: 1 })).toMatchObject({ id: 1 });
    await expect(other('venues.get', { id: 1 })).rejects.toMatchObject({ code: 'WORKSPACE_LOCKED' });
    await one('workspace.lock', {});
    await expect(one('venues.get', { id: 1 })).rejects.toMatchObject({ code: 'WORKSPACE_LOCKED' });
  });

  it('are its files: what one page uploaded no other can name', async () => {
    const { left, right } = await openTown();
    const { token } = await left('files.put', {
      name: '名单.csv',
      bytes: new TextEncoder().encode('名称\n'),
    });
    await expect(right('import.preview', { token })).rejects.toMatchObject({ code: 'FILE_TOKEN_UNKNOWN' });
  });

  it('is its progress: nobody else is told how far it is, and everybody what changed', async () => {
    const { service, left } = await openTown();
    const heard: Record<'left' | 'right', EventMessage[]> = { left: [], right: [] };
    for (const session of ['left', 'right'] as const)
      service.subscribe((event) => heard[session].push(event), session);
    const bytes = new TextEncoder().encode('名称,经度,纬度\n甲店,116.4,39.9\n');
    const { token } = await left('files.put', { name: '名单.csv', bytes });
    await left('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    const kinds = (session: 'left' | 'right') => new Set(heard[session].map(({ event }) => event));
    expect([kinds('left'), kinds('right')]).toEqual([new Set(['progress', 'stale']), new Set(['stale'])]);
  });

  it('is what it runs: no other session cancels it, though it knows its number', async () => {
    const { service } = await openTown();
    const [one, other] = ['one', 'other'].map((name) => new ClientSession(service, () => localCaller(name)));
    const answer = one?.handle({ id: 'job', name: 'findings.recompute', input: {} });
    await other?.handle({ cancel: 'job' });
    expect(await answer).toMatchObject({ id: 'job', ok: expect.anything() });
  });
});
