import { toHalfWidth } from './text.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export type CreditCodeFault = 'length' | 'character' | 'check' | 'scientific';

export interface CreditCodeReading {
  /** The code in upper case without spaces; empty for an old registration number or nothing. */
  readonly uscc: string;
  /** A 13- or 15-digit registration number given in the place of a code. */
  readonly regNo: string;
  readonly fault: CreditCodeFault | null;
}

/** Reads a unified social credit code (GB 32100-2015). A fault is a warning, never a reason to reject. */
export function readCreditCode(raw: string): CreditCodeReading {
  // Most codes are right as they stand.
  if (creditCodeFault(raw) === null) return { uscc: raw, regNo: '', fault: null };
  const text = toHalfWidth(raw).replace(/[\s-]/g, '').toUpperCase();
  if (text === '') return { uscc: '', regNo: '', fault: null };
  if (/^\d(\.\d+)?E\+?\d+$/.test(text)) return { uscc: '', regNo: '', fault: 'scientific' };
  if (/^\d{13}$|^\d{15}$/.test(text)) return { uscc: '', regNo: text, fault: null };
  return { uscc: text, regNo: '', fault: creditCodeFault(text) };
}

/** The first fault of an upper-case 18-character code, or null where its check character holds. */
export function creditCodeFault(code: string): CreditCodeFault | null {
  if (code.length !== 18) return 'length';
  for (const char of code) if (!alphabet.includes(char)) return 'character';
  return checkCharacter(code) === code.charAt(17) ? null : 'check';
}

/** The check character of the first 17 characters. */
function checkCharacter(body: string): string {
  let sum = 0;
  for (const [place, weight] of weights.entries()) sum += weight * alphabet.indexOf(body.charAt(place));
  return alphabet.charAt((31 - (sum % 31)) % 31);
}

/** The first 17 characters of a code with their check character; for made-up codes in demonstrations and tests. */
export function withCheckCharacter(body: string): string {
  return body + checkCharacter(body);
}
