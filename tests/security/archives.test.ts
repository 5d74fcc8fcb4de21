import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract, type Header, pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { backupManifestSchema, MANIFEST } from '#service/upkeep/backups/backup-manifest.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { NOW, openWorkspace } from '../support/workspace.ts';

interface Entry {
  readonly header: Partial<Header> & { readonly name: string };
  readonly bytes: Buffer;
}
type Manifest = ReturnType<typeof backupManifestSchema.parse>;

/** Entries of a sound backup, which a test changes in one point. */
async function soundBackup(): Promise<{ folder: string; manifest: Manifest; entries: Entry[] }> {
  const { call, directory, service } = await openWorkspace();
  const folder = join(directory, '..');
  writeFileSync(join(directory, 'basemaps', 'a.pmtiles'), 'a');
  const path = join(folder, 'sound.xab');
  await call('backups.make', { token: service.files.register(path), password: null, basemaps: true });
  const entries: Entry[] = [];
  const reader = extract();
  Readable.from([readFileSync(path)]).pipe(reader);
  for await (const entry of reader) {
    const parts: Buffer[] = [];
    for await (const part of entry) parts.push(Buffer.from(part as Uint8Array));
    entries.push({ header: entry.header, bytes: Buffer.concat(parts) });
  }
  const [first, ...rest] = entries;
  return { folder, manifest: backupManifestSchema.parse(JSON.parse(String(first?.bytes))), entries: rest };
}

async function packed(manifest: Buffer | object, entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: MANIFEST }, Buffer.isBuffer(manifest) ? manifest : JSON.stringify(manifest));
  for (const { header, bytes } of entries) {
    const { name, type, linkname } = header;
    if (type === 'symlink' || type === 'link') tar.entry({ name, type, linkname });
    else tar.entry({ name }, bytes);
  }
  tar.finalize();
  const parts: Buffer[] = [];
  for await (const part of tar) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}

const fileOf = (path: string, bytes: Buffer) => ({
  path,
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

async function restored(folder: string, bytes: Buffer): Promise<unknown> {
  const path = join(folder, 'made.xab');
  writeFileSync(path, bytes);
  const progress = progressTo(new AbortController().signal, () => undefined);
  const target = join(folder, 'target');
  return await restoreBackup(path, target, { password: null, now: NOW, progress }).then(
    () => 'restored',
    (error: unknown) => {
      expect(existsSync(target)).toBe(false);
      return error;
    },
  );
}

const refused = (reason: string) => ({
  code: 'BACKUP_DAMAGED',
  details: { file: 'made.xab', reason: expect.stringContaining(reason) },
});

describe('a backup in which one thing is wrong and all else is right', () => {
  it('is restored where nothing is', async () => {
    const { folder, manifest, entries } = await soundBackup();
    expect(await restored(folder, await packed(manifest, entries))).toBe('restored');
    expect(readFileSync(join(folder, 'target', 'basemaps', 'a.pmtiles'), 'utf8')).toBe('a');
  });

  it.each([
    '../escaped',
    '/tmp/escaped',
    'basemaps/../../escaped',
    'basemaps/..',
    'basemaps/a/../../../escaped',
    'attachments/../escaped',
    'attachments/escaped.jpg',
    'basemaps\\..\\..\\escaped',
    'basemaps/.escaped',
    'backups/escaped',
  ])('a name that leads elsewhere: %s', async (name) => {
    const { folder, manifest, entries } = await soundBackup();
    const bytes = Buffer.from('x');
    const files = [...manifest.files, fileOf(name, bytes)];
    const made = await packed({ ...manifest, files }, [...entries, { header: { name }, bytes }]);
    expect(await restored(folder, made)).toMatchObject(refused('清单不合规范'));
    expect(readdirSync(folder).filter((each) => each.includes('escaped'))).toEqual([]);
  });

  it.each(['symlink', 'link'] as const)('a %s among its entries', async (type) => {
    const { folder, manifest, entries } = await soundBackup();
    const name = 'basemaps/b.pmtiles';
    const files = [...manifest.files, fileOf(name, Buffer.alloc(0))];
    const link = { header: { name, type, linkname: '/etc/passwd' }, bytes: Buffer.alloc(0) };
    const made = await packed({ ...manifest, files }, [...entries, link]);
    expect(await restored(folder, made)).toMatchObject(refused('不是普通文件'));
  });

  it.each(['basemaps/a.pmtiles', 'basemaps/A.PMTILES'])('a second entry of one name: %s', async (name) => {
    const { folder, manifest, entries } = await soundBackup();
    const bytes = Buffer.from('a');
    const files = [...manifest.files, fileOf(name, bytes)];
    const made = await packed({ ...manifest, files }, [...entries, { header: { name }, bytes }]);
    expect(await restored(folder, made)).toMatchObject(refused('有两份'));
  });

  it('an entry that the manifest does not name, one that is missing, one of another length or content', async () => {
    const { folder, manifest, entries } = await soundBackup();
    const more = { header: { name: 'basemaps/b.pmtiles' }, bytes: Buffer.from('x') };
    expect(await restored(folder, await packed(manifest, [...entries, more]))).toMatchObject(
      refused('与清单不符'),
    );
    expect(await restored(folder, await packed(manifest, entries.slice(0, -1)))).toMatchObject(
      refused('文件不完整'),
    );
    const last = (bytes: string) =>
      entries.map((entry, i) => (i === entries.length - 1 ? { ...entry, bytes: Buffer.from(bytes) } : entry));
    expect(await restored(folder, await packed(manifest, last('aa')))).toMatchObject(refused('与清单不符'));
    expect(await restored(folder, await packed(manifest, last('b')))).toMatchObject(refused('内容变了'));
  });

  it('a manifest that claims to be larger than any', async () => {
    const { folder, manifest, entries } = await soundBackup();
    const made = await packed(manifest, entries);
    // The length stands in the header of the first entry in octal digits, and is part of its sum.
    made.write('04000000001', 124, 'latin1');
    made.fill(0x20, 148, 156);
    const sum = made.subarray(0, 512).reduce((all, byte) => all + byte, 0);
    made.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    expect(await restored(folder, made)).toMatchObject(refused('清单过大'));
  });

  it('a folder beside it is left as it was', async () => {
    const { folder, manifest, entries } = await soundBackup();
    mkdirSync(join(folder, 'other'));
    await restored(folder, await packed(manifest, entries.slice(0, -1)));
    expect(readdirSync(folder).filter((name) => name.startsWith('.xueantu-'))).toEqual([]);
  });
});
