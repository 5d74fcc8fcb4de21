import {
  keepPreviousData,
  QueryClient,
  skipToken,
  type UseQueryResult,
  useMutation,
  useQuery,
} from '@tanstack/react-query';
import type { InputOf, OutputOf, ProcedureName } from '#shared/contract/contract.ts';
import type { ChangedKind } from '#shared/contract/envelope.ts';
import { type CallOptions, client } from './client.ts';

/** Which areas of the contract must be read again after a kind of thing changed. */
const staleAreas: Record<ChangedKind, readonly string[]> = {
  workspace: ['workspace', 'packs', 'basemaps'],
  places: [
    'sheets',
    'documents',
    'gates',
    'provisions',
    'duties',
    'incidents',
    'workspace',
    'schools',
    'venues',
    'search',
    'import',
    'review',
    'locating',
    'duplicates',
    'walks',
    'changes',
    'precheck',
    'tables',
    'overview',
    'map',
    'places',
    'targets',
    'routes',
    'coverage',
  ],
  findings: [
    'sheets',
    'documents',
    'workspace',
    'findings',
    'schools',
    'venues',
    'surveys',
    'changes',
    'tables',
    'overview',
    'map',
    'targets',
    'coverage',
  ],
  sweeps: [
    'sheets',
    'documents',
    'packets',
    'sweeps',
    'routes',
    'targets',
    'officers',
    'coverage',
    'venues',
    'workspace',
    'findings',
    'hazards',
    'tables',
    'overview',
  ],
  hazards: [
    'sheets',
    'documents',
    'provisions',
    'gates',
    'hazards',
    'rechecks',
    'targets',
    'venues',
    'workspace',
    'tables',
    'overview',
    'map',
  ],
  attachments: ['attachments', 'documents'],
  reports: ['reports', 'documents'],
  facilities: ['sheets', 'gates', 'provisions', 'duties', 'incidents'],
  surveys: ['sheets', 'surveys', 'venues', 'tables'],
  saved: ['saved', 'basemaps', 'sheets'],
  sheets: ['sheets'],
  backups: ['backups'],
  taken: ['exports'],
  edits: ['edits'],
  presets: ['presets'],
  packs: ['sheets', 'packs', 'workspace', 'changes', 'precheck'],
};

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, refetchOnWindowFocus: false },
  },
});

/** Refreshes what the service says has changed; call once at start. */
export function followChanges(): void {
  client.listen((event) => {
    if (event.event !== 'changed') return;
    const areas = new Set(event.kinds.flatMap((kind) => staleAreas[kind]));
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [name] }) => areas.has(String(name).split('.')[0] ?? ''),
    });
  });
}

/** Asks for what the first screen shows while the rest of the page is still being set up. */
export function readAhead(): void {
  const first: readonly ('workspace.describe' | 'basemaps.list')[] = ['workspace.describe', 'basemaps.list'];
  for (const name of first)
    void queryClient.prefetchQuery({ queryKey: [name, {}], queryFn: () => client.call(name, {}) });
}

/** Options for questions that change step by step: the last answer stays on the screen until the next one is there. */
const keptInSight: readonly ProcedureName[] = [
  'search.places',
  'tables.totals',
  'sheets.preview',
  'sheets.pages',
];

/** Reads from the service; `null` as input waits until there is something to ask. */
export function useService<Name extends ProcedureName>(
  name: Name,
  input: InputOf<Name> | null,
): UseQueryResult<OutputOf<Name>> {
  return useQuery({
    queryKey: [name, input],
    queryFn: input === null ? skipToken : ({ signal }) => client.call(name, input, { signal }),
    placeholderData: keptInSight.includes(name) ? keepPreviousData : undefined,
  });
}

/** Changes something through the service; the change events refresh what is shown. */
export function useCommand<Name extends ProcedureName>(name: Name) {
  return useMutation({
    mutationFn: ({ input, options }: { input: InputOf<Name>; options?: CallOptions }) =>
      client.call(name, input, options),
  });
}
