import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

/** One figure beside a peer measured in the same run, and the limit it has to keep. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | '×' | 'MiB' | 'lost' | '%';
  /** Null where it is shown for comparison only. */
  readonly limit: number | null;
  /** What it is compared with; empty where the limit is absolute. */
  readonly peer: string;
  readonly peerValue: number | null;
}

/** What the benchmarks measured and what they could not. */
export class Figures {
  readonly #figures: Figure[] = [];
  readonly #left: string[] = [];

  add(figure: Figure): void {
    this.#figures.push(figure);
    process.stdout.write(`${lineOf(figure)}\n`);
  }

  get all(): readonly Figure[] {
    return this.#figures;
  }

  leave(reason: string): void {
    this.#left.push(reason);
    process.stdout.write(`– ${reason}\n`);
  }

  /** A table for docs/performance.md; the process fails where a limit is broken. */
  report(): void {
    const cell = ({ value, unit }: Figure) => `${round(value)} ${unit}`;
    const peer = ({ peer, peerValue, unit, value }: Figure) =>
      peerValue === null ? '' : `${peer}: ${round(peerValue)} ${unit} (${(value / peerValue).toFixed(2)} ×)`;
    process.stdout.write(`\n${cpus().length} cores, Node ${process.version}; best of several runs\n\n`);
    process.stdout.write('| what | measured | limit | beside |\n|---|---|---|---|\n');
    const limit = (figure: Figure) => (figure.limit === null ? '' : `${round(figure.limit)} ${figure.unit}`);
    for (const figure of this.#figures)
      process.stdout.write(`| ${figure.what} | ${cell(figure)} | ${limit(figure)} | ${peer(figure)} |\n`);
    for (const reason of this.#left) process.stdout.write(`\nnot measured: ${reason}`);
    process.stdout.write('\n');
    if (this.#figures.some((figure) => !isKept(figure))) process.exitCode = 1;
  }
}

function isKept({ value, limit }: Figure): boolean {
  return limit === null || value <= limit;
}

function lineOf(figure: Figure): string {
  const { what, value, unit, limit } = figure;
  const allowed = limit === null ? '' : ` (limit ${round(limit)})`;
  return `${isKept(figure) ? '✓' : '✗'} ${what}: ${round(value)} ${unit}${allowed}`;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export const root = join(import.meta.dirname, '..', '..');

/** The command line is run as people run it: built. */
function entry(name: string): string {
  return name === 'cli.ts'
    ? join(root, 'electron', 'cli.mjs')
    : join(root, 'electron', 'service', 'doors', name);
}

/** Runs an entry of the service to its end and returns what it printed. */
export function run(name: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry(name), ...args], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const LOOK_EVERY_MS = 100;

/** Runs an entry and watches the most memory it ever held (MiB; Linux only, else null). */
export async function runWatched(
  name: string,
  ...args: string[]
): Promise<{ stdout: string; ms: number; peak: number | null }> {
  const started = performance.now();
  const child = spawn(process.execPath, [entry(name), ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  let peak: number | null = null;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  const watch = setInterval(() => {
    peak = peakMemory(child.pid) ?? peak;
  }, LOOK_EVERY_MS);
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${status}`);
  return { stdout, ms: performance.now() - started, peak };
}

function peakMemory(pid: number | undefined): number | null {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? null : Number(kilobytes) / 1024;
  } catch {
    // Not Linux, or the process has just ended: what was seen before stands.
    return null;
  }
}

/** The shortest of several runs, in ms. */
export function best(times: number, task: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    task();
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

/** The middle one of an odd number of runs, in ms: for ratios, where a lucky run would mislead. */
export function median(times: number, task: () => void): number {
  const taken = Array.from({ length: times }, () => {
    const started = performance.now();
    task();
    return performance.now() - started;
  });
  return taken.sort((a, b) => a - b)[times >> 1] as number;
}

/** The least of several measurements. */
export async function bestOf(times: number, measure: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) least = Math.min(least, await measure());
  return least;
}
