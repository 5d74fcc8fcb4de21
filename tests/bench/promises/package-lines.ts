import type { BrokenLine } from './broken-line.ts';

const licences = 'Every part is under a licence';
const packed = 'What is packed holds what it needs';
const update = 'An update by file is taken';

/** How the program is made and handed out. */
export const packageLines: readonly BrokenLine[] = [
  {
    name: 'licences',
    promise: licences,
    file: 'electron/packaging/licences.ts',
    find: "  '0BSD',\n",
    put: "  '0BSD',\n  'GPL-3.0',\n",
    test: 'tests/packaging/staging.test.ts',
    title: 'are under licences that a closed government installation may have',
  },
  {
    name: 'pinned-parts',
    promise: licences,
    file: 'package.json',
    find: '"hono": "',
    put: '"hono": "^',
    test: 'tests/packaging/staging.test.ts',
    title: 'are pinned, locked by hash',
  },
  {
    name: 'data-stays-when-removed',
    promise: packed,
    file: 'electron-builder.yml',
    find: 'deleteAppDataOnUninstall: false',
    put: 'deleteAppDataOnUninstall: true',
    test: 'tests/packaging/staging.test.ts',
    title: 'asks for every format on both processors, in Chinese',
  },
  {
    name: 'drawing-library',
    promise: packed,
    file: 'electron/packaging/target-systems.ts',
    find: "'msvc' : 'gnu'",
    put: "'gnu' : 'gnu'",
    test: 'tests/packaging/staging.test.ts',
    title: 'has a database and a drawing library for each of them',
  },
  {
    name: 'signed-by-another',
    promise: update,
    file: 'electron/main/update-package.ts',
    find: "if (!verify(null, manifestBytes, key, Buffer.from(signature, 'base64url')))",
    put: "if (!verify(null, manifestBytes, key, Buffer.from(signature, 'base64url')) && said === '')",
    test: 'tests/packaging/staging.test.ts',
    title: 'is refused when',
  },
  {
    name: 'altered-installer',
    promise: update,
    file: 'electron/main/update-package.ts',
    find: "if (size !== manifest.size || hash.digest('hex') !== manifest.sha256)",
    put: 'if (size !== manifest.size)',
    test: 'tests/packaging/staging.test.ts',
    title: 'is refused where one byte of it differs',
  },
  {
    name: 'update-of-another-system',
    promise: update,
    file: 'electron/main/update-package.ts',
    find: 'manifest.platform !== installed.platform || manifest.arch !== installed.arch',
    put: 'manifest.platform !== installed.platform',
    test: 'tests/packaging/staging.test.ts',
    title: 'is refused when',
  },
  {
    name: 'older-update',
    promise: update,
    file: 'electron/main/update-package.ts',
    find: 'if (!isNewer(manifest.version, installed.version))',
    put: 'if (manifest.version === installed.version)',
    test: 'tests/packaging/staging.test.ts',
    title: 'is refused when',
  },
  {
    name: 'whole-update',
    promise: update,
    file: 'electron/main/update-package.ts',
    find: 'renameSync(beside, installer);',
    put: '',
    test: 'tests/packaging/staging.test.ts',
    title: 'gives its installer out where signature, system and version fit',
  },
  {
    name: 'name-of-the-installer',
    promise: update,
    file: 'electron/main/update-package.ts',
    find: '/^[\\w.-]{1,120}$/',
    put: '/^.{1,120}$/',
    test: 'tests/packaging/staging.test.ts',
    title: 'cannot name a file outside of its folder',
  },
];
