import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { selectForeignNames } from '#service/db/queries/foreign-names.ts';
import { DataService } from '#service/dispatch/service.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import { readBackup } from '#service/upkeep/backups/read-backup.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import { openUpdate } from '../../electron/main/update-package.ts';
import { makeKeys, signUpdate } from '../../electron/packaging/update-file.ts';
import { callsTo } from './calls.ts';
import { mutate } from './mutate.ts';
import { mutateSchema } from './mutate-schema.ts';
import { mutateZip } from './mutate-zip.ts';
import { PIXEL, photo } from './photo.ts';
import { evidence, forgeBackup, forgePacket, sha256 } from './planted.ts';
import { pmtilesFile } from './pmtiles-file.ts';
import { createRandom } from './random.ts';
import { writeRasterMbtiles } from './raster-basemap.ts';

const NOW = new Date('2026-11-21T02:00:00Z');
const PASSWORD = '校园周边安全 2026';
const progress = progressTo(new AbortController().signal, () => undefined);

/** A kind of file that the program takes besides lists: one that is sound, and what is done with a damaged one. */
interface Kind {
  readonly name: string;
  /** So many of a hundred mutations are of it. */
  readonly share: number;
  readonly seed: () => Uint8Array | Promise<Uint8Array>;
  readonly mutate?: (bytes: Uint8Array, random: () => number) => Uint8Array;
  /** Takes the file; what is wrong with what became of it, or null. */
  readonly take: (path: string) => Promise<string | null>;
}

interface FuzzOptions {
  /** Lays the demonstration town into a folder. */
  readonly lay?: typeof writeDemo;
  /** Names of kinds; all where there are none. */
  readonly only?: readonly string[];
}

/**
 * Takes seeded mutations of every kind of file but lists: backups, field packets, base maps, photos, update files and
 * the database itself, also with hostile schemas, archives whose directories lie, and packets whose files have names
 * that lead elsewhere. Each is to be taken whole or refused by code; tells those that were neither, and how many of
 * each kind were refused.
 */
export async function fuzzFiles(
  folder: string,
  count: number,
  seed: number,
  { lay = writeDemo, only }: FuzzOptions = {},
): Promise<{ unforeseen: string[]; refused: Record<string, number> }> {
  mkdirSync(folder, { recursive: true });
  const office = await openOffice(folder, lay);
  const unforeseen: string[] = [];
  const refused: Record<string, number> = {};
  for (const [number, kind] of (await kindsOf(office, folder)).entries()) {
    if (only && !only.includes(kind.name)) continue;
    const random = createRandom(seed + number);
    refused[kind.name] = 0;
    const sound = await kind.seed();
    for (let i = 0; i < Math.ceil((count * kind.share) / 100); i++) {
      const path = join(folder, `${i}-${kind.name}`);
      writeFileSync(path, (kind.mutate ?? mutate)(sound, random));
      try {
        const fault = await kind.take(path);
        if (fault !== null) unforeseen.push(`${kind.name} (${i}): ${fault}`);
      } catch (error) {
        const isCoded = error instanceof CodedError && error.code !== 'INTERNAL';
        if (isCoded) refused[kind.name] = (refused[kind.name] ?? 0) + 1;
        else unforeseen.push(`${kind.name} (${i}): ${error}`);
      }
      rmSync(path, { force: true });
    }
  }
  await office.service.close();
  return { unforeseen, refused };
}

async function openOffice(folder: string, lay: typeof writeDemo) {
  const directory = join(folder, '办公室');
  await lay(directory, { now: () => NOW });
  const service = new DataService({ now: () => NOW });
  await service.open(directory);
  return { service, call: callsTo(service) };
}

