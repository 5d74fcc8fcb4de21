import { z } from 'zod';
import { capabilities } from '../office/capabilities.ts';
import { roleIds } from '../office/roles.ts';
import { signInOutcomes } from '../office/sign-in-outcomes.ts';
import { daySchema, idSchema, nothing } from './common.ts';
import { request } from './procedure.ts';

const roleIdSchema = z.enum(roleIds);
const passwordSchema = z.string().max(200);

/** A role as it is asked for: what else it needs to be said depends on the role. */
const grantShape = {
  role: roleIdSchema,
  regions: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  school: idSchema.nullable().default(null),
};

const heldRoleSchema = z.object({
  /** Of the grant: by it the role is taken back. */
  id: idSchema,
  role: roleIdSchema,
  title: z.string(),
  regions: z.array(z.string()),
  school: idSchema.nullable(),
});

const sessionSchema = z.object({
  id: idSchema,
  name: z.string(),
  person: z.string(),
  createdAt: z.string(),
  usedAt: z.string(),
  address: z.string(),
  /** What the browser calls itself. */
  agent: z.string(),
  /** The one through which this was asked. */
  current: z.boolean(),
});
export type AccountSession = z.infer<typeof sessionSchema>;

const accountSchema = z.object({
  id: idSchema,
  name: z.string(),
  person: z.string(),
  body: z.string(),
  state: z.enum(['open', 'closed']),
  /** A first password that was not changed yet. */
  mustChange: z.boolean(),
  secondFactor: z.boolean(),
  lastSignInAt: z.string().nullable(),
  /** Until when nothing is heard after wrong passwords; null where it is heard. */
  waitsUntil: z.string().nullable(),
  /** How often it is signed in now. */
  sessions: z.number(),
  roles: z.array(heldRoleSchema),
});
export type Account = z.infer<typeof accountSchema>;

const accountSelfSchema = accountSchema
  .omit({ id: true, state: true, lastSignInAt: true, waitsUntil: true, sessions: true })
  .extend({ capabilities: z.array(z.enum(capabilities)), workspace: z.string() });

const personShape = {
  person: z.string().trim().min(1).max(40),
  body: z.string().trim().max(60).default(''),
};
const newAccountSchema = z.object({
  name: z.string().trim().min(1).max(40),
  ...personShape,
  ...grantShape,
});
export type NewAccount = z.output<typeof newAccountSchema>;

const signInSchema = z.object({
  at: z.string(),
  name: z.string(),
  address: z.string(),
  outcome: z.enum(signInOutcomes),
  /** Which provider was asked; empty where the account's own password was. */
  provider: z.string(),
});
export type SignIn = z.infer<typeof signInSchema>;
/** `person` is empty where no account is called so. */
const shownSignInSchema = signInSchema.extend({ id: idSchema, person: z.string() });
export type ShownSignIn = z.infer<typeof shownSignInSchema>;

const eventSchema = z.object({ at: z.string(), actor: z.string(), what: z.string(), detail: z.string() });
export type AccountEvent = z.infer<typeof eventSchema>;
const shownEventSchema = eventSchema.extend({ id: idSchema });
export type ShownEvent = z.infer<typeof shownEventSchema>;

