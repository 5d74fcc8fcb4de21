import { comparable } from '../registry/text.ts';

/** What is known of a licence (许可证), as it is stored. */
export interface LicenceValues {
  readonly number: string;
  /** What it permits, as the list calls it: 食品经营许可证. */
  readonly kind: string;
  readonly holder: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** 1 where it is valid without an end. */
  readonly unlimited: 0 | 1;
}

/** By what lists name a licence of a venue: its number, else its kind. */
export function licenceIdentity({ number, kind }: Pick<LicenceValues, 'number' | 'kind'>): string {
  const code = comparable(number);
  return code === '' ? `kind:${comparable(kind)}` : code;
}

/** What people call a licence without an end. */
export const UNLIMITED = '长期';

/** The day until which it is valid, in words; empty where nobody knows. */
export function untilText({
  validUntil,
  unlimited,
}: Pick<LicenceValues, 'validUntil' | 'unlimited'>): string {
  return unlimited === 1 ? UNLIMITED : (validUntil ?? '');
}

/** A licence in one line: JY13301020001（食品经营许可证，至 2026-02-28）. */
export function licenceText(licence: LicenceValues): string {
  const { number, kind, validFrom } = licence;
  const until = untilText(licence);
  const term = until === UNLIMITED ? UNLIMITED : until === '' ? '' : `至 ${until}`;
  const facts = [kind, holderOf(licence), validFrom === null ? '' : `自 ${validFrom}`, term].filter(Boolean);
  if (facts.length === 0) return number;
  return number === '' ? facts.join('，') : `${number}（${facts.join('，')}）`;
}

function holderOf({ holder }: LicenceValues): string {
  return holder === '' ? '' : `持证 ${holder}`;
}
