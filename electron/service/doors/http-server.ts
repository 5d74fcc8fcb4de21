import { randomBytes } from 'node:crypto';
import { type ServerType, serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { z } from 'zod';
import { contentPolicy } from '#shared/contract/content-policy.ts';
import { hostContract, type OutputOf } from '#shared/contract/contract.ts';
import { callMessageSchema, type EventMessage } from '#shared/contract/envelope.ts';
import { CodedError, toFailure } from '#shared/contract/errors.ts';
import type { DataService } from '../dispatch/service.ts';
import type { Listener } from '../dispatch/service-call.ts';
import { localCaller } from '../platform/caller.ts';
import { Admission } from './admission.ts';
import { answerBy } from './answer-body.ts';
import { ClientSession } from './client-session.ts';
import { DoorSessions } from './door-sessions.ts';
import { entryPage } from './entry-pages.ts';
import { readCall, TOO_LARGE } from './read-call.ts';
import type { ServedPlaces } from './served-places.ts';
import { awaitBodies, type BodyPatience } from './unfinished-requests.ts';
import { UploadFolder, UploadRefused } from './upload-folder.ts';

export interface HttpDoor {
  readonly port: number;
  /** An address that lets one browser in, once and within a minute. */
  offerAddress(): string;
  close(): Promise<void>;
}

export interface HttpDoorOptions {
  readonly service: DataService;
  readonly port: number;
  /** Folder of the built interface; null serves calls alone. */
  readonly pages: string | null;
  readonly version: string;
  /** The folder whose workspaces a page may open; without it the page stays at the one that is open. */
  readonly places?: ServedPlaces;
  /** For tests. */
  readonly patience?: BodyPatience;
}

/** What is known of a request: the session of its page. */
interface Entered {
  Variables: { session: string };
}

const LOOPBACK = '127.0.0.1';
/** Connections of all pages together: calls, those who listen, and some that a browser keeps. */
const MOST_CONNECTIONS = 512;
/** A connection that has not said what it wants by then is closed; it is looked for so often. */
const SILENCE_MS = 10_000;
const LOOK_MS = 1000;
/** Events that a page may be behind; one that reads none any more is let go. */
const MOST_UNHEARD = 10_000;

/** Opens the loopback door: bound to 127.0.0.1, entered by tickets, `Host` and `Origin` checked on every request. */
export async function openHttpDoor(options: HttpDoorOptions): Promise<HttpDoor> {
  const sessions = new DoorSessions();
  const uploads = new UploadFolder();
  let port = options.port;
  const app = buildApp(options, sessions, uploads, () => port);
  const server = await listen(app, options);
  const address = server.address();
  if (address !== null && typeof address === 'object') port = address.port;
  return {
    port,
    offerAddress: () => `http://${LOOPBACK}:${port}/enter?token=${sessions.offerTicket(Date.now())}`,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      uploads.close();
    },
  };
}

/** Starts to listen. Errors: PORT_IN_USE. */
async function listen(
  app: Hono<Entered>,
  { port, patience }: Pick<HttpDoorOptions, 'port' | 'patience'>,
): Promise<ServerType> {
  return await new Promise((resolve, reject) => {
    const serverOptions = { headersTimeout: SILENCE_MS, connectionsCheckingInterval: LOOK_MS };
    const server = serve({ fetch: app.fetch, hostname: LOOPBACK, port, serverOptions }, () =>
      resolve(server),
    );
    server.maxConnections = MOST_CONNECTIONS;
    awaitBodies(server, patience);
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new CodedError('PORT_IN_USE', { port }) : error),
    );
  });
}

