import { describe, expect, it } from 'vitest';
import {
  cadenceSchema,
  cadenceText,
  everyText,
  type Obligation,
  obligationKindNames,
  obligationSchema,
} from '#shared/rules/cadence.ts';

/** What a document asks for, as a pack states it. */
const asked = (fields: Partial<Obligation>) => everyText({ every: 'month', times: 1, due: null, ...fields });

describe('what a document asks for again and again', () => {
  it.each([
    ['week', '每周 2 次'],
    ['month', '每月 2 次'],
    ['quarter', '每季度 2 次'],
    ['halfYear', '每半年 2 次'],
    ['term', '每学期 2 次'],
    ['year', '每年 2 次'],
    ['once', '一次性'],
    ['irregular', '不定期'],
  ] as const)('says how often: %s', (every, text) => {
    expect(asked({ every, times: 2 })).toBe(text);
  });

  it('says by which day, with the year where the document names it', () => {
    expect(asked({ due: '03-20' })).toBe('每月 1 次，3月20日前');
    expect(asked({ every: 'once', due: '2026-12-05' })).toBe('一次性，2026年12月5日前');
  });

  it('has a word for each kind', () => {
    expect(obligationKindNames).toEqual({
      sweep: '整治',
      meeting: '会议',
      check: '检查排查',
      visit: '入校',
      report: '报送',
      assessment: '考核',
    });
  });

  it('is one a span and has no last day where nothing else is said', () => {
    const said = { title: '联席会议', kind: 'meeting', every: 'halfYear', by: '区委政法委', article: '四' };
    expect(obligationSchema.parse(said)).toEqual({
      ...{ ...said, times: 1, due: null, from: null, phase: null, weekday: null },
      ...{ helping: '', excerpt: '' },
    });
    for (const due of ['2026-3-20', '3-20', '03-20 前', '于03-20'])
      expect(obligationSchema.safeParse({ ...said, due }).success, due).toBe(false);
  });
});

describe('how often a pack wants sweeps', () => {
  const phases = [
    { title: '摸底排查', from: null, to: '03-31' },
    { title: '集中整治', from: '04-01', to: '06-30' },
  ];

  it('is told in words', () => {
    expect(cadenceText({ kind: 'quarterly', times: 1 })).toBe('每季度 1 次');
    expect(cadenceText({ kind: 'halfYearly', times: 2 })).toBe('每半年 2 次');
    expect(cadenceText({ kind: 'none' })).toBe('规则包未规定频次');
  });

  it('is told by its phases: every year, once in a year, or once in a year that nobody names', () => {
    const told = (year?: unknown) => cadenceText(cadenceSchema.parse({ kind: 'phases', year, phases }));
    expect(told()).toBe('每年：摸底排查 → 集中整治');
    expect(told(2024)).toBe('2024年一次性行动：摸底排查 → 集中整治');
    expect(told(null)).toBe('一次性行动（文件没有写明年份）：摸底排查 → 集中整治');
  });
});
