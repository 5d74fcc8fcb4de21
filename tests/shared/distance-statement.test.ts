import { expect, it } from 'vitest';
import { gravestOf, outcomeOf } from '#shared/zones/distance-statement.ts';

const limit = 200;

it('须由测绘单位测量 stands wherever the margin is under 1 m or under 2σ, on both sides of the limit', () => {
  const of = (distance: number, sigma: number) =>
    outcomeOf({ distance, sigma, limit, verdict: distance <= limit ? 'inside' : 'outside' });
  // Exact positions: one metre decides.
  expect([of(199.01, 0.1), of(200, 0.1), of(200.99, 0.1)]).toEqual(['survey', 'survey', 'survey']);
  expect([of(199, 0.1), of(201, 0.1)]).toEqual(['inside', 'outside']);
  // Others: twice the standard error.
  expect([of(180.1, 10), of(219.9, 10)]).toEqual(['survey', 'survey']);
  expect([of(180, 10), of(220, 10)]).toEqual(['inside', 'outside']);
});

it('what the engine leaves open stays open, however far from the limit', () => {
  expect(outcomeOf({ distance: 20, sigma: 1, limit, verdict: 'undetermined' })).toBe('survey');
});

it('the gravest of several outcomes is said', () => {
  expect(gravestOf([])).toBe('outside');
  expect(gravestOf(['outside', 'survey'])).toBe('survey');
  expect(gravestOf(['outside', 'inside', 'survey'])).toBe('inside');
});
