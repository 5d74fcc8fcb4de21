import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { keepFilesPrivate, trustedFolder } from '../platform/private-files.ts';
import { programHome } from '../platform/program-home.ts';

keepFilesPrivate();
// Keeps compiled code from one run to the next: short commands then need two thirds of the time to start. Where another
// user can write, no code is kept: we would run what that user wrote.
const cache = trustedFolder(join(programHome(), 'cache', 'compiled'));
if (cache !== null) enableCompileCache(cache);
await import('./cli-program.ts');
