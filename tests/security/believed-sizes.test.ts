import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { deflateRawSync } from 'node:zlib';
import { createCanvas } from '@napi-rs/canvas';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeMbtilesFile } from '#service/db/foreign/mbtiles-file.ts';
import { readTable } from '#service/import/read-table.ts';
import { decodeTile } from '#service/output/sheets/tile-pixels.ts';
import { systemClock } from '#service/platform/clock.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import { hasAtMost, pictureSize } from '#shared/pictures/picture-size.ts';
import { layDemo } from '../support/demo.ts';
import { PIXEL } from '../support/photo.ts';
import { claimingPng, evidence, plantRow, sha256 } from '../support/planted.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { NOW, openService, openWorkspace } from '../support/workspace.ts';

const reading = { encoding: 'auto' as const, sheet: null, header: true };
const KML =
  '<kml><Placemark><name>甲</name><Point><coordinates>116,39</coordinates></Point></Placemark></kml>';
const MIB = 2 ** 20;
const GIB = 2 ** 30;

async function outcomeOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  try {
    await readTable({ path, name }, reading);
    return 'read';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** An archive that says another size of each of its files than it has, in its list and beside each file. */
function lying(archive: Uint8Array, size: number): Buffer {
  const bytes = Buffer.from(archive);
  const say = (mark: string, at: number) => {
    for (
      let found = bytes.indexOf(mark, 0, 'latin1');
      found >= 0;
      found = bytes.indexOf(mark, found + 4, 'latin1')
    )
      bytes.writeUInt32LE(size, found + at);
  };
  say('PK\u0001\u0002', 24);
  say('PK\u0003\u0004', 22);
  return bytes;
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes outside of the heap that a task leaves taken when it ends, before anything of it is collected. */
async function takenBy(task: () => Promise<void>): Promise<number> {
  // What others left would be collected meanwhile and taken off.
  collectGarbage();
  const before = process.memoryUsage().arrayBuffers;
  await task();
  return process.memoryUsage().arrayBuffers - before;
}

/** An archive of one file that is packed already: packing half a gigabyte again and again takes long. */
function archiveOf(name: string, packed: Buffer): Buffer {
  const path = Buffer.from(name);
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt16LE(path.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), about, path, packed]);
  const listed = Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), about, Buffer.alloc(14), path]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, listed, Buffer.from('PK\u0005\u0006'), end]);
}

