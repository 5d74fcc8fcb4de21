import { personText } from '../office/rights.ts';
/** Somebody whom a comment mentions; `name` is the one to sign in with, empty where there are no accounts. */
export interface Mentioned {
  readonly name: string;
  readonly person: string;
}

/** Somebody with an account who can be mentioned. */
export interface Mentionable extends Mentioned {
  readonly body: string;
}

/** A name ends where no name goes on. */
const FREE_NAME = /@([\p{L}\p{N}·]{1,20})/gu;

/** What is written behind the @: the name, with the body where several people are called so. */
export function mentionText(person: Mentionable, people: readonly Mentionable[]): string {
  const isOnly = people.filter((other) => other.person === person.person).length < 2;
  return isOnly ? person.person : personText(person);
}

/** Whom a text mentions of people with accounts: at each @ the longest name that stands there. */
export function mentionedIn(text: string, people: readonly Mentionable[]): Mentioned[] {
  const texts = people.map((person) => ({ person, written: mentionText(person, people) }));
  const found = new Set<Mentionable>();
  for (const { index } of text.matchAll(/@/g)) {
    const behind = text.slice(index + 1);
    const standing = texts.filter(({ written }) => behind.startsWith(written));
    const longest = Math.max(...standing.map(({ written }) => written.length));
    for (const { person, written } of standing) if (written.length === longest) found.add(person);
  }
  return [...found].map(({ name, person }) => ({ name, person }));
}

/** Whom a text mentions where nobody has an account: each name behind an @, up to the next space or mark. */
export function freelyMentionedIn(text: string): Mentioned[] {
  const names = [...text.matchAll(FREE_NAME)].map(([, name = '']) => name);
  return [...new Set(names)].map((person) => ({ name: '', person }));
}
