import { describe, expect, it } from 'vitest';
import { everyDay, readWeekdays, weekdaysSchema, weekdaysText } from '#shared/facilities/duty-days.ts';

/** Every set of days that somebody may stand on. */
const sets = Array.from({ length: 127 }, (_, i) => everyDay.filter((day) => ((i + 1) >> (day - 1)) & 1));

describe('days of a week', () => {
  it.each([
    [[1, 2, 3, 4, 5], '周一至周五'],
    [[1, 2, 3, 4, 5, 6, 7], '每天'],
    [[1, 3], '周一、周三'],
    [[5, 4, 3, 1], '周一、周三至周五'],
    [[6, 7], '周六、周日'],
    [[], ''],
  ])('%j are told as %s', (days, text) => {
    expect(weekdaysText(days)).toBe(text);
  });

  it('are read as they are told', () => {
    for (const days of sets) expect(readWeekdays(weekdaysText(days)), weekdaysText(days)).toEqual(days);
  });

  it.each([
    ['星期一至五', [1, 2, 3, 4, 5]],
    ['周１－５', [1, 2, 3, 4, 5]],
    ['每周三', [3]],
    ['周一三五', [1, 3, 5]],
    ['周二、四和星期天', [2, 4, 7]],
    ['工作日', [1, 2, 3, 4, 5]],
    ['周末', [6, 7]],
  ])('are read from %s', (text, days) => {
    expect(readWeekdays(text)).toEqual(days);
  });

  it.each(['', '一', '周敏', '周一明', '周五至周一', '周八', '校门口'])('are not read from “%s”', (text) => {
    expect(readWeekdays(text)).toBeNull();
  });

  it('are kept once each and in order; a post has at least one', () => {
    expect(weekdaysSchema.parse([5, 1, 5])).toEqual([1, 5]);
    for (const wrong of [[], [0], [8], [1.5], '1'])
      expect(weekdaysSchema.safeParse(wrong).success).toBe(false);
    expect(weekdaysSchema.safeParse([]).error?.issues[0]?.message).toBe('请至少选一天值守的星期');
  });
});
