import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { Agent, get, request } from 'node:https';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { addAccount } from '#service/accounts/manage-accounts.ts';
import { initOffice, openOffice } from '#service/accounts/office.ts';
import { OfficeKeys } from '#service/accounts/office-keys.ts';
import { hashPassword } from '#service/accounts/passwords.ts';
import { beginSession } from '#service/accounts/sessions.ts';
import { savePassword } from '#service/db/accounts/account-rows.ts';
import { systemClock } from '#service/platform/clock.ts';
import type { Failure } from '#shared/contract/envelope.ts';
import type { RoleId } from '#shared/office/roles.ts';
import { commandLine } from './command-line.ts';

const LOOPBACK = '127.0.0.1';
/** As many connections as a browser opens to one address. */
const CONNECTIONS = 6;

/** An office at its own door, over TLS, in a process of its own. */
export interface ServedOffice {
  readonly port: number;
  readonly ca: string;
  readonly pid: number;
  /** Ends it without a word, as a power failure does. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Serves a workspace that has accounts; `home` takes what belongs to the machine. Errors: the process ends. */
export async function serveOffice(directory: string, home: string, port = 0): Promise<ServedOffice> {
  return await serveOfficeOf([directory], home, port);
}

/**
 * The same of what `named` says: folders, or `--database` and an address. `tell` hears the first thing that it says: that it
 * serves, or stands by while another machine does.
 */
export async function serveOfficeOf(
  named: readonly string[],
  home: string,
  port = 0,
  tell: () => void = () => undefined,
): Promise<ServedOffice> {
  const listen = ['--listen', `${LOOPBACK}:${port}`];
  const server = spawn(process.execPath, [commandLine, 'office', 'serve', ...named, ...listen], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, XUEANTU_HOME: home },
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const told = await new Promise<string>((resolve, reject) => {
    let said = '';
    server.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
      tell();
      const address = /https:\/\/[\d.]+:(\d+)\//.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    server.once('exit', (code) => reject(new Error(`the office ended with ${code}`)));
  });
  const end = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    await ended;
  };
  return {
    port: Number(told),
    ca: readFileSync(join(home, 'office', 'tls', 'ca.pem'), 'utf8'),
    pid: server.pid ?? 0,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** What an office tells of how it does. */
export async function healthOf({
  port,
  ca,
}: ServedOffice): Promise<{ loopDelayMs: { mean: number; p99: number } }> {
  return await new Promise((resolve, reject) => {
    get({ host: LOOPBACK, port, ca, path: '/healthz', agent: false }, (response) => {
      text(response).then((said) => resolve(JSON.parse(said)), reject);
    }).on('error', reject);
  });
}

export interface Person {
  readonly name: string;
  readonly role: RoleId;
  readonly body: string;
  /** Of a township. */
  readonly regions?: readonly string[];
  /** Of a school. */
  readonly school?: number;
}

/**
 * Makes an office of a workspace, with people who are in: their cookies, in their order. Signing in has tests of its
 * own, and costs on purpose.
 */
export async function signAllIn(
  directory: string,
  home: string,
  people: readonly Person[],
): Promise<string[]> {
  const folder = join(home, 'office');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keys = new OfficeKeys(folder, { memory: 64, passes: 1 });
  initOffice(directory, systemClock, keys);
  const office = openOffice(directory, systemClock, keys);
  try {
    const cookies: string[] = [];
    for (const { name, role, body, regions = [], school = null } of people) {
      const account = { name, person: `${name}本人`, body, role, regions: [...regions], school };
      const { id, password } = await addAccount(office, '测试', account);
      const known = { password: await hashPassword(password, keys), at: new Date().toISOString() };
      savePassword(office.db, id, { ...known, mustChange: false }, 0);
      const session = beginSession(office, id, { address: LOOPBACK, agent: 'test' });
      cookies.push(`__Host-xueantu=0.${session}`);
    }
    return cookies;
  } finally {
    office.db.close();
  }
}

/** What the door said to one call. */
export interface Heard {
  readonly status: number;
  /** Seconds after which to come again; null where none are told. */
  readonly retryAfter: number | null;
  readonly ok?: unknown;
  readonly error?: Failure;
}

interface Sent {
  readonly name: string;
  readonly input: unknown;
  readonly once?: string;
}

/** A door closes a connection that nobody used for so long, ms: a call may be on its way just then. */
const IDLE_MS = 4000;

/** One browser of somebody who is in: it keeps its connections open. */
export class OfficePage {
  readonly #cookie: string;
  readonly #office: () => ServedOffice;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  #calls = 0;
  #heardAt = performance.now();

  /** `office` is asked with each call: a server that was started again has another port. */
  constructor(office: () => ServedOffice, cookie: string) {
    this.#office = office;
    this.#cookie = cookie;
  }

  /** Errors: those of a connection that was cut. */
  async call(sent: Sent): Promise<Heard> {
    this.#calls += 1;
    return await this.#send('/call', JSON.stringify({ id: `c${this.#calls}`, ...sent }), {
      'content-type': 'application/json',
    });
  }

