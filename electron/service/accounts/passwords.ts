import { type Argon2Parameters, argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** KiB of memory, and how often it is gone through. */
export interface Cost {
  readonly memory: number;
  readonly passes: number;
}

/** What passwords are hashed with: the machine's key, and how much it costs. */
interface Hashing {
  readonly pepper: Buffer;
  readonly cost: Cost;
}

/** Argon2id with 64 MiB and three passes (OWASP asks for 19 MiB and two at least). */
export const FULL_COST: Cost = { memory: 65_536, passes: 3 };
const PARALLELISM = 1;
const SALT_BYTES = 16;
const TAG_BYTES = 32;

const derive = promisify(argon2);

/** What is stored of a password: its cost, salt and hash, `argon2id$memory$passes$salt$hash`. */
export async function hashPassword(password: string, { pepper, cost }: Hashing): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const tag = await derive('argon2id', parameters(password, pepper, salt, cost));
  return ['argon2id', cost.memory, cost.passes, salt.toString('base64url'), tag.toString('base64url')].join(
    '$',
  );
}

/** Takes as long for a wrong password as for the right one. */
export async function isPassword(
  password: string,
  stored: string,
  { pepper }: Pick<Hashing, 'pepper'>,
): Promise<boolean> {
  const [kind, memory, passes, salt, tag] = stored.split('$');
  if (kind !== 'argon2id' || salt === undefined || tag === undefined) return false;
  const given = await derive(
    'argon2id',
    parameters(password, pepper, Buffer.from(salt, 'base64url'), {
      memory: Number(memory),
      passes: Number(passes),
    }),
  );
  const wanted = Buffer.from(tag, 'base64url');
  return wanted.length === given.length && timingSafeEqual(given, wanted);
}

function parameters(password: string, pepper: Buffer, nonce: Buffer, cost: Cost): Argon2Parameters {
  // The same word, however a keyboard composes it.
  const message = Buffer.from(password.normalize('NFKC'));
  return { ...cost, parallelism: PARALLELISM, nonce, message, secret: pepper, tagLength: TAG_BYTES };
}

const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const lower = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';

/** A password that a person can type from paper: no letters that look alike. */
export function makeFirstPassword(): string {
  const of = (letters: string, count: number) =>
    Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');
  return `${of(upper, 2)}${of(lower, 4)}-${of(digits, 4)}-${of(lower + upper, 4)}`;
}

/** 100 bits that a person can type once. */
export function makeOneTimeCode(): string {
  const letters = upper + digits;
  return Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join(''),
  ).join('-');
}