const refusalSchema = z.object({ id: idSchema, at: z.string(), actor: z.string(), procedure: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

/** How many rows a list of what happened shows at most; older ones are found by days. */
export const MOST_RECORDS = 500;

/** Which of what happened: by words in it, and by days of China's calendar, the last one included. */
const recordsSchema = z.object({
  text: z.string().trim().max(60).default(''),
  from: daySchema.nullable().default(null),
  to: daySchema.nullable().default(null),
});
export type WantedRecords = z.output<typeof recordsSchema>;

const choicesSchema = z.object({
  bodies: z.array(z.string()),
  regions: z.array(z.string()),
  schools: z.array(z.object({ id: idSchema, name: z.string() })),
});
export type AccountChoices = z.infer<typeof choicesSchema>;

/** A workspace that an office serves. */
const servedSchema = z.object({
  name: z.string(),
  /** Sent to the office by its pages; the others are named where the service is started. */
  isPublished: z.boolean(),
});

/** Accounts of an office. Only the door that knows people answers them; elsewhere they are NOT_AVAILABLE. */
export const officeProcedures = {
  'account.self': request(nothing, accountSelfSchema),
  /** Errors: SIGN_IN_REFUSED, PASSWORD_REFUSED. */
  'account.changePassword': request(
    z.object({ password: passwordSchema, newPassword: passwordSchema }),
    nothing,
  ),
  'account.sessions': request(nothing, z.array(sessionSchema)),
  /** Errors: SESSION_UNKNOWN. */
  'account.endSession': request(z.object({ id: idSchema }), nothing),
  /** A secret for the programs that show six digits; it counts once a code of it was given. */
  'account.beginCode': request(nothing, z.object({ secret: z.string(), uri: z.string() })),
  /** Errors: SIGN_IN_REFUSED. */
  'account.keepCode': request(z.object({ code: z.string().trim().max(10) }), nothing),
  'account.signOut': request(nothing, nothing),
  /** Who can be mentioned: people with a role in the district's work. Who sees no officers is told of the own body alone. */
  'account.people': request(
    nothing,
    z.array(z.object({ name: z.string(), person: z.string(), body: z.string() })),
  ),
  'accounts.list': request(nothing, z.array(accountSchema)),
  /** What an account can be of: names alone, so that nobody learns more of the district by it. */
  'accounts.choices': request(nothing, choicesSchema),
  /** The first password is told once. Errors: ACCOUNT_TAKEN, ACCOUNT_FIELD, ROLE_SCOPE. */
  'accounts.add': request(newAccountSchema, z.object({ id: idSchema, password: z.string() })),
  /**
   * What the person is called and of which body; `was` is what the form was opened with. Counts from the next call of
   * the person, and is told in the events with both. Errors: ACCOUNT_UNKNOWN, ACCOUNT_MEANWHILE, ACCOUNT_BODY.
   */
  'accounts.change': request(
    z.object({
      id: idSchema,
      was: z.object({ person: z.string().max(40), body: z.string().max(60) }),
      ...personShape,
    }),
    nothing,
  ),
  /** Errors: ACCOUNT_UNKNOWN, ROLE_EXCLUDED, ROLE_SCOPE. */
  'accounts.grant': request(z.object({ id: idSchema, ...grantShape }), nothing),
  /** Counts from the next call of whoever held it. Errors: ACCOUNT_UNKNOWN, ACCOUNT_LAST. */
  'accounts.withdraw': request(z.object({ grantId: idSchema }), nothing),
  /** A new first password, told once; the second factor and waits are taken away. Errors: ACCOUNT_UNKNOWN. */
  'accounts.reset': request(z.object({ id: idSchema }), z.object({ password: z.string() })),
  /** Nobody signs in to a closed account; its sessions end. Errors: ACCOUNT_UNKNOWN, ACCOUNT_LAST. */
  'accounts.close': request(z.object({ id: idSchema, closed: z.boolean() }), nothing),
  /** Hears an account again that waits after wrong passwords. Errors: ACCOUNT_UNKNOWN. */
  'accounts.forgive': request(z.object({ id: idSchema }), nothing),
  'accounts.sessions': request(nothing, z.array(sessionSchema)),
  /** Errors: SESSION_UNKNOWN. */
  'accounts.endSession': request(z.object({ id: idSchema }), nothing),
  /** All of an account but the one through which this is asked. Errors: ACCOUNT_UNKNOWN. */
  'accounts.endSessions': request(z.object({ id: idSchema }), nothing),
  /** The latest first. */
  'accounts.signIns': request(
    recordsSchema.extend({ outcome: z.enum(signInOutcomes).nullable().default(null) }),
    z.array(shownSignInSchema),
  ),
  'accounts.events': request(recordsSchema, z.array(shownEventSchema)),
  'served.list': request(nothing, z.array(servedSchema)),
  /**
   * Makes a workspace of a backup that was uploaded and serves it from now on; the one-time code for its first
   * administrators is told once. Errors: FILE_TOKEN_UNKNOWN, PUBLISH_BUSY, PUBLISH_REFUSED, BACKUP_PASSWORD,
   * BACKUP_DAMAGED, WORKSPACE_NEWER, CANCELLED, DISK_WRITE.
   */
  'served.publish': request(
    z.object({ token: z.string().max(100), password: passwordSchema.nullable() }),
    z.object({ name: z.string(), code: z.string() }),
  ),
  /** Calls that were refused for want of a right, or because they were about what somebody does not see. */
  'accounts.refusals': request(recordsSchema, z.array(refusalSchema)),
};
