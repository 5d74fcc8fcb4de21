import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { Room } from './house.ts';
import { parse } from './sign-in-routes.ts';

const HANDED_MS = 60_000;
const MOST_HANDED = 2000;

/** 32 bytes, as text of an address. */
const secretSchema = z.string().regex(/^[\w-]{43}$/);

const desktopSchema = z.object({
  port: z.coerce.number().int().min(1024).max(65_535),
  state: secretSchema,
  challenge: secretSchema,
});

/**
 * A desktop program whose person signs in by the system's browser (RFC 8252): the port of that machine at which it waits,
 * what it knows its own errand by, and the SHA-256 of what it proves by that it is the one that began.
 */
export type Desktop = z.output<typeof desktopSchema>;

export const claimSchema = z.object({ code: secretSchema, verifier: secretSchema });

/** The desktop program that began; null where a browser signs in for itself. Errors: INPUT_INVALID. */
export function readDesktop({ port, state, challenge }: Record<string, string>): Desktop | null {
  return challenge === undefined ? null : parse(desktopSchema, { port, state, challenge });
}

/** Somebody who was let in by a browser, for a desktop program. */
interface Handed {
  readonly room: Room;
  readonly provider: string;
  readonly account: number;
}

/** People who signed in by a browser and whose desktop program has yet to say so. */
export class HandedOver {
  readonly #waiting = new Map<string, Handed & { readonly challenge: string; readonly until: number }>();

  /** The address at which the program waits on that machine, with a code that counts once and for a minute. */
  hand({ port, state, challenge }: Desktop, handed: Handed): string {
    const now = Date.now();
    for (const [code, { until }] of this.#waiting)
      if (until < now || this.#waiting.size >= MOST_HANDED) this.#waiting.delete(code);
    const code = randomBytes(32).toString('base64url');
    this.#waiting.set(code, { ...handed, challenge, until: now + HANDED_MS });
    return `http://127.0.0.1:${port}/back?${new URLSearchParams({ code, state })}`;
  }

  /** Who it is. A code is gone with its first use, whoever uses it. Errors: PROVIDER_REFUSED. */
  take({ code, verifier }: z.output<typeof claimSchema>): Handed {
    const handed = this.#waiting.get(code);
    this.#waiting.delete(code);
    const proved = createHash('sha256').update(verifier).digest('base64url');
    if (!handed || handed.until < Date.now() || handed.challenge !== proved)
      throw new CodedError('PROVIDER_REFUSED', { title: '单位账号', reason: '登录超时或不是从这里开始' });
    return handed;
  }
}
