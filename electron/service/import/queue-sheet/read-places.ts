import type { PlaceCandidate } from '#shared/contract/locating.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { DECISION_COLUMN, placeChoices, placeSheet, tellCandidate } from '#shared/registry/queue-sheet.ts';
import { comparable } from '#shared/registry/text.ts';
import { readCoordinate } from '#shared/written/coordinate.ts';
import { selectAllUnplaced } from '../../db/queries/unplaced.ts';
import { homeOf } from '../../places/judging/rank-unplaced.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type FarOutside, farOutside } from '../far-outside.ts';
import { loadDistrict } from '../load-district.ts';
import { numberIn, problemOf, type ReadRow, type RowReader, type SheetRow } from './sheet-row.ts';

const { id, name, lng, lat, queue } = placeSheet;

/** A venue that waits for a place, as a row of the workbook is about it. */
interface Waiting {
  readonly id: number;
  readonly name: string;
  readonly candidates: () => readonly PlaceCandidate[];
}

/** Reads what rows of the workbook of venues without a place decide. */
export async function placeReader({ db, workspace }: QueryContext): Promise<RowReader> {
  const all = [...(await selectAllUnplaced(db)), ...(await selectAllUnplaced(db, true))];
  const waiting = new Map(all.map((venue) => [venue.id, venue]));
  const book = await workspace.places.addresses();
  const home = homeOf(workspace);
  const isFar = farOutside(await loadDistrict(db));
  return (row) => {
    const number = numberIn(row.cell(id));
    if (number === null) return { problem: problemOf(row, 'QUEUE_ROW_NUMBER', id, row.cell(id)) };
    const venue = waiting.get(number);
    const written = row.cell(name);
    if (!venue) return { problem: problemOf(row, 'QUEUE_ROW_SETTLED', id, written, { queue }) };
    if (comparable(venue.name) !== comparable(written))
      return { problem: problemOf(row, 'QUEUE_ROW_OTHER', name, written, { known: venue.name }) };
    const candidates = () => book.candidates(venue.address, home);
    return decide(row, { id: venue.id, name: venue.name, candidates }, isFar);
  };
}

function decide(row: SheetRow, venue: Waiting, isFar: FarOutside): ReadRow {
  const choice = row.cell(DECISION_COLUMN);
  const said = { key: String(venue.id), name: venue.name, does: choice };
  if (choice === placeChoices.elsewhere) return { ...said, decision: { kind: 'elsewhere', id: venue.id } };
  if (choice === placeChoices.byHand) return byHand(row, venue, isFar);
  const [take, merge] = [placeChoices.take, placeChoices.merge].map((own) => own.indexOf(choice));
  const at = Math.max(take ?? -1, merge ?? -1);
  if (at < 0) return { problem: problemOf(row, 'QUEUE_CHOICE_UNKNOWN', DECISION_COLUMN, choice) };
  const column = placeSheet.candidates[at] ?? '';
  const written = row.cell(column);
  if (written === '') return { problem: problemOf(row, 'QUEUE_CANDIDATE_NONE', column, column) };
  const candidate = venue.candidates().find((each) => tellCandidate(each) === written);
  if (!candidate) return { problem: problemOf(row, 'QUEUE_CANDIDATE_OTHER', column, written) };
  const does = `${choice}：${written}`;
  if ((take ?? -1) >= 0) {
    const { position, source } = candidate;
    return { ...said, does, decision: { kind: 'place', id: venue.id, position, source, byHand: true } };
  }
  if (candidate.venueId === null)
    return { problem: problemOf(row, 'QUEUE_CANDIDATE_NO_VENUE', column, written) };
  return {
    ...said,
    does,
    decision: { kind: 'merge', keptId: candidate.venueId, removedId: venue.id, values: 'kept' },
  };
}

/** At the degrees that somebody wrote. */
function byHand(row: SheetRow, venue: Waiting, isFar: FarOutside): ReadRow {
  const found: number[] = [];
  for (const [column, axis] of [[lng, 'lng'] as const, [lat, 'lat'] as const]) {
    const text = row.cell(column);
    const reading = readCoordinate(text, axis);
    if ('fault' in reading)
      return { problem: problemOf(row, 'QUEUE_POSITION', column, text, { reason: reading.fault }) };
    found.push(reading.value);
  }
  const position: LngLat = [found[0] ?? 0, found[1] ?? 0];
  const told = position.join(', ');
  if (isFar(position)) return { problem: problemOf(row, 'QUEUE_POSITION_FAR', lng, told) };
  return {
    ...{ key: String(venue.id), name: venue.name, does: `${placeChoices.byHand}：${told}` },
    decision: {
      ...{ kind: 'place', id: venue.id, source: 'imagery', byHand: true },
      position: [position[0], position[1]],
    },
  };
}
