import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** `npm run dev`: rebuilds the interface and restarts the service whenever a file changes; reload the page to see it. */
const root = join(import.meta.dirname, '..');
const entries = join(root, 'electron', 'service', 'doors');
const workspace = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'xueantu-dev-'));

await build({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn', build: { watch: {} } });
await new Promise((resolve) =>
  spawn(process.execPath, [join(entries, 'demo.ts'), workspace], { stdio: 'inherit' }).on('exit', resolve),
);
const service = spawn(
  process.execPath,
  ['--watch', join(entries, 'cli.ts'), 'serve', workspace, '--port', '7200'],
  { stdio: 'inherit' },
);
service.on('exit', (code) => process.exit(code ?? 0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => service.kill(signal));