function buildApp(
  { service, pages, version, places }: HttpDoorOptions,
  sessions: DoorSessions,
  uploads: UploadFolder,
  port: () => number,
): Hono<Entered> {
  const app = new Hono<Entered>();
  const clients = new ClientsByName(service);
  const admission = new Admission();
  const cookieName = () => `xueantu_${port()}`;

  /** A page of an earlier start shows an old cookie, or none: only what is guessed counts. */
  const turnAway = (context: Context, given: string | undefined) =>
    given === undefined || admission.hearsGuess(Date.now())
      ? context.text(NOT_ADMITTED, 401)
      : context.text(TOO_MANY, 429);

  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    // A page that went away in the middle of an upload is no fault; anything else is told by its kind alone.
    if (!context.req.raw.signal.aborted) service.log.failure('http', error);
    return context.text('请求没有完成', 500);
  });

  app.use(async (context, next) => {
    if (!sameOrigin(context, port())) return context.text('此地址只供本机使用', 403);
    await next();
    if (!context.res.headers.has(POLICY)) context.header(POLICY, contentPolicy);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    context.header(
      'Cache-Control',
      context.req.path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store',
    );
  });

  app.get('/enter', (context) => {
    const now = Date.now();
    const session = sessions.redeem(context.req.query('token') ?? '', now);
    if (session === null) {
      // Gone back to, or opened again, by a browser that is in.
      if (sessions.knows(getCookie(context, cookieName()), now)) return context.redirect('/');
      return admission.hearsGuess(now) ? context.text(NOT_ADMITTED, 403) : context.text(TOO_MANY, 429);
    }
    setCookie(context, cookieName(), session.cookie, { httpOnly: true, sameSite: 'Strict', path: '/' });
    const nonce = randomBytes(16).toString('base64url');
    context.header(POLICY, contentPolicy.replace("script-src 'self'", `script-src 'nonce-${nonce}'`));
    return context.html(entryPage(session, nonce));
  });

  app.use(async (context, next) => {
    const cookie = getCookie(context, cookieName());
    if (!sessions.knows(cookie, Date.now())) return turnAway(context, cookie);
    if (context.req.path === '/events') return await next();
    if (!admission.begin()) return context.text(TOO_MANY, 429);
    try {
      return await next();
    } finally {
      admission.end();
    }
  });

  /** What tells something of a workspace is answered to a page that has its key as well. */
  const withKey: MiddlewareHandler<Entered> = async (context, next) => {
    const key = context.req.header('authorization')?.replace(/^Bearer /, '');
    const name = sessions.admit(getCookie(context, cookieName()), key, Date.now());
    if (name === null) return turnAway(context, key);
    context.set('session', name);
    return await next();
  };

  app.post('/call', withKey, async (context) => {
    const message = await readCall(context);
    if (message === TOO_LARGE) return context.text('请求太大', 413);
    const answer =
      (await answerHost(message, version, places)) ??
      (await clients.of(context.get('session')).handle(message));
    return answerBy(context, answer);
  });

  app.post('/upload', withKey, async (context) => {
    const name = nameOf(context.req.header('x-file-name') ?? '');
    const announced = context.req.header('content-length');
    const length = announced === undefined ? null : Number(announced);
    try {
      const path = await uploads.receive(context.req.raw.body, name, length, Date.now);
      const files = service.files.of(context.get('session'));
      return context.json({ token: files.register(path, name), name });
    } catch (error) {
      if (error instanceof UploadRefused) return context.text(error.message, error.status);
      throw error;
    }
  });

  app.get('/events', withKey, (context) => {
    if (!admission.beginListening()) return context.text(TOO_MANY, 429);
    return streamSSE(context, (stream) =>
      tellEvents(stream, service, context.get('session')).finally(() => admission.endListening()),
    );
  });

  if (pages) app.get('*', serveStatic({ root: pages }));
  else app.get('*', (context) => context.text(NO_PAGES, 503));
  return app;
}

