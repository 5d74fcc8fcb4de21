import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { readTable } from '#service/import/read-table.ts';
import { mutatedList } from './fuzz-lists.ts';

// The spreadsheet library tells of every odd record.
console.error = () => undefined;
const { from, count, seed } = workerData as { from: number; count: number; seed: number };
const folder = mkdtempSync(join(tmpdir(), 'xueantu-fuzz-'));
const path = join(folder, 'file');
for (let i = from; i < count; i++) {
  const { name, bytes } = mutatedList(i, seed);
  writeFileSync(path, bytes);
  parentPort?.postMessage(await outcomeOf(name, i));
}
rmSync(folder, { recursive: true });

async function outcomeOf(name: string, i: number): Promise<string> {
  try {
    const reading = { encoding: 'auto', sheet: null, header: true };
    const { columns, rows, hasGeometry } = await readTable({ path, name }, reading);
    const isEmpty = rows.length === 0 || (columns.length === 0 && !hasGeometry);
    return isEmpty ? `nothing read from ${name} (${i})` : 'read';
  } catch (error) {
    return (error as { code?: string }).code ?? `${name} (${i}): ${error}`;
  }
}
