import { makeCaseFile } from '../output/cases/case-file.ts';
import type { HandlersOf } from './handler-types.ts';

export const casesHandlers: HandlersOf<'cases'> = {
  async 'cases.file'(context, input) {
    return await makeCaseFile(context, input);
  },
};
