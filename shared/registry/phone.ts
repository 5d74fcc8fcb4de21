/** A number with the spaces and dashes that people put into it; seven digits are the shortest. */
const number = /\d(?:[\s-]?\d){6,}/g;
const MOBILE_DIGITS = 11;

/** Telephone numbers in a text as lists and screens show them: 138****5678, ****1234 for a local one. */
export function maskPhone(text: string): string {
  return text.replace(number, (found) => {
    const digits = found.replace(/\D/g, '');
    return `${digits.length < MOBILE_DIGITS ? '' : digits.slice(0, 3)}****${digits.slice(-4)}`;
  });
}
