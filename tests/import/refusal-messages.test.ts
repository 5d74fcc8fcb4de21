import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readTable } from '#service/import/read-table.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { importExtensions, importKindSchema } from '#shared/contract/import.ts';
import { listSeeds } from '../support/fuzz-lists.ts';
import { mutate } from '../support/mutate.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openWorkspace } from '../support/workspace.ts';

const plain = { encoding: 'auto', sheet: null, header: true };

/** What a reader that is wrong would print instead of a place or a reason. */
const blunders = [
  /undefined|NaN|Infinity|\bnull\b|\[object|INTERNAL/,
  // A place that has no name, or none that a person counts.
  /“”|（）|（，|：）|文件 {2}|第 (?:0|-\d+|) ?行/,
  // Words of a library: two in a row occur in no message of ours.
  /\b[A-Za-z]{3,}['’]?\w* [A-Za-z]{2,}|Error\b|\bat position\b/,
];

/** What is wrong with the form of a message about a file; null where it is as it should be. */
function faultOf(message: string, file: string): string | null {
  // What is quoted stood in the file; what is meant for the command line is in its own words.
  const own = message
    .replaceAll(file, '名单')
    .replace(/“[^”]+”/g, '“…”')
    .replace(/（命令行用 --[^）]+）/g, '');
  const blunder = blunders.find((pattern) => pattern.test(own));
  if (blunder) return `${blunder}: ${message}`;
  if (!message.includes(file)) return `names no file: ${message}`;
  return /请/.test(message) ? null : `does not say what to do: ${message}`;
}

/** Reads a file, and tells what is wrong with the refusal; `read` where there is none. */
async function refusalFault(
  path: string,
  bytes: Uint8Array,
): Promise<{ code: string; fault: string | null }> {
  const name = basename(path);
  writeFileSync(path, bytes);
  try {
    await readTable({ path, name }, plain);
    return { code: 'read', fault: null };
  } catch (error) {
    if (!(error instanceof CodedError)) return { code: String(error), fault: `${name}: ${String(error)}` };
    return { code: error.code, fault: faultOf(error.message, name) };
  }
}

/** The codes that came, each with how often; the faults of their messages fail the test. */
async function refusalsOf(
  files: readonly (readonly [name: string, bytes: Uint8Array])[],
): Promise<Map<string, number>> {
  const codes = new Map<string, number>();
  const folder = temporaryFolder();
  const faults: string[] = [];
  for (const [name, bytes] of files) {
    const { code, fault } = await refusalFault(join(folder, name), bytes);
    codes.set(code, (codes.get(code) ?? 0) + 1);
    if (fault !== null) faults.push(fault);
  }
  expect(faults).toEqual([]);
  return codes;
}

describe('a refusal is written for a clerk: which file, where in it, what to do', () => {
  it('the check finds what a bug of a reader would print', () => {
    for (const message of [
      '文件 a.csv 第 0 行 已损坏，请重新导出',
      '文件 a.csv 已损坏（undefined），请重新导出',
      '文件 a.csv 已损坏（Unexpected token in JSON），请重新导出',
      '压缩包 a.csv 里没有可导入的文件（有：），请检查',
      '文件 a.csv 里没有工作表“”，请改选',
      '文件 a.csv 没有数据行',
      '已损坏，请重新导出',
    ])
      expect(faultOf(message, 'a.csv'), message).not.toBeNull();
    expect(faultOf('文件 a.csv 第 3 行 已损坏（JSON 不完整），请重新导出', 'a.csv')).toBeNull();
  });

  it('every reader given a file that was cut off, at many places', async () => {
    const places = 16;
    const cut = listSeeds.flatMap(([name, bytes]) =>
      Array.from({ length: places }, (_, i) => {
        return [name, bytes.slice(0, Math.floor((bytes.length * i) / places))] as const;
      }),
    );
    const codes = await refusalsOf(cut);
    expect(codes.get('FILE_DAMAGED')).toBeGreaterThan(cut.length / 4);
    expect(codes.get('FILE_EMPTY')).toBeGreaterThan(5);
  });

  it('every reader given bytes that mean nothing', async () => {
    const random = createRandom(20261129);
    const noise = importExtensions.flatMap((extension) =>
      [1, 40, 4000].map((length) => {
        return [`a.${extension}`, Uint8Array.from({ length }, () => Math.floor(random() * 256))] as const;
      }),
    );
    const codes = await refusalsOf(noise);
    expect(codes.get('FILE_DAMAGED')).toBeGreaterThan(noise.length / 4);
  });

  it('every reader given a file of another kind, and archives of nothing', async () => {
    const renamed = listSeeds.flatMap(([name, bytes]) =>
      importExtensions.map((extension) => [`${name}.${extension}`, bytes] as const),
    );
    // Files are read as what they are, whatever they are called.
    expect((await refusalsOf(renamed)).get('read')).toBeGreaterThan(renamed.length / 2);
    const pdf = new TextEncoder().encode('%PDF-1.7');
    const nothing = [
      ['empty.zip', zipSync({})],
      ['pdf.zip', zipSync({ 'a.pdf': pdf })],
      ['word.xlsx', zipSync({ 'word/document.xml': pdf })],
      ['pdf.csv', pdf],
      ['inner.zip', zipSync({ 'a.zip': zipSync({ 'b.zip': zipSync({ 'c.csv': pdf }) }) })],
    ] as const;
    expect((await refusalsOf(nothing)).get('read')).toBeUndefined();
  });

  it('every reader given a file that disks, mail and people spoilt', async () => {
    const spoilt = Array.from({ length: 600 }, (_, i) => {
      const [name, bytes] = listSeeds[i % listSeeds.length] ?? ['a.csv', new Uint8Array()];
      return [name, mutate(bytes, createRandom(7000 + i))] as const;
    });
    expect((await refusalsOf(spoilt)).get('FILE_DAMAGED')).toBeGreaterThan(20);
  });

  it('names the line where the reader knows it, and the part of an archive or workbook', async () => {
    const folder = temporaryFolder();
    const messageOf = async (name: string, content: string | Uint8Array) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      try {
        await readTable({ path, name }, plain);
      } catch (error) {
        if (error instanceof CodedError) return error.message;
      }
      return 'read';
    };
    expect(await messageOf('a.json', '[\n{"名称":"甲"},\n{"名称" "乙"}\n]')).toContain('文件 a.json 第 3 行');
    expect(await messageOf('a.kml', '<kml>\n<Document>\n<Placemark></Document>\n</kml>')).toMatch(
      /文件 a\.kml 第 \d 行/,
    );
    const inner = { '名单.json': new TextEncoder().encode('[\n{"名称":"甲"') };
    expect(await messageOf('a.zip', zipSync(inner))).toContain('文件 a.zip（名单.json） 第 2 行');
  });
});

it('a problem of a row names its row and what to do, whatever stands in the row', async () => {
  const { call, file } = await openWorkspace();
  const faults: string[] = [];
  let problems = 0;
  const seeds = listSeeds.filter(([name]) => /\.(csv|txt|geojson)$/.test(name));
  for (const [at, as] of importKindSchema.options.entries())
    for (let i = 0; i < 12; i++) {
      const [name, bytes] = seeds[i % seeds.length] ?? ['a.csv', new Uint8Array()];
      const token = file(name, mutate(bytes, createRandom(100 * at + i)));
      const input = { token, as, crs: 'wgs84' as const, map: {}, effect: false };
      try {
        for (const { message, row } of (await call('import.dryRun', input)).problems) {
          problems += 1;
          const fault = faultOf(`文件 ${name} ${message}`, name);
          if (fault || !message.includes(`第 ${row} 行`)) faults.push(fault ?? message);
        }
      } catch (error) {
        const fault = error instanceof CodedError ? faultOf(error.message, name) : String(error);
        if (fault) faults.push(fault);
      }
    }
  expect(faults).toEqual([]);
  expect(problems).toBeGreaterThan(100);
});
