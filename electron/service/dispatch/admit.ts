import { z } from 'zod';
import { approvalOf, approvalRules, isApprovedCommand } from '#shared/contract/approval-rules.ts';
import { idSchema } from '#shared/contract/common.ts';
import { type ServiceProcedureName, serviceContract } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { neededFor } from '#shared/contract/needed-for.ts';
import { byInput } from '#shared/contract/procedure.ts';
import { isProcedure, procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { askingNeeds } from '#shared/ledger/approval.ts';
import { type Capability, capabilityTitles } from '#shared/office/capabilities.ts';
import { capabilitiesOf, permitted, type Rights } from '#shared/office/rights.ts';
import { type Scope, seesAllPlaces } from '#shared/office/scope.ts';
import { commentedColumns } from '../db/queries/comments.ts';
import { hasRow, seesPoint } from '../db/queries/scope-places.ts';
import type { Read } from '../db/schema/schema.ts';
import type { StoredTable } from '../db/schema/table-facts.ts';
import type { Caller } from '../platform/caller.ts';
import { type Call, findProcedure, parseInput } from './procedures.ts';

/**
 * Which rows a caller may see by a call; who has no account may see all. Errors: FORBIDDEN, APPROVAL_NEEDED for what
 * somebody may not carry out, but may ask for.
 */
export function admit({ rights }: Caller, name: string, input: unknown): Scope {
  if (rights === undefined) return 'all';
  if (!isProcedure(name)) throw new CodedError('PROCEDURE_UNKNOWN', { name });
  try {
    // Who may not call at all is not told what is wrong with the input.
    refuseWithout(rights, [procedureCapabilities[name]]);
    return refuseWithout(
      rights,
      neededFor(name, () => parseInput(findProcedure(name), input)),
    );
  } catch (error) {
    refuseAskable(rights, name, input);
    throw error;
  }
}

/** Errors: FORBIDDEN. */
function refuseWithout(rights: Rights, needed: readonly Capability[]): Scope {
  const scope = permitted(rights, needed);
  if (scope !== null) return scope;
  const may = capabilitiesOf(rights);
  const [missing] = needed.filter((each) => !may.has(each));
  throw new CodedError('FORBIDDEN', { capability: capabilityTitles[missing ?? 'session.self'] });
}

/** Errors: APPROVAL_NEEDED. */
function refuseAskable(rights: Rights, name: string, input: unknown): void {
  const said = isApprovedCommand(name) ? findProcedure(name).input.safeParse(input) : null;
  if (!said?.success) return;
  const rule = approvalOf(name, said.data);
  const asks = isApprovedCommand(name) ? askingNeeds[name] : undefined;
  if (rule && asks && permitted(rights, ['see.ledger', asks]))
    throw new CodedError('APPROVAL_NEEDED', { title: rule.title });
}

/** Errors: APPROVAL_NEEDED for what somebody with an account carries out only when another has approved it. */
export function refuseUnapproved({ name, input }: Call, { rights }: Caller): void {
  const rule = rights === undefined ? null : approvalOf(name, input);
  if (rule) throw new CodedError('APPROVAL_NEEDED', { title: rule.title });
}

/** A row that a command is about, or a spot on the map. */
type Subject = readonly [table: StoredTable, id: number] | { readonly spot: LngLat };

/** Where evidence lies. */
const ownerTables = {
  visit: 'visits',
  hazard: 'hazards',
  facility: 'facilities',
  gateSurvey: 'gateSurveys',
} as const;

type Rows = (input: unknown) => readonly Subject[];

const withId = z.object({ id: idSchema });
const one = (table: StoredTable): Rows => byInput({ input: withId }, ({ id }) => [[table, id]]);

/**
 * What commands are about, of people who do not see every row. A command that is not told here is carried out for
 * nobody of them.
 */
const subjects: { readonly [Name in ServiceProcedureName]?: Rows } = {
  'exports.note': () => [],
  'surveys.record': byInput(serviceContract['surveys.record'], ({ schoolId, venueId }) => [
    ['schools', schoolId],
    ['venues', venueId],
  ]),
  'surveys.withdraw': one('surveys'),
  'visits.record': byInput(serviceContract['visits.record'], ({ stopId }) => [['stops', stopId]]),
  'visits.settleVenue': one('visits'),
  'visits.correct': one('visits'),
  'hazards.transition': one('hazards'),
  'hazards.reinspect': byInput(serviceContract['hazards.reinspect'], ({ hazardId }) => [
    ['hazards', hazardId],
  ]),
  'hazards.describe': one('hazards'),
  // Who does not see every row says a place: what has none would be out of sight at once.
  'hazards.register': byInput(serviceContract['hazards.register'], ({ venueId, schoolId }) => [
    ...(venueId === null ? [] : [['venues', venueId] as const]),
    ...(schoolId === null && venueId !== null ? [] : [['schools', schoolId ?? 0] as const]),
  ]),
  'hazards.verify': byInput(serviceContract['hazards.verify'], ({ id, into, hazard }) => [
    ['hazards', id],
    ...(into === null ? [] : [['hazards', into] as const]),
    ...(hazard?.venueId == null ? [] : [['venues', hazard.venueId] as const]),
    ...(hazard?.schoolId == null ? [] : [['schools', hazard.schoolId] as const]),
  ]),
  'handings.hand': byInput(serviceContract['handings.hand'], ({ hazardId, venueId, schoolId }) => [
    ...(hazardId === null ? [] : [['hazards', hazardId] as const]),
    ...(venueId === null ? [] : [['venues', venueId] as const]),
    ...(schoolId === null ? [] : [['schools', schoolId] as const]),
  ]),
  'handings.record': one('handings'),
  'approvals.request': byInput(serviceContract['approvals.request'], ({ wanted: { command, input } }) => {
    const hazardId = approvalRules[command].hazardOf(input);
    return hazardId === null ? [] : [['hazards', hazardId]];
  }),
  'approvals.decide': one('approvals'),
  'approvals.withdraw': one('approvals'),
  'comments.add': byInput(serviceContract['comments.add'], ({ about, replyTo }) => [
    about.kind === 'place' ? { spot: about.position } : [commentedColumns[about.kind].table, about.id],
    ...(replyTo === null ? [] : [['comments', replyTo] as const]),
  ]),
  'comments.edit': one('comments'),
  'comments.finish': one('comments'),
  'comments.remove': one('comments'),
  'comments.restore': one('comments'),
  'attachments.add': byInput(serviceContract['attachments.add'], ({ of }) => [[ownerTables[of.kind], of.id]]),
  'attachments.caption': one('attachments'),
  'attachments.remove': one('attachments'),
  'attachments.restore': one('attachments'),
  'gates.survey': byInput(serviceContract['gates.survey'], ({ gateId }) => [['gates', gateId]]),
  'gates.savePlan': one('gates'),
  'duties.save': byInput(serviceContract['duties.save'], ({ id, gateId }) => [
    ['gates', gateId],
    ...(id === null ? [] : [['duties', id] as const]),
  ]),
  'duties.remove': one('duties'),
};

const rowsOf = new Map(Object.entries(subjects));

/** Whether all that a command is about, now and as its form was opened, can be seen by a scope. */
export async function isInScope(call: Call, scope: Scope, seen: Read): Promise<boolean> {
  if (scope === 'all' || scope.every(({ kind }) => kind === 'places')) return true;
  const sight = { scope, seen };
  if (call.name === 'changes.preview') return seesAllPlaces(scope) && (await isPreviewInScope(call, sight));
  if (call.procedure.kind === 'query') return true;
  const inputs = call.opened === undefined ? [call.input] : [call.input, call.opened.was];
  for (const input of inputs) if (!(await areSeen(call.name, input, sight))) return false;
  return true;
}

/** A scope, and a connection that has its rows alone. */
interface Sight {
  readonly scope: Exclude<Scope, 'all'>;
  readonly seen: Read;
}

async function isPreviewInScope({ input }: Call, sight: Sight): Promise<boolean> {
  const { command, input: inner } = serviceContract['changes.preview'].input.parse(input);
  return await areSeen(command, parseInput(findProcedure(command), inner), sight);
}

async function areSeen(name: string, input: unknown, { scope, seen }: Sight): Promise<boolean> {
  const rule = rowsOf.get(name);
  if (rule === undefined) return false;
  for (const subject of rule(input)) {
    const isSeen =
      'spot' in subject ? await seesPoint(seen, scope, subject.spot) : await hasRow(seen, ...subject);
    if (!isSeen) return false;
  }
  return true;
}
