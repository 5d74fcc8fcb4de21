import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';

interface Posted {
  readonly url: string;
  /** A host beside this machine that the office named. */
  readonly host: string | null;
  readonly system: string;
  readonly text: string;
  readonly sent: ParsedInputOf<'exchange.noteSent'>['sent'];
}

const TRIES = 5;
const FIRST_PAUSE_MS = 200;
const TIMEOUT_MS = 30_000;
/** Answers after which the same may be tried again: too early, too much, or a fault over there. */
const isPassing = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500;

/**
 * Posts events to a gateway, again where it does not answer or says that it cannot now. The same events have the same key
 * (`Idempotency-Key`), so a gateway that had them takes them once. Nothing goes anywhere but to this machine, or to the one
 * host that was named, over TLS; no answer leads elsewhere. Errors: PUSH_ADDRESS, PUSH_UNREACHABLE, PUSH_REFUSED.
 */
export async function postEvents({ url, host, system, text, sent }: Posted): Promise<void> {
  const address = permitted(url, host);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'idempotency-key': keyOf(system, sent),
  };
  let status: number | null = null;
  for (let tries = 1; tries <= TRIES; tries++) {
    if (tries > 1) await wait(FIRST_PAUSE_MS * 2 ** (tries - 2));
    status = await post(address, headers, text);
    if (status !== null && status >= 200 && status < 300) return;
    if (status !== null && !isPassing(status)) break;
  }
  if (status === null) throw new CodedError('PUSH_UNREACHABLE', { host: address.host, tries: TRIES });
  throw new CodedError('PUSH_REFUSED', { host: address.host, status });
}

/** What was answered; null where nobody did. */
async function post(address: URL, headers: Record<string, string>, body: string): Promise<number | null> {
  try {
    const answer = await fetch(address, {
      ...{ method: 'POST', headers, body, redirect: 'manual' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}

/** The address, where it is this machine's or that of the named host. Errors: PUSH_ADDRESS. */
function permitted(text: string, host: string | null): URL {
  const refuse = (reason: string) => new CodedError('PUSH_ADDRESS', { url: text, reason });
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw refuse('应写成 http://127.0.0.1:端口/… 或 https://主机/…');
  if (url.username !== '' || url.password !== '') throw refuse('地址里不能带用户名和密码');
  if (isOwn(url.hostname)) return url;
  if (host === null || url.hostname !== host.toLowerCase())
    throw refuse(`${url.hostname} 不是本机；确实要发到那里，请加 --host ${url.hostname}`);
  if (url.protocol !== 'https:') throw refuse('发到别的机器要用 https');
  return url;
}

function isOwn(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}

/** The same for the same events in the same versions. */
function keyOf(system: string, sent: Posted['sent']): string {
  const hash = createHash('sha256').update(system);
  for (const { id, revision, hash: content } of sent) hash.update(`\n${id} ${revision} ${content}`);
  return hash.digest('hex');
}
