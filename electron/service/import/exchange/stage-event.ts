import type { ExchangeEvent } from '#shared/exchange/exchange-event.ts';
import { toWgs84 } from '#shared/geodesy/reference-systems.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { isOpen } from '#shared/ledger/hazard.ts';
import { readSource } from '#shared/ledger/listed-hazard.ts';
import type { ToldSource } from '#shared/ledger/source.ts';
import { comparable } from '#shared/registry/text.ts';
import { type KindsInForce, kindFor, readHazardKind } from '#shared/rules/hazard-kinds.ts';
import type { Read } from '../../db/schema/schema.ts';
import { createLedgerPlaces, type LedgerPlaces } from '../ledger/stage-hazard.ts';
import { createSchoolFinder } from '../school-finder.ts';
import type { ColumnValues } from '../staged-row.ts';

/** Columns of a hazard that an event says, with what each is called. */
export const exchangedColumns = {
  kind: '种类',
  level: '等级',
  description: '情况',
  venueId: '场所',
  schoolId: '学校',
  placeText: '地点',
  dueOn: '期限',
  responsibleBody: '责任单位',
  responsiblePerson: '责任人',
  saidBy: '反映人',
} as const;
export type ExchangedColumn = keyof typeof exchangedColumns;
/** What an event says of them; only what it says. */
export type ExchangedValues = { readonly [Column in ExchangedColumn]?: string | number | null };

/** Knows the places that events name, schools by their codes as well. */
export interface EventPlaces extends LedgerPlaces {
  schoolOf(place: ExchangeEvent['place']): number | null;
}

export async function createEventPlaces(db: Read): Promise<EventPlaces> {
  const [places, schools] = [await createLedgerPlaces(db), await createSchoolFinder(db)];
  return {
    ...places,
    schoolOf: ({ school, schoolCode, ...place }) =>
      schools.byCode(schoolCode) ?? (school === '' ? null : schools.byName(school, positionIn(place))),
  };
}

/** Where an event says that it is, in WGS84. */
function positionIn({ lng, lat, crs }: Pick<ExchangeEvent['place'], 'lng' | 'lat' | 'crs'>): LngLat | null {
  return lng === null || lat === null ? null : toWgs84([lng, lat], crs);
}

/** What of an event is not taken as it was said. */
export interface StageNotes {
  add(field: string, code: 'EVENT_KIND' | 'EVENT_PLACE_TEXT', value: string): void;
}

/** What an event says of the columns of a hazard. */
export function valuesOfEvent(
  event: ExchangeEvent,
  places: EventPlaces,
  kinds: KindsInForce,
  notes: StageNotes,
): ExchangedValues {
  const { level, description, dueOn, body, person, reporter } = event;
  return {
    ...{ kind: kindOf(event, kinds, notes), level, description, ...placeOf(event, places, notes) },
    // What is not said is not known here by that, and overwrites nothing.
    ...(dueOn !== null && { dueOn }),
    ...(body !== '' && { responsibleBody: body }),
    ...(person !== '' && { responsiblePerson: person }),
    ...(reporter !== '' && { saidBy: reporter }),
  };
}

function kindOf({ category }: ExchangeEvent, kinds: KindsInForce, notes: StageNotes): string {
  const known = category === '' ? null : readHazardKind(category, kinds);
  if (known === null && category !== '') notes.add('category', 'EVENT_KIND', category);
  return known ?? kindFor(kinds, 'other');
}

function placeOf({ place }: ExchangeEvent, places: EventPlaces, notes: StageNotes) {
  const { name, address, school } = place;
  const venueId = name === '' ? null : places.venue(name);
  const schoolId = places.schoolOf(place) ?? (name === '' ? null : places.school(name));
  const isSchool = name !== '' && schoolId !== null && places.school(name) === schoolId;
  const isNamed = venueId !== null || isSchool;
  if (name !== '' && !isNamed) notes.add('place.name', 'EVENT_PLACE_TEXT', name);
  if (school !== '' && schoolId === null) notes.add('place.school', 'EVENT_PLACE_TEXT', school);
  const words = [schoolId === null ? school : '', isNamed ? '' : name, isNamed ? '' : address];
  const said = words.filter(Boolean).join(' ').slice(0, 200);
  const position = isNamed || schoolId !== null || said !== '' ? null : positionIn(place);
  return { venueId, schoolId, placeText: position ? `经纬度 ${position.join('，')}（WGS84）` : said };
}

/** Who said it: by the event, else by the system that sent it. */
export function sourceOfEvent({ source }: Pick<ExchangeEvent, 'source'>, system: string): ToldSource {
  return readSource(source) ?? readSource(system) ?? '部门移送';
}

/** A new hazard or 线索 that an event tells. What others call done is looked into here first. */
export function rowOfEvent(
  event: ExchangeEvent,
  values: ExchangedValues,
  { system, today }: { readonly system: string; readonly today: string },
): ColumnValues {
  const isLead = event.kind === 'lead' || !isOpen(event.state);
  return {
    ...{ kind: '', level: '一般', description: '', venueId: null, schoolId: null, placeText: '' },
    ...{ responsibleBody: '', responsiblePerson: '', saidBy: '', dueOn: null },
    ...values,
    ...{ foundOn: event.foundOn ?? today, closedOn: null },
    ...{ state: isLead ? 'lead' : 'found', lead: isLead ? 1 : 0 },
    ...(isLead && { dueOn: null }),
    ...{ source: sourceOfEvent(event, system), sourceNumber: event.number },
  };
}

/** By what a list would know the same hazard again. */
export function identityOfEvent(event: Pick<ExchangeEvent, 'source' | 'number'>, system: string): string {
  return `no:${sourceOfEvent(event, system)}:${comparable(event.number)}`;
}
