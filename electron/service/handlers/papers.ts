import type { OutputOf } from '#shared/contract/contract.ts';
import { gapsOf } from '#shared/forms/paper-number.ts';
import { selectNumbered, selectPapersOf } from '../db/queries/papers.ts';
import { draftLetters, issueLetters } from '../output/documents/letters.ts';
import { enterElsewhere, servePaper, voidPaper } from '../output/documents/paper-register.ts';
import type { HandlersOf } from './handler-types.ts';

type Series = OutputOf<'papers.register'>[number];

export const papersHandlers: HandlersOf<'papers' | 'letters'> = {
  async 'papers.register'({ db }) {
    const series = new Map<string, Series>();
    for (const paper of await selectNumbered(db)) {
      const { code, year } = paper;
      const key = `${year} ${code}`;
      const known = series.get(key) ?? { code, year, gaps: [], papers: [] };
      known.papers.push(paper);
      series.set(key, known);
    }
    return [...series.values()].map((each) => ({
      ...each,
      gaps: gapsOf(each.papers.flatMap(({ number }) => (number === null ? [] : [number]))),
    }));
  },

  async 'papers.of'({ db }, { about }) {
    return await selectPapersOf(db, about);
  },

  async 'papers.enter'(context, given) {
    return { entered: await enterElsewhere(context, given) };
  },

  async 'papers.void'(context, { id, reason }) {
    await voidPaper(context, id, reason);
    return {};
  },

  async 'papers.serve'(context, served) {
    await servePaper(context, served);
    return {};
  },

  async 'letters.draft'(context, wanted) {
    return await draftLetters(context, wanted);
  },

  async 'letters.issue'(context, wanted) {
    return await issueLetters(context, wanted);
  },
};
