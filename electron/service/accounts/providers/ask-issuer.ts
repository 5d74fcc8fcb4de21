import { request } from 'node:https';
import { rootCertificates } from 'node:tls';
import * as oidc from 'openid-client';
import { CodedError } from '#shared/contract/errors.ts';
import type { Identity, OidcSettings, Provider } from './known-providers.ts';

const ANSWER_S = 10;
const LARGEST_ANSWER = 2 ** 20;

/** What a browser is sent away with, and has to come back with. */
export interface Errand {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
  readonly redirect: string;
}

/** The address at an issuer where somebody signs in, and what is kept until then. Errors: PROVIDER_AWAY. */
export async function beginErrand(
  provider: Provider<OidcSettings>,
  redirect: string,
): Promise<{ readonly url: URL; readonly errand: Errand }> {
  const errand = {
    verifier: oidc.randomPKCECodeVerifier(),
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    redirect,
  };
  const config = await away(provider, () => configOf(provider));
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: 'openid profile',
    code_challenge: await oidc.calculatePKCECodeChallenge(errand.verifier),
    code_challenge_method: 'S256',
    state: errand.state,
    nonce: errand.nonce,
  });
  return { url, errand };
}

/** Whom an issuer says the browser is that came back with this query. Errors: PROVIDER_AWAY, PROVIDER_REFUSED. */
export async function endErrand(
  provider: Provider<OidcSettings>,
  errand: Errand,
  query: string,
): Promise<Identity> {
  const { title, settings } = provider;
  const config = await away(provider, () => configOf(provider));
  // The address that was sent along, not the one that this request names: a gateway may stand between.
  const url = new URL(errand.redirect);
  url.search = query;
  try {
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      pkceCodeVerifier: errand.verifier,
      expectedState: errand.state,
      expectedNonce: errand.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('no identity');
    const name = settings.nameClaim === null ? null : claims[settings.nameClaim];
    return { subject: claims.sub, name: typeof name === 'string' ? name.normalize('NFKC') : null };
  } catch (error) {
    if (isNetwork(error)) throw new CodedError('PROVIDER_AWAY', { title });
    throw new CodedError('PROVIDER_REFUSED', { title, reason: reasonOf(error) });
  }
}

/** Asked anew each time: keys and addresses change, and people sign in a few times a day. */
export async function configOf({ settings, secret }: Provider<OidcSettings>): Promise<oidc.Configuration> {
  const { issuer, clientId, authority } = settings;
  const method = secret === null ? oidc.None() : oidc.ClientSecretBasic(secret);
  const config = await oidc.discovery(new URL(issuer), clientId, undefined, method, {
    [oidc.customFetch]: fetchTrusting(authority),
    timeout: ANSWER_S,
  });
  // Without it the signature of an identity that came straight over TLS would not be looked at.
  oidc.enableNonRepudiationChecks(config);
  return config;
}

/** Asks over TLS alone, follows nobody elsewhere, and reads no more than an answer of this kind has. */
function fetchTrusting(authority: string | null): oidc.CustomFetch {
  const tls = authority === null ? {} : { ca: [...rootCertificates, authority] };
  return async (url, { method, headers, body, signal }) =>
    await new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, ...(signal ? { signal } : {}), ...tls }, (response) => {
        const parts: Buffer[] = [];
        let length = 0;
        response.on('data', (part: Buffer) => {
          parts.push(part);
          length += part.length;
          if (length > LARGEST_ANSWER) response.destroy(new Error('too large'));
        });
        response.on('error', reject);
        response.on('end', () => {
          const { statusCode: status = 500, headers: told } = response;
          const kept = new Headers();
          for (const [name, value] of Object.entries(told)) kept.set(name, String(value));
          const hasBody = status !== 204 && status !== 304;
          resolve(new Response(hasBody ? Buffer.concat(parts) : null, { status, headers: kept }));
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined || body === null ? undefined : body.toString());
    });
}

async function away<Result>(
  { title }: { readonly title: string },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch {
    throw new CodedError('PROVIDER_AWAY', { title });
  }
}

/** Whether nobody answered, other than an answer that was not right. */
function isNetwork(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (
    cause instanceof Error && ('syscall' in cause || cause.name === 'TimeoutError' || 'library' in cause)
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof oidc.AuthorizationResponseError)
    return error.error === 'access_denied' ? '没有同意，或没有权限' : error.error;
  return error instanceof oidc.ResponseBodyError ? error.error : '答复不对';
}
