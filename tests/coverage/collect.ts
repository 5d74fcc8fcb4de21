import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = process.env.XUEANTU_COVERAGE;

/**
 * Notes which functions one file of tests enters, where the suite asks for it. V8 is asked for what it knows anyway:
 * its precise counting inlines nothing, and key derivation took six times as long. What it knows can be forgotten
 * when memory is cleared, so it is taken now and then, but not after each test: that took a tenth of the suite.
 */
const BETWEEN_MS = 2000;

if (folder) {
  const entered = new Map<string, Set<string>>();
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  let taken = performance.now();
  const take = (): void => {
    taken = performance.now();
    session.post('Profiler.getBestEffortCoverage', (_, found) => {
      for (const { url, functions } of found.result) {
        const path = url.startsWith('file:') ? relative(root, fileURLToPath(url)).replaceAll('\\', '/') : '';
        if (!/^(shared|electron)\//.test(path)) continue;
        const names = entered.get(path) ?? new Set<string>();
        for (const { functionName, ranges } of functions)
          if (functionName && (ranges[0]?.count ?? 0) > 0) names.add(functionName);
        entered.set(path, names);
      }
    });
  };
  afterEach(() => {
    if (performance.now() - taken > BETWEEN_MS) take();
  });
  afterAll(() => {
    take();
    mkdirSync(folder, { recursive: true });
    const found = [...entered].map(([path, names]) => ({ path, names: [...names] }));
    writeFileSync(join(folder, `${process.pid}-${Date.now()}.json`), JSON.stringify(found));
  });
}
