import {
  readHazardLevel,
  readLedgerDay,
  readListedState,
  readSource,
  saysNothing,
} from '#shared/ledger/listed-hazard.ts';
import type { ToldSource } from '#shared/ledger/source.ts';
import { comparable } from '#shared/registry/text.ts';
import { type KindsInForce, kindFor, readHazardKind } from '#shared/rules/hazard-kinds.ts';
import { selectNamedVenues } from '../../db/queries/hazards.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { TableRow } from '../list-table.ts';
import { RowNotes } from '../row-notes.ts';
import { createSchoolFinder } from '../school-finder.ts';
import type { ColumnValues, ListSource, RowStager } from '../staged-row.ts';
import { namesOfHazard, type WordsOfPlace } from './name-hazard.ts';

/** Knows the schools and venues that a ledger names; a venue whose name several have is none of them. */
export interface LedgerPlaces {
  school(name: string): number | null;
  venue(name: string): number | null;
}

export async function createLedgerPlaces(db: Read): Promise<LedgerPlaces> {
  const schools = await createSchoolFinder(db);
  const venues = new Map<string, number | null>();
  for (const { id, name } of await selectNamedVenues(db)) {
    const key = comparable(name);
    venues.set(key, venues.has(key) ? null : id);
  }
  return {
    school: (name) => schools.byName(name, null),
    venue: (name) => venues.get(comparable(name)) ?? null,
  };
}

/** What one row of a ledger says, read field by field. */
interface Reading {
  readonly row: TableRow;
  readonly notes: RowNotes;
  readonly read: (field: Parameters<ListSource['read']>[1]) => string;
}

/** Rows of a ledger as hazards. What it names and is not known here is told, and stays as text. */
export function hazardStager(
  source: ListSource,
  places: LedgerPlaces,
  { today, hazardKinds }: { readonly today: string; readonly hazardKinds: KindsInForce },
): RowStager {
  return (row) => {
    const notes = new RowNotes(row, source);
    const reading = {
      row,
      notes,
      read: (field: Parameters<ListSource['read']>[1]) => source.read(row, field),
    };
    const said = descriptionOf(reading, hazardKinds);
    const place = placeOf(reading, places);
    const days = daysOf(reading, today);
    const state = stateOf(reading, days.closedOn);
    const kind = kindOf(reading, said.kind, hazardKinds);
    const level = wordOf(reading, 'level', readHazardLevel, 'LEVEL_UNKNOWN') ?? '一般';
    const from = sourceOfRow(reading, days.foundOn, today);
    const { words, ...placed } = place;
    const values = {
      ...{ kind, level, description: said.text, ...placed, ...days, ...state },
      responsibleBody: reading.read('body'),
      responsiblePerson: reading.read('person'),
      subject: reading.read('subject'),
      helpingBodies: reading.read('helpingBodies'),
      source: from,
      sourceNumber: reading.read('sourceNumber') || reading.read('number'),
    };
    const { identity, alsoKnown } = namesOfHazard(values, reading.read('number'), words);
    return notes.finishAs(identity, values, alsoKnown);
  };
}

/** Own files say kind and description in one cell. */
function descriptionOf(
  { notes, read }: Reading,
  hazardKinds: KindsInForce,
): { text: string; kind: string | null } {
  const text = read('description');
  if (text === '') notes.add('description', 'HAZARD_EMPTY');
  else if (saysNothing(text)) notes.add('description', 'HAZARD_NONE', text);
  const [kind = '', ...rest] = text.split('：');
  const known = rest.length > 0 ? readHazardKind(kind, hazardKinds) : null;
  return known === kind ? { text: rest.join('：'), kind: known } : { text, kind: null };
}

function placeOf({ notes, read }: Reading, places: LedgerPlaces) {
  const words = wordsOf(read('school'), read('name'), places);
  const schoolId = words.school === '' ? null : places.school(words.school);
  const venueId = words.name === '' ? null : (places.venue(words.name) ?? places.venue(bare(words.name)));
  if (words.school !== '' && schoolId === null) notes.add('school', 'SCHOOL_AS_TEXT', words.school);
  if (words.name !== '' && venueId === null) notes.add('name', 'VENUE_AS_TEXT', words.name);
  const told = [schoolId === null ? words.school : '', venueId === null ? words.name : ''];
  const placeText = told.filter(Boolean).join(' ');
  if (schoolId === null && venueId === null && placeText === '') notes.add('name', 'HAZARD_PLACELESS');
  return { venueId, schoolId, placeText, words };
}

