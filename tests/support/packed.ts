import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuses, pack } from '../../electron/packaging/pack.ts';
import { electronRuntime } from './electron-runtime.ts';

/** The Electron that tests have knows all switches but this one. */
const { grantFileProtocolExtraPrivileges: _, ...known } = fuses;

/**
 * Packs what was built for Linux around the Electron of the tests, into a folder, with the public key of updates.
 * Returns the folder of the program.
 */
export async function packForTest(folder: string, updateKey: string): Promise<string> {
  const runtime = electronRuntime();
  if (runtime === null) throw new Error('there is no Electron here');
  const dist = join(folder, 'electron');
  cpSync(runtime, dist, { recursive: true });
  // What loads an application by its folder is the tests' own.
  rmSync(join(dist, 'resources', 'app'), { recursive: true, force: true });
  const output = join(folder, 'packed');
  const key = join(folder, 'update-key.pem');
  writeFileSync(key, updateKey);
  process.env.XUEANTU_UPDATE_KEY = key;
  await pack(
    { platform: 'linux', arch: 'x64' },
    {
      directoryOnly: true,
      output,
      config: { electronVersion: '25.1.1', electronDist: dist, electronFuses: known },
    },
  );
  const program = join(output, 'linux-unpacked');
  if (!existsSync(join(program, 'xueantu'))) throw new Error('nothing was packed');
  return program;
}
