import { mkdirSync, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const folder = process.env.XUEANTU_COVERAGE;

/**
 * Notes which functions one file of tests enters, where the suite asks for it. V8 is asked for functions, not for
 * lines: lines made the suite half as long again, functions cost nothing that can be measured.
 */
if (folder) {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: false });
  afterAll(() => {
    session.post('Profiler.takePreciseCoverage', (_, taken) => {
      const entered = taken.result.flatMap(({ url, functions }) => {
        const path = url.startsWith('file:') ? relative(root, fileURLToPath(url)).replaceAll('\\', '/') : '';
        if (!/^(shared|electron)\//.test(path)) return [];
        const names = functions
          .filter(({ functionName, ranges }) => functionName && (ranges[0]?.count ?? 0) > 0)
          .map(({ functionName }) => functionName);
        return [{ path, names: [...new Set(names)] }];
      });
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `${process.pid}-${Date.now()}.json`), JSON.stringify(entered));
    });
  });
}
