import type { Office } from '../office.ts';
import { listProviders, providerOf } from './known-providers.ts';
import type { Tried } from './tried.ts';

/**
 * Tries a provider as far as that goes without a person who signs in, up to the first thing that is wrong. Errors:
 * PROVIDER_UNKNOWN.
 */
export async function checkProvider(office: Office, id: string): Promise<Tried[]> {
  const kind = listProviders(office).find((each) => each.id === id)?.settings.kind ?? 'ldap';
  if (kind === 'oidc') {
    const { checkIssuer } = await import('./check-issuer.ts');
    return await checkIssuer(providerOf(office, id, 'oidc'));
  }
  const { checkDirectory } = await import('./check-directory.ts');
  return await checkDirectory(providerOf(office, id, 'ldap'));
}
