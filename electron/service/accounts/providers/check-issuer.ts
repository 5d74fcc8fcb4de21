import * as oidc from 'openid-client';
import { configOf } from './ask-issuer.ts';
import { connectionFault } from './connection-faults.ts';
import type { OidcSettings, Provider } from './known-providers.ts';
import { bad, good, type Tried } from './tried.ts';

/** Tries an issuer: what it says of itself, and whether it takes this office for the one that was registered there. */
export async function checkIssuer(provider: Provider<OidcSettings>): Promise<Tried[]> {
  const { issuer } = provider.settings;
  let config: oidc.Configuration;
  try {
    config = await configOf(provider);
  } catch (error) {
    return [bad('连接', connectionFault(error) ?? describeFault(error, issuer))];
  }
  const { authorization_endpoint: authorize, token_endpoint: token } = config.serverMetadata();
  const reached = good('连接', `${issuer} 有应答，证书可信`);
  if (authorize === undefined || token === undefined)
    return [reached, bad('说明', '它没有说明在哪里登录和换取身份，不能用来登录')];
  return [reached, good('说明', `在 ${new URL(authorize).host} 登录`), await tryClient(config)];
}

function describeFault(error: unknown, issuer: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED')
    return `${issuer} 说自己是另一个地址，请照它说明里的 issuer 一字不差地写`;
  return `${issuer} 没有 OpenID Connect 的说明（.well-known/openid-configuration），请核对 --issuer`;
}

/** With a code that nobody was given: an issuer that knows the office refuses the code, else it refuses the office. */
async function tryClient(config: oidc.Configuration): Promise<Tried> {
  const what = '应用编号和密钥';
  const words = '对方不认这个应用编号或密钥，请核对 --client-id 和 XUEANTU_PROVIDER_SECRET';
  try {
    await oidc.genericGrantRequest(config, 'authorization_code', {
      code: 'check',
      redirect_uri: 'https://localhost/provider/back',
      code_verifier: oidc.randomPKCECodeVerifier(),
    });
  } catch (error) {
    if (error instanceof oidc.WWWAuthenticateChallengeError) return bad(what, words);
    if (error instanceof oidc.ResponseBodyError) {
      if (error.error === 'invalid_client' || error.error === 'unauthorized_client') return bad(what, words);
      return good(what, '对方认得');
    }
    return bad(what, connectionFault(error) ?? '对方的答复不对');
  }
  return good(what, '对方认得');
}
