import { hash } from 'node:crypto';
import type { Rights } from '#shared/office/rights.ts';
import { formerPeople } from '../db/accounts/account-rows.ts';
import type { CertificateRule } from '../db/accounts/certificate-rows.ts';
import { versionOfAccounts } from '../db/accounts/open-accounts.ts';
import { touchSessions } from '../db/accounts/session-rows.ts';
import { certificateRule } from './client-certificates.ts';
import type { Office } from './office.ts';
import { heldRoles, isOver, isTouchDue, readSignedIn, type SignedIn } from './sessions.ts';

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
  readonly #onFault: (error: unknown) => void;
  readonly #known = new Map<string, Known>();
  /** When sessions were used, by their ids, that is not written down yet. */
  readonly #touched = new Map<number, number>();
  #rule: CertificateRule | null = null;
  #version = '';
  /** As it was read before anything else could happen: a hundred pages that hear of one change are asked about at once. */
  #versionNow: string | null = null;

  /** `onFault` hears why it could not be written down who was here. */
  constructor(office: Office, onFault: (error: unknown) => void) {
    this.#office = office;
    this.#onFault = onFault;
  }

  /** Whose session it is; null where it ended, its time is over, or its account was closed. */
  find(id: string): Known | null {
    this.#forgetOld();
    const key = hash('sha256', id, 'base64');
    const known = this.#known.get(key) ?? this.#read(id);
    if (!known || isOver(this.#office, known.session)) {
      this.#known.delete(key);
      return null;
    }
    const current = isTouchDue(this.#office, known.session) ? this.#touch(known) : known;
    this.#known.set(key, current);
    return current;
  }

  /** Writes down who was here; where that fails it is tried again when they come again a minute later. */
  flush(): void {
    const { db } = this.#office;
    if (this.#touched.size === 0 || !db.open) return;
    try {
      db.transaction(() => {
        const isCurrent = this.#readVersion() === this.#version;
        touchSessions(db, this.#touched);
        // That somebody was here changes nothing that others may do, and nobody else writes before this is over.
        const version = this.#readVersion();
        if (isCurrent) this.#version = version;
      }).immediate();
    } catch (error) {
      this.#onFault(error);
    }
    this.#touched.clear();
  }

  /** A hundred pages that hear of one change are here at once: that is written once, for it waits for the disk. */
  #touch(known: Known): Known {
    const usedAt = this.#office.clock.now().getTime();
    if (this.#touched.size === 0) setImmediate(() => this.flush());
    this.#touched.set(known.session.id, usedAt);
    return { ...known, session: { ...known.session, usedAt } };
  }

  /** By what certificates people may come, as the accounts stand at this moment. */
  certificateRule(): CertificateRule {
    this.#forgetOld();
    this.#rule ??= certificateRule(this.#office);
    return this.#rule;
  }

  #forgetOld(): void {
    const version = this.#versionNow ?? this.#readVersion();
    if (version !== this.#version) this.#rule = null;
    if (version !== this.#version || this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#version = version;
  }

  #readVersion(): string {
    const version = versionOfAccounts(this.#office.db);
    this.#versionNow = version;
    queueMicrotask(() => (this.#versionNow = null));
    return version;
  }

  #read(id: string): Known | null {
    const signedIn = readSignedIn(this.#office, id);
    if (!signedIn) return null;
    const { name, person, body } = signedIn.account;
    const roles = heldRoles(this.#office, signedIn.account.id);
    const formerly = formerPeople(this.#office.db, signedIn.account.id);
    return { ...signedIn, rights: { name, person, body, roles, formerly } };
  }
}