  /** Uploads a file; its token. */
  async upload(name: string, content: Buffer): Promise<string> {
    const { ok } = await this.#send('/upload', content, { 'x-file-name': encodeURIComponent(name) });
    if (typeof ok === 'object' && ok !== null && 'token' in ok) return String(ok.token);
    throw new Error(`the upload was answered ${JSON.stringify(ok)}`);
  }

  /** Hears what changes, until it is ended; `tell` is told the queries that are stale. */
  listen(tell: (stale: readonly string[]) => void): () => void {
    const { port, ca } = this.#office();
    const sent = request({ host: LOOPBACK, port, ca, path: '/events', headers: { cookie: this.#cookie } });
    let text = '';
    sent.on('response', (response) => {
      response.on('error', () => undefined);
      response.setEncoding('utf8').on('data', (part: string) => {
        const events = `${text}${part}`.split('\n');
        text = events.pop() ?? '';
        for (const line of events) tell(staleIn(line));
      });
    });
    // It ends with its server.
    sent.on('error', () => undefined);
    sent.end();
    return () => void sent.destroy();
  }

  close(): void {
    this.#agent.destroy();
  }

  /** As browsers do, what met a connection that was closed because nobody used it goes out once more, on a new one. */
  async #send(path: string, body: string | Buffer, headers: Record<string, string>): Promise<Heard> {
    const isIdle = performance.now() - this.#heardAt >= IDLE_MS;
    try {
      return await this.#sendOnce(path, body, headers);
    } catch (error) {
      if (!isIdle || !(error instanceof Error && 'code' in error && error.code === 'ECONNRESET')) throw error;
      return await this.#sendOnce(path, body, headers);
    } finally {
      this.#heardAt = performance.now();
    }
  }

  async #sendOnce(path: string, body: string | Buffer, headers: Record<string, string>): Promise<Heard> {
    const { port, ca } = this.#office();
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const options = { host: LOOPBACK, port, ca, path, method: 'POST', agent: this.#agent };
    return await new Promise((resolve, reject) => {
      const sent = request(
        { ...options, headers: { cookie: this.#cookie, 'accept-encoding': 'gzip', ...length, ...headers } },
        (response) => {
          const { statusCode: status = 0, headers: told } = response;
          const after = told['retry-after'];
          const retryAfter = after === undefined ? null : Number(after);
          const isGzip = told['content-encoding'] === 'gzip';
          (isGzip ? buffer(response).then((packed) => gunzipSync(packed).toString()) : text(response)).then(
            (said) => resolve({ status, retryAfter, ...answerIn(status, path, said) }),
            reject,
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function answerIn(status: number, path: string, said: string): Pick<Heard, 'ok' | 'error'> {
  if (status !== 200) return {};
  // A tile or a workbook: that it came is enough.
  if (!said.startsWith('{')) return { ok: said.length };
  const answer: { ok?: unknown; error?: Failure } = JSON.parse(said);
  return path === '/upload' ? { ok: answer } : answer;
}

/** The queries that a line of the stream calls stale. */
function staleIn(line: string): readonly string[] {
  const said = line.startsWith('data:') ? line.slice('data:'.length).trim() : '';
  if (said === '') return [];
  const event: { event?: string; queries?: string[] } = JSON.parse(said);
  return event.event === 'stale' ? (event.queries ?? []) : [];
}
