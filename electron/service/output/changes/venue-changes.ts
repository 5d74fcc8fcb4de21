import type { FieldChange, ListedPlace, PlaceSuccession } from '#shared/contract/place-changes.ts';
import type { ChangeKind } from '#shared/contract/what-changed.ts';
import { hasEnded } from '#shared/registry/status.ts';
import {
  selectEditEvents,
  selectVenueChangesBetween,
  selectWhenListed,
} from '../../db/queries/changes-since.ts';
import { selectChangesOfBatches } from '../../db/queries/place-changes.ts';
import { toldChange } from '../../db/queries/venue-changes.ts';
import { selectListedPlaces } from '../../db/queries/venues-with-worst-finding.ts';
import { acrossBatches, gatherChanges } from '../../import/place-changes.ts';
import { type Change, type ChangesContext, type ChangesTime, dayOfMoment } from './changes-context.ts';
import type { VenuePlaces } from './venue-places.ts';

type StoredChange = Awaited<ReturnType<typeof selectVenueChangesBetween>>[number];

/** What a row of a venue says beside the venue itself. */
interface Told extends Pick<Change, 'kind' | 'field' | 'before' | 'after'> {
  readonly place: ListedPlace;
}

/** What became of venues by lists and by hand: opened, closed, moved, renamed, of another kind, missing. */
export async function venueChanges(
  { db, workspace }: ChangesContext,
  { moments, batch, batches }: ChangesTime,
  places: VenuePlaces,
): Promise<Change[]> {
  const rows =
    batch === null ? await selectVenueChangesBetween(db, moments) : await selectChangesOfBatches(db, batches);
  const byHand = batch === null ? await selectEditEvents(db, 'venues', moments) : [];
  const created = byHand.filter(({ before }) => before === null).map(({ rowId }) => rowId);
  const changes = await gatherChanges(db, batches, rows);
  const addedIds = new Set([...changes.opened.map(({ id }) => id), ...created]);
  const wasThere = ({ id }: ListedPlace) => !created.includes(id);
  const told: Told[] = [
    ...[...changes.opened, ...(await selectListedPlaces(db, created))].map((place) =>
      tell('venueOpened', place, '登记状态', '', place.status || '在列'),
    ),
    ...changes.vanished.map((place) => tell('venueVanished', place, '名单', '在列', '最近名单中已无')),
    ...changes.moved.filter(wasThere).map((place) => tellField('venueMoved', place, place.change)),
    ...changes.renamed.filter(wasThere).map((place) => tellField('venueRenamed', place, place.change)),
    ...changes.paired.map(tellPair),
    ...(await changedFields({ db, workspace }, rows, addedIds)),
  ];
  const origins = await originsOf(db, batches, rows, byHand);
  const kinds = workspace.catalogue.categoryTitles;
  await places.learn(told.map(({ place }) => place.id));
  return told.map(({ place, ...row }): Change => {
    const origin = origins.get(place.id);
    return {
      ...row,
      day: dayOfMoment(origin?.at),
      by: origin?.by ?? '',
      thing: { table: 'venues', id: place.id },
      name: place.name,
      categories: place.category.split(';').filter((id) => kinds.has(id)),
      schoolIds: places.schoolsOf(place.id),
      town: places.townOf(place.id),
    };
  });
}

function tell(kind: ChangeKind, place: ListedPlace, field: string, before: string, after: string): Told {
  return { kind, place, field, before, after };
}

function tellField(kind: ChangeKind, place: ListedPlace, change: FieldChange): Told {
  return tell(kind, place, change.title, change.before, change.after);
}

/** One that is missing from a list, and a new one that it likely became: somebody is to look. */
function tellPair({ kind, before, after }: PlaceSuccession): Told {
  const words = ({ name, address }: ListedPlace) => [name, address].filter(Boolean).join('，');
  return kind === 'renamed'
    ? tell('venueRenamed', after, '疑似更名', words(before), words(after))
    : tell('venueMoved', after, '疑似迁移', words(before), words(after));
}

/** Venues that were there before whose status or kind is another one. */
async function changedFields(
  { db, workspace }: Pick<ChangesContext, 'db' | 'workspace'>,
  rows: readonly StoredChange[],
  added: ReadonlySet<number>,
): Promise<Told[]> {
  const changes = acrossBatches(rows).filter(({ venueId }) => !added.has(venueId));
  const places = new Map(
    (
      await selectListedPlaces(
        db,
        changes.map(({ venueId }) => venueId),
      )
    ).map((place) => [place.id, place]),
  );
  const titles = workspace.catalogue.categoryTitles;
  const kindWords = (ids: string) =>
    ids
      .split(';')
      .filter(Boolean)
      .map((id) => titles.get(id) ?? '未定')
      .join('、');
  return changes.flatMap(({ venueId, ...change }): Told[] => {
    const place = places.get(venueId);
    if (!place) return [];
    const { title, before, after } = toldChange(change);
    if (change.field === 'category' || change.field === 'furtherKinds')
      return [tell('venueKind', place, title, kindWords(before), kindWords(after))];
    if (change.field !== 'status' || hasEnded(before) === hasEnded(after)) return [];
    return [tell(hasEnded(after) ? 'venueClosed' : 'venueOpened', place, title, before, after)];
  });
}

/** When what changed of each venue was entered last, and by whom. */
async function originsOf(
  db: ChangesContext['db'],
  batches: readonly number[],
  rows: readonly StoredChange[],
  byHand: Awaited<ReturnType<typeof selectEditEvents>>,
) {
  const listed = await selectWhenListed(db, batches);
  const names = new Map([...listed.values()].map(({ at, by }) => [at, by]));
  const origins = new Map(listed);
  for (const { rowId, at, by } of byHand) origins.set(rowId, { at, by });
  for (const { venueId, at, actor, batchId } of rows)
    origins.set(venueId, { at, by: batchId === null ? actor : (names.get(at) ?? actor) });
  return origins;
}
