import module from 'node:module';
import { join } from 'node:path';
import { beginBulkWorker } from '../import/list-worker.ts';
import { isLongList } from '../import/long-text.ts';
import { keepFilesPrivate, trustedFolder } from '../platform/private-files.ts';
import { programHome } from '../platform/program-home.ts';

keepFilesPrivate();
// Keeps compiled code from one run to the next: short commands then need two thirds of the time to start. Where another
// user can write, no code is kept: we would run what that user wrote. Node 20 cannot.
const cache = trustedFolder(join(programHome(), 'cache', 'compiled'));
if (cache !== null) module.enableCompileCache?.(cache);
const [command, ...args] = process.argv.slice(2);
if (command === 'import' && args.some((arg) => isLongList({ path: arg, name: arg }))) beginBulkWorker();
const { runCommandLine } = await import('./cli-program.ts');
await runCommandLine();
