import { describe, expect, it } from 'vitest';
import { maskPhone } from '#shared/registry/phone.ts';

describe('telephone numbers', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['138 1234 5678', '138****5678'],
    ['138-1234-5678', '138****5678'],
    ['88001234', '****1234'],
    ['0571-88001234', '057****1234'],
    ['13812345678/13987654321', '138****5678/139****4321'],
    ['13812345678、88001234（前台）', '138****5678、****1234（前台）'],
    ['+86 13812345678', '+861****5678'],
    // What a register has shortened itself, and what is no number.
    ['138****5678', '138****5678'],
    ['12345', '12345'],
    ['', ''],
  ])('%s is shown as %s', (whole, shown) => {
    expect(maskPhone(whole)).toBe(shown);
  });
});
