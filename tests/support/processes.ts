import { readdirSync, readFileSync } from 'node:fs';

/** Processes that a process started, of whose command line a word is part (Linux). */
export function childrenOf(parent: number, word: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
        return (
          rest.split(' ')[1] === String(parent) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word)
        );
      } catch {
        // It ended while it was looked at.
        return false;
      }
    });
}

/** Whether a process is there and is not only waiting to be taken off the list (Linux). */
export function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** What a process has computed so far, ms: clock ticks of a hundredth of a second (Linux). 0 where it is gone. */
export function cpuTimeOf(pid: number): number {
  try {
    const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = rest.split(' ').map(Number);
    return ((fields[11] ?? 0) + (fields[12] ?? 0)) * 10;
  } catch {
    return 0;
  }
}

/** What a process holds in memory, MiB (Linux). 0 where it is gone. */
export function memoryOf(pid: number): number {
  try {
    const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}
