import { reasonOf } from '#shared/classification/adopted-values.ts';
import { isKnownCategory, wordingFieldSchema } from '#shared/classification/category.ts';
import { titlesOf, wordingOf, wordingReason } from '#shared/classification/classify.ts';
import { LIKELY, type Likeness } from '#shared/classification/learned-pieces.ts';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Doubt } from '#shared/zones/find-doubts.ts';
import { removeAdoption, selectAdoptions } from '../db/queries/adoptions.ts';
import { holdAll } from '../db/queries/columns-held-by-hand.ts';
import {
  countAdopted,
  countByReason,
  countDecided,
  countToReview,
  countUnstaged,
  selectAlike,
  selectAlikeBeside,
  selectReviewExamples,
  selectReviewed,
  selectReviewGroups,
  selectReviewVenues,
  selectUnstaged,
  selectWordings,
} from '../db/queries/review.ts';
import { countUnplaced, selectVenuesById } from '../db/queries/unplaced.ts';
import { recordChange } from '../db/queries/venue-changes.ts';
import { decidedCategory } from '../db/queries/venue-particulars.ts';
import { updateVenue } from '../db/queries/venues.ts';
import { removeWording, saveWording } from '../db/queries/wordings.ts';
import { editRows } from '../places/editing/edit-rows.ts';
import { setKind } from '../places/editing/set-kind.ts';
import { tellVenues } from '../places/editing/tell-changes.ts';
import { weighDoubts } from '../places/judging/consequences.ts';
import { learnLikeness } from '../places/judging/learned-likeness.ts';
import { reclassifyAll } from '../places/judging/reclassify.ts';
import { inOrderOfReview, isBlank, reasonKey, stemOf } from '../places/judging/review-order.ts';
import type { CommandContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

type Decision = ParsedInputOf<'review.decideEach'>['decisions'][number];

const EXAMPLES = 3;

export const reviewHandlers: HandlersOf<'review'> = {
  'review.waiting': async ({ db }) => ({
    unplaced: await countUnplaced(db),
    kinds: await countToReview(db),
    stages: await countUnstaged(db),
  }),

  async 'review.groups'({ db }) {
    const groups = await selectReviewGroups(db);
    const examples = await selectReviewExamples(db, EXAMPLES);
    return {
      total: groups.reduce((sum, { count }) => sum + count, 0),
      groups: groups.map((group) => ({
        ...group,
        wording: wordingOf(group.reason),
        examples: (examples.get(`${group.category}/${group.reason}`) ?? []).map(
          ({ reason: _, ...row }) => row,
        ),
      })),
    };
  },

  async 'review.queue'({ db, workspace, today }, { limit }) {
    const doubts = await weighDoubts(workspace, db, today);
    const likenessOf = await learnLikeness(db, doubts);
    const waiting = inOrderOfReview(doubts, likenessOf);
    const grave = waiting.filter(({ consequence }) => isGrave(consequence));
    const shown = waiting.slice(0, limit);
    const rows = await selectReviewed(
      db,
      shown.map(({ venue }) => venue.id),
    );
    const schools = await workspace.places.schools();
    const alike = new Map<string, number>();
    for (const { venue } of waiting) alike.set(reasonKey(venue), (alike.get(reasonKey(venue)) ?? 0) + 1);
    return {
      total: waiting.length,
      grave: grave.length,
      unknown: grave.filter(({ venue }) => isBlank(venue)).length,
      decided: await countDecided(db),
      venues: shown.flatMap(({ venue, consequence }) => {
        const row = rows.get(venue.id);
        if (!row) return [];
        const schoolName = consequence && (schools.get(consequence.schoolId)?.name ?? '');
        return [
          {
            ...row,
            reason: venue.reason,
            beside: venue.beside?.kind ?? null,
            suggested: [...venue.suggested],
            alike: isBlank(venue) ? 1 : (alike.get(reasonKey(venue)) ?? 1),
            stem: stemOf(venue.name),
            likePieces: likePieces(likenessOf(venue)),
            owner: venue.legalPerson,
            consequence: consequence && { ...consequence, schoolName: schoolName ?? '' },
          },
        ];
      }),
    };
  },

  async 'review.decideAlike'(context, { reason, category, decided }) {
    requireCategory(context, decided);
    return await decideVenues(context, await selectAlike(context.db, reason, category), decided);
  },

  async 'review.decideEach'(context, { decisions }) {
    let changed = 0;
    for (const decision of decisions) changed += await decideOne(context, decision);
    return { changed };
  },

  async 'review.reclassify'(context) {
    return { changed: await reclassifyAll(context) };
  },

  'review.venues': async ({ db }, { reason, limit }) => await selectReviewVenues(db, reason, limit),

  async 'review.decide'(context, { ids, category }) {
    requireCategory(context, category);
    return await decideVenues(context, ids, category);
  },

  async 'review.setKind'(context, { ids, category, isOfKind }) {
    requireGoverned(context, category);
    return { changed: await setKind(context, ids, category, isOfKind) };
  },

  async 'review.setKindAlike'(context, { reason, category, isOfKind }) {
    requireGoverned(context, category);
    const ids = await selectAlikeBeside(context.db, reason, category);
    return { changed: await setKind(context, ids, category, isOfKind) };
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

  async 'review.adoptions'({ db, workspace }) {
    const rows = await selectAdoptions(db);
    const counts = await countAdopted(db);
    const titles = titlesOf(workspace.catalogue.kinds);
    return rows.map(({ header: _, ...adoption }) => {
      const reason = reasonOf(adoption, titles);
      const own = counts.filter((each) => each.reason === reason || each.reason.startsWith(`${reason}；`));
      return { ...adoption, venues: own.reduce((sum, { count }) => sum + count, 0) };
    });
  },

  async 'review.removeAdoption'(context, { id }) {
    context.recordBefore(await removeAdoption(context.db, id));
    return { changed: await reclassifyAll(context) };
  },

  async 'review.removeWording'(context, { id }) {
    const { db } = context;
    context.recordBefore(await removeWording(db, id));
    return { changed: await reclassifyAll(context) };
  },
};

/** Carries out one of several decisions. Errors: VENUE_UNKNOWN, CATEGORY_UNKNOWN, CELL_REFUSED. */
async function decideOne(context: CommandContext, { ids, alike, category, isOfKind }: Decision) {
  const select = isOfKind === null ? selectAlike : selectAlikeBeside;
  const others = alike ? await select(context.db, alike.reason, alike.category) : [];
  const all = [...new Set([...ids, ...others])];
  if (isOfKind === null) {
    requireCategory(context, category);
    return (await decideVenues(context, all, category)).changed;
  }
  requireGoverned(context, category);
  return await setKind(context, all, category, isOfKind);
}

/** Decides some venues by hand. Errors: VENUE_UNKNOWN. */
async function decideVenues(context: CommandContext, ids: readonly number[], category: string) {
  const { db, now, actor } = context;
  const rows = await selectVenuesById(db, ids);
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new CodedError('VENUE_UNKNOWN', { id: missing });
  context.recordBefore(rows.map(({ id, category: before, held }) => ({ id, category: before, held })));
  for (const row of rows) {
    const set = decidedCategory(category, actor);
    // Also where the category is confirmed as it was: a later list does not put it in doubt again.
    const held = holdAll(row, Object.keys(set));
    await updateVenue(db, row.id, { ...set, held });
    await recordChange(db, { batch: null, at: now.toISOString(), actor }, row.id, row, { category });
  }
  tellVenues(context, ids);
  return { changed: rows.filter((row) => row.category !== category).length };
}

/** The pieces of a name that are like those of its kind; none where it is not like them. */
function likePieces(likeness: Likeness | null): string[] {
  return likeness && likeness.score > LIKELY ? [...likeness.pieces] : [];
}

function isGrave(consequence: Doubt | null): boolean {
  return consequence?.severity === 'violation' || consequence?.severity === 'undetermined';
}

/** Errors: CATEGORY_UNKNOWN. */
function requireCategory({ workspace }: CommandContext, category: string): void {
  if (!isKnownCategory(workspace.catalogue.categories, category))
    throw new CodedError('CATEGORY_UNKNOWN', { category });
}

/** Errors: CATEGORY_UNKNOWN, also where it is 其他 or 未定: nothing is that beside something else. */
function requireGoverned({ workspace }: CommandContext, category: string): void {
  if (!workspace.catalogue.categories.some(({ id }) => id === category))
    throw new CodedError('CATEGORY_UNKNOWN', { category });
}
