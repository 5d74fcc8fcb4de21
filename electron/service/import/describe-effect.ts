import { REVIEW_SCORE } from '#shared/classification/classify.ts';
import { doubtfulKinds, standingKinds } from '#shared/classification/further-kinds.ts';
import type { ImportEffect } from '#shared/contract/import.ts';
import type { FieldChange } from '#shared/contract/place-changes.ts';
import { licenceText } from '#shared/licences/licence.ts';
import { textIn } from '#shared/registry/place-values.ts';
import { selectNamesById } from '../db/queries/names-by-id.ts';
import { fieldChanges, toldChange } from '../db/queries/venue-changes.ts';
import { kindsBeside, readFurther } from '../db/queries/venue-particulars.ts';
import { selectListedPlaces } from '../db/queries/venues-with-worst-finding.ts';
import type { Read } from '../db/schema/schema.ts';
import type { Vanished } from './find-vanished.ts';
import type { PlannedUpdate, PlanPart } from './plan-import.ts';
import { countProblems } from './row-problem.ts';
import type { ColumnValues, HashedRow } from './staged-row.ts';

/** How much of each list a screen gets; counts are of all. */
const SHOWN = 300;
const EXAMPLES = 4;

/** What a list means beyond its counts: what is new, what changes field by field, what it comes without. */
export async function describeEffect(
  db: Read,
  parts: readonly PlanPart[],
  vanished: Vanished | null,
): Promise<ImportEffect> {
  const updates = parts.flatMap(({ updated }) => updated);
  const withheld = parts.flatMap((part) => part.withheld);
  const licences = await licencesKeptByHand(db, parts);
  return {
    kinds: parts.map(countKind),
    added: parts.flatMap((part) => part.added.map((row) => describeAdded(part, row))).slice(0, SHOWN),
    changed: updates
      .slice(0, SHOWN)
      .map((update) => ({ ...placeOf(update), changes: [...changesOf(update), ...keptOf(update)] })),
    keptByHand: {
      total: withheld.length + licences.length,
      places: [
        ...licences,
        ...withheld.map((update) => ({ ...placeOf(update), changes: keptOf(update) })),
      ].slice(0, SHOWN),
    },
    licences: countLicences(parts),
    changedFields: countFields(updates),
    vanished: vanished && (await describeVanished(db, vanished)),
    categories: categoriesOf(parts),
  };
}

function countKind({ as, rows, added, updated, unchanged, problems }: PlanPart) {
  return {
    as,
    rows,
    added: added.length,
    updated: updated.length,
    unchanged: unchanged.length,
    rejected: countProblems(problems).rejected,
  };
}

function countLicences(parts: readonly PlanPart[]): ImportEffect['licences'] {
  const plan = parts.find(({ licences }) => licences)?.licences;
  if (!plan) return null;
  const { added, updated, unchanged, withheld } = plan;
  return { added: added.length, updated: updated.length, unchanged, keptByHand: withheld.length };
}

/** Licences of which a list says something that a person has set otherwise, as changes of their venues. */
async function licencesKeptByHand(
  db: Read,
  parts: readonly PlanPart[],
): Promise<ImportEffect['keptByHand']['places']> {
  const withheld = parts.flatMap(({ licences }) => licences?.withheld ?? []);
  const ids = withheld.map(({ before }) => before.venueId);
  const names = await selectNamesById(db, 'venues', ids);
  return withheld.map(({ before, values }) => {
    const [stored, listed] = [licenceText(before), licenceText({ ...before, ...values })];
    const change = toldChange({ field: 'licence', before: stored, after: listed });
    return {
      id: before.venueId,
      name: names.get(before.venueId) ?? '',
      changes: [{ ...change, keptByHand: true }],
    };
  });
}

function describeAdded({ as }: PlanPart, { place, values }: HashedRow) {
  return {
    row: place.number,
    as,
    name: textIn(values, 'name') || textIn(values, 'description') || textIn(values, 'kind'),
    address: textIn(values, 'address') || textIn(values, 'placeText'),
    category:
      [textIn(values, 'category'), kindsBeside(values)].filter(Boolean).join(';') || textIn(values, 'stage'),
  };
}

/** Which fields change how often, the most frequent first. */
function countFields(updates: readonly PlannedUpdate[]): ImportEffect['changedFields'] {
  const counts = new Map<string, number>();
  for (const update of updates)
    for (const { title } of changesOf(update)) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].map(([title, count]) => ({ title, count })).sort((a, b) => b.count - a.count);
}

async function describeVanished(db: Read, { since, rowsThen, shareNamed, ids }: Vanished) {
  return {
    fileName: since.fileName,
    importedAt: since.importedAt,
    listed: rowsThen,
    kept: shareNamed,
    total: ids.length,
    places: await selectListedPlaces(db, ids.slice(0, SHOWN)),
  };
}

function placeOf({ id, before }: PlannedUpdate) {
  return { id, name: textIn(before, 'name') || textIn(before, 'kind') };
}

function changesOf({ before, set }: PlannedUpdate): FieldChange[] {
  return fieldChanges(before, set).map(toldChange);
}

/** What the list says of columns that a person has set: they stay. */
function keptOf({ before, withheld }: PlannedUpdate): FieldChange[] {
  return fieldChanges(before, withheld).map((change) => ({ ...toldChange(change), keptByHand: true }));
}

/** The kinds of a row, each with how sure it is. */
function kindsIn({ category, categoryScore, furtherKinds }: ColumnValues) {
  const main = { kind: String(category), score: Number(categoryScore) };
  const further = readFurther(furtherKinds);
  return [main, ...standingKinds(further, main.kind), ...doubtfulKinds(further, main.kind)];
}

/** The categories that a list's venues were taken for, with names that stand for many. */
function categoriesOf(parts: readonly PlanPart[]): ImportEffect['categories'] {
  const found = new Map<string, { count: number; toReview: number; examples: string[] }>();
  for (const { as, added, updated, unchanged } of parts) {
    if (as !== 'venues') continue;
    for (const { values } of [
      ...added,
      ...updated.map(({ row }) => row),
      ...unchanged.map(({ row }) => row),
    ]) {
      for (const { kind, score } of kindsIn(values)) {
        const known = found.get(kind) ?? { count: 0, toReview: 0, examples: [] };
        known.count += 1;
        if (score < REVIEW_SCORE) known.toReview += 1;
        if (known.examples.length < EXAMPLES && !known.examples.includes(String(values.name)))
          known.examples.push(String(values.name));
        found.set(kind, known);
      }
    }
  }
  return [...found].map(([category, counts]) => ({ category, ...counts })).sort((a, b) => b.count - a.count);
}
