import { useEffect, useState } from 'react';
import type { Present } from '#shared/contract/presence.ts';
import { type PresentThing, presentThing } from '#shared/contract/present-thing.ts';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useMay } from '../../client/use-may.ts';
import type { DraftAbout } from '../drafts/use-draft.ts';

/** How often a page says that its form is open still, ms. */
const AGAIN_MS = 20_000;

/** Who else has a form about the same thing open, while this one says that it is open; nobody where people have no accounts. */
export function usePresent(about: DraftAbout | null): readonly Present[] {
  const [form] = useState(() => crypto.randomUUID());
  const thing = useTold(about);
  useTelling(thing, form);
  return useService('presence.of', thing && { ...thing, form }).data ?? [];
}

/** What is told of a form; null where nobody asks for it. */
function useTold(about: DraftAbout | null): PresentThing | null {
  const may = useMay();
  const knowsPeople = useService('host.describe', {}).data?.account !== undefined;
  return about && knowsPeople && may?.(procedureCapabilities['presence.tell']) ? presentThing(about) : null;
}

/** Says that a form is open until it is closed or its page goes away. That it could not be said hinders nobody. */
function useTelling(thing: PresentThing | null, form: string): void {
  const table = thing?.table;
  const id = thing?.id;
  useEffect(() => {
    if (table === undefined || id === undefined) return;
    const tell = (open: boolean, outlivesPage?: true) =>
      void client.call('presence.tell', { table, id, form, open }, { outlivesPage }).catch(() => undefined);
    const leave = () => tell(false, true);
    tell(true);
    const timer = window.setInterval(() => tell(true), AGAIN_MS);
    window.addEventListener('pagehide', leave);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('pagehide', leave);
      tell(false);
    };
  }, [table, id, form]);
}
