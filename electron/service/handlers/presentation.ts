import { drawnSlides, writeSlides } from '../output/presenting/make-slides.ts';
import type { HandlersOf } from './handler-types.ts';

export const presentationHandlers: HandlersOf<'presentation'> = {
  async 'presentation.slides'(context, wanted) {
    return await drawnSlides(context, wanted);
  },

  async 'presentation.file'(context, wanted) {
    return await writeSlides(context, wanted);
  },
};
