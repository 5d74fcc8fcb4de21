import type { ImportOptions, ImportOutcome } from '#shared/contract/import.ts';
import { client } from '../../../client/client.ts';
import { useNotify } from '../../../components/notify.ts';
import { useFollowed } from '../../../components/use-followed.ts';

/** Runs an import or its rehearsal with progress and cancel. */
export function useImportJob(token: string, options: ImportOptions) {
  const { step, follow, cancel } = useFollowed();
  const notify = useNotify();
  const run = async (name: 'import.dryRun' | 'import.run', keep: (outcome: ImportOutcome) => void) => {
    // After the import its report replaces the preview.
    const input = { ...options, token, effect: name === 'import.dryRun', eachProblem: false };
    await follow('准备', (signal, onProgress) => client.call(name, input, { signal, onProgress }))
      .then(keep)
      .catch(notify.failed);
  };
  return { progress: step, run, cancel };
}
