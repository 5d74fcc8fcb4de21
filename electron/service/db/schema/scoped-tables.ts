import type { Scope, ScopePart } from '#shared/office/scope.ts';
import type { StoredTable } from './table-facts.ts';

/**
 * What holds for a row that somebody may see, as SQL; `number` is that of the part, by which the rows of regions are
 * kept, and `isAlone` whether the scope has no other part.
 */
type RowRule = (part: ScopePart, number: number, isAlone: boolean) => string;

type Parts = Exclude<Scope, 'all'>;

const everything: RowRule = () => 'true';
const nothing: RowRule = () => 'false';

/** The same for every part: what belongs to rows that can be seen. */
const where =
  (condition: string): RowRule =>
  () =>
    condition;

const seesDistrict = ({ kind }: ScopePart) => kind === 'body' || kind === 'places';

/** What everybody sees who sees the places of the whole district. */
const wholeDistrict: RowRule = (part) => (seesDistrict(part) ? 'true' : 'false');

/** Where the ids of what lies in the regions of a part are kept: by its own index, a row is looked up without reading all. */
export const tableOfPlaces = (table: 'schools' | 'venues', number: number) => `"${table}In${number}"`;
const inRegions = (table: 'schools' | 'venues', number: number) =>
  `(select id from temp.${tableOfPlaces(table, number)})`;

/**
 * What belongs to places, as SQL of which of these are seen: each row points to some, so who sees all of them sees all
 * of it.
 */
const ofPlaces =
  (condition: (seen: (table: 'schools' | 'venues') => string) => string): RowRule =>
  (part, number, isAlone) => {
    if (seesDistrict(part)) return 'true';
    const isKept = part.kind === 'regions' && isAlone;
    return condition((table) => (isKept ? inRegions(table, number) : `(select id from ${table})`));
  };
const notOfSchools: RowRule = ({ kind }) => (kind === 'school' ? 'false' : 'true');

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
const sweepsOf = (body: string) =>
  `(select id from main.sweeps as sweep where exists
     (select 1 from json_each(sweep.agencies) as agency where agency.value = ${text(body)}))`;
const hasOfficersOf = (visits: string, body: string) =>
  `exists (select 1 from json_each(${visits}.officers) as officer
     where json_extract(officer.value, '$.agency') = ${text(body)})`;

/** Where a record lies: at its venue, else at its school. */
const lies = (part: ScopePart, number: number): string => {
  if (part.kind === 'school') return `venueId is null and schoolId = ${part.school}`;
  return `case when venueId is null then schoolId in ${inRegions('schools', number)}
     else venueId in ${inRegions('venues', number)} end`;
};

const sweeps: RowRule = (part, number) => {
  if (part.kind === 'places') return 'false';
  if (part.kind === 'body') return `id in ${sweepsOf(part.body)}`;
  return `id in (select sweepId from main.stops where ${lies(part, number)})`;
};

const stops: RowRule = (part, number) => {
  if (part.kind === 'places') return 'false';
  return part.kind === 'body' ? `sweepId in ${sweepsOf(part.body)}` : lies(part, number);
};

/** A body sees the visits of its officers and of sweeps that it takes part in. */
const visits: RowRule = (part, number) => {
  if (part.kind === 'places') return 'false';
  if (part.kind !== 'body') return lies(part, number);
  return `(${hasOfficersOf('visits', part.body)}
     or stopId in (select id from main.stops where sweepId in ${sweepsOf(part.body)}))`;
};

/** What was handed to a body or by it, and was not taken back or given to another. */
const handedAbout = (body: string) =>
  `(select hazardId from main.handings where hazardId is not null and ended <> 'withdrawn'
     and (toBody = ${text(body)} or fromBody = ${text(body)}))`;

/**
 * A body sees the hazards that it answers for, those that its officers found, those that its people registered, and those
 * that were handed to it or by it.
 */
const hazards: RowRule = (part, number) => {
  if (part.kind === 'places') return 'false';
  if (part.kind !== 'body') return lies(part, number);
  const found = `select id from main.visits as visit where ${hasOfficersOf('visit', part.body)}`;
  const ofSchools = part.schools ? 'or (venueId is null and schoolId is not null)' : '';
  return `(responsibleBody = ${text(part.body)} or registrar = ${text(part.body)} or visitId in (${found}) or id in ${handedAbout(part.body)} ${ofSchools})`;
};