/** The place of a school itself is called as the school in own files, and a list may name schools as places alone. */
function wordsOf(school: string, name: string, places: LedgerPlaces): WordsOfPlace {
  const isSchool = name !== '' && (places.school(name) ?? places.school(bare(name))) !== null;
  if (school === '' && isSchool)
    return { school: places.school(name) === null ? bare(name) : name, name: '' };
  const isSame = [name, bare(name)].some((each) => comparable(each) === comparable(school));
  return { school, name: isSame ? '' : name };
}

/** Own reports write the address behind the name. */
const bare = (name: string) => name.split('，')[0] ?? '';

/** The day on which it was found is that of the import where none is told: null here. */
function daysOf({ notes, read }: Reading, today: string) {
  const day = (field: 'foundOn' | 'dueOn' | 'closedOn') => {
    const text = read(field);
    const known = text === '' || saysNothing(text) ? null : readLedgerDay(text);
    if (known === null && text !== '' && !saysNothing(text)) notes.add(field, 'DATE_INVALID', text);
    return known;
  };
  const told = { foundOn: day('foundOn'), dueOn: day('dueOn'), closedOn: day('closedOn') };
  const foundOn = foundOf(told, notes, today);
  const likely = (field: 'dueOn' | 'closedOn', until: string) => {
    const on = told[field];
    const isLikely = on === null || (on >= (foundOn ?? '') && on <= until);
    if (!isLikely) notes.add(field, 'DAY_UNLIKELY', on);
    return isLikely ? on : null;
  };
  return { foundOn, dueOn: likely('dueOn', '9999-12-31'), closedOn: likely('closedOn', today) };
}

/** What was due or put right by a day was found by then; else null for the day of the import. */
function foundOf(
  { foundOn, ...later }: Readonly<Record<'foundOn' | 'dueOn' | 'closedOn', string | null>>,
  notes: RowNotes,
  today: string,
): string | null {
  if (foundOn !== null && foundOn <= today) return foundOn;
  if (foundOn === null) notes.add('foundOn', 'DAY_MISSING');
  else notes.add('foundOn', 'DAY_LATER', foundOn);
  return [later.dueOn, later.closedOn].filter((on) => on !== null && on <= today).toSorted()[0] ?? null;
}

/** One that the ledger calls done without saying when waits to be looked at. */
function stateOf({ notes, read }: Reading, closedOn: string | null): ColumnValues {
  const text = read('status');
  const said = readListedState(text);
  if (said === 'untrue') notes.add('status', 'HAZARD_UNTRUE', text);
  if (said === null && text !== '') notes.add('status', 'PROGRESS_UNKNOWN', text);
  const isDone = said === 'closed' || (said === null && closedOn !== null);
  if (!isDone && closedOn !== null) notes.add('closedOn', 'CLOSING_CONTRADICTED', closedOn);
  if (said === 'lead') return { state: 'lead', lead: 1, dueOn: null, closedOn: null };
  if (isDone && closedOn !== null) return { state: 'closed', lead: 0 };
  if (isDone) notes.add('status', 'HAZARD_UNLOOKED', text);
  if (isDone) return { state: 'reinspect', lead: 0 };
  const isCharged = read('body') !== '' && read('person') !== '';
  const begun = said === null || said === 'found' || said === 'untrue' ? null : said;
  return { state: begun ?? (isCharged ? 'assigned' : 'found'), lead: 0, closedOn: null };
}

function kindOf(reading: Reading, told: string | null, hazardKinds: KindsInForce): string {
  const understand = (text: string) => readHazardKind(text, hazardKinds);
  return wordOf(reading, 'kind', understand, 'KIND_UNKNOWN') ?? told ?? kindFor(hazardKinds, 'other');
}

function wordOf<Word>(
  { notes, read }: Reading,
  field: 'kind' | 'level',
  understand: (text: string) => Word | null,
  code: 'KIND_UNKNOWN' | 'LEVEL_UNKNOWN',
): Word | null {
  const text = read(field);
  const word = text === '' ? null : understand(text);
  if (text !== '' && word === null) notes.add(field, code, text);
  return word;
}

/** What was found in an earlier year is carried over, whoever found it then. */
function sourceOfRow({ notes, read }: Reading, foundOn: string | null, today: string): ToldSource {
  const isEarlier = foundOn !== null && foundOn.slice(0, 4) < today.slice(0, 4);
  const text = read('source');
  const known = text === '' ? null : readSource(text);
  if (known !== null) return known;
  if (isEarlier) return '上年结转';
  if (text !== '') notes.add('source', 'SOURCE_UNKNOWN', text);
  return '其他来源';
}
