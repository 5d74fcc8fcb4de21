import { type WordingField, wordingFieldSchema } from '#shared/classification/category.ts';
import { OTHER_CATEGORY, wordingReason } from '#shared/classification/classify.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { holdAll } from '../db/queries/columns-held-by-hand.ts';
import {
  countByReason,
  selectReviewGroups,
  selectReviewVenues,
  selectUnstaged,
  selectWordings,
} from '../db/queries/review.ts';
import { selectVenuesById } from '../db/queries/unplaced.ts';
import { recordChange } from '../db/queries/venue-changes.ts';
import { updateVenue } from '../db/queries/venues.ts';
import { removeWording, saveWording } from '../db/queries/wordings.ts';
import { editRows } from '../places/editing/edit-rows.ts';
import { tellVenues } from '../places/editing/tell-changes.ts';
import { reclassifyAll } from '../places/judging/reclassify.ts';
import type { CommandContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

const EXAMPLES = 3;

export const reviewHandlers: HandlersOf<'review'> = {
  async 'review.groups'({ db }) {
    const groups = await selectReviewGroups(db);
    return {
      total: groups.reduce((sum, { count }) => sum + count, 0),
      groups: await Promise.all(
        groups.map(async (group) => ({
          ...group,
          wording: wordingOf(group.reason),
          examples: await selectReviewVenues(db, group.reason, EXAMPLES),
        })),
      ),
    };
  },

  'review.venues': async ({ db }, { reason, limit }) => await selectReviewVenues(db, reason, limit),

  async 'review.decide'(context, { ids, category }) {
    requireCategory(context, category);
    const { db, now, actor } = context;
    const rows = await selectVenuesById(db, ids);
    const missing = ids.find((id) => !rows.some((row) => row.id === id));
    if (missing !== undefined) throw new CodedError('VENUE_UNKNOWN', { id: missing });
    context.recordBefore(rows.map(({ id, category: before, held }) => ({ id, category: before, held })));
    for (const row of rows) {
      const set = { category, categoryScore: 1, categoryReason: `人工认定（${actor}）` };
      // Also where the category is confirmed as it was: a later list does not put it in doubt again.
      const held = holdAll(row, Object.keys(set));
      await updateVenue(db, row.id, { ...set, held });
      await recordChange(db, { batch: null, at: now.toISOString(), actor }, row.id, row, { category });
    }
    tellVenues(context, ids);
    return { changed: rows.filter((row) => row.category !== category).length };
  },

  async 'review.stages'({ db }, { limit }) {
    const schools = await selectUnstaged(db);
    return { total: schools.length, schools: schools.slice(0, limit) };
  },

  'review.setStage': async (context, { ids, stage }) => ({
    changed: await editRows(context, 'schools', ids, { stage }),
  }),

  async 'review.wordings'({ db }) {
    const rows = await selectWordings(db);
    const wordings = rows.map((row) => ({ ...row, field: wordingFieldSchema.parse(row.field) }));
    const counts = await countByReason(db, wordings.map(wordingReason));
    return wordings.map((wording) => ({ ...wording, venues: counts.get(wordingReason(wording)) ?? 0 }));
  },

  async 'review.saveWording'(context, { field, text, category }) {
    requireCategory(context, category);
    const { db, now, actor } = context;
    await saveWording(db, { field, text, category, at: now.toISOString(), actor });
    return { changed: await reclassifyAll(context) };
  },

  async 'review.removeWording'(context, { id }) {
    const { db } = context;
    context.recordBefore(await removeWording(db, id));
    return { changed: await reclassifyAll(context) };
  },
};

/** The words of a reason that could decide all alike. */
function wordingOf(reason: string): { field: WordingField; text: string } | null {
  const [, place, text] = /(名称|经营范围)含“(.+?)”/.exec(reason) ?? [];
  if (place === undefined || text === undefined) return null;
  return { field: place === '名称' ? 'name' : 'scope', text };
}

/** Errors: CATEGORY_UNKNOWN. */
function requireCategory({ workspace }: CommandContext, category: string): void {
  const known =
    category === OTHER_CATEGORY || workspace.catalogue.categories.some(({ id }) => id === category);
  if (!known) throw new CodedError('CATEGORY_UNKNOWN', { category });
}
