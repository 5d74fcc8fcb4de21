// `npm run parts`: every package with its licence and whether it ships; then the registry's own list of known holes,
// where it keeps one.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { allowed, allowedForTools, isMet, listParts } from './licences.ts';

const parts = listParts(join(import.meta.dirname, '..', '..'));
for (const { name, version, licence, ships } of parts) {
  const fits = isMet(licence, ships ? allowed : allowedForTools);
  process.stdout.write(
    `${fits ? ' ' : '✗'} ${ships ? 'ships' : 'tool '} ${licence.padEnd(16)} ${name} ${version}\n`,
  );
  if (!fits) process.exitCode = 1;
}
process.stdout.write(`${parts.length} parts, ${parts.filter(({ ships }) => ships).length} of them ship\n`);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const { status, stdout } = spawnSync(npm, ['audit', '--json'], {
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
const auditSchema = z.object({ metadata: z.object({ vulnerabilities: z.unknown() }).partial().optional() });
const known = auditSchema.parse(JSON.parse(stdout || '{}')).metadata;
if (!known) process.stdout.write('the registry gives no list of known holes here\n');
else {
  process.stdout.write(`known holes: ${JSON.stringify(known.vulnerabilities)}\n`);
  if (status !== 0) process.exitCode = 1;
}
