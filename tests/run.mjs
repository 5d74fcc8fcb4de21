// `npm test`: installs the packages where they are not there yet; the rest is done by the Node that they bring along.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPackages, ownNode, root } from '../electron/install.mjs';

installPackages();
const suite = [join(root, 'tests', 'suite.ts'), ...process.argv.slice(2)];
process.exit(spawnSync(ownNode(), suite, { cwd: root, stdio: 'inherit' }).status ?? 1);
