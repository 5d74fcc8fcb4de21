import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UploadFolder } from '#service/doors/upload-folder.ts';

const HOUR = 3600_000;

function openFolder(limits = { largest: 10, largestBackup: 20, most: 25 }): UploadFolder {
  const folder = new UploadFolder(limits);
  onTestFinished(() => folder.close());
  return folder;
}

/** A body in pieces, as a network brings it. */
const bodyOf = (...pieces: readonly string[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(Buffer.from(piece));
      controller.close();
    },
  });

describe('uploads', () => {
  it('are on disk as they were sent, with nothing of their name but a plain ending', async () => {
    const folder = openFolder();
    const path = await folder.receive(bodyOf('名', '单'), '../../名单.csv', 6, () => 0);
    expect(readFileSync(path, 'utf8')).toBe('名单');
    expect(path).toMatch(/\/[0-9a-f]{24}\.csv$/);
    expect(await folder.receive(null, '空', 0, () => 0)).toMatch(/\/[0-9a-f]{24}$/);
  });

  it('are refused where they are too large, whether they say so or not, and leave nothing', async () => {
    const folder = openFolder();
    await expect(folder.receive(bodyOf('a'), 'a', 11, () => 0)).rejects.toMatchObject({ status: 413 });
    await expect(folder.receive(bodyOf('01234567', '890'), 'a', null, () => 0)).rejects.toMatchObject({
      status: 413,
    });
    // Had anything of them been counted on, there would be no room for these.
    for (const each of ['0123456789', '0123456789', '01234'])
      await folder.receive(bodyOf(each), 'a', null, () => 0);
  });

  it('of a backup may be larger, and make room when they were used', async () => {
    const folder = openFolder();
    const backup = '0123456789 0123456789';
    await expect(folder.receive(bodyOf(backup), 'a.xab', null, () => 0, 'backup')).rejects.toMatchObject({
      status: 413,
    });
    const path = await folder.receive(bodyOf(backup.slice(1)), 'a.xab', 20, () => 0, 'backup');
    await expect(folder.receive(bodyOf('012345'), 'a', 6, () => 0)).rejects.toMatchObject({ status: 507 });
    folder.drop(path);
    expect(existsSync(path)).toBe(false);
    await folder.receive(bodyOf('012345'), 'a', 6, () => 0);
  });

  it('leave nothing where the page goes away in the middle', async () => {
    const folder = openFolder();
    let sent = false;
    const broken = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent) controller.error(new Error('gone'));
        else controller.enqueue(Buffer.from('half'));
        sent = true;
      },
    });
    await expect(folder.receive(broken, 'a', 10, () => 0)).rejects.toThrow('gone');
    for (const each of ['0123456789', '0123456789', '01234'])
      await folder.receive(bodyOf(each), 'a', null, () => 0);
  });

  it('make room by the oldest that nobody used for an hour, and are refused where there is none', async () => {
    const folder = openFolder();
    const first = await folder.receive(bodyOf('0123456789'), 'a', 10, () => 0);
    const second = await folder.receive(bodyOf('0123456789'), 'a', 10, () => HOUR / 2);
    await expect(folder.receive(bodyOf('0123456789'), 'a', 10, () => HOUR - 1)).rejects.toMatchObject({
      status: 507,
    });
    await folder.receive(bodyOf('0123456789'), 'a', 10, () => HOUR);
    expect([existsSync(first), existsSync(second)]).toEqual([false, true]);
  });

  it('that came slowly have their hour from when they were there', async () => {
    const folder = openFolder();
    const times = [0, HOUR];
    const slow = await folder.receive(bodyOf('0123456789'), 'a', 10, () => times.shift() ?? HOUR);
    await folder.receive(bodyOf('0123456789'), 'a', 10, () => HOUR);
    await expect(folder.receive(bodyOf('0123456789'), 'a', 10, () => HOUR)).rejects.toMatchObject({
      status: 507,
    });
    expect(existsSync(slow)).toBe(true);
  });
});
