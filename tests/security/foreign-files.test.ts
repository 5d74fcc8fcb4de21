import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openHttpDoor } from '#service/doors/http-server.ts';
import { systemClock } from '#service/platform/clock.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import { backUpDaily } from '#service/upkeep/backups/automatic.ts';
import { readBackup } from '#service/upkeep/backups/read-backup.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { minuteOf } from '#shared/calendar/china-time.ts';
import type { Call } from '../support/calls.ts';
import { cli, cliWith } from '../support/command-line.ts';
import { layDemo } from '../support/demo.ts';
import { enterDoor } from '../support/enter-door.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { PIXEL } from '../support/photo.ts';
import {
  carryAway,
  evidence,
  forgeBackup,
  forgePacket,
  plantBasemap,
  plantRow,
  sha256,
} from '../support/planted.ts';
import { writeRasterMbtiles } from '../support/raster-basemap.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { NOW, openService, openWorkspace } from '../support/workspace.ts';

const progress = progressTo(new AbortController().signal, () => undefined);
const restoring = { password: null, now: NOW, progress };
/** Names that lead elsewhere, or are not of the one form. */
const elsewhere = [
  '/etc/passwd',
  '../workspace.sqlite',
  '..\\workspace.sqlite',
  '\\\\server\\share\\a.jpg',
  `${'a'.repeat(64)}.exe`,
  `${'a'.repeat(64)}`,
  `${'A'.repeat(64)}.jpg`,
  `${'a'.repeat(64)}.jpg/../../workspace.sqlite`,
];
const secret = 'the secret of this machine';

/** A town with a secret beside it, closed. */
async function town(): Promise<string> {
  const directory = await layDemo();
  writeFileSync(join(directory, '..', 'secret.txt'), secret);
  return directory;
}

/** The team that takes the hazard along to which the planted evidence belongs. */
async function teamOfHazard(call: Call): Promise<number> {
  const { hazard } = await call('hazards.get', { id: Number(evidence('').hazardId) });
  const { stops } = await call('sweeps.get', { id: 2 });
  return stops.find((stop) => stop.venueId === hazard.venueId)?.teamId ?? 0;
}

