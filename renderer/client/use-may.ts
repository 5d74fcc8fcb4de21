import type { ProcedureName } from '#shared/contract/contract.ts';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { askingNeeds } from '#shared/ledger/approval.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import { capabilitiesOf } from '#shared/office/rights.ts';
import { useService } from './queries.ts';

/** What the account of this page may do; without accounts everything. Null until that is known. */
export function useMay(): ((needs: Capability) => boolean) | null {
  const host = useService('host.describe', {}).data;
  if (!host) return null;
  const { account } = host;
  if (!account) return () => true;
  const may = capabilitiesOf({ roles: account.roles.map((role) => ({ role })) });
  return (needs) => may.has(needs);
}

/** The same of what is shown: everything, until it is known. */
export function useMayShow(): (needs: Capability) => boolean {
  const may = useMay();
  return (needs) => may?.(needs) ?? true;
}

/**
 * The same of procedures: whether what leads to one is shown, also where somebody may only ask for what it does. Called
 * `may`, so that the tests find what asks.
 */
export function useMayCall(): (name: ProcedureName) => boolean {
  const mayShow = useMayShow();
  return (name) => {
    const asks = askedFor[name];
    return mayShow(procedureCapabilities[name]) || (asks !== undefined && mayShow(asks));
  };
}

const askedFor: { readonly [Name in ProcedureName]?: Capability } = askingNeeds;

/** Whom the door knows, with the roles held now; null where it knows nobody, or not yet. */
export function useAccount() {
  return useService('host.describe', {}).data?.account ?? null;
}
