import { userInfo } from 'node:os';

/** Longer than any name with an office before it. */
const LONGEST_CLAIM = 60;

/** A process has one user, and asking the system for the name takes longer than most questions. */
let user: string | undefined;

/**
 * Who is at the keyboard, for the audit trail: the user whom the system knows. A name that somebody gives in
 * XUEANTU_ACTOR is only claimed, so it stands beside that one and never in its place.
 */
export function localActor(): string {
  user ??= systemUser();
  const claimed = (process.env.XUEANTU_ACTOR ?? '').replace(/\p{C}/gu, '').trim().slice(0, LONGEST_CLAIM);
  return claimed === '' || claimed === user ? user : `${user}，以${claimed}名义`;
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user by number alone, as containers have them.
    return `用户 ${process.getuid?.() ?? ''}`.trim();
  }
}
