import { type Cookie, type Session, session } from 'electron';
import { isOf, refusePermissions } from '../security.ts';
import type { KnownServer } from '../settings.ts';
import type { ServerAddress } from './server-address.ts';
import { type Doubt, doubtAbout } from './server-trust.ts';

/** The cookie by which a server knows who signed in. */
const COOKIE = '__Host-xueantu';
/** What Chromium is told of a certificate. */
const TRUSTED = 0;
const FAILED = -2;
/** What a page makes itself. */
const OWN_SCHEMES = ['blob:', 'data:'];

/** What happened in the session of a server. */
export interface ServerNews {
  /** Its certificate is not the one that was trusted. */
  doubted(doubt: Doubt): void;
  /** Somebody signed in (what keeps it) or out (null). */
  signedIn(secret: string | null): void;
}

/** Whom the news of a session go to, which lasts as long as the application. */
const listeners = new Map<string, ServerNews>();

/**
 * The session of a server alone: trusts the pinned certificate and no other, reaches that server and nothing else, and
 * keeps what it stores away from the application's own pages and from other servers.
 */
export function sessionOfServer(server: KnownServer, address: ServerAddress, news: ServerNews): Session {
  const own = session.fromPartition(`persist:server-${server.id}`);
  own.setCertificateVerifyProc(({ hostname, certificate }, answer) => {
    const isHost = hostname.replace(/^\[|\]$/g, '') === address.host;
    const doubt = isHost ? doubtAbout(certificate.data, server.pin, address.host, new Date()) : 'other';
    if (doubt !== null) listeners.get(server.id)?.doubted(doubt);
    answer(doubt === null ? TRUSTED : FAILED);
  });
  if (!listeners.has(server.id)) lock(own, server.id, address);
  listeners.set(server.id, news);
  return own;
}

function lock(own: Session, id: string, { origin }: ServerAddress): void {
  refusePermissions(own);
  own.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !isOf(url, origin) && !OWN_SCHEMES.some((scheme) => url.startsWith(scheme)) }),
  );
  own.on('will-download', (event, item) => {
    // Files that its page hands over are saved where a person says; from elsewhere nothing is.
    if (isOf(item.getURL().replace(/^blob:/, ''), origin))
      item.setSaveDialogOptions({ title: '保存文件', defaultPath: item.getFilename() });
    else event.preventDefault();
  });
  own.cookies.on('changed', (_, { name, value }, cause, removed) => {
    if (name !== COOKIE || (removed && cause === 'overwrite')) return;
    listeners.get(id)?.signedIn(removed ? null : value);
  });
  // What an office inside of a network has to say goes through nobody else's hands.
  void own.setProxy({ mode: 'direct' });
}

/** What lets somebody in whose session the application kept. */
export async function letIn(own: Session, { origin }: ServerAddress, secret: string): Promise<void> {
  const cookie: Pick<Cookie, 'name' | 'value' | 'path'> = { name: COOKIE, value: secret, path: '/' };
  await own.cookies.set({ url: origin, ...cookie, secure: true, httpOnly: true, sameSite: 'strict' });
}

/** Forgets what a server's pages stored on this machine, and that somebody is signed in. */
export async function forgetSession(id: string): Promise<void> {
  const own = session.fromPartition(`persist:server-${id}`);
  await own.clearStorageData();
  await own.clearCache();
  await own.closeAllConnections();
}
