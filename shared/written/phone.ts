import { plainly, type Reading } from './reading.ts';

const MOBILE_DIGITS = 11;
const SHORTEST = 3;

/**
 * A telephone number or several as people write them, half width and with single spaces. What is shortened by stars
 * passes: it is what a stored number shows until it is asked for whole.
 */
export function readPhone(text: string): Reading<string> {
  const plain = plainly(text).replace(/\s+/g, ' ');
  if (plain.includes('*')) return { value: plain };
  const numbers = plain.split(/\s*(?:[/、,;]|转|分机)\s*/);
  if (numbers.some((each) => !/^[+\d][\d\s()-]*$|^\(\d[\d\s()-]*$/.test(each)))
    return { fault: '电话请只写号码；几个号码用顿号分开，分机写在“转”后面' };
  const [shortest] = numbers.filter((each) => digitsOf(each).length < SHORTEST);
  if (numbers.length === 1 && shortest !== undefined) return { fault: `“${shortest}”太短，不是电话号码` };
  const mobile = numbers.map(digitsOf).find((digits) => isMobile(digits) && digits.length !== MOBILE_DIGITS);
  if (mobile !== undefined)
    return { fault: `手机号应为 ${MOBILE_DIGITS} 位，“${mobile}”有 ${mobile.length} 位` };
  return { value: plain };
}

function digitsOf(number: string): string {
  return number.replace(/\D/g, '').replace(/^(00)?86(?=1)/, '');
}

/** Local numbers have at most eight digits. */
function isMobile(digits: string): boolean {
  return /^1[3-9]/.test(digits) && digits.length > 8;
}
