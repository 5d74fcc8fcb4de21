import type { HandlersOf } from './handler-types.ts';

/** What draws is large and seldom wanted: it is loaded when slides are drawn. */
const drawing = () => import('../output/presenting/make-slides.ts');

export const presentationHandlers: HandlersOf<'presentation'> = {
  async 'presentation.slides'(context, wanted) {
    return await (await drawing()).drawnSlides(context, wanted);
  },

  async 'presentation.file'(context, wanted) {
    return await (await drawing()).writeSlides(context, wanted);
  },
};
