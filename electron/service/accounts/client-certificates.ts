import { X509Certificate } from 'node:crypto';
import { CodedError } from '#shared/contract/errors.ts';
import { type AccountRow, findAccount, readAccount } from '../db/accounts/account-rows.ts';
import {
  type CertificateRule,
  findCertificateRow,
  insertCertificateRow,
  listCertificateRows,
  readCertificateRule,
  saveCertificateRule,
  withdrawCertificateRow,
} from '../db/accounts/certificate-rows.ts';
import { note, type Office } from './office.ts';
import type { SignedIn } from './sessions.ts';

/** By what name a session says that it was begun by a certificate. */
export const BY_CERTIFICATE = 'certificate';

const modeWords = { off: '不用', accept: '可以用', require: '必须用' } as const;

/** Says whether browsers may or must show a certificate: it counts with the next start of the door. */
export function setCertificateRule(office: Office, actor: string, rule: CertificateRule): void {
  office.db
    .transaction(() => {
      saveCertificateRule(office.db, rule);
      const by = rule.authority === null ? '' : '（指定的机构）';
      note(office, actor, '客户端证书', `${modeWords[rule.mode]}${by}`);
    })
    .immediate();
}

export function certificateRule({ db }: Office): CertificateRule {
  return readCertificateRule(db);
}

/** Gives a certificate to an account: whoever shows it is that person. Errors: ACCOUNT_UNKNOWN, CERTIFICATE_TAKEN. */
export function giveCertificate(office: Office, actor: string, name: string, pem: string): string {
  const { fingerprint256: fingerprint, validTo, subject } = new X509Certificate(pem);
  const addedAt = office.clock.now().toISOString();
  office.db
    .transaction(() => {
      const account = findAccount(office.db, name);
      if (!account) throw new CodedError('ACCOUNT_UNKNOWN');
      if (findCertificateRow(office.db, fingerprint)) throw new CodedError('CERTIFICATE_TAKEN');
      const until = new Date(validTo).toISOString();
      const title = subject.replaceAll('\n', ', ').slice(0, 200);
      insertCertificateRow(office.db, { fingerprint, accountId: account.id, title, addedAt, until });
      note(office, actor, '发放证书', `${account.name}：${fingerprint}`);
    })
    .immediate();
  return fingerprint;
}

/** Errors: CERTIFICATE_UNKNOWN. */
export function withdrawCertificate(office: Office, actor: string, fingerprint: string): void {
  office.db
    .transaction(() => {
      const at = office.clock.now().toISOString();
      if (!withdrawCertificateRow(office.db, fingerprint, at)) throw new CodedError('CERTIFICATE_UNKNOWN');
      note(office, actor, '收回证书', fingerprint);
    })
    .immediate();
}

export function listCertificates({ db }: Office) {
  return listCertificateRows(db);
}

/** What a connection showed: a certificate whose authority, time and purpose TLS has checked; null where it showed none. */
export type Shown = string | null;

/** Whose certificate it is; undefined where it is nobody's, was withdrawn, or is of an account that was closed. */
export function accountByCertificate({ db, clock }: Office, shown: Shown): AccountRow | undefined {
  const row = shown === null ? undefined : findCertificateRow(db, shown);
  if (!row || row.withdrawnAt !== null || Date.parse(row.until) <= clock.now().getTime()) return undefined;
  const account = readAccount(db, row.accountId);
  return account?.closedAt === null ? account : undefined;
}

/** Whether a session may go on over a connection that showed this. */
export function mayComeBy(
  office: Office,
  { session, account }: SignedIn,
  shown: Shown,
  { mode }: Pick<CertificateRule, 'mode'> = certificateRule(office),
): boolean {
  const isWanted = session.provider === BY_CERTIFICATE || mode === 'require';
  return !isWanted || accountByCertificate(office, shown)?.id === account.id;
}
