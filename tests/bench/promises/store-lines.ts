import type { BrokenLine } from './broken-line.ts';

const promise = 'A workspace in PostgreSQL loses nothing that was answered';
const test = 'tests/service/postgres-store.test.ts';

/** Workspaces that are kept in PostgreSQL. */
export const storeLines: readonly BrokenLine[] = [
  {
    name: 'store-rows',
    promise,
    file: 'electron/service/db/postgres/change-notes.ts',
    find: "update: note('old', 1) + note('new', 0)",
    put: "update: ''",
    test,
    title: 'holds there what every command of the contract changed',
  },
  {
    name: 'store-behind',
    promise,
    file: 'electron/service/db/postgres/catch-up.ts',
    find: 'await takeRows(postgres, schema, sqlite, changed);',
    put: '',
    test,
    title: 'has one machine that writes',
  },
  {
    name: 'store-frozen',
    promise,
    file: 'electron/service/db/postgres/lead.ts',
    find: 'if (Number(row?.epoch) !== this.epoch) this.lose();',
    put: '',
    test,
    title: 'is not written by a machine that was frozen',
  },
  {
    name: 'store-cut-off',
    promise,
    file: 'electron/service/db/postgres/postgres-keeper.ts',
    find: 'if (!isAway(error)) throw',
    put: 'throw',
    test,
    title: 'goes on when the database ends its connections',
  },
  {
    name: 'store-past',
    promise,
    file: 'electron/service/db/postgres/catch-up.ts',
    find: 'if (!known) return null;',
    put: '',
    test,
    title: 'makes a copy anew that is of another past',
  },
  {
    name: 'store-old-copy',
    promise,
    file: 'electron/service/db/postgres/catch-up.ts',
    find: 'if (Number(first.number) !== from.number + 1) return null;',
    put: '',
    test,
    title: 'keeps its list of changes a month',
  },
  {
    name: 'store-put-back',
    promise,
    file: 'electron/service/db/postgres/lead.ts',
    find: '[own, rowOfPlace(schema, place)]',
    put: '[own]',
    test,
    title: 'does not build upon a store that was put back',
  },
  {
    name: 'store-killed',
    promise,
    file: 'electron/service/db/postgres/postgres-keeper.ts',
    find: 'if (!isAway(error)) throw',
    put: 'throw',
    test: 'tests/security/database-kills.test.ts',
    title: 'loses nothing when processes of the database are killed',
  },
  {
    name: 'store-accounts',
    promise,
    file: 'electron/service/upkeep/store/open-store.ts',
    find: 'await copy.accounts.fetch(await lead.client());',
    put: '',
    test: 'tests/security/store-takeover.test.ts',
    title: 'when it dies the other takes over with all that was answered',
  },
];
