import { minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';

/**
 * What officers did on site has been done when it is recorded: else a digit of its date is wrong. Moments of China's
 * clock, YYYY-MM-DDTHH:mm. Errors: VISIT_TIME_INVALID, VISIT_IN_FUTURE.
 */
export function requireTimeOnSite(
  { startedAt, endedAt }: { readonly startedAt: string; readonly endedAt: string },
  now: Date,
): void {
  if (endedAt < startedAt) throw new CodedError('VISIT_TIME_INVALID');
  if (endedAt > minuteOf(now)) throw new CodedError('VISIT_IN_FUTURE');
}
