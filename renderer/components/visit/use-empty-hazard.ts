import { useCallback } from 'react';
import type { HazardDraft } from '#shared/contract/sweeps.ts';
import { kindFor } from '#shared/rules/hazard-kinds.ts';
import { useHazardKinds } from '../fields/use-hazard-kinds.ts';
import { emptyHazard } from './visit-form.ts';

/** How a hazard that a visit found begins in the form: as the pack's kinds and deadlines have it. */
export function useEmptyHazard(): () => HazardDraft {
  const kinds = useHazardKinds();
  return useCallback(() => {
    const usual = kinds.deadlines.find(({ level }) => level === '一般');
    return emptyHazard(kindFor(kinds, 'forbidden'), usual?.days);
  }, [kinds]);
}
