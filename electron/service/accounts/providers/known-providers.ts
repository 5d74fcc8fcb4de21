import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import { findAccount } from '../../db/accounts/account-rows.ts';
import {
  deleteProviderRow,
  findProviderRow,
  listProviderRows,
  type ProviderRow,
  saveProviderRow,
  saveSubject,
} from '../../db/accounts/provider-rows.ts';
import { note, type Office } from '../office.ts';
import { openSecret, sealSecret } from '../second-factor.ts';

/** Certificates of an authority that only this office knows, PEM; null where those of the system are enough. */
const authority = z.string().nullable();

const oidcSchema = z.object({
  kind: z.literal('oidc'),
  issuer: z.url({ protocol: /^https$/ }),
  clientId: z.string().min(1).max(200),
  /** The claim that is an account's login name; null where only stored subjects count. */
  nameClaim: z.string().min(1).max(60).nullable(),
  authority,
});

const ldapSchema = z
  .object({
    kind: z.literal('ldap'),
    url: z.url({ protocol: /^ldaps?$/ }),
    startTls: z.boolean(),
    /** Either the name of a person's entry, with {} for the login name … */
    pattern: z.string().max(400).nullable(),
    /** … or where and by which attribute it is looked for, and as whom. */
    base: z.string().max(400).nullable(),
    attribute: z.string().regex(/^[A-Za-z][\w.;-]{0,59}$/),
    bindName: z.string().max(400).nullable(),
    authority,
  })
  .refine(
    ({ url, startTls }) => url.startsWith('ldaps:') !== startTls,
    '要用 ldaps:// 地址，或 ldap:// 加 --start-tls',
  )
  .refine(
    ({ pattern, base }) => (pattern === null) !== (base === null),
    '--pattern 和 --base 要给一个，且只给一个',
  )
  .refine(
    ({ pattern }) => pattern === null || /^[^{}]*=\{\}[^{}]*$/.test(pattern),
    '--pattern 要像 uid={},ou=people,dc=example，{} 代表登录名',
  );

const settingsSchema = z.discriminatedUnion('kind', [oidcSchema, ldapSchema]);
export type OidcSettings = z.infer<typeof oidcSchema>;
export type LdapSettings = z.infer<typeof ldapSchema>;
export type ProviderSettings = z.infer<typeof settingsSchema>;

/** Somebody else who says who a person is, for those who manage it; its secret is never told. */
export interface ProviderInfo<Settings extends ProviderSettings = ProviderSettings> {
  readonly id: string;
  readonly title: string;
  readonly settings: Settings;
  readonly hasSecret: boolean;
}

export interface Provider<Settings extends ProviderSettings> {
  readonly id: string;
  readonly title: string;
  readonly settings: Settings;
  readonly secret: string | null;
}

/** Whom a provider says somebody is. */
export interface Identity {
  /** What it never gives to anybody else. */
  readonly subject: string;
  /** What may be the login name of an account here; null where names of the provider count nothing. */
  readonly name: string | null;
}

export function listProviders({ db }: Office): ProviderInfo[] {
  return listProviderRows(db).map((row) => ({
    id: row.id,
    title: row.title,
    settings: settingsOf(row),
    hasSecret: row.secret !== null,
  }));
}

/** A provider of a kind, with its secret. Errors: PROVIDER_UNKNOWN. */
export function providerOf<Kind extends ProviderSettings['kind']>(
  office: Office,
  id: string,
  kind: Kind,
): Provider<Extract<ProviderSettings, { kind: Kind }>> {
  const row = known(office, id);
  const settings = settingsOf(row);
  if (!isOf(settings, kind)) throw new CodedError('PROVIDER_UNKNOWN', { id });
  const secret = row.secret === null ? null : openSecret(row.secret, office.keys.secrets);
  return { id, title: row.title, settings, secret };
}

function isOf<Kind extends ProviderSettings['kind']>(
  settings: ProviderSettings,
  kind: Kind,
): settings is Extract<ProviderSettings, { kind: Kind }> {
  return settings.kind === kind;
}

function settingsOf({ settings }: ProviderRow): ProviderSettings {
  return settingsSchema.parse(JSON.parse(settings));
}

/** Keeps a provider, in place of one of the same id. Errors: PROVIDER_FIELD. */
export function saveProvider(
  office: Office,
  actor: string,
  wanted: { id: string; title: string; settings: unknown; secret: string | null },
): void {
  const { id, title, secret } = wanted;
  if (!/^[a-z][a-z\d-]{0,29}$/.test(id))
    throw new CodedError('PROVIDER_FIELD', { reason: '--id 要小写字母开头，只含小写字母、数字和 -' });
  const parsed = settingsSchema.safeParse(wanted.settings);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const reason = [issue?.path.join('.'), issue?.message].filter(Boolean).join('：');
    throw new CodedError('PROVIDER_FIELD', { reason });
  }
  office.db
    .transaction(() => {
      const sealed = secret === null ? null : sealSecret(secret, office.keys.secrets);
      saveProviderRow(office.db, { id, title, settings: JSON.stringify(parsed.data), secret: sealed });
      note(office, actor, '设置登录来源', `${id}（${title}）`);
    })
    .immediate();
}

/** Errors: PROVIDER_UNKNOWN. */
export function removeProvider(office: Office, actor: string, id: string): void {
  office.db
    .transaction(() => {
      if (!deleteProviderRow(office.db, id)) throw new CodedError('PROVIDER_UNKNOWN', { id });
      note(office, actor, '取消登录来源', id);
    })
    .immediate();
}

/** Says by what subject a provider knows an account. Errors: PROVIDER_UNKNOWN, ACCOUNT_UNKNOWN. */
export function linkAccount(
  office: Office,
  actor: string,
  { provider, name, subject }: { provider: string; name: string; subject: string },
): void {
  office.db
    .transaction(() => {
      // Names of entries are compared without regard to case.
      const isEntry = settingsOf(known(office, provider)).kind === 'ldap';
      const kept = isEntry ? subject.toLowerCase() : subject;
      const account = findAccount(office.db, name);
      if (!account) throw new CodedError('ACCOUNT_UNKNOWN');
      saveSubject(office.db, { provider, subject: kept, accountId: account.id });
      note(office, actor, '关联单位账号', `${account.name}：${provider} ${kept}`);
    })
    .immediate();
}

function known({ db }: Office, id: string): ProviderRow {
  const row = findProviderRow(db, id);
  if (!row) throw new CodedError('PROVIDER_UNKNOWN', { id });
  return row;
}
