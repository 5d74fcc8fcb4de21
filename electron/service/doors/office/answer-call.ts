import {
  hostContract,
  type OfficeProcedureName,
  type OutputOf,
  officeContract,
} from '#shared/contract/contract.ts';
import { type AnswerMessage, callMessageSchema } from '#shared/contract/envelope.ts';
import { CodedError, toFailure } from '#shared/contract/errors.ts';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { capabilityTitles } from '#shared/office/capabilities.ts';
import { permitted } from '#shared/office/rights.ts';
import { officeAnswers } from '../../accounts/answer-office.ts';
import { mustChangeFirst } from '../../accounts/sign-in.ts';
import { parseInput, parseOutput } from '../../dispatch/procedures.ts';
import { callerOf, type House, keyOf, type Visitor } from './house.ts';

/** What somebody may do whose password has to be changed first. */
const beforeChange: readonly string[] = [
  'host.describe',
  'account.self',
  'account.changePassword',
  'account.signOut',
];

/** Answers one message of somebody who signed in; null where it has no answer. */
export async function answerCall(
  house: House,
  visitor: Visitor,
  message: unknown,
  version: string,
): Promise<AnswerMessage | null> {
  const call = callMessageSchema.safeParse(message);
  if (!call.success) return await house.clientOf(visitor).handle(message);
  const { id, name, input } = call.data;
  try {
    if (!beforeChange.includes(name) && mustChangeFirst(visitor.room.office, visitor))
      throw new CodedError('PASSWORD_CHANGE_REQUIRED');
    if (isOffice(name)) {
      const session = house.clientOf(visitor);
      const answer = (signal: AbortSignal) => answerOffice(house, visitor, { id, name, input, signal });
      return { id, ok: await session.during(id, answer) };
    }
    if (Object.hasOwn(hostContract, name)) return { id, ok: answerHost(visitor, name, version) };
  } catch (error) {
    if (!(error instanceof CodedError)) visitor.room.service.log.failure('office', error, { name });
    return { id, error: toFailure(error, name) };
  }
  return await house.clientOf(visitor).handle(message);
}

interface OfficeCall {
  readonly id: string;
  readonly name: OfficeProcedureName;
  readonly input: unknown;
  readonly signal: AbortSignal;
}

async function answerOffice(
  { publishing }: House,
  visitor: Visitor,
  { id, name, input, signal }: OfficeCall,
): Promise<unknown> {
  const { room, rights } = visitor;
  const needed = procedureCapabilities[name];
  if (permitted(rights, [needed]) === null) {
    await room.service.noteRefused(callerOf(visitor), name);
    throw new CodedError('FORBIDDEN', { capability: capabilityTitles[needed] });
  }
  const procedure = officeContract[name];
  const { name: title, pack, database } = room.service.workspace;
  const bodies = [pack.coordinator, ...pack.agencies.map((agency) => agency.name)];
  const workspace = { name: title, data: database.reader, bodies };
  const session = keyOf(visitor);
  const files = room.service.files.of(session);
  const waiting = { signal, report: room.service.reportOf(id, session) };
  const asking = { ...visitor, office: room.office, workspace, files, publishing, waiting };
  return parseOutput(name, procedure, await officeAnswers[name](asking, parseInput(procedure, input)));
}

/** What the door itself answers: it has no windows, dialogs or printers, and knows who asks. */
function answerHost(visitor: Visitor, name: string, version: string): OutputOf<'host.describe'> {
  if (name !== 'host.describe')
    throw new CodedError('NOT_AVAILABLE', { what: '网页方式下的这项功能，请在桌面程序中使用' });
  const { account, rights } = visitor;
  const held = rights.roles.map(({ role }) => role);
  return {
    kind: 'browser',
    version,
    parts: [],
    account: {
      name: account.name,
      person: account.person,
      body: account.body,
      roles: held,
      mustChange: mustChangeFirst(visitor.room.office, visitor),
    },
  };
}

function isOffice(name: string): name is OfficeProcedureName {
  return Object.hasOwn(officeContract, name);
}
