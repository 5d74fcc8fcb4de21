import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { HTTPException } from 'hono/http-exception';
import { streamSSE } from 'hono/streaming';
import type { EventMessage } from '#shared/contract/envelope.ts';
import { permitted, soleScope } from '#shared/office/rights.ts';
import type { Clock } from '../../platform/clock.ts';
import { dataDirectory } from '../../platform/data-directory.ts';
import { answerBy } from '../answer-body.ts';
import { nameOf, tellEvents } from '../http-server.ts';
import { readCall, TOO_LARGE } from '../read-call.ts';
import { type UploadFolder, UploadRefused } from '../upload-folder.ts';
import type { Announcements } from './announcements.ts';
import { answerCall } from './answer-call.ts';
import { CallLimits } from './call-limits.ts';
import { certificateRoutes } from './certificate-routes.ts';
import type { Certificates } from './certificates.ts';
import { addressOf, originOf, shownBy } from './connection-facts.ts';
import { sendFile } from './file-routes.ts';
import type { Health } from './health.ts';
import { type House, keyOf, type Visitor } from './house.ts';
import { inOffice, keepAssets } from './office-headers.ts';
import { providerRoutes } from './provider-routes.ts';
import { COOKIE, signInRoutes } from './sign-in-routes.ts';
import { trustRoutes } from './trust-page.ts';

export interface OfficeAppOptions {
  readonly house: House;
  readonly uploads: UploadFolder;
  readonly health: Health;
  readonly announcements: Announcements;
  readonly certificates: () => Certificates;
  readonly publicUrl: URL | null;
  readonly pages: string | null;
  readonly version: string;
  readonly clock: Clock;
}

/** What is known of a request. */
export interface Known {
  Variables: { visitor: Visitor | null };
}

const TOO_MANY = '请求太多，请稍后再试';
const LISTEN_AGAIN_S = 10;
const SIGN_IN = '还没有登录，或登录已过期，请重新登录';

export function buildOfficeApp(options: OfficeAppOptions): Hono<Known> {
  const { house, health, clock, pages, certificates } = options;
  const app = new Hono<Known>();
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    // A page that went away in the middle of an upload is no fault; anything else is told by its kind alone.
    if (!context.req.raw.signal.aborted) house.rooms[0]?.service.log.failure('office', error);
    return context.text('请求没有完成', 500);
  });
  app.use(keepAssets);
  app.get('/healthz', (context) => context.json(health.read(clock.now())));
  app.use(fromHere(options.publicUrl));
  app.use(async (context, next) => {
    const origin = options.publicUrl?.origin ?? originOf(context);
    context.set('visitor', house.visitorBy(getCookie(context, COOKIE), shownBy(context), origin));
    await next();
  });
  app.use(passedOn(house));
  const limits = new CallLimits();
  app.use(limited(limits));
  trustRoutes(app, () => certificates().authority);
  signInRoutes(app, house);
  certificateRoutes(app, house);
  providerRoutes(app, house, options.publicUrl);
  app.use('/office/*', serveStatic({ root: join(dataDirectory, 'office'), rewriteRequestPath: inOffice }));
  app.use(signedIn);
  callRoutes(app, options);
  app.get('/files/:token', (context) => sendFile(context, visitorOf(context)));
  eventsRoute(app, options, limits);
  if (pages !== null) app.get('*', serveStatic({ root: pages }));
  return app;
}

/** Who writes must come from a page of this very address; a browser says so, and nobody else's page can. */
function fromHere(publicUrl: URL | null): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('origin');
    const site = context.req.header('sec-fetch-site');
    const here = [`https://${context.req.header('host')}`, publicUrl?.origin];
    const isOther = origin !== undefined && !here.includes(origin);
    const isFromElsewhere = site === 'cross-site' || site === 'same-site';
    // A link that somebody follows from elsewhere opens a page; it never calls.
    if (isOther || (isFromElsewhere && context.req.method !== 'GET'))
      return context.text('请求来自别的网页，没有进行', 403);
    return await next();
  };
}

