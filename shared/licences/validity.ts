import { readDate, readSerialDate } from '../registry/date.ts';
import { toHalfWidth } from '../registry/text.ts';

/** From when until when a licence is valid: days as YYYY-MM-DD, null where nothing says so. */
export interface Validity {
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  /** Valid without an end (长期). */
  readonly unlimited: boolean;
}

/** A text about a term that says no day, or that a spreadsheet turned into a number. */
export interface ValidityFault {
  readonly field: 'licenceFrom' | 'licenceUntil';
  readonly code: 'DATE_INVALID' | 'DATE_SERIAL' | 'LICENCE_DATES';
  readonly value: string;
  /** What the message says instead of the value alone. */
  readonly said?: string;
}

interface Term {
  readonly from: string | null;
  readonly until: string | null;
  readonly unlimited: boolean;
}

const day = /\d{4}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{4})(?:[T\s]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?/g;
const endless = /长期(?:有效)?|永久(?:有效)?|永续|无固定期限|无期限|不限期?|无限期/;
/** What may stand beside the days of a term. */
const beside =
  /^(?:有效|期限?|自|从|由|起|始|到|至|止|为|截止|截至|开始|结束|日|[-—–―~～/,，;；:：()（）\s])*$/;
const none: Term = { from: null, until: null, unlimited: false };

/**
 * The term that a text tells: 2026-02-28, 2021-03-01至2026-02-28, 自2021年3月1日起至2026年2月28日止, 长期. One day alone
 * is the end, or the beginning where `alone` says so or 起 stands behind it. Null where it is not understood.
 */
export function readTerm(raw: string, alone: 'from' | 'until' = 'until'): Term | null {
  const text = toHalfWidth(raw).trim();
  if (text === '') return none;
  const unlimited = endless.test(text);
  const days = text.match(day) ?? [];
  if (!beside.test(text.replace(day, '').replace(endless, ''))) return null;
  const [first = null, second = null, ...more] = days.map((found) => readDate(found) ?? yearless(found));
  if (more.length > 0 || [first, second].includes('')) return null;
  if (days.length === 0) return unlimited ? { ...none, unlimited } : null;
  if (days.length === 2 && first === ENDLESS) return null;
  if (days.length === 2)
    return second === ENDLESS
      ? { from: first, until: null, unlimited: true }
      : { from: first, until: second, unlimited };
  if (first === ENDLESS) return { ...none, unlimited: true };
  const isBeginning = unlimited || alone === 'from' || (/起|^[自从由]/.test(text) && !/[至到止]/.test(text));
  return isBeginning ? { from: first, until: null, unlimited } : { from: null, until: first, unlimited };
}

/** The year 9999 is how programs write that there is no end; any other day that there is not is no day. */
const ENDLESS = 'endless';

function yearless(found: string): string {
  return found.startsWith('9999') ? ENDLESS : '';
}

/** The term that a list says in one column or two, and what of it cannot be: that is left out. */
export function readValidity(
  fromText: string,
  untilText: string,
): { validity: Validity; faults: ValidityFault[] } {
  const faults: ValidityFault[] = [];
  const read = (field: ValidityFault['field'], text: string): Term => {
    const serial = readSerialDate(text);
    if (serial !== null) {
      faults.push({ field, code: 'DATE_SERIAL', value: text, said: `${text}”按表格序列号读作“${serial}` });
      return field === 'licenceFrom' ? { ...none, from: serial } : { ...none, until: serial };
    }
    const term = readTerm(text, field === 'licenceFrom' ? 'from' : 'until');
    if (!term) faults.push({ field, code: 'DATE_INVALID', value: text });
    return term ?? none;
  };
  const [begins, ends] = [read('licenceFrom', fromText), read('licenceUntil', untilText)];
  const validFrom = ends.from ?? begins.from;
  const validUntil = ends.until ?? begins.until;
  const unlimited = validUntil === null && (ends.unlimited || begins.unlimited);
  if (!isBackwards(validFrom, validUntil)) return { validity: { validFrom, validUntil, unlimited }, faults };
  const value = `${validFrom} 至 ${validUntil}`;
  faults.push({ field: 'licenceUntil', code: 'LICENCE_DATES', value });
  return { validity: { validFrom: null, validUntil: null, unlimited: false }, faults };
}

/** Whether a term would end before it begins. */
export function isBackwards(from: string | null, until: string | null): boolean {
  return from !== null && until !== null && until < from;
}
