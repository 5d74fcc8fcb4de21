import { createServer } from 'node:https';
import Provider from 'oidc-provider';
import { onTestFinished } from 'vitest';
import { ownAuthority, ownCertificate } from '#service/doors/office/own-authority.ts';
import { temporaryFolder } from './temporary.ts';

const LOOPBACK = '127.0.0.1';
export const CLIENT = 'xueantu';
export const CLIENT_SECRET = 'a secret that the issuer gave';

/** Somebody whom the issuer knows: a number of its own, and a name that it may give to another. */
interface Known {
  readonly sub: string;
  readonly name: string;
}

export interface Issuer {
  readonly url: string;
  /** Its authority, PEM. */
  readonly authority: string;
  /** Who sits at the browser, as far as the issuer knows. */
  person: Known;
  close(): Promise<void>;
}

/** An issuer (OpenID Connect) on this machine over TLS, for one office whose browsers come back to `redirect`. */
export async function openIssuer(redirect: string): Promise<Issuer> {
  const folder = temporaryFolder();
  const pair = await ownCertificate(folder, [LOOPBACK], new Date());
  const server = createServer(pair);
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  const listening = server.address();
  const port = listening !== null && typeof listening === 'object' ? listening.port : 0;
  const url = `https://${LOOPBACK}:${port}`;
  const issuer: Issuer = {
    url,
    authority: (await ownAuthority(folder, new Date())).cert,
    person: { sub: '1', name: 'li' },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const provider = providerFor(issuer, redirect);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/here/'))
      void provider.interactionFinished(request, response, { login: { accountId: issuer.person.sub } });
    else void answer(request, response);
  });
  onTestFinished(() => issuer.close());
  return issuer;
}

/** Whoever comes is taken for `person`, without a page that asks. */
function providerFor(issuer: Issuer, redirect: string): Provider {
  return new Provider(issuer.url, {
    clients: [{ client_id: CLIENT, client_secret: CLIENT_SECRET, redirect_uris: [redirect] }],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/here/${uid}` },
    cookies: { keys: ['of a test'] },
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, preferred_username: issuer.person.name }),
    }),
    async loadExistingGrant({ oidc }) {
      const { client, session } = oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
}
