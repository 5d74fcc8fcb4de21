import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { AboutKind } from '#shared/blanks/field-words.ts';
import {
  type BlankContent,
  type BlankPreview,
  type BlankSource,
  blankContentSchema,
} from '#shared/contract/blanks.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { client } from '../../../client/client.ts';
import { useKeptState } from '../../../components/drafts/use-kept-state.ts';

/** A form that is being filled: where its file is, and what was kept with it. */
export interface OpenedBlank {
  readonly source: BlankSource;
  readonly name: string;
  readonly fileName: string;
  readonly content: BlankContent | null;
}

/** What a person said of a form so far. */
const saidSchema = blankContentSchema.extend({
  accepted: z.array(z.string()).default([]),
  about: z.object({ kind: z.custom<AboutKind>(), id: z.number() }).nullable().default(null),
});
export type BlankSaid = z.infer<typeof saidSchema>;

export type BlankOrder = InputOf<'blanks.fill'>;

/** What was said of a form, kept until it is saved: by the name of its file, since the file comes anew each time. */
export function useBlankSaid(fileName: string, content: BlankContent | null) {
  const begin = saidSchema.parse(content ?? {});
  const [said, setSaid] = useState<BlankSaid>(begin);
  const kept = useKeptState(
    { kind: 'blank', thing: fileName.slice(-100), title: fileName.slice(-200) },
    saidSchema,
    said,
    setSaid,
  );
  const change = (changes: Partial<BlankSaid>) => {
    const next = { ...said, ...changes };
    setSaid(next);
    kept.change(next);
  };
  const discard = () => {
    kept.end();
    setSaid(begin);
  };
  return { said, kept, change, discard };
}

/** How a form looks when it is filled; asked for again whenever something is said. */
export function useBlankPreview(order: BlankOrder | null): {
  preview: BlankPreview | null;
  error: Error | null;
  asking: boolean;
} {
  const [answered, setAnswered] = useState<{
    asked: string;
    preview: BlankPreview | null;
    error: Error | null;
  } | null>(null);
  const asked = JSON.stringify(order);
  useEffect(() => {
    const wanted: BlankOrder | null = JSON.parse(asked);
    if (!wanted) return;
    let isCurrent = true;
    client
      .call('blanks.preview', wanted)
      .then((preview) => isCurrent && setAnswered({ asked, preview, error: null }))
      .catch((error: Error) => isCurrent && setAnswered({ asked, preview: null, error }));
    return () => {
      isCurrent = false;
    };
  }, [asked]);
  return {
    preview: answered?.preview ?? null,
    error: answered?.error ?? null,
    asking: answered?.asked !== asked,
  };
}