/** The demonstration as an office, with a packet of its team. */
async function office() {
  const directory = await town();
  const { call, service } = await openService(directory, systemClock);
  const packet = await call('packets.make', { sweepId: 2, teamId: await teamOfHazard(call) });
  const folder = join(directory, '..');
  const give = (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  return { directory, call, service, packet, give, folder };
}

const damaged = { code: 'PACKET_DAMAGED' };
/** Refused for the name itself, not because no such file came. */
const misnamed = { ...damaged, details: { reason: expect.stringContaining('文件名不合规范') } };

describe('names of files in rows from elsewhere', () => {
  it.each(elsewhere)(
    'a field packet whose row names %s is refused, on its way out and back',
    async (name) => {
      const { packet, give, folder, call, service } = await office();
      for (const column of ['file', 'thumbnail'] as const) {
        const row = { ...evidence(`${sha256(PIXEL)}.jpg`), [column]: name };
        const files = { [`files/${sha256(PIXEL)}.jpg`]: PIXEL };
        const out = forgePacket(packet, { attachments: [row] }, files);
        const opened = openPacket(give('出.xatp', out), join(folder, '外勤'), NOW);
        await expect(opened).rejects.toMatchObject(misnamed);
        const back = forgePacket(out, { way: 'back' });
        const token = service.files.register(give('回.xatp', back));
        await expect(call('packets.preview', { token })).rejects.toMatchObject(misnamed);
        await expect(call('packets.bringBack', { token, sides: {} })).rejects.toMatchObject(misnamed);
      }
      expect(readdirSync(folder)).not.toContain('外勤');
    },
  );

  it('a field packet brings each file that it names, and none beside; each is what its name says', async () => {
    const { packet, give, folder, call, service, directory } = await office();
    const photo = `${sha256(PIXEL)}.jpg`;
    const page = Buffer.from('<script>alert(1)</script>');
    const row = (file: string) => ({ attachments: [evidence(file)] });
    const forged: [string, Uint8Array][] = [
      ['a file that did not come', forgePacket(packet, row(photo))],
      ['a file of another folder', forgePacket(packet, row(photo), { [`other/${photo}`]: PIXEL })],
      ['another name', forgePacket(packet, {}, { 'files/autorun.inf': page })],
      ['a way out', forgePacket(packet, {}, { [`files/../../${photo}`]: PIXEL })],
      [
        'another content',
        forgePacket(packet, row(`${sha256(page)}.jpg`), { [`files/${sha256(page)}.jpg`]: page }),
      ],
      ['another sum', forgePacket(packet, row(photo), { [`files/${photo}`]: page })],
      [
        'another picture',
        forgePacket(packet, row(photo), { [`files/${photo}`]: Buffer.concat([PIXEL, page]) }),
      ],
      ['a page', forgePacket(packet, {}, { [`files/${sha256(page)}.html`]: page })],
    ];
    for (const [what, bytes] of forged) {
      const opened = openPacket(give('x.xatp', bytes), join(folder, '外勤'), NOW);
      await expect(opened, what).rejects.toMatchObject(damaged);
    }
    // An evidence of the office that did not travel is not the field's to name: it would go out with the next packet.
    const file = join(folder, 'other.txt');
    writeFileSync(file, secret);
    await call('attachments.add', {
      token: service.files.register(file),
      thumbnail: null,
      of: { kind: 'hazard', id: 1 },
      caption: '',
    });
    const naming = forgePacket(packet, {
      way: 'back',
      attachments: [evidence(`${sha256(Buffer.from(secret))}.txt`)],
    });
    const token = service.files.register(give('回.xatp', naming));
    await expect(call('packets.preview', { token })).rejects.toMatchObject(damaged);
    // And one that is in order comes in.
    const good = forgePacket(packet, row(photo), { [`files/${photo}`]: PIXEL });
    await openPacket(give('好.xatp', good), join(folder, '好'), NOW);
    expect(readdirSync(join(folder, '好', 'attachments'))).toEqual([photo]);
    expect(
      readdirSync(join(directory, 'attachments')).every((name) => /^[0-9a-f]{64}\.\w+$/.test(name)),
    ).toBe(true);
  });

  it('a workspace that was opened, or restored of a backup, reads none of them and carries none out', async () => {
    const directory = await town();
    const leading = '../../secret.txt';
    plantRow(directory, 'attachments', evidence(leading));
    plantRow(directory, 'reports', {
      id: 9001,
      kind: 'document',
      title: '通报',
      params: '{"kinds":[],"from":"","to":""}',
      hash: '',
      file: leading,
      madeAt: '',
      madeBy: '',
    });
    const backup = join(directory, '..', '外来.xab');
    await forgeBackup(directory, backup);
    const restored = join(directory, '..', '恢复');
    await restoreBackup(backup, restored, restoring);
    for (const opened of [directory, restored]) {
      const { call, service } = await openService(opened, systemClock);
      const refused = { code: 'ATTACHMENT_FOREIGN' };
      for (const thumbnail of [false, true])
        await expect(call('attachments.read', { id: 9001, thumbnail })).rejects.toMatchObject(refused);
      await expect(call('reports.read', { id: 9001 })).rejects.toMatchObject(refused);
      await expect(call('reports.archive', { ids: [9001] })).rejects.toMatchObject(refused);
      const make = call('packets.make', { sweepId: 2, teamId: await teamOfHazard(call) });
      await expect(make).rejects.toMatchObject(refused);
      const told = (await call('diagnostics.selfTest', {})).find(({ id }) => id === 'attachments');
      expect(told).toMatchObject({
        state: 'fail',
        detail: expect.stringContaining('2 条记录的文件名不合规范'),
      });
      await service.close();
      const verified = cli('verify', opened, '--json');
      expect(verified.status).toBe(1);
      expect(verified.out).toContain('附件第 9001 行的文件名不合规范');
    }
  });

  it('links among the files of a workspace are never followed', async () => {
    const directory = await town();
    const name = `${'b'.repeat(64)}.txt`;
    symlinkSync(join(directory, '..', 'secret.txt'), join(directory, 'attachments', name));
    plantRow(directory, 'attachments', evidence(name));
    symlinkSync(join(directory, '..', 'secret.txt'), join(directory, 'basemaps', '镇.mbtiles'));
    const { call, service } = await openService(directory, systemClock);
    await expect(call('attachments.read', { id: 9001, thumbnail: false })).rejects.toMatchObject({
      code: 'ATTACHMENT_FOREIGN',
    });
    expect(await call('basemaps.list', {})).toContainEqual(
      expect.objectContaining({ id: '镇.mbtiles', problem: '是指向别处的链接，没有打开' }),
    );
    await backUpDaily(service.workspace, NOW);
    expect(readdirSync(join(directory, 'backups', 'attachments'))).not.toContain(name);
    const path = join(directory, '..', 'a.xab');
    await call('backups.make', { token: service.files.register(path), password: null });
    const { files } = await readBackup(path, null, null, progress);
    expect(files.map((file) => file.path).join()).not.toMatch(/bbbb|镇/);
  });

  it.each(['attachments', 'basemaps', 'backups', 'printing', 'workspace.sqlite'])(
    'a workspace whose %s is a link to elsewhere is not opened',
    async (name) => {
      const directory = await town();
      const away = join(directory, '..', 'away');
      const path = join(directory, name);
      if (name === 'backups' || name === 'printing') mkdirSync(away);
      else renameSync(path, away);
      symlinkSync(away, path);
      await expect(openService(directory)).rejects.toMatchObject({ code: 'WORKSPACE_LINKED' });
      expect(cli('verify', directory).err).toMatch(/^WORKSPACE_LINKED /);
    },
  );

  it('links that wait under names which the program writes are never written through', async () => {
    const directory = join(temporaryFolder(), 'w');
    layOldWorkspace(18, directory);
    const away = join(directory, '..', 'away');
    const planted = (folder: string, name: string, target = away) => {
      mkdirSync(join(directory, folder), { recursive: true });
      symlinkSync(target, join(directory, folder, name));
    };
    writeFileSync(away, '');
    const stored = `${sha256(PIXEL)}.jpg`;
    mkdirSync(join(directory, 'backups', 'attachments'), { recursive: true });
    writeFileSync(join(directory, 'backups', 'attachments', stored), PIXEL);
    planted('attachments', `.${stored}.part`);
    planted('backups/attachments', `.${stored}.part`);
    planted('.', '.restored.part');
    planted('basemaps', '镇.mbtiles', join(directory, '..', 'nowhere'));
    // The copy before the upgrade is named by its minute.
    for (let i = 0; i < 30; i++) {
      const minute = minuteOf(new Date(Date.now() + i * 60_000))
        .replace('T', ' ')
        .replace(':', '');
      planted('backups', `.升级前 第18版 ${minute}.sqlite.part`);
    }
    const { call, service } = await openService(directory);
    expect((await call('backups.list', {})).map(({ kind }) => kind)).toEqual(['upgrade']);
    const map = join(directory, '..', '镇.mbtiles');
    writeRasterMbtiles(map, { name: '镇', bounds: [116.39, 39.89, 116.4, 39.9], minzoom: 12, maxzoom: 12 });
    await call('basemaps.add', { token: service.files.register(map), link: false });
    const name = await backUpDaily(service.workspace, NOW);
    // Somebody who knew when it would be restored could lay it again.
    planted('attachments', `.${stored}.part`);
    await call('backups.restoreAutomatic', { name });
    expect(readFileSync(join(directory, 'attachments', stored)).equals(PIXEL)).toBe(true);
    expect(readFileSync(away, 'utf8')).toBe('');
    expect(existsSync(join(directory, '..', 'nowhere'))).toBe(false);
  });

  it('a file that a page uploads stays in its folder, whatever it is called', async () => {
    const { call, directory, service } = await openWorkspace();
    const door = await openHttpDoor({ service, port: 0, pages: null, version: '0' });
    onTestFinished(() => door.close());
    const headers = await enterDoor(door.offerAddress());
    const names = [
      '../../evil.mbtiles',
      '..\\..\\evil.mbtiles',
      '/tmp/evil.mbtiles',
      'C:\\evil.mbtiles',
      '..',
    ];
    const before = readdirSync(join(directory, '..')).sort();
    for (const name of names) {
      const answer = await fetch(`http://127.0.0.1:${door.port}/upload`, {
        method: 'POST',
        headers: { ...headers, 'x-file-name': encodeURIComponent(name) },
        body: 'x',
      });
      const uploaded = (await answer.json()) as { token: string };
      const put = await call('files.put', { name, bytes: new Uint8Array([1]) });
      await call('basemaps.add', { token: put.token, link: false }).catch((error: unknown) =>
        expect(error).toMatchObject({ code: 'BASEMAP_KIND' }),
      );
      // What a page uploaded it alone may name.
      const input = { token: uploaded.token, link: false };
      const added = await fetch(`http://127.0.0.1:${door.port}/call`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ id: name, name: 'basemaps.add', input }),
      });
      const { error } = (await added.json()) as { error?: { code: string } };
      if (error) expect(error.code).toBe('BASEMAP_KIND');
    }
    expect(readdirSync(join(directory, '..')).sort()).toEqual(before);
    expect(
      readdirSync(join(directory, 'basemaps')).every((name) => /^evil( \d+)?\.mbtiles$/.test(name)),
    ).toBe(true);
    expect(readdirSync(join(directory, 'basemaps'))).toHaveLength(8);
  });
});

