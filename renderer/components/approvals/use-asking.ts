import type { InputOf } from '#shared/contract/contract.ts';
import type { ApprovedCommand } from '#shared/ledger/approval.ts';
import { ServiceError } from '../../client/client.ts';
import { useCommand } from '../../client/queries.ts';

/** What was not carried out, but waits for somebody's approval. */
export const ASKED = 'asked';

/** Carries out what a form says, or asks for it where the service says that somebody else has to approve it. */
export function useAsking() {
  const request = useCommand('approvals.request');
  return async <Name extends ApprovedCommand, Done>(
    command: Name,
    { formId, ...input }: InputOf<Name> & { readonly formId?: string | undefined },
    act: () => Promise<Done>,
  ): Promise<Done | typeof ASKED> => {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ServiceError) || error.code !== 'APPROVAL_NEEDED') throw error;
      await request.mutateAsync({ input: { formId, wanted: { command, input } } });
      return ASKED;
    }
  };
}

/** What is said of it. */
export function toldOfAsking(result: unknown, done: string): string {
  return result === ASKED ? '已提交审批，同意后生效' : done;
}
