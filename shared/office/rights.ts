import type { Capability } from './capabilities.ts';
import { roleOf } from './roles.ts';
import { type HeldRole, type Scope, scopeOf } from './scope.ts';

/** What somebody may do who came through a door that knows people: by the roles that the person holds at this moment. */
export interface Rights {
  /** By which the person signs in. */
  readonly name: string;
  readonly person: string;
  readonly body: string;
  readonly roles: readonly HeldRole[];
  /** How the person was called before, and of which body: lists that were written then still say so. */
  readonly formerly?: readonly Pick<Rights, 'person' | 'body'>[];
}

/** 李某（区市场监管局）; the name alone of who is of no body. */
export function personText({ person, body }: Pick<Rights, 'person' | 'body'>): string {
  return body === '' ? person : `${person}（${body}）`;
}

/** As the trail names the person: with the sign-in name, because two people of a body may be called the same. */
export function actorOf({ name, person, body }: Rights): string {
  return `${person}（${body === '' ? '' : `${body}，`}${name}）`;
}

/** How the trail's names of an account end, however the person was called: a sign-in name has neither bracket nor comma. */
export function actorEndings({ name }: Pick<Rights, 'name'>): readonly string[] {
  return [`（${name}）`, `，${name}）`];
}

export function capabilitiesOf({
  roles,
}: {
  readonly roles: readonly Pick<HeldRole, 'role'>[];
}): ReadonlySet<Capability> {
  return new Set(roles.flatMap(({ role }) => roleOf(role).capabilities));
}

/** The rows that somebody may see by the roles that have all of `needed`; null where no role has. */
export function permitted({ roles, body }: Rights, needed: readonly Capability[]): Scope | null {
  const having = roles.filter(({ role }) => needed.every((each) => roleOf(role).capabilities.includes(each)));
  return having.length === 0 ? null : scopeOf(having, body);
}

/**
 * The rows that somebody sees by every call; null where that differs from call to call, because there are several roles
 * with different rows.
 */
export function soleScope({ roles, body }: Rights): Scope | null {
  return roles.length === 1 ? scopeOf(roles, body) : null;
}
