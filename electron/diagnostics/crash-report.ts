import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackFrames } from '#shared/contract/stack-frames.ts';
import { kindOf } from './log.ts';

/** Reports of crashes are kept here, and nowhere else: none is ever sent. */
export const CRASH_FOLDER = 'crashes';
const KEPT = 20;

export interface CrashFacts {
  /** Which process: `main`, `service` or `page`. */
  readonly process: string;
  readonly version: string;
  readonly reason?: string;
  readonly error?: unknown;
}

/** Keeps what is known of a crash beside the logs; failing at that must not hide the crash. */
export function keepCrashReport(
  logs: string | null,
  { process: where, version, reason, error }: CrashFacts,
): void {
  if (logs === null) return;
  const folder = join(logs, CRASH_FOLDER);
  const at = new Date().toISOString();
  const report = {
    at,
    process: where,
    version,
    platform: `${process.platform}-${process.arch}`,
    uptime: Math.round(process.uptime()),
    memory: process.memoryUsage().rss,
    ...(reason === undefined ? {} : { reason }),
    ...(error === undefined ? {} : { ...kindOf(error), frames: stackFrames(error) }),
  };
  try {
    mkdirSync(folder, { recursive: true });
    const name = `${at.replace(/[:.]/g, '-')}-${where}.json`;
    writeFileSync(join(folder, name), `${JSON.stringify(report, null, 2)}\n`);
    const old = readdirSync(folder).sort().slice(0, -KEPT);
    for (const each of old) rmSync(join(folder, each), { force: true });
  } catch {
    // The disk is full or read-only: nothing can be kept.
  }
}