/** Tells a page what changes, and what the door says of itself, until it goes away, or may hear no more. */
export async function tellEvents(
  stream: SSEStreamingApi,
  service: DataService,
  session: string,
  mayHear: () => boolean = () => true,
  followDoor: (tell: (event: EventMessage) => void) => () => void = () => () => undefined,
  scope?: Listener['scope'],
): Promise<void> {
  const queue: EventMessage[] = [];
  let wake: () => void = () => undefined;
  const hear = (event: EventMessage) => {
    if (queue.push(event) > MOST_UNHEARD || !mayHear()) stream.abort();
    wake();
  };
  const stops = [service.subscribe(hear, session, scope), followDoor(hear)];
  stream.onAbort(() => {
    for (const stop of stops) stop();
    queue.length = 0;
    wake();
  });
  await stream.writeSSE({ event: 'ready', data: '' });
  while (!stream.aborted) {
    const event = queue.shift();
    if (event) await stream.writeSSE({ data: textOf(event) });
    else await new Promise<void>((resolve) => (wake = resolve));
  }
}

/** What all hear is written once for all of them. */
const texts = new WeakMap<EventMessage, string>();

function textOf(event: EventMessage): string {
  const text = texts.get(event) ?? JSON.stringify(event);
  texts.set(event, text);
  return text;
}

/** The clients of the pages that have entered: what one of them runs no other can cancel. */
class ClientsByName {
  readonly #service: DataService;
  readonly #clients = new Map<string, ClientSession>();

  constructor(service: DataService) {
    this.#service = service;
  }

  of(name: string): ClientSession {
    let client = this.#clients.get(name);
    if (!client) {
      client = new ClientSession(this.#service, () => localCaller(name));
      this.#clients.set(name, client);
    }
    return client;
  }
}

const TOO_MANY = '请求太多，请稍后再试';
const NOT_ADMITTED = '这个地址已经用过或过了一分钟。请在启动学安图的窗口按回车，用新显示的地址打开';
const NO_PAGES = '界面还没有构建。请在程序的文件夹里运行 npm run serve（它会自己构建），或 npm run build';
const POLICY = 'Content-Security-Policy';

/** Requests must name this very address, and come from a page of it: a rebound name or another site is turned away. */
function sameOrigin(context: Context, port: number): boolean {
  const host = context.req.header('host');
  const origin = context.req.header('origin');
  const here = [`${LOOPBACK}:${port}`, `localhost:${port}`];
  return host !== undefined && here.includes(host) && (origin === undefined || origin === `http://${host}`);
}

/** A name as the page wrote it; one that is no text is none. */
export function nameOf(header: string): string {
  try {
    return decodeURIComponent(header).slice(0, 255);
  } catch {
    return '';
  }
}

/** What the browser door itself answers: it has no windows, dialogs or printers, but may have workspaces to open. */
async function answerHost(message: unknown, version: string, places: ServedPlaces | undefined) {
  const call = callMessageSchema.safeParse(message);
  if (!call.success || !Object.hasOwn(hostContract, call.data.name)) return null;
  const { id, name, input } = call.data;
  try {
    return { id, ok: await hostAnswer(name, input, version, places) };
  } catch (error) {
    return {
      id,
      error: toFailure(error instanceof CodedError ? error : new CodedError('INTERNAL', { name })),
    };
  }
}

/** Errors: NOT_AVAILABLE, INPUT_INVALID, and those of `ServedPlaces`. */
async function hostAnswer(name: string, input: unknown, version: string, places: ServedPlaces | undefined) {
  if (name === 'host.describe') {
    const about: OutputOf<'host.describe'> = { kind: 'browser', version, parts: [] };
    return places ? { ...about, hasPlaces: true } : about;
  }
  if (places && name === 'host.places') return places.list();
  if (places && name === 'host.openRecent') {
    await places.open(parsed(hostContract['host.openRecent'].input, input).id);
    return {};
  }
  if (places && name === 'host.createWorkspace') {
    const { name: title, pack } = parsed(hostContract['host.createWorkspace'].input, input);
    await places.create(title, pack);
    return { opened: true };
  }
  throw new CodedError('NOT_AVAILABLE', { what: '网页方式下的这项功能，请在桌面程序中使用' });
}

/** Errors: INPUT_INVALID. */
function parsed<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const found = schema.safeParse(input);
  if (found.success) return found.data;
  throw new CodedError('INPUT_INVALID', { field: '', reason: found.error.issues[0]?.message ?? '' });
}
