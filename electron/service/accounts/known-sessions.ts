import { hash } from 'node:crypto';
import type { Rights } from '#shared/office/rights.ts';
import { formerPeople } from '../db/accounts/account-rows.ts';
import { versionOfAccounts } from '../db/accounts/open-accounts.ts';
import type { Office } from './office.ts';
import { findSignedIn, heldRoles, isOver, type SignedIn, touchWhenDue } from './sessions.ts';

/** Somebody who signed in, with what that person may do, as the accounts stand at this moment. */
export interface Known extends SignedIn {
  readonly rights: Rights;
}

/** More than come to one office. */
const MOST_KNOWN = 10_000;

/**
 * Who calls, asked with each call: what was read of the accounts counts until anything of them changes, by this process
 * or another. Ids of sessions are kept as hashes here too.
 */
export class KnownSessions {
  readonly #office: Office;
  readonly #known = new Map<string, Known>();
  #version = '';
  /** As it was read before anything else could happen: a hundred pages that hear of one change are asked about at once. */
  #versionNow: string | null = null;

  constructor(office: Office) {
    this.#office = office;
  }

  /** Whose session it is; null where it ended, its time is over, or its account was closed. */
  find(id: string): Known | null {
    const version = this.#versionNow ?? this.#readVersion();
    if (version !== this.#version || this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#version = version;
    const key = hash('sha256', id, 'base64');
    const known = this.#known.get(key) ?? this.#read(id);
    if (!known || isOver(this.#office, known.session)) {
      this.#known.delete(key);
      return null;
    }
    const session = touchWhenDue(this.#office, known.session);
    const current = session === known.session ? known : { ...known, session };
    this.#known.set(key, current);
    // That somebody was here changes nothing that others may do.
    if (session !== known.session) this.#version = this.#readVersion();
    return current;
  }

  #readVersion(): string {
    const version = versionOfAccounts(this.#office.db);
    this.#versionNow = version;
    queueMicrotask(() => (this.#versionNow = null));
    return version;
  }

  #read(id: string): Known | null {
    const signedIn = findSignedIn(this.#office, id);
    if (!signedIn) return null;
    const { name, person, body } = signedIn.account;
    const roles = heldRoles(this.#office, signedIn.account.id);
    const formerly = formerPeople(this.#office.db, signedIn.account.id);
    return { ...signedIn, rights: { name, person, body, roles, formerly } };
  }
}