describe('base maps that come with a workspace', () => {
  async function listening() {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-type': 'image/png' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    return { asked, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/{z}/{x}/{y}` };
  }

  /** Asks for everything that a map, a sheet and the self-test ask for. */
  async function look(directory: string) {
    const { call, service } = await openService(directory, systemClock);
    const list = await call('basemaps.list', {});
    await call('diagnostics.selfTest', {});
    for (const { id } of list) await call('basemaps.tile', { id, z: 0, x: 0, y: 0 }).catch(() => undefined);
    return { list, call, close: () => service.close() };
  }

  it('call nowhere and open no file before a person allows it: on arrival, after each kind of restoring', async () => {
    const { asked, url } = await listening();
    const home = await layDemo();
    const unc = '\\\\192.0.2.1\\share\\a.mbtiles';
    plantBasemap(home, '外来', { type: 'tiles', url, maxzoom: 18, attribution: '', approval: '' });
    plantBasemap(home, '共享', { type: 'file', path: unc });
    const arrived = await look(home);
    expect(arrived.list.filter(({ waitsFor }) => waitsFor !== undefined)).toMatchObject([
      { title: '共享', waitsFor: unc, problem: '随工作区从别处带来，同意后才会连接' },
      { title: '外来', waitsFor: url, problem: '随工作区从别处带来，同意后才会连接' },
    ]);
    expect(asked).toEqual([]);
    // A sheet is not drawn with it either.
    const printed = arrived.call('basemaps.tile', { id: arrived.list.at(-1)?.id ?? '', z: 1, x: 0, y: 0 });
    await expect(printed).rejects.toMatchObject({ code: 'BASEMAP_BROKEN' });
    // Allowed, it is reached, also after the next start.
    const id = arrived.list.find(({ title }) => title === '外来')?.id ?? '';
    await arrived.call('basemaps.allow', { ids: [id] });
    await arrived.call('basemaps.tile', { id, z: 0, x: 0, y: 0 });
    expect(asked).toEqual(['/0/0/0']);
    await arrived.close();
    const again = await look(home);
    expect(asked).toEqual(['/0/0/0', '/0/0/0']);
    const backup = join(home, '..', 'a.xab');
    await again.call('backups.make', { token: null, password: null });
    const made = readdirSync(join(home, 'backups')).find((name) => name.endsWith('.xab')) ?? '';
    renameSync(join(home, 'backups', made), backup);
    await again.close();
    // Restored of a backup, copied to another place, moved to another machine: it is asked anew.
    const restored = join(home, '..', '恢复');
    await restoreBackup(backup, restored, restoring);
    await (await look(restored)).close();
    await (await look(carryAway(home, join(home, '..', '别处')))).close();
    const beforeOther = asked.length;
    vi.stubEnv('XUEANTU_HOME', join(home, '..', '另一台机器'));
    onTestFinished(() => void vi.unstubAllEnvs());
    await (await look(home)).close();
    expect(asked).toHaveLength(beforeOther);
    expect(beforeOther).toBe(2);
  });

  it('wait after an automatic backup was restored, and by every door', async () => {
    const { asked, url } = await listening();
    const { call, directory, service } = await openWorkspace();
    const source = { type: 'tiles' as const, url, maxzoom: 18 };
    const { id } = await call('saved.save', { name: '本区', content: { kind: 'basemap', source } });
    const tile = { id: `saved:${id}`, z: 0, x: 0, y: 0 };
    await call('basemaps.list', {});
    await call('basemaps.tile', tile);
    expect(asked).toHaveLength(1);
    const name = await backUpDaily(service.workspace, NOW);
    await call('backups.restoreAutomatic', { name });
    expect(await call('basemaps.list', {})).toMatchObject([{ waitsFor: url }]);
    await expect(call('basemaps.tile', tile)).rejects.toMatchObject({ code: 'BASEMAP_BROKEN' });
    expect(asked).toHaveLength(1);
    await call('basemaps.allow', { ids: [tile.id] });
    await call('basemaps.tile', tile);
    expect(asked).toHaveLength(2);
    await expect(call('basemaps.allow', { ids: ['saved:99'] })).rejects.toMatchObject({
      code: 'BASEMAP_UNKNOWN',
    });
    await service.close();
    // The command line of somebody else of this machine.
    cliWith({ XUEANTU_HOME: join(directory, '..', 'other') }, 'verify', directory);
    expect(asked).toHaveLength(2);
  });
});
