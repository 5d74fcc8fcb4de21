import { useMemo, useRef } from 'react';
import type { z } from 'zod';
import { type DraftAbout, type DraftFields, type KeptDraft, useDraft } from './use-draft.ts';

/**
 * Keeps what an editor holds outside a form, such as a shape that is being drawn, until it is saved or thrown away.
 * Call `change` with whatever a person changed.
 */
export function useKeptState<State extends object>(
  about: DraftAbout,
  /** How what was kept is read: it may have been written by an older version. */
  schema: z.ZodType<State>,
  state: State,
  bringBack: (state: State) => void,
): KeptDraft {
  const latest = useRef({ state, schema, bringBack });
  latest.current = { state, schema, bringBack };
  const fields = useMemo(
    (): DraftFields => ({
      getFieldsValue: () => latest.current.state,
      setFieldsValue(values: object) {
        const read = latest.current.schema.safeParse({ ...latest.current.state, ...values });
        if (!read.success) throw new Error('上次没有保存的内容认不出来，没有恢复');
        latest.current.bringBack(read.data);
      },
    }),
    [],
  );
  return useDraft(fields, about);
}
