import { adjustScore } from '../output/scores/adjust-score.ts';
import { readScoreRows, readScores } from '../output/scores/read-scores.ts';
import { importScheme, listSchemes, removeScheme, saveScheme } from '../output/scores/schemes.ts';
import { makeScoreFile } from '../output/scores/score-file.ts';
import type { HandlersOf } from './handler-types.ts';

export const scoresHandlers: HandlersOf<'scores'> = {
  async 'scores.schemes'(context) {
    return await listSchemes(context);
  },

  async 'scores.get'(context, wanted) {
    return await readScores(context, wanted);
  },

  async 'scores.rows'(context, wanted) {
    return await readScoreRows(context, wanted);
  },

  async 'scores.saveScheme'(context, input) {
    return { key: await saveScheme(context, input) };
  },

  async 'scores.importScheme'(context, { token }) {
    return { key: await importScheme(context, token) };
  },

  async 'scores.removeScheme'(context, { key }) {
    await removeScheme(context, key);
    return {};
  },

  async 'scores.adjust'(context, input) {
    return { id: await adjustScore(context, input) };
  },

  async 'scores.file'(context, { as, ...wanted }) {
    return await makeScoreFile(context, wanted, as);
  },
};