const schools: RowRule = (part, number) => {
  if (part.kind === 'school') return `id = ${part.school}`;
  return part.kind === 'regions' ? `+id in ${inRegions('schools', number)}` : 'true';
};

const venues: RowRule = (part, number) => {
  if (part.kind === 'school')
    return `id in (select venueId from main.findings where schoolId = ${part.school})`;
  return part.kind === 'regions' ? `+id in ${inRegions('venues', number)}` : 'true';
};

/**
 * A body sees what is handed to it and by it; a township so what is about no hazard, beside what is about a place in its
 * regions.
 */
const handings: RowRule = (part, number) => {
  if (part.kind === 'places') return 'false';
  const ofHazards = 'hazardId in (select id from hazards)';
  const ofPlace = `(hazardId is null and ${lies(part, number)})`;
  // What is reported of a school, or said to others about it, is not told to it; that it is called for a talk is.
  if (part.kind === 'school')
    return `((${ofHazards} and kind in ('assign', 'transfer')) or (${ofPlace} and kind = 'talk'))`;
  const body = text(part.body ?? '');
  if (part.kind === 'body') return `(${ofHazards} or toBody = ${body} or fromBody = ${body})`;
  if (part.body === undefined) return `(${ofHazards} or ${ofPlace})`;
  return `(${ofHazards} or ${ofPlace} or (hazardId is null and (toBody = ${body} or fromBody = ${body})))`;
};

/** What has a point of its own. */
const points = ({ kind }: ScopePart, number: number): string => {
  if (kind === 'school') return 'false';
  return kind === 'regions' ? `lies_in_scope(${number}, lng, lat)` : 'true';
};

/**
 * What people say is seen by those who see what it is about; of premises and spots on the map schools hear nothing, see
 * `shared/comments/commented.ts`.
 */
const comments: RowRule = (part, number, isAlone) =>
  `((venueId is not null and ${ofVenues(part, number, isAlone)}) or (lng is not null and ${points(part, number)})
     or schoolId in (select id from schools) or gateId in (select id from gates)
     or hazardId in (select id from hazards) or stopId in (select id from stops))`;

const papers: RowRule = (part) => {
  const ofRecords = 'hazardId in (select id from hazards) or visitId in (select id from visits)';
  return part.kind === 'body' ? `(issuer = ${text(part.body)} or ${ofRecords})` : `(${ofRecords})`;
};

const ofSchools = ofPlaces((seen) => `schoolId in ${seen('schools')}`);
const ofGates = ofPlaces(() => 'gateId in (select id from gates)');
const ofHazards = where('hazardId in (select id from hazards)');
const ofBoth = ofPlaces((seen) => `schoolId in ${seen('schools')} and venueId in ${seen('venues')}`);
const ofSweeps = where('sweepId in (select id from sweeps)');
const ofVenues: RowRule = (part, ...given) =>
  part.kind === 'school' ? 'false' : ofPlaces((seen) => `venueId in ${seen('venues')}`)(part, ...given);

/** Which rows of each table somebody sees: a table that is missing here does not compile. */
const rowRules: Readonly<Record<StoredTable, RowRule>> = {
  meta: everything,
  batches: notOfSchools,
  importProblems: ({ kind }) => (kind === 'places' ? 'true' : 'false'),
  batchRows: nothing,
  listings: notOfSchools,
  mappings: everything,
  presets: everything,
  wordings: everything,
  adoptions: everything,
  packs: everything,
  schools,
  gates: ofSchools,
  venues,
  licences: ofVenues,
  batchLicences: nothing,
  facilities: (part, number) => (part.kind === 'school' ? 'true' : points(part, number)),
  roads: everything,
  regions: everything,
  addresses: wholeDistrict,
  neighbours: wholeDistrict,
  surveys: ofBoth,
  gateSurveys: ofGates,
  findings: ofBoth,
  sweeps,
  teams: ofSweeps,
  members: where('teamId in (select id from teams)'),
  // The plan is the whole district's: townships and schools see what is due of theirs from the committee.
  checkRounds: wholeDistrict,
  selfChecks: wholeDistrict,
  campaigns: wholeDistrict,
  campaignTasks: wholeDistrict,
  calendarDays: everything,
  officers: ({ kind }) => (kind === 'body' ? 'true' : 'false'),
  stops,
  visits,
  hazards,
  reinspections: ofHazards,
  hazardEvents: ofHazards,
  // What goes to systems of others is the committee's.
  exchangeSent: nothing,
  exchangeEvents: ofHazards,
  supervisions: ofHazards,
  meetings: where('id in (select meetingId from handings)'),
  handings,
  rechecks: ofHazards,
  // What is about no hazard is a paper of the committee, seen by who sees everything.
  approvals: ofHazards,
  comments,
  attachments: where(
    `(visitId in (select id from visits) or hazardId in (select id from hazards)
      or facilityId in (select id from facilities) or gateSurveyId in (select id from gateSurveys))`,
  ),
  packets: nothing,
  packetRows: nothing,
  packetCopies: nothing,
  gatePlans: ofGates,
  duties: ofGates,
  incidents: points,
  troubleSpots: points,
  troubleSpotRecords: where(
    `(spotId in (select id from troubleSpots) and (hazardId is null or hazardId in (select id from hazards))
      and (visitId is null or visitId in (select id from visits)))`,
  ),
  provisionSnapshots: wholeDistrict,
  venueChanges: ofVenues,
  merges: wholeDistrict,
  aliases: wholeDistrict,
  geocodings: ofVenues,
  distinctVenues: wholeDistrict,
  reports: nothing,
  papers,
  prints: nothing,
  forms: nothing,
  sentForms: nothing,
  blanks: nothing,
  templates: everything,
  scoreSchemes: nothing,
  scoreAdjustments: nothing,
  saved: everything,
  edits: nothing,
  editRows: nothing,
  audit: nothing,
  seals: nothing,
  unsealed: nothing,
};

