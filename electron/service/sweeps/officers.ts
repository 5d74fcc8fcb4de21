import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { isSamePerson, type StandIn } from '#shared/sweeps/stand-ins.ts';
import type { TeamMember } from '#shared/sweeps/team.ts';
import { agencyNamed, checkOfficers, type Officer } from '#shared/sweeps/visit-rules.ts';
import {
  countVisitsByOfficer,
  findOfficer,
  findOfficerByCertificate,
  insertOfficer,
  insertOfficerIfNew,
  selectOfficers,
  toListed,
  updateOfficer,
} from '../db/queries/officers.ts';
import { isMember, replaceMember, selectCalendars, selectTeamsOf, updateTeam } from '../db/queries/teams.ts';
import type { Read, Write } from '../db/schema/schema.ts';
import { readStored, writeFlag, writeStored } from '../db/schema/stored-values.ts';
import type { Caller } from '../platform/caller.ts';

/** Who is of a body without power records no look of officers, whoever they are. Errors: AGENCY_MAY_NOT_INSPECT. */
export function refusePowerless({ rights }: Pick<Caller, 'rights'>, { agencies }: RulePack): void {
  if (rights && agencyNamed(agencies, rights.body)?.mayInspect === false)
    throw new CodedError('AGENCY_MAY_NOT_INSPECT', { agency: rights.body });
}

/** Errors: OFFICERS_TOO_FEW, OFFICERS_SAME, AGENCY_MAY_NOT_INSPECT. */
export function requireOfficers(officers: readonly Officer[], pack: RulePack): void {
  const refused = checkOfficers(officers, pack.agencies);
  if (refused?.refusal === 'tooFew') throw new CodedError('OFFICERS_TOO_FEW');
  if (refused?.refusal === 'sameOfficer')
    throw new CodedError('OFFICERS_SAME', { certificate: refused.culprit });
  if (refused) throw new CodedError('AGENCY_MAY_NOT_INSPECT', { agency: refused.culprit });
}

/**
 * Adds people with a certificate to the officers of the district, so that they are offered by name later; nobody has
 * looked at their certificates by that.
 */
export async function rememberOfficers(db: Write, people: readonly Officer[]): Promise<void> {
  for (const { name, certificate, agency } of people)
    if (certificate !== '')
      await insertOfficerIfNew(db, { name, certificate, agency, confirmed: writeFlag(false) });
}

/** Adds or changes an officer; the id. Errors: OFFICER_TAKEN where somebody else has the certificate number. */
export async function saveOfficer(
  db: Write,
  { id, active, leaves, ...person }: ParsedInputOf<'officers.save'>,
): Promise<number> {
  const { certificate } = person;
  const other = await findOfficerByCertificate(db, certificate);
  const values = {
    ...person,
    active: writeFlag(active),
    ...(leaves && { leaves: writeStored('officers.leaves', leaves) }),
    ...entered,
  };
  // Whoever was taken off the list, or only came along with a record, is entered anew by it.
  const again = id === null && other && (other.removedOn !== null || other.confirmed === 0) ? other.id : id;
  if (other && other.id !== again) throw new CodedError('OFFICER_TAKEN', { certificate, name: other.name });
  if (again === null) return await insertOfficer(db, values);
  await updateOfficer(db, again, values);
  return again;
}

/** What is true of an officer whom somebody entered. */
const entered = { confirmed: writeFlag(true), removedOn: null };

/** Takes officers over from a list; one with a certificate that is known is brought up to date. */
export async function takeOfficers(
  db: Write,
  { officers }: ParsedInputOf<'officers.take'>,
): Promise<OutputOf<'officers.take'>> {
  const counts = { added: 0, changed: 0, same: 0 };
  for (const officer of officers) {
    const known = await findOfficerByCertificate(db, officer.certificate);
    // A cell that the list leaves empty overwrites nothing.
    const { phone, validUntil, ...said } = officer;
    const values = { ...said, ...(phone !== '' && { phone }), ...(validUntil && { validUntil }), ...entered };
    if (!known) {
      await insertOfficer(db, values);
      counts.added += 1;
    } else if (Object.entries(values).every(([key, value]) => Reflect.get(known, key) === value))
      counts.same += 1;
    else {
      await updateOfficer(db, known.id, values);
      counts.changed += 1;
    }
  }
  return counts;
}

/** Takes somebody off the list; who it was stays on record; the officer as before. Errors: OFFICER_UNKNOWN. */
export async function removeOfficer(db: Write, id: number, today: string) {
  const officer = await requireOfficer(db, id);
  await updateOfficer(db, id, { removedOn: today, active: writeFlag(false) });
  return officer;
}

/**
 * Puts an officer in another's place in every team of sweeps that go on; where both are in a team, the other only leaves.
 * How many teams that were. Errors: OFFICER_UNKNOWN.
 */
export async function replaceOfficer(
  db: Write,
  { id, by: byId }: ParsedInputOf<'officers.replace'>,
  today: string,
): Promise<number> {
  const [officer, by] = [await requireOfficer(db, id), await requireOfficer(db, byId)];
  if (id === byId) return 0;
  const teams = await selectTeamsOf(db, officer.certificate, today);
  for (const { memberId, teamId } of teams)
    await replaceMember(db, memberId, (await isMember(db, teamId, by.certificate)) ? null : by);
  const stoodIn = await replaceStandIns(db, officer, by, today);
  return new Set([...teams.map(({ teamId }) => teamId), ...stoodIn]).size;
}

/** Puts an officer in another's place also where the other was to stand in for somebody; the teams. */
async function replaceStandIns(
  db: Write,
  officer: TeamMember,
  { name, certificate, agency }: TeamMember,
  today: string,
): Promise<number[]> {
  const teams: number[] = [];
  for (const { teamId, calendar } of await selectCalendars(db, today)) {
    const isConcerned = (each: StandIn) => each.date >= today && isSamePerson(each.by, officer);
    const standIns = calendar.standIns ?? [];
    if (!standIns.some(isConcerned)) continue;
    const replaced = standIns.map((each) =>
      isConcerned(each) ? { ...each, by: { name, certificate, agency } } : each,
    );
    await updateTeam(db, teamId, {
      calendar: writeStored('teams.calendar', { ...calendar, standIns: replaced }),
    });
    teams.push(teamId);
  }
  return teams;
}

/** Errors: OFFICER_UNKNOWN. */
async function requireOfficer(db: Read, id: number) {
  const officer = await findOfficer(db, id);
  if (!officer) throw new CodedError('OFFICER_UNKNOWN', { id });
  return officer;
}

/** The officers of the district with what they did; those who were taken off the list as well. */
export async function listOfficers(db: Read): Promise<OutputOf<'officers.list'>> {
  const made = await countVisitsByOfficer(db);
  return (await selectOfficers(db)).map((row) => {
    const { visits = 0, last = null } = made.get(row.certificate) ?? {};
    return { ...toListed(row), visits, lastVisitOn: last, leaves: readStored('officers.leaves', row.leaves) };
  });
}
