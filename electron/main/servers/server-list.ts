import { createHash } from 'node:crypto';
import { CodedError } from '#shared/contract/errors.ts';
import type { KnownServer, Settings } from '../settings.ts';
import type { SeenServer } from './look-at-server.ts';
import type { ServerAddress } from './server-address.ts';
import { fingerprintOf } from './server-trust.ts';

/** Where the application keeps what it remembers. */
interface Remembered {
  readonly current: Settings;
  remember(change: Partial<Settings>): void;
}

/** Seals what must not be read from a file; null where the system keeps no keys. */
interface Sealing {
  seal(text: string): string | null;
  open(sealed: string): string | null;
}

/** The servers that somebody connected to and trusted, with what keeps the person signed in. */
export class ServerList {
  readonly #settings: Remembered;
  readonly #keys: Sealing;

  constructor(settings: Remembered, keys: Sealing) {
    this.#settings = settings;
    this.#keys = keys;
  }

  get all(): readonly KnownServer[] {
    return this.#settings.current.servers;
  }

  /** Errors: SERVER_UNKNOWN. */
  find(id: string): KnownServer {
    const server = this.all.find((each) => each.id === id);
    if (!server) throw new CodedError('SERVER_UNKNOWN');
    return server;
  }

  /** Whether a server is in the list, and trusted by what it shows now. */
  knownAs({ origin }: ServerAddress, { pin }: SeenServer): 'new' | 'same' | 'other' {
    const known = this.all.find(({ address }) => address === origin);
    if (!known) return 'new';
    return fingerprintOf(known.pin) === fingerprintOf(pin) ? 'same' : 'other';
  }

  /** Trusts a server. Errors: SERVER_CHANGED where it was trusted by something else: whoever means it, forgets it first. */
  add(address: ServerAddress, seen: SeenServer): KnownServer {
    const { origin } = address;
    const known = this.knownAs(address, seen);
    if (known === 'other') throw new CodedError('SERVER_CHANGED', { address: origin });
    const id = createHash('sha256').update(origin).digest('hex').slice(0, 16);
    const title = seen.workspaces.join('、').slice(0, 200) || origin;
    const before = this.all.find((each) => each.id === id);
    const server = { id, address: origin, title, pin: seen.pin, session: before?.session ?? null };
    const others = this.all.filter((each) => each.id !== id);
    this.#settings.remember({ servers: [...others, server] });
    return server;
  }

  forget(id: string): void {
    this.#settings.remember({ servers: this.all.filter((each) => each.id !== id) });
  }

  /** Keeps what lets somebody in, where it can be sealed; null when it counts no more. */
  keepSession(id: string, secret: string | null): void {
    const session = secret === null ? null : this.#keys.seal(secret);
    const servers = this.all.map((each) => (each.id === id ? { ...each, session } : each));
    this.#settings.remember({ servers });
  }

  /** What lets somebody in without signing in again; null where nothing is kept. */
  sessionOf({ session }: KnownServer): string | null {
    return session === null ? null : this.#keys.open(session);
  }
}
