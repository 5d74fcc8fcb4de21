import {
  keepPreviousData,
  type Query,
  QueryClient,
  skipToken,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import { useRef } from 'react';
import type { InputOf, KeptQueryName, OutputOf, ProcedureName } from '#shared/contract/contract.ts';
import { capabilitiesOf } from '#shared/office/rights.ts';
import { askLater } from './ask-later.ts';
import { type CallOptions, client } from './client.ts';
import { isLost } from './connection.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
  },
});

/**
 * Asks again for what the service says to be stale, whichever page changed it: at once what this page changed, a little
 * later what others did. Call once at start.
 */
export function followChanges(): void {
  const oneOf = (names: ReadonlySet<string>) => ({
    predicate: ({ queryKey: [name] }: Pick<Query, 'queryKey'>) => names.has(String(name)),
  });
  const later = askLater(
    (names) => void queryClient.refetchQueries({ ...oneOf(names), type: 'active', stale: true }),
  );
  client.listen((event) => {
    if (event.event !== 'stale') return;
    const isOthers = event.by !== undefined && !client.isOwn(event.by);
    // A screen that is opened meanwhile asks for what it needs by itself.
    const refetchType = isOthers ? 'none' : 'active';
    void queryClient.invalidateQueries({ ...oneOf(new Set(event.queries)), refetchType });
    if (isOthers) later(event.queries);
  });
}

/** Asks who uses the page, and for what the first screen of the workspace shows while the rest is still being set up. */
export async function readAhead(): Promise<void> {
  const host = await queryClient.fetchQuery({
    queryKey: ['host.describe', {}],
    queryFn: () => client.call('host.describe', {}),
  });
  // Who may not see the workspace does not ask for it either: a refused question is noted.
  if (
    host.account &&
    !capabilitiesOf({ roles: host.account.roles.map((role) => ({ role })) }).has('see.basic')
  )
    return;
  const first: readonly ('workspace.describe' | 'basemaps.list')[] = ['workspace.describe', 'basemaps.list'];
  for (const name of first)
    void queryClient.prefetchQuery({ queryKey: [name, {}], queryFn: () => client.call(name, {}) });
}

/** Options for questions that change step by step: the last answer stays on the screen until the next one is there. */
const keptInSight: readonly KeptQueryName[] = [
  'search.places',
  'tables.totals',
  'sheets.preview',
  'sheets.pages',
  'sheets.changes',
];

/**
 * Reads from the service; `null` as input waits until there is something to ask. Where it is not `live` it is asked once,
 * and again only when it is live: for figures beside the work that cost the service more than each step of it is worth.
 */
export function useService<Name extends KeptQueryName>(
  name: Name,
  input: InputOf<Name> | null,
  { live = true }: { live?: boolean } = {},
): UseQueryResult<OutputOf<Name>> {
  return useQuery<OutputOf<Name>>({
    queryKey: [name, input],
    enabled: ({ state }) => live || state.data === undefined,
    queryFn: input === null ? skipToken : ({ signal }) => askAgain(name, input, signal),
    placeholderData: keptInSight.includes(name) ? keepPreviousData : undefined,
  });
}

/**
 * Asks, and where the question is lost on the way gives what was answered before: a screen that somebody works on stays,
 * the banner tells of the connection, and all is asked anew when that is back.
 */
async function askAgain<Name extends KeptQueryName>(
  name: Name,
  input: InputOf<Name>,
  signal: AbortSignal,
): Promise<OutputOf<Name>> {
  try {
    return await client.call(name, input, { signal });
  } catch (error) {
    const known = queryClient.getQueryData<OutputOf<Name>>([name, input]);
    if (known === undefined || !isLost(error)) throw error;
    return known;
  }
}

/**
 * Reads once; what changes meanwhile is read with the next round: for lists that somebody works through. Where the last
 * round `stays`, it is shown until the next one is there.
 */
export function useServiceOnce<Name extends ProcedureName>(
  name: Name,
  input: InputOf<Name>,
  round: number,
  { stays = false }: { stays?: boolean } = {},
): UseQueryResult<OutputOf<Name>> {
  return useQuery<OutputOf<Name>>({
    queryKey: ['once', name, input, round],
    queryFn: ({ signal }) => client.call(name, input, { signal }),
    gcTime: 0,
    placeholderData: stays ? keepPreviousData : undefined,
  });
}

/** Changes something through the service; what it makes stale is asked again. */
export function useCommand<Name extends ProcedureName>(name: Name) {
  // What was sent and got lost on the way, it or its answer: sent again as it is, it is the same command.
  const lost = useRef<{ readonly once: string; readonly said: string } | null>(null);
  return useMutation({
    mutationFn: async ({ input, options }: { input: InputOf<Name>; options?: CallOptions }) => {
      const said = JSON.stringify(input);
      const once = lost.current?.said === said ? lost.current.once : crypto.randomUUID();
      lost.current = null;
      try {
        return await client.call(name, input, { ...options, once });
      } catch (error) {
        if (isLost(error)) lost.current = { once, said };
        throw error;
      }
    },
  });
}
