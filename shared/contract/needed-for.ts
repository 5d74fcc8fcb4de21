import { seeingNeeds } from '../comments/commented.ts';
import { askingNeeds } from '../ledger/approval.ts';
import { SELF_CHECK } from '../ledger/source.ts';
import type { Capability } from '../office/capabilities.ts';
import { approvalRules } from './approval-rules.ts';
import { contract, type ProcedureName } from './contract.ts';
import { evidenceNeeds } from './evidence-needs.ts';
import { byInput } from './procedure.ts';
import { actionCapabilities, isProcedure, procedureCapabilities } from './procedure-capabilities.ts';

// Beside the table of capabilities, which the page reads without the shapes of the contract.

type Further = (input: unknown) => readonly Capability[];

/** Where a procedure needs more for some inputs than for others. */
const furtherCapabilities: { readonly [Name in ProcedureName]?: Further } = {
  // A preview is the command itself, taken back.
  'changes.preview': byInput(contract['changes.preview'], ({ command, input }) =>
    isProcedure(command) ? neededFor(command, () => input) : [],
  ),
  // Who asks for approval needs what the command needs, unless less is enough for asking.
  'approvals.request': byInput(contract['approvals.request'], ({ wanted: { command, input } }) => {
    const asks = askingNeeds[command];
    return asks === undefined ? neededFor(command, () => contract[command].input.parse(input)) : [asks];
  }),
  'approvals.decide': byInput(contract['approvals.decide'], ({ command }) => [
    approvalRules[command].approver,
  ]),
  // Whoever sees a thing reads and writes what is said of it.
  'comments.list': byInput(contract['comments.list'], ({ of: { kind } }) => [
    seeingNeeds[kind === 'map' ? 'place' : kind === 'sweep' ? 'stop' : kind],
  ]),
  'comments.add': byInput(contract['comments.add'], ({ about }) => [seeingNeeds[about.kind]]),
  // Whoever may record something shows it; on what a file lies is said by the caller and checked with it.
  'attachments.add': byInput(contract['attachments.add'], ({ of }) => [evidenceNeeds[of.kind]]),
  'attachments.caption': byInput(contract['attachments.caption'], ({ on }) => [evidenceNeeds[on]]),
  'attachments.remove': byInput(contract['attachments.remove'], ({ on }) => [evidenceNeeds[on]]),
  'attachments.restore': byInput(contract['attachments.restore'], ({ on }) => [evidenceNeeds[on]]),
  'hazards.transition': byInput(contract['hazards.transition'], ({ action }) => [actionCapabilities[action]]),
  // What is said is looked into by somebody else; what a school says of itself is so.
  'hazards.register': byInput(contract['hazards.register'], ({ lead, source, venueId }) =>
    lead || (source === SELF_CHECK && venueId === null) ? [] : ['ledger.verify'],
  ),
  'handings.hand': byInput(contract['handings.hand'], ({ kind }) =>
    kind === 'talk' ? ['ledger.supervise'] : [],
  ),
  // A queue leaves as a file with those alone who work through it.
  'queues.export': () => ['take.out'],
  // A ledger is taken over by who assigns what stands in it.
  'import.run': byInput(contract['import.run'], ({ as }) => (as === 'hazards' ? ['ledger.assign'] : [])),
  'exchange.out': byInput(contract['exchange.out'], ({ persons }) => (persons ? ['see.phone'] : [])),
  'tables.export': byInput(contract['tables.export'], ({ masked }) => (masked ? [] : ['see.phone'])),
};

/** Everything that a call needs; `input` is the parsed one, and asked for where it matters alone. */
export function neededFor(name: ProcedureName, input: () => unknown): readonly Capability[] {
  return [procedureCapabilities[name], ...(furtherCapabilities[name]?.(input()) ?? [])];
}
