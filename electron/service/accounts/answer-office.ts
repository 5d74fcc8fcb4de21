import type { z } from 'zod';
import { type OfficeProcedureName, officeContract } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { capabilities } from '#shared/office/capabilities.ts';
import { capabilitiesOf, type Rights } from '#shared/office/rights.ts';
import { endSession } from '../db/accounts/session-rows.ts';
import { listEvents, listSignIns } from '../db/accounts/sign-in-rows.ts';
import type { Read } from '../db/schema/schema.ts';
import type { ChosenFile, SessionFiles } from '../platform/file-tokens.ts';
import { changeAccount } from './change-account.ts';
import {
  addAccount,
  endSessionsOfAccount,
  forgiveAccount,
  grantRole,
  namedRoles,
  readAccounts,
  readPeople,
  readSessions,
  resetAccount,
  setClosed,
  withdrawRole,
} from './manage-accounts.ts';
import { note, type Office } from './office.ts';
import { readChoices, readRefusals, wantedEntries } from './office-records.ts';
import { makeSecret } from './second-factor.ts';
import type { SignedIn } from './sessions.ts';
import { changePassword, keepSecret, mustChangeFirst } from './sign-in.ts';

/** Takes workspaces in that are sent to an office. */
export interface Publishing {
  list(): { readonly name: string; readonly isPublished: boolean }[];
  /** `file` is an upload of the person. Errors: those of `served.publish`. */
  publish(
    file: ChosenFile,
    password: string | null,
    waiting: Waiting,
  ): Promise<{ name: string; code: string }>;
}

/** The person who waits for an answer: hears how far it is, and may give it up. */
export interface Waiting {
  readonly signal: AbortSignal;
  readonly report: (label: string, done: number, total: number | null) => void;
}

/** Who asks, through which session, in which workspace. */
interface Asking extends SignedIn {
  readonly office: Office;
  readonly rights: Rights;
  readonly files: SessionFiles;
  readonly publishing: Publishing | null;
  readonly waiting: Waiting;
  readonly workspace: {
    readonly name: string;
    readonly data: Read;
    /** Of the pack in force. */
    readonly bodies: readonly string[];
  };
}

type Answer = (asking: Asking, input: unknown) => unknown;

/** An answer that gets its input as its procedure says. */
const to =
  <Input extends z.ZodType, Output extends z.ZodType>(
    { input: schema }: { readonly input: Input; readonly output: Output },
    work: (asking: Asking, input: z.output<Input>) => z.output<Output> | Promise<z.output<Output>>,
  ): Answer =>
  (asking, input) =>
    work(asking, schema.parse(input));

/** Secrets that were shown and not yet confirmed, by session: nobody else can confirm one. */
const shownSecrets = new Map<number, string>();