describe('an archive that lies about what it unpacks to', () => {
  const packed = deflateRawSync(Buffer.alloc(540 * MIB), { level: 1 });

  it('is unpacked up to the bound and no further, whichever way it lies and whatever it is', async () => {
    const swollen: [string, string, number][] = [
      ['bomb.kmz', 'doc.kml', 100],
      ['bomb.kmz', 'doc.kml', 0xfffffff0],
      ['bomb.zip', 'a.shp', 100],
      ['bomb.xlsx', 'xl/workbook.xml', 100],
      ['bomb.xlsx', 'xl/workbook.xml', 0xfffffff0],
      ['bomb.ods', 'content.xml', 100],
    ];
    for (const [file, inside, claimed] of swollen) {
      const outcome = await outcomeOf(file, lying(archiveOf(inside, packed), claimed));
      expect(outcome, `${file} claims ${claimed}`).toBe('FILE_TOO_LARGE');
    }
    const packet = join(temporaryFolder(), 'x.xatp');
    const folder = join(temporaryFolder(), '外勤');
    for (const claimed of [10, 0x7fffffff]) {
      writeFileSync(packet, lying(archiveOf('packet.json', packed), claimed));
      await expect(openPacket(packet, folder, NOW)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
    }
    expect(await outcomeOf('sound.kmz', archiveOf('doc.kml', deflateRawSync(KML)))).toBe('read');
  });

  it('that claims two gigabytes and holds a line is read for the line', async () => {
    const kmz = lying(zipSync({ 'doc.kml': strToU8(KML) }), 2 * GIB);
    let outcome = '';
    const taken = await takenBy(async () => {
      outcome = await outcomeOf('a.kmz', kmz);
    });
    expect(outcome).toBe('read');
    expect(taken).toBeLessThan(16 * MIB);
    const packet = join(temporaryFolder(), 'x.xatp');
    writeFileSync(packet, lying(zipSync({ 'packet.json': strToU8('{}') }), 2 * GIB - 1));
    await expect(openPacket(packet, join(temporaryFolder(), '外勤'), NOW)).rejects.toMatchObject({
      code: 'PACKET_DAMAGED',
    });
  });

  it('is damaged where its list leads beyond it', async () => {
    const archive = Buffer.from(zipSync({ 'doc.kml': strToU8('<kml/>') }));
    const list = archive.indexOf('PK\u0001\u0002', 0, 'latin1');
    const end = archive.indexOf('PK\u0005\u0006', 0, 'latin1');
    for (const [at, value] of [
      [list + 20, 0x7fffffff],
      [list + 42, 0x7fffffff],
      [end + 16, 0x7fffffff],
    ] as const) {
      const broken = Buffer.from(archive);
      broken.writeUInt32LE(value, at);
      expect(await outcomeOf('a.kmz', broken)).toBe('FILE_DAMAGED');
    }
    const many = Buffer.from(archive);
    many.writeUInt16LE(60_000, end + 10);
    expect(await outcomeOf('a.kmz', many)).toBe('FILE_DAMAGED');
  });
});

describe('a small picture that claims 16,000 × 16,000 pixels', () => {
  const huge = claimingPng(16_000, 16_000);
  const tooLarge = { code: 'PICTURE_TOO_LARGE' };

  it('is no evidence, no thumbnail and no logo', async () => {
    const directory = await layDemo();
    const { call, service } = await openService(directory, systemClock);
    const of = { kind: 'hazard', id: 10 } as const;
    const token = (name: string, bytes: Uint8Array) => {
      const path = join(directory, '..', name);
      writeFileSync(path, bytes);
      return service.files.register(path);
    };
    const add = (file: string, thumbnail: string | null) =>
      call('attachments.add', { token: file, thumbnail, of, caption: '' });
    await expect(add(token('大.png', huge), null)).rejects.toMatchObject(tooLarge);
    const jpeg = Buffer.from(createCanvas(8, 8).toBuffer('image/jpeg'));
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg.writeUInt16BE(60_000, frame + 5);
    jpeg.writeUInt16BE(60_000, frame + 7);
    await expect(add(token('大.jpg', jpeg), null)).rejects.toMatchObject(tooLarge);
    await expect(add(token('好.jpg', PIXEL), token('缩略.jpg', jpeg))).rejects.toMatchObject(tooLarge);
    await expect(add(token('好.jpg', PIXEL), token('缩略.jpg', huge))).rejects.toMatchObject(tooLarge);
    const content = { kind: 'logo', type: 'image/png', data: huge.toString('base64'), ratio: 1 } as const;
    await expect(call('saved.save', { name: '标志', content })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });

  it('is not given to the page where a workspace brought it', async () => {
    const directory = await layDemo();
    const file = `${sha256(huge)}.png`;
    writeFileSync(join(directory, 'attachments', file), huge);
    plantRow(directory, 'attachments', { ...evidence(file), type: 'image/png' });
    const { call } = await openService(directory, systemClock);
    await expect(call('attachments.read', { id: 9001, thumbnail: false })).rejects.toMatchObject(tooLarge);
  });

  it('is no tile: neither of a file nor of a service, neither for the map nor for a sheet', async () => {
    const { call, service } = await openWorkspace();
    const path = join(temporaryFolder(), '影像.mbtiles');
    writeMbtilesFile(path, { name: '影像', format: 'png' }, [{ zoom: 0, column: 0, row: 0, bytes: huge }]);
    const { id } = await call('basemaps.add', { token: service.files.register(path), link: false });
    const broken = { code: 'BASEMAP_BROKEN' };
    await expect(call('basemaps.tile', { id, z: 0, x: 0, y: 0 })).rejects.toMatchObject(broken);
    const server = createServer((request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      // One tile is small and claims much; the other has no end.
      if (request.url === '/0/0/0') response.end(huge);
      else {
        const send = () => {
          while (!response.destroyed && response.write(Buffer.alloc(MIB)));
        };
        response.on('drain', send);
        send();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/{z}/{x}/{y}`;
    const source = { type: 'tiles' as const, url, maxzoom: 18 };
    const saved = await call('saved.save', { name: '服务', content: { kind: 'basemap', source } });
    await call('basemaps.list', {});
    const tile = (z: number) => call('basemaps.tile', { id: `saved:${saved.id}`, z, x: 0, y: 0 });
    await expect(tile(0)).rejects.toMatchObject(broken);
    await expect(tile(1)).rejects.toMatchObject({
      code: 'BASEMAP_UNREACHABLE',
      details: { reason: '图块过大' },
    });
    await expect(decodeTile(huge)).rejects.toMatchObject(tooLarge);
    await expect(decodeTile(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).rejects.toThrow();
  });
});

describe('a picture', () => {
  it('is measured by its header, of whichever kind it is', async () => {
    const canvas = createCanvas(37, 21);
    const encoded = {
      png: await canvas.encode('png'),
      jpeg: await canvas.encode('jpeg'),
      webp: await canvas.encode('webp'),
      avif: await canvas.encode('avif'),
    };
    for (const [kind, bytes] of Object.entries(encoded))
      expect(pictureSize(bytes), kind).toEqual({ width: 37, height: 21 });
    const gif = Buffer.from('GIF89a\u0025\u0000\u0015\u0000', 'latin1');
    expect(pictureSize(gif)).toEqual({ width: 37, height: 21 });
    expect(pictureSize(PIXEL)).toEqual({ width: 1, height: 1 });
  });

  it('that is cut off, or none, has no size and is not drawn', () => {
    const whole = createCanvas(37, 21).toBuffer('image/png');
    for (const bytes of [new Uint8Array(), whole.subarray(0, 20), Buffer.from('<svg/>')]) {
      expect(pictureSize(bytes)).toBeNull();
      expect(hasAtMost(bytes, 1e9)).toBe(false);
    }
  });
});
