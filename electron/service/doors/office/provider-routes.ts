import { randomBytes } from 'node:crypto';
import type { Context, Env, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { Errand } from '../../accounts/providers/ask-issuer.ts';
import { providerOf } from '../../accounts/providers/known-providers.ts';
import { accountOf, checkCode } from '../../accounts/providers/provider-sign-in.ts';
import { tellSignIn } from '../../accounts/sign-in.ts';
import { type AccountRow, readAccount } from '../../db/accounts/account-rows.ts';
import { addressOf } from './connection-facts.ts';
import { claimSchema, type Desktop, HandedOver, readDesktop } from './handed-over.ts';
import type { House, Room } from './house.ts';
import { handedPage, onwardPage, refusedPage } from './provider-page.ts';
import { admit, parse, refuse } from './sign-in-routes.ts';

/**
 * Ties the way back to the browser that went: otherwise somebody could have another signed in as himself. `Lax`, because
 * the browser comes back from elsewhere; it opens nothing by itself.
 */
const WAY_COOKIE = '__Host-xueantu-way';
const WAY_MS = 10 * 60_000;
const MOST_WAYS = 2000;
const LARGEST_FORM = 4096;

/** Somebody who is on the way to a provider or back, or who came back and owes a code. */
interface Way {
  readonly room: Room;
  readonly provider: string;
  readonly until: number;
  readonly errand: Errand | null;
  /** Who it is, once the provider said so. */
  readonly account: number | null;
  /** The desktop program for which the browser went; null where it went for itself. */
  readonly desktop: Desktop | null;
}

class Ways {
  readonly #ways = new Map<string, Way>();

  begin(way: Omit<Way, 'until'>): string {
    const now = Date.now();
    for (const [id, { until }] of this.#ways)
      if (until < now || this.#ways.size >= MOST_WAYS) this.#ways.delete(id);
    const id = randomBytes(32).toString('base64url');
    this.#ways.set(id, { ...way, until: now + WAY_MS });
    return id;
  }

  /** Each way is gone once. */
  take(id: string | undefined): Way | null {
    const way = this.#ways.get(id ?? '');
    this.#ways.delete(id ?? '');
    return way && way.until > Date.now() ? way : null;
  }
}

/** Signing in by an issuer (OpenID Connect): away to it, and back. */
export function providerRoutes<E extends Env>(app: Hono<E>, house: House, publicUrl: URL | null): void {
  const ways = new Ways();
  const begin = (context: Context, way: Omit<Way, 'until'>) =>
    setCookie(context, WAY_COOKIE, ways.begin(way), {
      httpOnly: true,
      secure: true,
      sameSite: 'Lax',
      path: '/',
      maxAge: WAY_MS / 1000,
    });
  const take = (context: Context) => ways.take(getCookie(context, WAY_COOKIE));
  const road: Road = { house, begin, take, handed: new HandedOver() };

  app.get('/provider/:id', async (context, next) => {
    const provider = context.req.param('id');
    if (provider === 'back') return await next();
    try {
      const room = house.roomFor('', context.req.query('workspace'));
      const { beginErrand } = await import('../../accounts/providers/ask-issuer.ts');
      const here = publicUrl?.origin ?? `https://${context.req.header('host')}`;
      const known = providerOf(room.office, provider, 'oidc');
      const desktop = readDesktop(context.req.query());
      const { url, errand } = await beginErrand(known, `${here}/provider/back`).catch((error: unknown) => {
        tellSignIn(room.office, { name: '', address: addressOf(context), provider, outcome: 'away' });
        throw error;
      });
      begin(context, { room, provider, errand, account: null, desktop });
      return context.redirect(url.href);
    } catch (error) {
      return told(context, error);
    }
  });

  backRoute(app, road);
  codeRoute(app, road);
  handedRoute(app, road);
}

interface Road {
  readonly house: House;
  readonly begin: (context: Context, way: Omit<Way, 'until'>) => void;
  readonly take: (context: Context) => Way | null;
  readonly handed: HandedOver;
}

function backRoute<E extends Env>(app: Hono<E>, { house, begin, take, handed }: Road): void {
  app.get('/provider/back', async (context) => {
    const way = take(context);
    const address = addressOf(context);
    try {
      if (!way?.errand)
        throw new CodedError('PROVIDER_REFUSED', { title: '单位账号', reason: '登录超时或不是从这里开始' });
      const { room } = way;
      const account = await comeBack(way, way.errand, new URL(context.req.url).search, address);
      if (account.secret !== null) {
        begin(context, { ...way, errand: null, account: account.id });
        return context.html(onwardPage('/sign-in?code'));
      }
      checkCode(room.office, providerOf(room.office, way.provider, 'oidc'), account, undefined, address);
      if (way.desktop !== null) {
        const to = handed.hand(way.desktop, { room, provider: way.provider, account: account.id });
        return context.html(handedPage(account.person, to));
      }
      admit(context, house, room, account, address, way.provider);
      return context.html(onwardPage('/'));
    } catch (error) {
      return told(context, error);
    }
  });
}

/** The code of the second factor, from somebody who came back and owes it. */
function codeRoute<E extends Env>(app: Hono<E>, { house, begin, take, handed }: Road): void {
  app.post('/provider/code', bodyLimit({ maxSize: LARGEST_FORM }), async (context) => {
    const way = take(context);
    try {
      const { code } = parse(codeSchema, await context.req.json().catch(() => null));
      const account = way?.account ? readAccount(way.room.office.db, way.account) : undefined;
      if (!way || !account || account.closedAt !== null)
        throw new CodedError('PROVIDER_REFUSED', { title: '单位账号', reason: '登录超时' });
      const { room, provider } = way;
      const address = addressOf(context);
      try {
        checkCode(room.office, providerOf(room.office, provider, 'oidc'), account, code, address);
      } catch (error) {
        begin(context, way);
        throw error;
      }
      if (way.desktop !== null)
        return context.json({ onward: handed.hand(way.desktop, { room, provider, account: account.id }) });
      return context.json(admit(context, house, room, account, address, provider));
    } catch (error) {
      return refuse(context, error);
    }
  });
}

/** A desktop program whose person signed in by a browser: its own window is let in. */
function handedRoute<E extends Env>(app: Hono<E>, { house, handed }: Road): void {
  app.post('/provider/handed', bodyLimit({ maxSize: LARGEST_FORM }), async (context) => {
    try {
      const claimed = handed.take(parse(claimSchema, await context.req.json().catch(() => null)));
      const { room, provider } = claimed;
      const account = readAccount(room.office.db, claimed.account);
      if (!account || account.closedAt !== null)
        throw new CodedError('PROVIDER_REFUSED', { title: '单位账号', reason: '登录超时' });
      return context.json(admit(context, house, room, account, addressOf(context), provider));
    } catch (error) {
      return refuse(context, error);
    }
  });
}

const codeSchema = z.object({ code: z.string().trim().min(1).max(10) });

async function comeBack(way: Way, errand: Errand, query: string, address: string): Promise<AccountRow> {
  const { office } = way.room;
  const provider = providerOf(office, way.provider, 'oidc');
  const { endErrand } = await import('../../accounts/providers/ask-issuer.ts');
  const identity = await endErrand(provider, errand, query).catch((error: unknown) => {
    const isAway = error instanceof CodedError && error.code === 'PROVIDER_AWAY';
    tellSignIn(office, { name: '', address, provider: way.provider, outcome: isAway ? 'away' : 'refused' });
    throw error;
  });
  return accountOf(office, provider, identity, address);
}

function told(context: Context, error: unknown): Response | Promise<Response> {
  if (!(error instanceof CodedError)) throw error;
  return context.html(refusedPage(error), error.code === 'PROVIDER_AWAY' ? 503 : 401);
}
