import { randomBytes } from 'node:crypto';
import type { Capability } from '#shared/office/capabilities.ts';
import { rolesWith } from '#shared/office/roles.ts';
import { type AccountRow, countOthersHolding, grantsOf, readAccount } from '../db/accounts/account-rows.ts';
import {
  endSession,
  endSessionsOf,
  findSession,
  forgetSessions,
  insertSession,
  openSessions,
  type SessionRow,
  touchSessions,
} from '../db/accounts/session-rows.ts';
import { forgetWaits } from '../db/accounts/sign-in-rows.ts';
import type { Office } from './office.ts';

const MINUTE_MS = 60_000;
/** A session that nobody uses ends after half an hour, any after twelve hours. */
const IDLE_MS = 30 * MINUTE_MS;
const LONGEST_MS = 12 * 60 * MINUTE_MS;
/** How often its use is written down. */
const TOUCH_MS = MINUTE_MS;
/** Sessions that one account has at once. */
const MOST_SESSIONS = 3;
const ID_BYTES = 32;
const FORGOTTEN_MS = 180 * 24 * 60 * MINUTE_MS;

/** Who signed in, as the accounts stand at this moment. */
export interface SignedIn {
  readonly session: SessionRow;
  readonly account: AccountRow;
}

/** Begins a session; the id goes to the browser and is stored nowhere. */
export function beginSession(
  { db, keys, clock }: Office,
  accountId: number,
  {
    address,
    agent,
    provider = '',
  }: { readonly address: string; readonly agent: string; readonly provider?: string },
): string {
  const now = clock.now().getTime();
  const id = randomBytes(ID_BYTES).toString('base64url');
  db.transaction(() => {
    forgetSessions(db, now - FORGOTTEN_MS);
    forgetWaits(db, now - FORGOTTEN_MS);
    const open = countedNow(db, now).filter((each) => each.accountId === accountId);
    for (const oldest of open.slice(0, Math.max(0, open.length - MOST_SESSIONS + 1)))
      endSession(db, oldest.id, now);
    insertSession(db, { hash: keys.hash(id), accountId, address, agent: agent.slice(0, 200), provider, now });
  }).immediate();
  return id;
}

/** Whose session it is; null where it ended, its time is over, or its account was closed. That it is used is written down. */
export function findSignedIn(office: Office, id: string | undefined): SignedIn | null {
  const known = readSignedIn(office, id);
  if (!known || !isTouchDue(office, known.session)) return known;
  const usedAt = office.clock.now().getTime();
  touchSessions(office.db, new Map([[known.session.id, usedAt]]));
  return { ...known, session: { ...known.session, usedAt } };
}

/** The same; writing down that it is used is left to who asks. */
export function readSignedIn(office: Office, id: string | undefined): SignedIn | null {
  const { db, keys } = office;
  const session = id === undefined ? undefined : findSession(db, keys.hash(id));
  if (!session || isOver(office, session)) return null;
  const account = readAccount(db, session.accountId);
  if (!account || account.closedAt !== null) return null;
  return { session, account };
}

/** Whether the time of a session is over. */
export function isOver({ clock }: Office, { usedAt, createdAt }: SessionRow): boolean {
  const now = clock.now().getTime();
  return usedAt + IDLE_MS <= now || createdAt + LONGEST_MS <= now;
}

/** Whether it is time to write down that a session is used: that is done now and then. */
export function isTouchDue({ clock }: Office, { usedAt }: SessionRow): boolean {
  return usedAt + TOUCH_MS <= clock.now().getTime();
}

export function endSessionById({ db, keys, clock }: Office, id: string | undefined): void {
  const session = id === undefined ? undefined : findSession(db, keys.hash(id));
  if (session) endSession(db, session.id, clock.now().getTime());
}

/** Ends all sessions of an account but one. */
export function endOtherSessions({ db, clock }: Office, accountId: number, but = 0): void {
  endSessionsOf(db, accountId, clock.now().getTime(), but);
}

export function listSessions({ db, clock }: Office) {
  return countedNow(db, clock.now().getTime());
}

/** The roles that an account has now. */
export function heldRoles({ db }: Office, accountId: number) {
  return grantsOf(db, accountId).map(({ id, role, regions, school }) => ({
    id,
    role,
    regions: regionNames(regions),
    school,
  }));
}

/** Whether somebody beside an account has a capability, whose account is not closed. */
export function othersHave({ db }: Office, accountId: number, needed: Capability): boolean {
  return rolesWith(needed).some((role) => countOthersHolding(db, role, accountId) > 0);
}

function regionNames(stored: string): string[] {
  const names: unknown = JSON.parse(stored);
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

function countedNow(db: Office['db'], now: number) {
  return openSessions(db, { usedAfter: now - IDLE_MS, madeAfter: now - LONGEST_MS });
}