/** The procedures that an office answers itself. */
export const officeAnswers: Readonly<Record<OfficeProcedureName, Answer>> = {
  'account.self': to(officeContract['account.self'], ({ office, account, session, rights, workspace }) => {
    const may = capabilitiesOf(rights);
    return {
      name: account.name,
      person: account.person,
      body: account.body,
      mustChange: mustChangeFirst(office, { account, session }),
      secondFactor: account.secret !== null,
      roles: namedRoles(office, account.id),
      capabilities: capabilities.filter((each) => may.has(each)),
      workspace: workspace.name,
    };
  }),
  'account.changePassword': to(
    officeContract['account.changePassword'],
    async ({ office, account, session }, input) => {
      await changePassword(office, account, { ...input, session: session.id });
      return {};
    },
  ),
  'account.sessions': to(officeContract['account.sessions'], ({ office, account, session }) =>
    readSessions(office, session.id, account.id),
  ),
  'account.endSession': to(officeContract['account.endSession'], ({ office, account }, { id }) => {
    if (!endSession(office.db, id, office.clock.now().getTime(), account.id))
      throw new CodedError('SESSION_UNKNOWN');
    return {};
  }),
  'account.beginCode': to(officeContract['account.beginCode'], ({ account, session }) => {
    const made = makeSecret(account.name);
    shownSecrets.set(session.id, made.secret);
    return made;
  }),
  'account.keepCode': to(officeContract['account.keepCode'], ({ office, account, session }, { code }) => {
    const secret = shownSecrets.get(session.id);
    if (secret === undefined) throw new CodedError('SIGN_IN_REFUSED', { wait: 0 });
    keepSecret(office, account, secret, code);
    shownSecrets.delete(session.id);
    return {};
  }),
  'account.signOut': to(officeContract['account.signOut'], ({ office, session }) => {
    endSession(office.db, session.id, office.clock.now().getTime());
    return {};
  }),
  'account.people': to(officeContract['account.people'], ({ office, rights }) =>
    readPeople(office, capabilitiesOf(rights).has('see.sweeps') ? null : rights.body),
  ),
  'accounts.list': to(officeContract['accounts.list'], ({ office }) => readAccounts(office)),
  'accounts.choices': to(
    officeContract['accounts.choices'],
    async ({ office, workspace }) => await readChoices(office, workspace.data, workspace.bodies),
  ),
  'accounts.add': to(
    officeContract['accounts.add'],
    async ({ office, account }, input) => await addAccount(office, account.person, input),
  ),
  'accounts.change': to(officeContract['accounts.change'], ({ office, account }, input) => {
    changeAccount(office, account.person, input);
    return {};
  }),
  'accounts.grant': to(officeContract['accounts.grant'], ({ office, account }, input) => {
    grantRole(office, account.person, input);
    return {};
  }),
  'accounts.withdraw': to(officeContract['accounts.withdraw'], ({ office, account }, { grantId }) => {
    withdrawRole(office, account.person, grantId);
    return {};
  }),
  'accounts.reset': to(officeContract['accounts.reset'], async ({ office, account }, { id }) => ({
    password: await resetAccount(office, account.person, id),
  })),
  'accounts.close': to(officeContract['accounts.close'], ({ office, account }, { id, closed }) => {
    setClosed(office, account.person, id, closed);
    return {};
  }),
  'accounts.forgive': to(officeContract['accounts.forgive'], ({ office, account }, { id }) => {
    forgiveAccount(office, account.person, id);
    return {};
  }),
  'accounts.sessions': to(officeContract['accounts.sessions'], ({ office, session }) =>
    readSessions(office, session.id),
  ),
  'accounts.endSession': to(officeContract['accounts.endSession'], ({ office, account }, { id }) => {
    if (!endSession(office.db, id, office.clock.now().getTime())) throw new CodedError('SESSION_UNKNOWN');
    note(office, account.person, '结束登录', String(id));
    return {};
  }),
  'accounts.endSessions': to(
    officeContract['accounts.endSessions'],
    ({ office, account, session }, { id }) => {
      endSessionsOfAccount(office, account.person, id, session.id);
      return {};
    },
  ),
  'accounts.signIns': to(officeContract['accounts.signIns'], ({ office }, { outcome, ...wanted }) =>
    listSignIns(office.db, { ...wantedEntries(wanted), outcome }),
  ),
  'accounts.events': to(officeContract['accounts.events'], ({ office }, wanted) =>
    listEvents(office.db, wantedEntries(wanted)),
  ),
  'served.list': to(officeContract['served.list'], (asking) => publishingOf(asking).list()),
  'served.publish': to(officeContract['served.publish'], async (asking, { token, password }) => {
    const { office, account, files, waiting } = asking;
    const published = await publishingOf(asking).publish(files.resolve(token), password, waiting);
    note(office, account.person, '发布工作区', published.name);
    return published;
  }),
  'accounts.refusals': to(
    officeContract['accounts.refusals'],
    async ({ workspace }, wanted) => await readRefusals(workspace.data, wanted),
  ),
};

/** Errors: NOT_AVAILABLE. */
function publishingOf({ publishing }: Asking): Publishing {
  if (publishing === null) throw new CodedError('NOT_AVAILABLE', { what: '发布工作区' });
  return publishing;
}
