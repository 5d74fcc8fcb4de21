import { closeSync, existsSync, fstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { BundleEntry, Check, VersionOf } from '#shared/contract/diagnostics.ts';
import { CRASH_FOLDER } from '../../../diagnostics/crash-report.ts';

/** How much of the end of a log is taken: it says what happened last. */
const TAIL = 256 * 1024;
const CRASHES = 10;

export interface BundleFacts {
  readonly parts: readonly VersionOf[];
  readonly checks: readonly Check[];
  readonly counts: Readonly<Record<string, number>>;
  readonly logs: string | null;
}

/** What a maintainer of the program needs. It holds no names, numbers or words that anybody entered. */
export function supportBundle({ parts, checks, counts, logs }: BundleFacts): BundleEntry[] {
  const entries: BundleEntry[] = [
    {
      name: 'versions.txt',
      about: '程序、系统和各部件的版本',
      text: parts.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    },
    {
      name: 'self-test.txt',
      about: '自检结果',
      // The detail may name a file of the office; the state is enough.
      text: checks.map(({ id, title, state }) => `${state.padEnd(5)} ${id} ${title}`).join('\n'),
    },
    {
      name: 'counts.txt',
      about: '各数据表的行数，没有内容',
      text: Object.entries(counts)
        .map(([table, rows]) => `${table}: ${rows}`)
        .join('\n'),
    },
  ];
  if (logs === null) return entries;
  for (const name of ['service.log', 'main.log'])
    if (existsSync(join(logs, name)))
      entries.push({ name, about: '运行日志：时间、操作名、用时、错误代码', text: tail(join(logs, name)) });
  const crashes = join(logs, CRASH_FOLDER);
  if (existsSync(crashes))
    for (const name of readdirSync(crashes).sort().slice(-CRASHES))
      if (name.endsWith('.json'))
        entries.push({
          name: `${CRASH_FOLDER}/${name}`,
          about: '崩溃报告：错误种类和程序位置',
          text: readFileSync(join(crashes, name), 'utf8'),
        });
  return entries;
}

function tail(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, TAIL));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    const text = bytes.toString('utf8');
    return size > TAIL ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    closeSync(file);
  }
}
