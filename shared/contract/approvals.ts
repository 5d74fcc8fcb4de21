import { z } from 'zod';
import { type ApprovedCommand, approvalStateNames, approvedCommands } from '../ledger/approval.ts';
import { keysOf } from '../lists/record.ts';
import { idSchema, nothing } from './common.ts';
import { documentsProcedures } from './documents.ts';
import { ledgerProcedures } from './ledger.ts';
import { papersProcedures } from './papers.ts';
import { command, form, ownQuery } from './procedure.ts';

const approvalSchema = z.object({
  id: idSchema,
  command: z.enum(approvedCommands),
  title: z.string(),
  /** What is asked for, in words. */
  summary: z.string(),
  /** Null where it is about no hazard. */
  hazard: z.object({ id: idSchema, code: z.string(), placeName: z.string() }).nullable(),
  asker: z.string(),
  askedAt: z.string(),
  state: z.enum(keysOf(approvalStateNames)),
  decider: z.string(),
  decidedAt: z.string().nullable(),
  /** What the person said who decided. */
  note: z.string(),
  /** Whether the caller asked for it, and whether the caller may decide about it. */
  mine: z.boolean(),
  decidable: z.boolean(),
});
export type Approval = z.infer<typeof approvalSchema>;

/** Inputs of what can be asked for. */
const inputs: Readonly<Record<ApprovedCommand, z.ZodType>> = {
  'hazards.transition': ledgerProcedures['hazards.transition'].input,
  'hazards.extend': ledgerProcedures['hazards.extend'].input,
  'hazards.supervise': ledgerProcedures['hazards.supervise'].input,
  'hazards.delist': ledgerProcedures['hazards.delist'].input,
  'documents.make': documentsProcedures['documents.make'].input,
  'letters.issue': papersProcedures['letters.issue'].input,
};

/** A command as it would be carried out. */
const wantedSchema = z
  .object({ command: z.enum(approvedCommands), input: z.record(z.string(), z.unknown()) })
  .superRefine(({ command: name, input }, context) => {
    for (const { path, message } of inputs[name].safeParse(input).error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['input', ...path], message });
  });

/** What waits for somebody else's approval: who asks, who decides. What needs it stands in `approval-rules.ts`. */
export const approvalsProcedures = {
  /** What waits for the caller and what the caller asked for, the latest first; what waits comes before what is decided. */
  'approvals.list': ownQuery(nothing, z.array(approvalSchema), {
    reads: ['approvals', 'hazards', 'venues', 'schools'],
  }),
  /**
   * Asks for what a command would do. Errors: APPROVAL_NOT_NEEDED, APPROVAL_NOBODY, APPROVAL_WAITING, and those of the command, which
   * has to be possible now.
   */
  'approvals.request': form(z.object({ wanted: wantedSchema }), z.object({ id: idSchema }), {
    changes: ['approvals', 'hazards'],
  }),
  /**
   * Approves, which carries the command out, or returns it with a reason. Errors: APPROVAL_UNKNOWN, APPROVAL_DECIDED,
   * APPROVAL_OWN, APPROVAL_REASON, APPROVAL_OVERTAKEN where it is no longer what was asked for.
   */
  'approvals.decide': form(
    z.object({
      id: idSchema,
      /** As it was asked for: by it is known who may decide. */
      command: z.enum(approvedCommands),
      approve: z.boolean(),
      note: z.string().trim().max(500),
    }),
    z.object({ state: z.enum(keysOf(approvalStateNames)) }),
    { changes: ['approvals', 'hazards', 'papers', 'reports', 'forms', 'taken'] },
  ),
  /** Errors: APPROVAL_UNKNOWN, APPROVAL_DECIDED, APPROVAL_OTHERS. */
  'approvals.withdraw': command(z.object({ id: idSchema }), nothing, { changes: ['approvals', 'hazards'] }),
};
