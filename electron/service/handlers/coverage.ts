import { readCoverage } from '../sweeps/coverage.ts';
import type { HandlersOf } from './handler-types.ts';

export const coverageHandlers: HandlersOf<'coverage'> = {
  async 'coverage.get'(context, input) {
    return await readCoverage(context, input);
  },
};
