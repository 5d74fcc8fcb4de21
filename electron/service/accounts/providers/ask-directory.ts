import { rootCertificates } from 'node:tls';
import {
  Client,
  EqualityFilter,
  InvalidCredentialsError,
  NoSuchObjectError,
  SizeLimitExceededError,
} from 'ldapts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Identity, LdapSettings, Provider } from './known-providers.ts';

const CONNECT_MS = 5000;
const ANSWER_MS = 10_000;

/** Whom a directory takes a name and a password for; null where it does not. Errors: PROVIDER_AWAY. */
export async function askDirectory(
  provider: Provider<LdapSettings>,
  typed: string,
  password: string,
): Promise<Identity | null> {
  // Directories take letters for the same that look alike; accounts do not.
  const name = typed.normalize('NFKC');
  // A bind without a password is one of nobody in particular, and succeeds.
  if (name === '' || password === '') return null;
  try {
    const entry = await entryOf(provider, name);
    if (entry === null || !(await isTheirs(provider, entry.dn, password))) return null;
    return { subject: entry.dn.toLowerCase(), name: entry.name };
  } catch {
    throw new CodedError('PROVIDER_AWAY', { title: provider.title });
  }
}

interface Entry {
  readonly dn: string;
  readonly name: string;
}

/** Somebody's entry: named by the pattern, or looked for; null where there is not exactly one. */
async function entryOf(provider: Provider<LdapSettings>, name: string): Promise<Entry | null> {
  const { pattern, base, attribute, bindName } = provider.settings;
  if (base === null) return { dn: (pattern ?? '').replace('{}', () => escapedForName(name)), name };
  return await connected(provider, async (client) => {
    if (bindName !== null) await client.bind(bindName, provider.secret ?? '');
    // As a value of the protocol, never as text of a filter: no sign in it means anything.
    const filter = new EqualityFilter({ attribute, value: name });
    const { searchEntries } = await client
      .search(base, { scope: 'sub', filter, attributes: [attribute], sizeLimit: 2 })
      .catch((error: unknown) => {
        if (error instanceof SizeLimitExceededError) return { searchEntries: [] };
        throw error;
      });
    const [entry, another] = searchEntries;
    const held = entry?.[attribute];
    return entry && !another ? { dn: entry.dn, name: typeof held === 'string' ? held : name } : null;
  });
}

/** A value within the name of an entry (RFC 4514): whatever is neither letter nor digit by its bytes. */
function escapedForName(value: string): string {
  return value.replace(/[^\p{L}\p{N}._-]/gu, (sign) =>
    [...Buffer.from(sign)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

async function isTheirs(provider: Provider<LdapSettings>, entry: string, password: string): Promise<boolean> {
  return await connected(provider, async (client) => {
    try {
      await client.bind(entry, password);
      return true;
    } catch (error) {
      if (error instanceof InvalidCredentialsError || error instanceof NoSuchObjectError) return false;
      throw error;
    }
  });
}

/** Does something over a connection of its own, over TLS alone. */
export async function connected<Result>(
  { settings }: Provider<LdapSettings>,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const { url, startTls, authority } = settings;
  const tls = authority === null ? {} : { ca: [...rootCertificates, authority] };
  const client = new Client({
    url,
    timeout: ANSWER_MS,
    connectTimeout: CONNECT_MS,
    ...(startTls ? {} : { tlsOptions: tls }),
  });
  try {
    if (startTls) await client.startTLS({ ...tls, host: new URL(url).hostname });
    return await work(client);
  } finally {
    await client.unbind().catch(() => undefined);
  }
}
