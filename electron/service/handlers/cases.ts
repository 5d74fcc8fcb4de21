import type { HandlersOf } from './handler-types.ts';

/** What draws its maps is large and seldom wanted: it is loaded when a case is put together. */
const drawing = () => import('../output/cases/case-file.ts');

export const casesHandlers: HandlersOf<'cases'> = {
  async 'cases.file'(context, input) {
    return await (await drawing()).makeCaseFile(context, input);
  },
};
