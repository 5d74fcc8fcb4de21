import type { AccountsDatabase } from './open-accounts.ts';

/** A client certificate that was given to an account. */
export interface CertificateRow {
  /** SHA-256 of the certificate, as pairs of digits. */
  readonly fingerprint: string;
  readonly accountId: number;
  readonly title: string;
  readonly addedAt: string;
  readonly until: string;
  readonly withdrawnAt: string | null;
}

/** Whether browsers may or must show a certificate, and by whose authority; the office's own where it is null. */
export interface CertificateRule {
  readonly mode: 'off' | 'accept' | 'require';
  readonly authority: string | null;
}

const columns = 'fingerprint, accountId, title, addedAt, until, withdrawnAt';

export function readCertificateRule(db: AccountsDatabase): CertificateRule {
  const kept = db
    .prepare<[], CertificateRule>('select mode, authority from certificateRule where id = 1')
    .get();
  return kept ?? { mode: 'off', authority: null };
}

export function saveCertificateRule(db: AccountsDatabase, rule: CertificateRule): void {
  db.prepare(
    `insert into certificateRule (id, mode, authority) values (1, @mode, @authority)
     on conflict (id) do update set mode = excluded.mode, authority = excluded.authority`,
  ).run(rule);
}

export function listCertificateRows(db: AccountsDatabase): (CertificateRow & { readonly name: string })[] {
  return db
    .prepare<[], CertificateRow & { readonly name: string }>(
      `select c.fingerprint, c.accountId, c.title, c.addedAt, c.until, c.withdrawnAt, a.name
       from certificates c join accounts a on a.id = c.accountId order by a.name, c.addedAt`,
    )
    .all();
}

export function findCertificateRow(db: AccountsDatabase, fingerprint: string): CertificateRow | undefined {
  return db
    .prepare<[string], CertificateRow>(`select ${columns} from certificates where fingerprint = ?`)
    .get(fingerprint);
}

export function insertCertificateRow(db: AccountsDatabase, row: Omit<CertificateRow, 'withdrawnAt'>): void {
  db.prepare(
    `insert into certificates (fingerprint, accountId, title, addedAt, until)
     values (@fingerprint, @accountId, @title, @addedAt, @until)`,
  ).run(row);
}

/** False where no certificate that counts has that fingerprint. */
export function withdrawCertificateRow(db: AccountsDatabase, fingerprint: string, at: string): boolean {
  return (
    db
      .prepare('update certificates set withdrawnAt = ? where fingerprint = ? and withdrawnAt is null')
      .run(at, fingerprint).changes === 1
  );
}