/** What became of accounts is known elsewhere before it is answered. */
function passedOn(house: House): MiddlewareHandler {
  return async (context, next) => {
    await next();
    if (context.req.method !== 'GET') await house.passOn();
  };
}

/** Too much is told at once, with when to come again: a connection is never just cut. */
function limited(limits: CallLimits): MiddlewareHandler<Known> {
  return async (context, next) => {
    const visitor = context.get('visitor');
    const who = visitor === null ? `address ${addressOf(context)}` : keyOf(visitor);
    const now = performance.now();
    // Who listens is counted as long as the stream lasts.
    if (visitor !== null && context.req.path === '/events') return await next();
    const wait = limits.begin(who, visitor !== null, now);
    if (wait !== null) return tooMany(context, wait);
    try {
      return await next();
    } finally {
      limits.end(who);
    }
  };
}

const signedIn: MiddlewareHandler<Known> = async (context, next) => {
  if (context.get('visitor') !== null) return await next();
  if (context.req.method === 'GET' && context.req.header('accept')?.includes('text/html'))
    return context.redirect('/sign-in');
  context.header('X-Sign-In', '/sign-in');
  return context.text(SIGN_IN, 401);
};

function callRoutes(app: Hono<Known>, { house, uploads, version }: OfficeAppOptions): void {
  app.post('/call', async (context) => {
    const visitor = visitorOf(context);
    const message = await readCall(context);
    if (message === TOO_LARGE) return context.text('请求太大', 413);
    const answer = await answerCall(house, visitor, message, version);
    return answerBy(context, answer, 'compresses');
  });
  app.post('/upload', async (context) => {
    const visitor = visitorOf(context);
    const cookie = getCookie(context, COOKIE);
    const shown = shownBy(context);
    const name = nameOf(context.req.header('x-file-name') ?? '');
    const announced = context.req.header('content-length');
    const length = announced === undefined ? null : Number(announced);
    try {
      const isBackup = name.endsWith('.xab') && permitted(visitor.rights, ['operate']) !== null;
      const kind = isBackup ? 'backup' : 'file';
      const coming = whileSignedIn(context.req.raw.body, () => house.visitorBy(cookie, shown) !== null);
      const path = await uploads.receive(coming, name, length, Date.now, kind);
      const files = visitor.room.service.files.of(keyOf(visitor));
      return context.json({ token: files.register(path, name), name });
    } catch (error) {
      if (error instanceof UploadRefused) return context.text(error.message, error.status);
      throw error;
    }
  });
}

/**
 * What somebody sends, for as long as the session lasts: sending counts as use, and a slow line may need longer for a file
 * than a session lasts that nobody uses.
 */
async function* whileSignedIn(
  body: AsyncIterable<Uint8Array> | null,
  isIn: () => boolean,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  for await (const piece of body) {
    if (!isIn()) throw new HTTPException(401, { message: SIGN_IN });
    yield piece;
  }
}

/** Tells somebody what changes, for as long as the session lasts. */
function eventsRoute(app: Hono<Known>, { house, announcements }: OfficeAppOptions, limits: CallLimits): void {
  app.get('/events', (context) => {
    const visitor = visitorOf(context);
    const who = keyOf(visitor);
    if (!limits.beginListening(who, performance.now())) return tooMany(context, LISTEN_AGAIN_S);
    const cookie = getCookie(context, COOKIE);
    const shown = shownBy(context);
    const isIn = () => house.visitorBy(cookie, shown) !== null;
    const scope = () => {
      const known = house.visitorBy(cookie, shown);
      return known && soleScope(known.rights);
    };
    const { service } = visitor.room;
    const about = (tell: (event: EventMessage) => void) =>
      announcements.follow(service.workspace.directory, tell);
    return streamSSE(context, (stream) =>
      tellEvents(stream, service, who, isIn, about, scope).finally(() => limits.endListening(who)),
    );
  });
}

function tooMany(context: Context, seconds: number): Response {
  context.header('Retry-After', String(seconds));
  return context.text(TOO_MANY, 429);
}

function visitorOf(context: Context<Known>): Visitor {
  const visitor = context.get('visitor');
  if (visitor === null) throw new HTTPException(401, { message: SIGN_IN });
  return visitor;
}
