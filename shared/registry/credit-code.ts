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
  const text = toHalfWidth(raw).replace(/[\s-]/g, '').toUpperCase();
  if (text === '') return { uscc: '', regNo: '', fault: null };
  if (/^\d(\.\d+)?E\+?\d+$/.test(text)) return { uscc: '', regNo: '', fault: 'scientific' };
  if (/^\d{13}$|^\d{15}$/.test(text)) return { uscc: '', regNo: text, fault: null };
  return { uscc: text, regNo: '', fault: creditCodeFault(text) };
}

/** The first fault of an upper-case 18-character code, or null where its check character holds. */
export function creditCodeFault(code: string): CreditCodeFault | null {
  if (code.length !== 18) return 'length';
  const digits = [...code].map((char) => alphabet.indexOf(char));
  if (digits.some((digit) => digit < 0)) return 'character';
  return checkDigit(digits) === digits[17] ? null : 'check';
}

function checkDigit(digits: readonly number[]): number {
  const sum = weights.reduce((total, weight, place) => total + weight * (digits[place] ?? 0), 0);
  return (31 - (sum % 31)) % 31;
}

/** The first 17 characters of a code with their check character; for made-up codes in demonstrations and tests. */
export function withCheckCharacter(body: string): string {
  return body + alphabet.charAt(checkDigit([...body].map((char) => alphabet.indexOf(char))));
}
