import { useState } from 'react';
import type { z } from 'zod';
import type { DraftAbout } from './use-draft.ts';
import { useKeptState } from './use-kept-state.ts';

/**
 * What an editor holds: what is known until somebody changes it, then as it is being changed, kept until it is saved or
 * thrown away.
 */
export function useKeptEdits<State extends object>(
  about: DraftAbout,
  schema: z.ZodType<State>,
  known: State,
) {
  const [edited, setEdited] = useState<State | null>(null);
  // What was known when the first change was made: others may change the thing meanwhile.
  const [opened, setOpened] = useState<State | null>(null);
  const state = edited ?? known;
  const bringBack = (was: State) => {
    setOpened((before) => before ?? known);
    setEdited(was);
  };
  const kept = useKeptState(about, schema, state, bringBack);
  const change = (part: Partial<State>) => {
    setOpened((before) => before ?? known);
    setEdited((before) => ({ ...(before ?? known), ...part }));
    kept.change(part);
  };
  const discard = () => {
    kept.end();
    setEdited(null);
    setOpened(null);
  };
  return { state, opened: opened ?? known, touched: edited !== null, change, kept, discard };
}
