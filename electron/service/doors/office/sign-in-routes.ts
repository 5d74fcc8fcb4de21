import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Env, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import { CodedError, toFailure } from '#shared/contract/errors.ts';
import { accountByCertificate, certificateRule } from '../../accounts/client-certificates.ts';
import { makeAdministrators } from '../../accounts/manage-accounts.ts';
import { hasAdministrators } from '../../accounts/office.ts';
import { listProviders } from '../../accounts/providers/known-providers.ts';
import { signInByDirectory } from '../../accounts/providers/provider-sign-in.ts';
import { beginSession, findSignedIn } from '../../accounts/sessions.ts';
import { changePassword, mustChangeFirst, signIn, tellSignIn } from '../../accounts/sign-in.ts';
import type { AccountRow } from '../../db/accounts/account-rows.ts';
import { dataDirectory } from '../../platform/data-directory.ts';
import { addressOf, shownBy } from './connection-facts.ts';
import type { House, Room } from './house.ts';

/** The prefix lets a browser take it from this address alone, over TLS alone. */
export const COOKIE = '__Host-xueantu';
const LARGEST_FORM = 16 * 1024;

const credentialsSchema = z.object({
  name: z.string().trim().max(40),
  password: z.string().max(200),
  code: z.string().trim().max(10).optional(),
  /** Changes the password in the same step: a first one has to be. */
  newPassword: z.string().max(200).optional(),
  /** The name of a workspace, where an office serves several. */
  workspace: z.string().max(200).optional(),
  /** A directory that says who it is, in place of the account's own password. */
  provider: z.string().max(30).optional(),
});

const setupSchema = z.object({
  code: z.string().max(60),
  workspace: z.string().max(200).optional(),
  administrators: z
    .array(
      z.object({
        role: z.string().max(40),
        name: z.string().trim().max(40),
        person: z.string().trim().min(1).max(40),
        password: z.string().max(200),
      }),
    )
    .max(10),
});

/** Signing in and out, and the first administrators: what is answered to people who are not in. */
export function signInRoutes<E extends Env>(app: Hono<E>, house: House): void {
  pageRoutes(app);

  app.get('/rooms', (context) =>
    context.json(
      house.rooms.map(({ service, office }) => ({
        name: service.workspace.name,
        isSetUp: hasAdministrators(office),
        certificates: certificateRule(office).mode,
        providers: listProviders(office).map(({ id, title, settings }) => ({
          id,
          title,
          kind: settings.kind,
        })),
      })),
    ),
  );

  app.post('/session', bodyLimit({ maxSize: LARGEST_FORM }), async (context) => {
    try {
      const given = parse(credentialsSchema, await context.req.json().catch(() => null));
      const room = house.roomFor(given.name, given.workspace);
      return await enter(context, house, room, given, addressOf(context));
    } catch (error) {
      return refuse(context, error);
    }
  });

  app.delete('/session', (context) => {
    house.end(getCookie(context, COOKIE));
    deleteCookie(context, COOKIE, { path: '/', secure: true });
    return context.json({});
  });

  setupRoute(app, house);
}

/** The first administrators, by the one-time code. */
function setupRoute<E extends Env>(app: Hono<E>, house: House): void {
  app.post('/setup', bodyLimit({ maxSize: LARGEST_FORM }), async (context) => {
    try {
      const given = parse(setupSchema, await context.req.json().catch(() => null));
      const room = house.roomFor('', given.workspace);
      await makeAdministrators(room.office, given.code, given.administrators, addressOf(context));
      return context.json({});
    } catch (error) {
      return refuse(context, error);
    }
  });
}

function pageRoutes<E extends Env>(app: Hono<E>): void {
  for (const [path, file] of Object.entries(pages))
    app.get(path, (context) => context.html(readFileSync(join(dataDirectory, 'office', file), 'utf8')));
  // Where one's account was looked after once: such an address may be written down.
  app.get('/account', (context) => context.redirect('/#/mine'));
}

const pages = { '/sign-in': 'sign-in.html', '/setup': 'setup.html' } as const;

type Credentials = z.infer<typeof credentialsSchema>;

async function enter(
  context: Context,
  house: House,
  room: Room,
  { newPassword, ...given }: Credentials,
  address: string,
): Promise<Response> {
  const { office } = room;
  const { provider, ...credentials } = given;
  if (provider !== undefined) {
    const account = await signInByDirectory(office, provider, credentials, address);
    return context.json(admit(context, house, room, account, address, provider));
  }
  const account = await signIn(office, credentials, address);
  const welcome = admit(context, house, room, account, address);
  if (newPassword === undefined) return context.json(welcome);
  const change = { password: given.password, newPassword, session: welcome.session };
  await changePassword(office, account, change);
  return context.json({ ...welcome, mustChange: false });
}

/** Lets somebody in: begins a session, sets its cookie. Errors: CERTIFICATE_WANTED. */
export function admit(
  context: Context,
  house: House,
  room: Room,
  account: AccountRow,
  address: string,
  provider = '',
) {
  const { office } = room;
  const isWanted = certificateRule(office).mode === 'require';
  if (isWanted && accountByCertificate(office, shownBy(context))?.id !== account.id) {
    tellSignIn(office, { name: account.name, address, provider, outcome: 'refused' });
    throw new CodedError('CERTIFICATE_WANTED');
  }
  // Whatever cookie a browser brings ends here: a session that somebody planted in it never becomes this person's.
  house.end(getCookie(context, COOKIE));
  const agent = context.req.header('user-agent') ?? '';
  const id = beginSession(office, account.id, { address, agent, provider });
  setCookie(context, COOKIE, `${room.number}.${id}`, {
    httpOnly: true,
    secure: true,
    sameSite: 'Strict',
    path: '/',
  });
  const signedIn = findSignedIn(office, id);
  return {
    name: account.name,
    person: account.person,
    body: account.body,
    workspace: room.service.workspace.name,
    mustChange: signedIn !== null && mustChangeFirst(office, signedIn),
    session: signedIn?.session.id ?? 0,
  };
}

/** Errors: INPUT_INVALID. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new CodedError('INPUT_INVALID', { field: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}

export function refuse(context: Context, error: unknown): Response {
  if (!(error instanceof CodedError)) throw error;
  const wait = Number(error.details.wait ?? 0);
  if (wait > 0) context.header('Retry-After', String(wait));
  const isForm =
    error.code === 'INPUT_INVALID' || error.code === 'PASSWORD_REFUSED' || error.code === 'ACCOUNT_FIELD';
  return context.json(
    { error: toFailure(error) },
    isForm ? 400 : wait > 0 ? 429 : error.code === 'PROVIDER_AWAY' ? 503 : 401,
  );
}