async function kindsOf({ service, call }: Awaited<ReturnType<typeof openOffice>>, folder: string) {
  const small = join(folder, '小');
  await createWorkspace({ directory: small, pack: 'national', now: NOW });
  const database = readFileSync(join(small, 'workspace.sqlite'));
  const backUp = async (password: string | null) => {
    const own = new DataService({ now: () => NOW });
    await own.open(small);
    const path = join(folder, `seed-${password === null ? 'plain' : 'sealed'}.xab`);
    await callsTo(own)('backups.make', { token: own.files.register(path), password, basemaps: true });
    await own.close();
    return readFileSync(path);
  };
  const [sweep] = (await call('sweeps.list', {})).filter(({ id }) => id === 2);
  const { teams } = await call('routes.get', { sweepId: sweep?.id ?? 0 });
  const made = await call('packets.make', { sweepId: sweep?.id ?? 0, teamId: teams[0]?.team.id ?? 0 });
  // With a photo, so that its name is mutated too.
  const stored = `${sha256(PIXEL)}.jpg`;
  const packet = forgePacket(made, { attachments: [evidence(stored)] }, { [`files/${stored}`]: PIXEL });
  const field = join(folder, 'field');
  const openInField = async (path: string) => {
    rmSync(field, { recursive: true, force: true });
    await openPacket(path, field, NOW);
    return (await openedFault(field)) ?? (await foreignFault(field));
  };
  writeRasterMbtiles(join(folder, 'seed.mbtiles'), {
    name: '影像',
    bounds: [116.39, 39.89, 116.41, 39.91],
    minzoom: 12,
    maxzoom: 14,
  });
  const addBasemap = async (path: string) => {
    const added = await call('basemaps.add', { token: service.files.register(path), link: false });
    const { id } = added as { id: string };
    try {
      const listed = (await call('basemaps.list', {})).find((each) => each.id === id);
      if (!listed) return 'not listed';
      for (const [z, x, y] of [
        [12, 3372, 1550],
        [13, 6745, 3101],
        [14, 13490, 6202],
        [0, 0, 0],
      ] as const)
        await call('basemaps.tile', { id, z, x, y }).catch(refuseUncoded);
      return null;
    } finally {
      await call('basemaps.remove', { id });
    }
  };
  const visits = await call('tables.ids', { table: 'visits', query: { match: 'all', parts: [] }, sort: [] });
  const { publicKey, privateKey } = makeKeys();
  const about = { version: '9.9.9', platform: 'win32', arch: 'x64', name: 'setup.exe', notes: '' } as const;
  const kinds: Kind[] = [
    {
      name: 'backup.xab',
      share: 15,
      seed: () => backUp(null),
      async take(path) {
        const restored = join(folder, 'restored');
        rmSync(restored, { recursive: true, force: true });
        await restoreBackup(path, restored, { password: null, now: NOW, progress });
        return await openedFault(restored);
      },
    },
    {
      name: 'sealed.xab',
      share: 1,
      seed: () => backUp(PASSWORD),
      async take(path) {
        await readBackup(path, PASSWORD, null, progress);
        return null;
      },
    },
    { name: 'packet.xatp', share: 8, seed: () => packet, take: openInField },
    { name: 'content.xatp', share: 10, seed: () => packet, mutate: mutateContent, take: openInField },
    { name: 'directory.xatp', share: 10, seed: () => packet, mutate: mutateZip, take: openInField },
    { name: 'names.xatp', share: 10, seed: () => packet, mutate: mutateNames, take: openInField },
    {
      name: 'returned.xatp',
      share: 10,
      seed: () => packet,
      mutate: mutateContent,
      async take(path) {
        const token = service.files.register(path);
        await call('packets.preview', { token });
        await call('packets.bringBack', { token, sides: {} });
        return null;
      },
    },
    {
      name: 'town.pmtiles',
      share: 12,
      seed: () =>
        pmtilesFile(
          [0, 12, 13].map((z) => ({
            at: [z, z === 0 ? 0 : 6745 >> (13 - z), z === 0 ? 0 : 3101 >> (13 - z)] as const,
            bytes: strToU8('tile'),
          })),
          { name: '镇', vector_layers: [{ id: 'roads', fields: {} }] },
        ),
      take: addBasemap,
    },
    {
      name: 'image.mbtiles',
      share: 12,
      seed: () => readFileSync(join(folder, 'seed.mbtiles')),
      take: addBasemap,
    },
    {
      name: 'schema.mbtiles',
      share: 8,
      seed: () => readFileSync(join(folder, 'seed.mbtiles')),
      mutate: mutateSchema,
      take: addBasemap,
    },
    {
      name: 'photo.jpg',
      share: 14,
      seed: () => photo('2026:11:20 09:10:05', [116.4, 39.9]),
      async take(path) {
        const of = { kind: 'visit' as const, id: visits.ids[0] ?? 0 };
        await call('attachments.add', {
          token: service.files.register(path),
          thumbnail: null,
          of,
          caption: '',
        });
        return null;
      },
    },
    {
      name: 'update.xau',
      share: 5,
      seed: () => signUpdate(Buffer.from('an installer '.repeat(100)), about, privateKey),
      async take(path) {
        const here = { version: '1.0.0', platform: 'win32', arch: 'x64', publicKey };
        const { manifest } = await openUpdate(path, join(folder, 'updates'), here);
        return manifest.version === '9.9.9' ? null : 'another version was taken';
      },
    },
    {
      name: 'workspace.sqlite',
      share: 3,
      seed: () => database,
      async take(path) {
        const spoilt = join(folder, 'spoilt');
        rmSync(spoilt, { recursive: true, force: true });
        mkdirSync(spoilt);
        writeFileSync(join(spoilt, 'workspace.sqlite'), readFileSync(path));
        return await openedFault(spoilt);
      },
    },
    {
      name: 'schema.sqlite',
      share: 4,
      seed: () => database,
      mutate: mutateSchema,
      async take(path) {
        const spoilt = join(folder, 'spoilt');
        rmSync(spoilt, { recursive: true, force: true });
        mkdirSync(spoilt);
        writeFileSync(join(spoilt, 'workspace.sqlite'), readFileSync(path));
        const fault = await openedFault(spoilt);
        const archive = join(folder, 'forged.xab');
        const restored = join(folder, 'restored');
        rmSync(restored, { recursive: true, force: true });
        await forgeBackup(spoilt, archive);
        await restoreBackup(archive, restored, { password: null, now: NOW, progress });
        return fault ?? (await openedFault(restored));
      },
    },
  ];
  return kinds;
}

