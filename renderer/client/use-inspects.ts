import { agencyNamed } from '#shared/sweeps/visit-rules.ts';
import { useService } from './queries.ts';
import { useAccount } from './use-may.ts';

/** Whether the body of this account may inspect: who is of one without power is offered no visit and no re-inspection. */
export function useInspects(): boolean {
  const account = useAccount();
  const workspace = useService('workspace.describe', {});
  if (!account || !workspace.data) return true;
  return agencyNamed(workspace.data.pack.agencies, account.body)?.mayInspect !== false;
}
