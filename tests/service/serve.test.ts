import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { openHttpDoor } from '#service/doors/http-server.ts';
import { ServedPlaces, servedOf } from '#service/doors/served-places.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { pagesAreCurrent, servesPages } from '../../electron/what-to-build.mjs';
import { enterDoor } from '../support/enter-door.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { NOW } from '../support/workspace.ts';

const make = async (folder: string, name: string) => {
  const directory = join(folder, name);
  await createWorkspace({ directory, name, pack: 'national', now: NOW });
  return directory;
};

/** A door over a path, and what a page asks of it. */
async function serve(path: string) {
  const service = new DataService({ now: () => NOW });
  const { folder, workspace } = servedOf(path);
  if (workspace !== null) await service.open(workspace);
  const places = new ServedPlaces(service, folder);
  const door = await openHttpDoor({ service, port: 0, pages: null, version: '0', places });
  onTestFinished(async () => {
    await door.close();
    await service.close();
  });
  const headers = await enterDoor(door.offerAddress());
  const call = async (name: string, input: unknown = {}) => {
    const response = await fetch(`http://127.0.0.1:${door.port}/call`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ id: name, name, input }),
    });
    return (await response.json()) as {
      ok?: Record<string, unknown>;
      error?: { code: string; message: string };
    };
  };
  return { call, door, headers };
}

interface Places {
  readonly workspaces: readonly { id: string; name: string; current: boolean }[];
  readonly packs: readonly { id: string }[];
}

describe('a folder that is served', () => {
  it('begins with the workspaces in it, and nothing beyond it; one is opened, another made', async () => {
    const outer = temporaryFolder();
    const folder = join(outer, '工作区们');
    const first = await make(folder, '甲区');
    const beyond = await make(outer, '别处');
    mkdirSync(join(folder, '不是工作区'));
    symlinkSync(beyond, join(folder, '链接'));
    const { call } = await serve(folder);
    expect((await call('workspace.describe')).error).toMatchObject({ code: 'WORKSPACE_NOT_OPEN' });
    expect((await call('host.describe')).ok).toMatchObject({ kind: 'browser', hasPlaces: true });
    const list = async () => (await call('host.places')).ok as unknown as Places;
    const { workspaces, packs } = await list();
    expect(workspaces.map(({ name, current }) => [name, current])).toEqual([
      ['甲区', false],
      ['演示工作区', false],
    ]);
    expect(packs.map(({ id }) => id)).toContain('beijing-daxing');
    expect((await call('host.openRecent', { id: workspaces[0]?.id })).error).toBeUndefined();
    expect((await call('workspace.describe')).ok).toMatchObject({ name: '甲区' });
    const made = await call('host.createWorkspace', { name: '乙区/2026', pack: 'beijing-daxing' });
    expect(made.ok).toEqual({ opened: true });
    expect((await call('workspace.describe')).ok).toMatchObject({ name: '乙区/2026' });
    expect((await list()).workspaces.map(({ name, current }) => [name, current])).toContainEqual([
      '乙区 2026',
      true,
    ]);
    // The one that was open before is free again.
    const again = new DataService();
    await again.open(first);
    await again.close();
  });

  it('opens no other id, makes no workspace twice, and without it the door has no places', async () => {
    const folder = temporaryFolder();
    const workspace = await make(folder, '甲区');
    await make(folder, '乙区');
    const { call } = await serve(workspace);
    const { workspaces } = (await call('host.places')).ok as unknown as Places;
    expect(workspaces.find(({ current }) => current)?.name).toBe('甲区');
    expect((await call('host.openRecent', { id: '../乙区' })).error).toMatchObject({
      code: 'WORKSPACE_MISSING',
    });
    expect((await call('host.createWorkspace', { name: '乙区', pack: 'national' })).error).toMatchObject({
      code: 'WORKSPACE_EXISTS',
    });
    expect((await call('host.createWorkspace', { name: ' ', pack: 'national' })).error).toMatchObject({
      code: 'INPUT_INVALID',
    });
    expect((await call('host.openWorkspace')).error).toMatchObject({ code: 'NOT_AVAILABLE' });
    expect((await call('workspace.describe')).ok).toMatchObject({ name: '甲区' });
  });

  it('says in words that the pages are not built, instead of finding nothing', async () => {
    const { door, headers } = await serve(await make(temporaryFolder(), '甲区'));
    const page = await fetch(`http://127.0.0.1:${door.port}/`, { headers });
    expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('npm run serve')]);
  });
});

describe('what is built before serving', () => {
  const at = (folder: string, path: string, minute: number) => {
    const file = join(folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '');
    utimesSync(file, 60 * minute, 60 * minute);
  };

  it('is the interface, where it is missing or older than its sources', () => {
    const clone = temporaryFolder();
    for (const path of ['package-lock.json', 'shared/x.ts', 'renderer/app/main.tsx', 'electron/build.ts'])
      at(clone, path, 10);
    expect(pagesAreCurrent(clone)).toBe(false);
    at(clone, 'dist/renderer/index.html', 11);
    expect(pagesAreCurrent(clone)).toBe(true);
    // The service runs from its sources, too.
    at(clone, 'electron/build.ts', 12);
    expect(pagesAreCurrent(clone)).toBe(true);
    at(clone, 'shared/x.ts', 12);
    expect(pagesAreCurrent(clone)).toBe(false);
    expect(
      [
        ['serve', '.'],
        ['office', 'serve', '.'],
      ].map(servesPages),
    ).toEqual([true, true]);
    expect([['check', '.'], ['office', 'accounts'], []].map(servesPages)).toEqual([false, false, false]);
  });
});
