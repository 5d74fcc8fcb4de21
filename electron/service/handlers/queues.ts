import { readQueueSheet } from '../import/queue-sheet/read-queue-sheet.ts';
import { pairsSheet, placesSheet } from '../output/export/queue-sheets.ts';
import { encodeXlsx } from '../output/export/table.ts';
import { decideQueue } from '../places/editing/decide-queue.ts';
import { choosePairs, rankDuplicates } from '../places/judging/rank-duplicates.ts';
import { choosePlaceless, describeUnplaced, rankUnplaced } from '../places/judging/rank-unplaced.ts';
import type { HandlersOf } from './handler-types.ts';

export const queuesHandlers: HandlersOf<'queues'> = {
  async 'queues.decide'(context, { decisions }) {
    const refused = await decideQueue(context, decisions);
    return { done: decisions.length - refused.length, refused: [...refused] };
  },

  async 'queues.export'(context, wanted) {
    const { workspace } = context;
    const titles = workspace.catalogue.categoryTitles;
    if (wanted.of === 'duplicates')
      return await encodeXlsx(pairsSheet(choosePairs(await rankDuplicates(context), wanted), titles));
    const chosen = choosePlaceless(await rankUnplaced(context, wanted.elsewhere), wanted);
    return await encodeXlsx(placesSheet(await describeUnplaced(workspace, chosen), titles));
  },

  'queues.readSheet': async (context, { of, token }) => await readQueueSheet(context, of, token),
};
