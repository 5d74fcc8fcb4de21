import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { askLater } from '../../renderer/client/ask-later.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('asks once for all that others changed within its while, and not at once', () => {
  const asked: string[][] = [];
  const later = askLater((names) => void asked.push([...names]));
  later(['hazards.list']);
  later(['overview.get', 'hazards.list']);
  vi.advanceTimersByTime(499);
  expect(asked).toEqual([]);
  vi.advanceTimersByTime(2501);
  expect(asked).toEqual([['hazards.list', 'overview.get']]);
  vi.advanceTimersByTime(60_000);
  expect(asked).toHaveLength(1);
});

it('waits while nobody sees the page, and asks when somebody does', () => {
  const asked: string[][] = [];
  const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  const later = askLater((names) => void asked.push([...names]));
  later(['hazards.list']);
  vi.advanceTimersByTime(60_000);
  later(['sweeps.list']);
  expect(asked).toEqual([]);
  state.mockReturnValue('visible');
  document.dispatchEvent(new Event('visibilitychange'));
  vi.advanceTimersByTime(3000);
  expect(asked).toEqual([['hazards.list', 'sweeps.list']]);
});
