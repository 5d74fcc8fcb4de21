import { expect, it } from 'vitest';
import { gapsOf, readNumber, writeNumber } from '#shared/forms/paper-number.ts';

it('a number is written as the standard has it: the year whole in 六角括号, no zeros before the number', () => {
  expect(writeNumber({ code: '×政法', year: 2026, number: 7 }, 'document')).toBe('×政法〔2026〕7号');
  expect(writeNumber({ code: '周报', year: 2026, number: 47 }, 'issue')).toBe('2026年第47期');
});

it('a number is read in whichever brackets it is written, and what is none is none', () => {
  const read = { code: '×政法', year: 2026, number: 12 };
  for (const text of [
    '×政法〔2026〕12号',
    '×政法[2026]012号',
    ' ×政法（2026）第12号 ',
    '×政法【2026】 12 号',
  ])
    expect(readNumber(text), text).toEqual(read);
  for (const text of ['', '〔2026〕12号', '×政法2026-12', '×政法〔26〕12号', '×政法〔2026〕0号', '第12期'])
    expect(readNumber(text), text).toBeNull();
});

it('gaps are what nobody had, up to the highest number that somebody had', () => {
  expect(gapsOf([])).toEqual([]);
  expect(gapsOf([1, 2, 3])).toEqual([]);
  expect(gapsOf([9, 4, 5, 1, 9])).toEqual([
    { first: 2, last: 3 },
    { first: 6, last: 8 },
  ]);
});
