import type { VerdictChange } from '#shared/contract/findings.ts';
import { metresPerDegree } from '#shared/geodesy/ellipsoid.ts';
import type { LngLatBounds, Metres } from '#shared/geodesy/units.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import { differenceOf, type PackInForce } from '#shared/rules/pack-difference.ts';
import { findFindings, type Grounds } from '#shared/zones/find-findings.ts';
import type { Finding } from '#shared/zones/finding.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';
import { WALK_FACTOR } from '#shared/zones/reach.ts';
import type { Touched } from '../../cache/touched.ts';
import {
  changeFindings,
  equalFindings,
  type FindingWithId,
  pairKey,
  type StoredFinding,
  selectStored,
  toStored,
  withPrimary,
} from '../../db/queries/findings.ts';
import { loadSurveys } from '../../db/queries/places.ts';
import { readRulesInForce } from '../../workspace/rules-in-force.ts';
import { type MeasuringContext, measureAll, orderOf } from './measure-all.ts';
import { PlacesInTransaction } from './places-in-transaction.ts';
import { flipsBetween, worstFirst } from './verdict-changes.ts';

/** Past this many schools measuring everything anew is no slower than looking for what they touch. */
const MOST_IN_PART = 20_000;

/** Venues that are measured at once; others are answered between. */
const PIECE = 5000;
/** Past this many findings of touched venues it is not told what they flip: nobody would read it. */
const MOST_COMPARED = 100_000;

/** What measuring changed. */
export interface Measured {
  /** Venues that enter a zone, leave one or become doubtful; worst first. */
  readonly flips: readonly VerdictChange[];
  /** Schools whose findings changed. */
  readonly schools: readonly number[] | 'all';
}

/**
 * Measures again all that a command touched, within its transaction, and writes only the findings that differ. Pairs
 * of a touched school or road with any venue, and of a touched venue with any school, are measured as the transaction
 * sees both: whatever else the same command changed is seen.
 */
export async function measureTouched(context: MeasuringContext, touched: Touched): Promise<Measured> {
  const { schools, venues, surveyedVenues, roads, rules } = touched;
  if (!schools && !venues && !surveyedVenues && !roads && !rules) return { flips: [], schools: [] };
  const only = venues !== undefined && venues !== 'all' && !schools && !roads && !rules;
  if (only && venues.length > PIECE) return await measureInPieces(context, venues, surveyedVenues ?? []);
  if (isLarge(schools) || isLarge(venues) || (rules && (schools || venues || roads))) {
    const { flips } = await measureAll(context);
    return { flips, schools: 'all' };
  }
  const { before, after } = rules
    ? await measureRules(context)
    : await measurePlaces(context, touched, [...idsOf(venues), ...(surveyedVenues ?? [])]);
  return { flips: flipsBetween(before, after), schools: await keepDifference(context, before, after) };
}

/** Venues of a long list, piece by piece: what a finding of one is, no other venue has a say in. */
async function measureInPieces(
  context: MeasuringContext,
  venues: readonly number[],
  surveyed: readonly number[],
): Promise<Measured> {
  const ids = [...new Set([...venues, ...surveyed])];
  const flips: VerdictChange[] = [];
  const schools = new Set<number>();
  let compared = 0;
  for (let start = 0; start < ids.length; start += PIECE) {
    await context.progress.report('研判', start, ids.length);
    const piece = ids.slice(start, start + PIECE);
    const { before, after } = await measurePlaces(context, { venues: piece }, piece);
    for (const id of await keepDifference(context, before, after)) schools.add(id);
    compared += after.length;
    if (compared <= MOST_COMPARED) flips.push(...flipsBetween(before, after));
  }
  return { flips: compared <= MOST_COMPARED ? worstFirst(flips) : [], schools: [...schools] };
}

function isLarge(ids: readonly number[] | 'all' | undefined): boolean {
  return ids === 'all' || (ids !== undefined && ids.length > MOST_IN_PART);
}

function idsOf(ids: readonly number[] | 'all' | undefined): readonly number[] {
  return ids === undefined || ids === 'all' ? [] : ids;
}

/** Findings of some pairs as they are stored, and as they are now. */
interface Measurement {
  readonly before: readonly FindingWithId[];
  readonly after: readonly StoredFinding[];
}

/** Writes what differs; returns the schools that it concerns. */
async function keepDifference(
  { db, workspace }: MeasuringContext,
  before: readonly FindingWithId[],
  after: readonly StoredFinding[],
): Promise<number[]> {
  const stored = new Map(before.map((row) => [keyOf(row), row]));
  const added = after.filter((row) => {
    const known = stored.get(keyOf(row));
    const same = known !== undefined && equalFindings(known, row);
    if (same) stored.delete(keyOf(row));
    return !same;
  });
  const removed = [...stored.values()];
  await changeFindings(
    db,
    workspace.database.insertMany,
    removed.map(({ id }) => id),
    added,
  );
  return [...new Set([...removed, ...added].map(({ schoolId }) => schoolId))];
}

