/** How a number is written: ×政法〔2026〕12号, or 2026年第12期. */
export const numberForms = ['document', 'issue'] as const;
export type NumberForm = (typeof numberForms)[number];

/** A number of the register: what it stands behind, its year, and its place in that year from 1 on. */
export interface PaperNumber {
  readonly code: string;
  readonly year: number;
  readonly number: number;
}

/** GB/T 9704-2012, 7.2.5: the year whole in 六角括号, the number without zeros before it. */
export function writeNumber({ code, year, number }: PaperNumber, form: NumberForm): string {
  return form === 'issue' ? `${year}年第${number}期` : `${code}〔${year}〕${number}号`;
}

const WRITTEN = /^(.{1,40}?)\s*[〔[［（(【]\s*(\d{4})\s*[〕\]］）)】]\s*(?:第\s*)?0*(\d{1,6})\s*号$/;

/** The number that a text writes, in whichever brackets; null where it is none. */
export function readNumber(text: string): PaperNumber | null {
  const [, code, year, number] = WRITTEN.exec(text.trim()) ?? [];
  if (code === undefined || Number(number) === 0) return null;
  return { code, year: Number(year), number: Number(number) };
}

/** Numbers from `first` to `last`, both included. */
export interface NumberSpan {
  readonly first: number;
  readonly last: number;
}

/** Which numbers of a series nobody has had, up to the highest that somebody has. */
export function gapsOf(numbers: readonly number[]): NumberSpan[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  return sorted.flatMap((number, i) => {
    const first = (sorted[i - 1] ?? 0) + 1;
    return first < number ? [{ first, last: number - 1 }] : [];
  });
}
