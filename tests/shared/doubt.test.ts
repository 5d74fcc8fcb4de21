import { describe, expect, it } from 'vitest';
import { instrumentSchema, surveySigma } from '#shared/zones/instruments.ts';
import { type DoubtfulFinding, settlingStep } from '#shared/zones/settling-step.ts';
import {
  combinedSigma,
  defaultSigmas,
  isCoarse,
  positionSourceSchema,
  sigmasSchema,
} from '#shared/zones/uncertainty.ts';
import { severities, severityIn, shortVerdict } from '#shared/zones/verdict.ts';

describe('what would settle a doubt', () => {
  const doubtful: DoubtfulFinding = {
    severity: 'undetermined',
    verdict: 'undetermined',
    origin: 'anyGate',
    ruleMethod: 'straight',
    gateName: '南门',
  };
  it.each([
    [{}, '实测“南门”至场所出入口的直线距离'],
    [{ ruleMethod: 'walking' }, '沿人行路线实测“南门”至场所出入口的步行距离'],
    [{ origin: 'boundary' }, '实测校园边界最近处至场所出入口的直线距离'],
    [{ origin: 'boundary', gateName: null }, '实测校园边界最近处至场所出入口的直线距离'],
    [{ origin: 'boundary', ruleMethod: 'walking' }, '沿人行路线实测“南门”至场所出入口的步行距离'],
    [{ origin: 'boundary', ruleMethod: 'walking', gateName: null }, '在图上标定学校的校门或校园边界，再研判'],
    [{ gateName: null }, '在图上标定学校的校门或校园边界，再研判'],
    // A supervised venue may be in doubt too; then it is the distance that has to be measured.
    [{ severity: 'supervised' }, '实测“南门”至场所出入口的直线距离'],
    [{ verdict: 'inside' }, '核对营业执照，补录设立日期'],
    [{ verdict: 'inside', severity: 'violation' }, null],
    [{ verdict: 'outside', severity: 'outside' }, null],
  ] as const)('%j: %s', (changed, step) => expect(settlingStep({ ...doubtful, ...changed })).toBe(step));
});

describe('a verdict in two words', () => {
  it.each([
    ['violation', 'inside', '区内'],
    ['undetermined', 'undetermined', '待实测'],
    // The day of its founding is missing: the distance alone does not decide.
    ['undetermined', 'inside', '待实测'],
    ['outside', 'outside', '区外'],
    ['supervised', 'inside', '监管'],
    ['supervisedDoubt', 'undetermined', '监管·存疑'],
    ['supervised', 'listed', '列管'],
  ] as const)('%s and %s is %s', (severity, verdict, words) =>
    expect(shortVerdict({ severity, verdict })).toBe(words),
  );
});

describe('the standard error of a survey', () => {
  it.each([
    ['total_station', 0.02, 0.02],
    ['gnss_rtk', 0.05, 0.05],
    ['laser', 0.03, 0.03],
    ['tape', Math.hypot(0.03, 0.06), Math.hypot(0.03, 0.03)],
    ['wheel', Math.hypot(0.1, 1), Math.hypot(0.1, 0.5)],
  ] as const)('by %s grows with the length as it should', (instrument, of200, of100) => {
    expect(surveySigma(instrument, 200, 1)).toBeCloseTo(of200, 12);
    expect(surveySigma(instrument, 100, 1)).toBeCloseTo(of100, 12);
  });

  it.each(instrumentSchema.options)('by %s grows with the root of the stretches', (instrument) => {
    const stretch = surveySigma(instrument, 0, 1);
    expect(stretch).toBeGreaterThan(0);
    expect(surveySigma(instrument, 0, 4)).toBeCloseTo(2 * stretch, 12);
    // Nothing is measured in less than one stretch.
    expect(surveySigma(instrument, 0, 0)).toBe(stretch);
  });
});

describe('the standard error of a position', () => {
  it('of two ends is the root of both squares', () => {
    expect(combinedSigma(3, 4)).toBe(5);
    expect(combinedSigma(10, 0)).toBe(10);
  });

  it.each(positionSourceSchema.options)('of %s may prove by itself or not', (source) =>
    expect(isCoarse(source)).toBe(source === 'area' || source === 'unknown'),
  );

  it('of a workspace lies between a decimetre and a kilometre', () => {
    const accepts = (gnss: number) => sigmasSchema.safeParse({ ...defaultSigmas, gnss }).success;
    expect([0.09, 0.1, 5, 1000, 1000.1].map(accepts)).toEqual([false, true, true, true, false]);
    expect(sigmasSchema.safeParse({ surveyed: 1 }).success).toBe(false);
  });
});

it('a severity on record is one that is known, or none', () => {
  for (const severity of severities) expect(severityIn(severity)).toBe(severity);
  expect(severityIn('grave')).toBeNull();
  expect(severityIn('')).toBeNull();
  expect(severityIn(null)).toBeNull();
});
