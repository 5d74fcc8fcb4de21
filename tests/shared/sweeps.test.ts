import { describe, expect, it } from 'vitest';
import { periodDates, periodOf, periodsAround, periodTitle } from '#shared/sweeps/period.ts';
import { checkOfficers } from '#shared/sweeps/visit-rules.ts';

describe('periods', () => {
  it('are quarters with their days', () => {
    expect(periodOf('2026-11-21')).toBe('2026Q4');
    expect(periodDates('2026Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(periodDates('2028Q1')).toEqual({ from: '2028-01-01', to: '2028-03-31' });
    expect(periodTitle('2026Q3')).toBe('2026年第三季度');
    expect(periodsAround('2026-11-21', 1, 1)).toEqual(['2026Q3', '2026Q4', '2027Q1']);
  });
});

describe('officers', () => {
  const agencies = [
    { name: '区委政法委', mayInspect: false },
    { name: '公安分局', mayInspect: true },
  ];
  const officer = (name: string, certificate: string, agency = '公安分局') => ({ name, certificate, agency });
  it.each([
    [[officer('甲', '1'), officer('乙', '2')], null],
    [[officer('甲', '1')], 'tooFew'],
    [[officer('甲', '1'), officer('甲', '1')], 'sameOfficer'],
    [[officer('甲', '1'), officer('乙', '2', '区委政法委')], 'agencyMayNotInspect'],
    [[officer('甲', '1'), officer('乙', '2', '某公司')], 'agencyMayNotInspect'],
  ] as const)('case %#', (officers, refusal) =>
    expect(checkOfficers(officers, agencies)?.refusal ?? null).toBe(refusal),
  );
});
