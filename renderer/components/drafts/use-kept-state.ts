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
  const held = useHeld({ state, schema, bringBack }, `${about.kind}/${about.thing}`);
  const fields = useMemo(
    (): DraftFields => ({
      getFieldsValue: () => held.latest.state,
      setFieldsValue(values: object) {
        const { latest } = held;
        const read = latest.schema.safeParse({ ...latest.state, ...values });
        if (!read.success) throw new Error('上次没有保存的内容认不出来，没有恢复');
        latest.bringBack(read.data);
      },
    }),
    [held],
  );
  return useDraft(fields, about);
}

/** What was held last of each subject: it may be kept only once the editor is about another one. */
function useHeld<Held>(latest: Held, subject: string): { latest: Held } {
  const held = useRef({ subject, latest });
  if (held.current.subject === subject) held.current.latest = latest;
  else held.current = { subject, latest };
  return held.current;
}