/** Opens a workspace, whole or what can be read of it, and asks it what it is. Errors: those of opening it. */
async function openedFault(directory: string): Promise<string | null> {
  const service = new DataService({ now: () => NOW });
  try {
    await service.openOrSalvage(directory);
    const call = callsTo(service);
    for (const name of ['workspace.describe', 'schools.list', 'sweeps.list'] as const)
      await call(name, {}).catch(refuseUncoded);
    return null;
  } finally {
    await service.close();
  }
}

/** What was taken in of a packet names no file beyond its folder. */
async function foreignFault(directory: string): Promise<string | null> {
  const service = new DataService({ now: () => NOW });
  try {
    await service.open(directory);
    const [foreign] = await selectForeignNames(service.workspace.database.reader);
    return foreign ? `a row of ${foreign.table} names a file elsewhere` : null;
  } finally {
    await service.close();
  }
}

function refuseUncoded(error: unknown): void {
  if (!(error instanceof CodedError) || error.code === 'INTERNAL') throw error;
}

/** What a packet says is changed, and packed again as if nothing were wrong. */
function mutateContent(bytes: Uint8Array, random: () => number): Uint8Array {
  const { 'packet.json': content = new Uint8Array(), ...files } = unzipSync(bytes);
  const text = strFromU8(content);
  // Where texts are cut, JSON soon is none: values are changed in their places, too.
  const changed =
    random() < 0.5
      ? mutate(content, random)
      : strToU8(
          text.replace(/:("[^"]{0,40}"|-?\d+(?:\.\d+)?|null)/g, (whole) =>
            random() < 0.01 ? `:${replacements[Math.floor(random() * replacements.length)]}` : whole,
          ),
        );
  return zipSync({ 'packet.json': changed, ...files }, { level: 1 });
}

/** Files of a packet, and what names them in its rows, get names that lead elsewhere or have another form. */
function mutateNames(bytes: Uint8Array, random: () => number): Uint8Array {
  const { 'packet.json': content = new Uint8Array(), ...files } = unzipSync(bytes);
  const odd = () => oddNames[Math.floor(random() * oddNames.length)] ?? '';
  const text = strFromU8(content).replace(/"[0-9a-f]{64}\.[a-z]+"/g, (whole) =>
    random() < 0.5 ? JSON.stringify(odd()) : whole,
  );
  const renamed = Object.entries(files).map(([name, file]) => [
    random() < 0.5 ? `files/${odd()}` : name,
    file,
  ]);
  const more = random() < 0.5 ? { [odd()]: PIXEL } : {};
  return zipSync({ 'packet.json': strToU8(text), ...Object.fromEntries(renamed), ...more }, { level: 1 });
}

const oddNames = [
  '../workspace.sqlite',
  '../../evil.jpg',
  '/etc/passwd',
  'C:\\evil.jpg',
  '\\\\server\\share\\a.jpg',
  `${'a'.repeat(64)}.exe`,
  `${'A'.repeat(64)}.jpg`,
  `${'a'.repeat(64)}.jpg\u0000.txt`,
  '.hidden',
  'files/',
  'x'.repeat(300),
];

const replacements = [
  'null',
  '0',
  '-1',
  '1e308',
  '""',
  '"x"',
  '"__proto__"',
  '[]',
  '{}',
  'true',
  '"2026-13-45"',
  '"../workspace.sqlite"',
  '"/etc/passwd"',
  '"\\\\\\\\server\\\\share\\\\a.jpg"',
];
