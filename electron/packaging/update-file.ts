// Makes the keys of updates, and signs an installer with them:
//   node electron/packaging/update-file.ts keys FOLDER
//   node electron/packaging/update-file.ts sign INSTALLER --key FOLDER/update-private.pem --system win32-x64 [--notes TEXT]
import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { UPDATE_MAGIC, type UpdateManifest, updateManifestSchema } from '../main/update-package.ts';
import { nameOf, targets } from './target-systems.ts';

/** A pair of Ed25519 keys as PEM: the public one is packed into the program, the publisher keeps the private one. */
export function makeKeys(): { publicKey: string; privateKey: string } {
  return generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
}

/** The bytes of an update file around an installer. */
export function signUpdate(
  installer: Buffer,
  about: Pick<UpdateManifest, 'version' | 'platform' | 'arch' | 'name' | 'notes'>,
  privateKey: string,
): Buffer {
  const manifest = updateManifestSchema.parse({
    ...about,
    size: installer.length,
    sha256: createHash('sha256').update(installer).digest('hex'),
  });
  const bytes = Buffer.from(JSON.stringify(manifest));
  const signature = sign(null, bytes, createPrivateKey(privateKey));
  const head = [UPDATE_MAGIC, bytes.toString('base64url'), signature.toString('base64url'), ''].join('\n');
  return Buffer.concat([Buffer.from(head), installer]);
}

if (process.argv[1] === import.meta.filename) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string' }, system: { type: 'string' }, notes: { type: 'string' } },
  });
  const [what, path = ''] = positionals;
  if (what === 'keys' && path !== '') {
    mkdirSync(path, { recursive: true });
    const { publicKey, privateKey } = makeKeys();
    writeFileSync(join(path, 'update-key.pem'), publicKey, { flag: 'wx' });
    writeFileSync(join(path, 'update-private.pem'), privateKey, { flag: 'wx', mode: 0o600 });
  } else if (what === 'sign' && values.key && values.system) {
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')));
    const target = targets.find((each) => nameOf(each) === values.system);
    if (!target) throw new Error(`${values.system} is none of ${targets.map(nameOf).join(', ')}`);
    const about = { version, ...target, name: basename(path), notes: values.notes ?? '' };
    const out = join(dirname(path), `xueantu-${version}-${values.system}.xau`);
    writeFileSync(out, signUpdate(readFileSync(path), about, readFileSync(values.key, 'utf8')));
    process.stdout.write(`${out}\n`);
  } else {
    process.stderr.write(
      'usage: update-file keys FOLDER | sign INSTALLER --key FILE --system PLATFORM-ARCH\n',
    );
    process.exit(2);
  }
}
