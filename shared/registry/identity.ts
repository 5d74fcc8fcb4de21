import type { CreditCodeReading } from './credit-code.ts';
import { comparable } from './text.ts';

/** What a list says of a venue, as far as it tells which one it is. */
export interface VenueNaming {
  readonly code: CreditCodeReading;
  /** Registration or licence number. */
  readonly regNo: string;
  readonly name: string;
  readonly address: string;
}

/**
 * By which venues of two lists are the same: the credit code, else the licence number, else name and
 * address. A code that is masked or cut short names nobody; one whose check character fails still does.
 */
export function venueIdentity({ code, regNo, name, address }: VenueNaming): string {
  if (code.uscc !== '' && code.fault !== 'length' && code.fault !== 'character') return code.uscc;
  return regNo === '' ? nameIdentity(name, address) : `no:${regNo}`;
}

/** Whether an identity is a code or a number that was given once, and not made from a name and an address. */
export function isCodeIdentity(identity: string): boolean {
  return !identity.includes('|');
}

export function nameIdentity(name: string, address: string): string {
  return `${comparable(name)}|${comparable(address)}`;
}
