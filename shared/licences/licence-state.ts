import { periodDates, periodsAround } from '../sweeps/period.ts';

/** How a licence stands on a day, the most pressing first. */
export const licenceStateNames = {
  expired: '已过期未延续',
  expiring: '下季度末前到期',
  valid: '有效',
  unlimited: '长期有效',
  unknown: '有效期不明',
  /** Another licence of the venue has taken its place. */
  renewed: '已有新证',
  /** A person said that it counts no more. */
  struck: '已划去',
} as const;
export type LicenceState = keyof typeof licenceStateNames;

/** Where the venue of a licence lies, by its gravest finding; what a rule treats when the licence runs out comes first. */
export const licenceZoneNames = {
  untilExpiry: '区内·到期不延续',
  inside: '区内',
  undetermined: '待实测',
  listed: '列管',
  outside: '区外或不受管控',
} as const;
export type LicenceZone = keyof typeof licenceZoneNames;

/** The last day of the quarter after that of a day: what ends until then is told now. */
export function expiryHorizon(today: string): string {
  const [next] = periodsAround(today, 0, 1).slice(1);
  return next === undefined ? today : periodDates(next).to;
}
