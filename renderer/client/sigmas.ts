import { defaultSigmas, type Sigmas } from '#shared/zones/uncertainty.ts';
import { useService } from './queries.ts';

/** Standard errors of positions by source, as the workspace has them. */
export function useSigmas(): Sigmas {
  return useService('workspace.describe', {}).data?.sigmas ?? defaultSigmas;
}