async function measurePlaces(
  { db, today, workspace }: MeasuringContext,
  touched: Touched,
  venueIds: readonly number[],
): Promise<Measurement> {
  const places = new PlacesInTransaction(db, workspace.places, touched);
  const rules = decidingRules(workspace.rules, today, rangeOf(workspace.pack));
  const grounds = { rules, surveys: await loadSurveys(db), network: await places.network() };
  const schools = [...(await places.schools()).values()];
  const wanted = new Set(idsOf(touched.schools));
  // When the first roads are added or the last ones removed, it changes for every school whether walks can be measured.
  const comesOrGoes = touched.roads && !grounds.network !== !(await workspace.places.network());
  const reach = Math.max(0, ...rules.map((rule) => rule.distance)) * WALK_FACTOR;
  for (const school of schools)
    if (comesOrGoes || touches(schoolBounds(school), touched.roads ?? [], reach)) wanted.add(school.id);
  const touchedVenues = new Set(venueIds);
  const findings = [
    ...(
      await findOfSchools(
        places,
        schools.filter(({ id }) => wanted.has(id)),
        grounds,
      )
    ).filter(({ venueId }) => !touchedVenues.has(venueId)),
    ...(touchedVenues.size > 0
      ? findFindings(schools, await places.venues([...touchedVenues]), grounds)
      : []),
  ];
  const before = new Map(
    [
      ...(wanted.size > 0 ? await selectStored(db, { schools: [...wanted] }) : []),
      ...(touchedVenues.size > 0 ? await selectStored(db, { venues: [...touchedVenues] }) : []),
    ].map((row) => [row.id, row]),
  );
  return { before: [...before.values()], after: toStored(findings, orderOf(workspace.rules)) };
}

async function findOfSchools(
  places: PlacesInTransaction,
  schools: readonly SchoolPlace[],
  grounds: Grounds,
): Promise<Finding[]> {
  return schools.length > 0 ? findFindings(schools, await places.committedVenues(), grounds) : [];
}

/** Only the rules that changed are measured; findings of the others stay as they are, but may cease to be primary. */
async function measureRules({ db, today, workspace }: MeasuringContext): Promise<Measurement> {
  const was: PackInForce = { pack: workspace.pack, rules: workspace.rules };
  const is = await readRulesInForce(db, workspace.catalogue);
  const changed = new Set([
    ...differenceOf(was, is).rules.map(({ ruleId }) => ruleId),
    ...listedAnew(was, is),
  ]);
  const places = new PlacesInTransaction(db, workspace.places, {});
  const grounds = {
    rules: decidingRules(is.rules, today, rangeOf(is.pack)).filter(({ id }) => changed.has(id)),
    surveys: await loadSurveys(db),
    network: await places.network(),
  };
  const findings = await findOfSchools(places, [...(await places.schools()).values()], grounds);
  const before = await selectStored(db, {});
  const order = orderOf(is.rules);
  const ranks = new Map(order.map((id, rank) => [id, rank]));
  const unchanged = before
    .filter(({ ruleId }) => !changed.has(ruleId))
    .map(({ id, ...row }): StoredFinding => ({ ...row, ruleRank: ranks.get(row.ruleId) ?? ranks.size }));
  return { before, after: withPrimary([...unchanged, ...toStored(findings, order)]) };
}

/** Rules without a distance list other venues where the working range is another. */
function listedAnew(was: PackInForce, is: PackInForce): string[] {
  const [before, after] = [rangeOf(was.pack), rangeOf(is.pack)];
  if (before.distance === after.distance && before.origin === after.origin) return [];
  return is.rules.filter(({ listed }) => listed).map(({ id }) => id);
}

function keyOf(row: StoredFinding): string {
  return `${pairKey(row)}/${row.ruleId}`;
}

/** Whether a box comes within `reach` metres of any of the others. */
function touches(box: LngLatBounds | null, others: readonly LngLatBounds[], reach: Metres): boolean {
  if (!box) return false;
  const [west, south, east, north] = box;
  const scale = metresPerDegree(Math.max(Math.abs(south), Math.abs(north)));
  const [dLng, dLat] = [(reach * 1.01) / scale.east, (reach * 1.01) / scale.north];
  return others.some(
    (other) =>
      other[0] <= east + dLng &&
      other[2] >= west - dLng &&
      other[1] <= north + dLat &&
      other[3] >= south - dLat,
  );
}
