import type { Capability } from '#shared/office/capabilities.ts';
import type { Rights } from '#shared/office/rights.ts';
import { localActor } from './actor.ts';

/** Who calls, and from where. */
export interface Caller {
  /** Who it is, for the audit trail. */
  readonly actor: string;
  /**
   * The page or program that the calls come from: what it unlocked, uploaded or waits for is its own. Whoever comes in by
   * one door one after another has one session each.
   */
  readonly session: string;
  /** Whether an account says who it is. Where none does, several people may sit under one name, each at a page of their own. */
  readonly hasAccount: boolean;
  /** What somebody with an account may do; who has none may do everything. */
  readonly rights?: Rights;
  /** The address by which the person reached an office's server; missing at this machine. */
  readonly server?: string;
  /** Whether anybody else who can sign in has a capability; not known where nobody signs in. */
  readonly othersHave?: (needed: Capability) => boolean;
}

/** Whose drafts and waiting photos somebody's are: an account's, however the person is called and of whichever body. */
export function ownerOf({ actor, rights }: Pick<Caller, 'actor' | 'rights'>): string {
  return rights === undefined ? actor : `account ${rights.name}`;
}

/** The session of what runs on this machine without a door: the desktop window, the command line. */
export const DESK = 'desk';

/** Somebody at this machine. */
export function localCaller(session: string = DESK): Caller {
  return { actor: localActor(), session, hasAccount: false };
}
