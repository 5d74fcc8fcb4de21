import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Zip, ZipDeflate, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readTable } from '#service/import/read-table.ts';
import { temporaryFolder } from '../support/temporary.ts';

const text = (content: string) => new TextEncoder().encode(content);
const lists = {
  'aaaaaa.csv': text('企业名称,经营地址\n星河网吧,东街1号\n'),
  'bbbbbb.csv': text('企业名称,经营地址\n平安旅馆,西街2号\n'),
};

function read(bytes: Uint8Array) {
  const path = join(temporaryFolder(), '名单.zip');
  writeFileSync(path, bytes);
  return readTable({ path, name: '名单.zip' }, { encoding: 'auto', sheet: null, header: true });
}

/** An archive whose names have these bytes and no mark that tells their encoding. */
function named(encode: (name: string) => Buffer, names: readonly string[]): Buffer {
  const stems = Object.keys(lists).map((name, i) => [name, encode(names[i] ?? '')] as const);
  const plain = stems.map(
    ([name, own]) => [name.padStart(own.length, name[0]).slice(-own.length), own] as const,
  );
  const contents = Object.values(lists);
  const bytes = Buffer.from(
    zipSync(Object.fromEntries(plain.map(([name], i) => [name, contents[i] ?? new Uint8Array()]))),
  );
  for (const [name, own] of plain)
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) own.copy(bytes, at);
  return bytes;
}

/** An archive that was written before its sizes were known: they stand behind each file, as macOS writes them. */
function streamed(): Buffer {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((_, piece) => void pieces.push(piece));
  for (const [name, content] of Object.entries(lists)) {
    const file = new ZipDeflate(name);
    zip.add(file);
    file.push(content, true);
  }
  zip.end();
  return Buffer.concat(pieces);
}

/** Sets bits in the flags of each file. */
function flagged(archive: Uint8Array, flags: number): Buffer {
  const bytes = Buffer.from(archive);
  for (const [mark, flagsAt] of [
    ['PK\u0001\u0002', 8],
    ['PK\u0003\u0004', 6],
  ] as const)
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at >= 0; at = bytes.indexOf(mark, at + 4, 'latin1'))
      bytes.writeUInt16LE(bytes.readUInt16LE(at + flagsAt) | flags, at + flagsAt);
  return bytes;
}

describe('a zip archive as programs write it', () => {
  it.each([
    ['GBK, as Windows writes them', (name: string) => iconv.encode(name, 'gbk')],
    ['UTF-8 without its mark, as macOS writes them', (name: string) => Buffer.from(name)],
  ])('has names in %s', async (_, encode) => {
    const table = await read(named(encode, ['网吧名单.csv', '旅馆名单.csv']));
    expect(table.sheets).toEqual(['网吧名单.csv', '旅馆名单.csv']);
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(['星河网吧', '平安旅馆']);
  });

  it.each([
    ['the sizes of its files behind them', () => streamed()],
    [
      'line ends behind it, which a web page left there',
      () => Buffer.concat([zipSync(lists), text('\r\n\r\n')]),
    ],
    ['a comment', () => commented('全区名单')],
  ])('has %s', async (_, make) => {
    expect((await read(make())).rows.map(({ cells }) => cells[0])).toEqual(['星河网吧', '平安旅馆']);
  });

  it.each([
    ['with the old method', 0x01],
    ['with the strong one', 0x41],
  ])('is refused as encrypted where it is %s', async (_, flags) => {
    await expect(read(flagged(zipSync(lists), flags))).rejects.toMatchObject({ code: 'FILE_ENCRYPTED' });
  });
});

function commented(comment: string): Buffer {
  const bytes = Buffer.concat([zipSync(lists), text(comment)]);
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  bytes.writeUInt16LE(text(comment).length, end + 20);
  return bytes;
}
