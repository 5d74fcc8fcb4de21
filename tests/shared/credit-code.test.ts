import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCodeFault, readCreditCode, withCheckCharacter } from '#shared/registry/credit-code.ts';

const letters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const body = fc
  .array(fc.constantFrom(...letters), { minLength: 17, maxLength: 17 })
  .map((chars) => chars.join(''));

describe('the check character', () => {
  it('holds for codes that were given out', () => {
    for (const code of [
      '91350200776049653A',
      '91110000802100433B',
      '911101085923662400',
      '12100000400000624D',
    ])
      expect(creditCodeFault(code), code).toBe(
        withCheckCharacter(code.slice(0, 17)) === code ? null : 'check',
      );
    expect(withCheckCharacter('91350200776049653')).toBe('91350200776049653A');
  });

  it('tells every code in which one character is another one', () => {
    fc.assert(
      fc.property(body, fc.nat(17), fc.constantFrom(...letters), (start, at, other) => {
        const code = withCheckCharacter(start);
        expect(creditCodeFault(code)).toBeNull();
        const wrong = code.slice(0, at) + other + code.slice(at + 1);
        expect(creditCodeFault(wrong)).toBe(wrong === code ? null : 'check');
      }),
      { numRuns: 300, seed: 29 },
    );
  });
});

describe('a credit code as it is read', () => {
  const code = '91350200776049653A';
  it.each([
    ['', { uscc: '', regNo: '', fault: null }],
    [' - ', { uscc: '', regNo: '', fault: null }],
    ['9135 0200-7760 49653a', { uscc: code, regNo: '', fault: null }],
    ['110108001234567', { uscc: '', regNo: '110108001234567', fault: null }],
    ['1101080012345', { uscc: '', regNo: '1101080012345', fault: null }],
    ['9.13502E+17', { uscc: '', regNo: '', fault: 'scientific' }],
    ['9.1e17', { uscc: '', regNo: '', fault: 'scientific' }],
    ['9E+17', { uscc: '', regNo: '', fault: 'scientific' }],
    // Neither an old number nor a number that a spreadsheet spoilt.
    ['11010800123456', { uscc: '11010800123456', regNo: '', fault: 'length' }],
    ['1101080012345678', { uscc: '1101080012345678', regNo: '', fault: 'length' }],
    ['A1101080012345', { uscc: 'A1101080012345', regNo: '', fault: 'length' }],
    ['A110108001234567', { uscc: 'A110108001234567', regNo: '', fault: 'length' }],
    ['110108001234567A', { uscc: '110108001234567A', regNo: '', fault: 'length' }],
    ['19.13502E+17', { uscc: '19.13502E+17', regNo: '', fault: 'length' }],
    ['9.13502E+17X', { uscc: '9.13502E+17X', regNo: '', fault: 'length' }],
    ['9135020077604965IA', { uscc: '9135020077604965IA', regNo: '', fault: 'character' }],
    ['9135020077604965*A', { uscc: '9135020077604965*A', regNo: '', fault: 'character' }],
  ] as const)('“%s”', (text, reading) => expect(readCreditCode(text)).toEqual(reading));
});
