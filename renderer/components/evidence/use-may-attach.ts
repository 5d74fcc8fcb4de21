import type { AttachedTo, Attachment } from '#shared/contract/attachments.ts';
import { changesOthers, evidenceNeeds } from '#shared/contract/evidence-needs.ts';
import { actorEndings } from '#shared/office/rights.ts';
import { useAccount, useMayShow } from '../../client/use-may.ts';

/** Whether photos and files are added to such a record here. */
export function useMayAttach(kind: AttachedTo['kind']): boolean {
  return useMayShow()(evidenceNeeds[kind]);
}

/** Whether one that is there is captioned and taken out here: one's own, by who inspects any. */
export function useMayChange(): (attachment: Attachment) => boolean {
  const account = useAccount();
  const mayShow = useMayShow();
  return ({ of, addedBy }) => {
    if (!mayShow(evidenceNeeds[of.kind])) return false;
    return (
      account === null || mayShow(changesOthers) || actorEndings(account).some((end) => addedBy.endsWith(end))
    );
  };
}
