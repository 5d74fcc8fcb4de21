import type { BrokenLine } from './broken-line.ts';

const server = 'A desktop works on the server whose fingerprint';
const leaving = "A workspace leaves an office's server only with a password";

/** The desktop as a client of an office, and what leaves an office as a whole. */
export const clientLines: readonly BrokenLine[] = [
  {
    name: 'server-person',
    promise: server,
    file: 'electron/main/servers/server-trust.ts',
    find: "return isFor(leaf, host) ? null : 'other';",
    put: 'return isFor(leaf, host) ? null : null;',
    test: 'tests/security/desktop-servers.test.ts',
    title: 'stays trusted when its certificate is renewed, and no other is',
  },
  {
    name: 'server-impostor',
    promise: server,
    file: 'electron/main/servers/server-trust.ts',
    find: "if (!isIssuedBy(leaf, pinned)) return 'changed';",
    put: '',
    test: 'tests/security/desktop-servers.test.ts',
    title: 'is refused when another machine answers in its place',
  },
  {
    name: 'server-session',
    promise: server,
    file: 'electron/main/servers/server-list.ts',
    find: 'secret === null ? null : this.#keys.seal(secret)',
    put: 'secret === null ? null : (this.#keys.seal(secret) ?? secret)',
    test: 'tests/security/desktop-servers.test.ts',
    title: 'writes down nothing that lets somebody in',
  },
  {
    name: 'server-window',
    promise: server,
    file: 'electron/main/servers/server-session.ts',
    find: 'answer(doubt === null ? TRUSTED : FAILED);',
    put: 'answer(TRUSTED);',
    isBuilt: true,
    test: 'tests/e2e/desktop-client.test.ts',
    title: 'works on a server whose fingerprint was compared',
  },
  {
    name: 'server-browser',
    promise: server,
    file: 'electron/main/servers/server-windows.ts',
    find: 'if (!leadsToIssuer(event.url, address)) return;',
    put: 'if (leadsToIssuer(event.url, address)) return;',
    isBuilt: true,
    test: 'tests/e2e/desktop-client.test.ts',
    title: 'has somebody sign in by the system’s browser',
  },
  {
    name: 'server-handed',
    promise: server,
    file: 'electron/service/doors/office/handed-over.ts',
    find: 'handed.challenge !== proved',
    put: "proved === ''",
    test: 'tests/security/providers.test.ts',
    title: 'which brings it a code for that desktop alone',
  },
  {
    name: 'fetched-open',
    promise: leaving,
    file: 'electron/service/handlers/backups.ts',
    find: 'if (!isSealed(path))',
    put: "if (!isSealed(path) && name === '')",
    test: 'tests/security/publishing.test.ts',
    title: 'leaves an office only with a password',
  },
  {
    name: 'published-by-anybody',
    promise: leaving,
    file: 'electron/service/doors/office/answer-call.ts',
    find: 'if (permitted(rights, [needed]) === null) {',
    put: "if (permitted(rights, [needed]) === null && needed === 'accounts') {",
    test: 'tests/security/publishing.test.ts',
    title: 'nor by whom it is not for',
  },
];