/** The columns of a table that a scope does not see. */
export function columnsHidden(table: StoredTable, scope: Parts): readonly string[] {
  return scope.every(({ kind }) => kind === 'school') ? (hiddenFromSchools[table] ?? []) : [];
}

/** Whether a scope sees every row of a table, and all of it. */
export function isSeenWhole(table: StoredTable, scope: Parts): boolean {
  return rowsSeen(table, scope) === 'true' && columnsHidden(table, scope).length === 0;
}

/** Which rows of a table a scope sees, as SQL: `true` of a table that it sees whole, `false` of one that is not its. */
export function rowsSeen(table: StoredTable, scope: Parts): string {
  const rules = new Set(scope.map((part, number) => rowRules[table](part, number, scope.length === 1)));
  rules.delete('false');
  if (rules.has('true')) return 'true';
  return rules.size === 0 ? 'false' : [...rules].map((rule) => `(${rule})`).join(' or ');
}

/**
 * Columns by which rules decide who sees a row, or what points to it. A row of which none of them changed is seen by
 * the same people as before. Places are not among them: after a change of these it is found anew what lies where.
 */
export const decidingColumns: { readonly [Table in StoredTable]?: readonly string[] } = {
  sweeps: ['agencies'],
  teams: ['sweepId'],
  members: ['teamId'],
  stops: ['sweepId', 'venueId', 'schoolId'],
  visits: ['stopId', 'venueId', 'schoolId', 'officers'],
  hazards: ['visitId', 'venueId', 'schoolId', 'responsibleBody', 'registrar'],
  reinspections: ['hazardId'],
  hazardEvents: ['hazardId'],
  exchangeEvents: ['hazardId'],
  supervisions: ['hazardId'],
  handings: ['kind', 'hazardId', 'venueId', 'schoolId', 'meetingId', 'fromBody', 'toBody', 'ended'],
  rechecks: ['hazardId'],
  approvals: ['hazardId'],
  comments: ['venueId', 'schoolId', 'gateId', 'hazardId', 'stopId', 'lng', 'lat'],
  attachments: ['visitId', 'hazardId', 'facilityId', 'gateSurveyId'],
  papers: ['hazardId', 'visitId', 'issuer'],
  incidents: ['lng', 'lat'],
  troubleSpots: ['lng', 'lat'],
  troubleSpotRecords: ['spotId', 'hazardId', 'visitId'],
};

/** What holds for a spot on the map that a scope sees, as SQL of its longitude and latitude. */
export function pointRule(scope: Parts): string {
  return scope.map((part, number) => `(${points(part, number)})`).join(' or ') || 'false';
}

/**
 * Columns that a school does not see of the premises around it: it sees their name, what they are, and how they were
 * judged.
 */
const hiddenFromSchools: { readonly [Table in StoredTable]?: readonly string[] } = {
  venues: ['uscc', 'regNo', 'legalPerson', 'phone', 'scope', 'address', 'identity', 'contentHash'],
  officers: ['phone'],
  hazards: ['saidBy'],
};
