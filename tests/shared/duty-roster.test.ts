import { describe, expect, it } from 'vitest';
import { findConflicts, type PlacedDuty } from '#shared/facilities/duty-conflicts.ts';
import {
  cellOnDay,
  countVacant,
  rosterDays,
  rosterRows,
  substitutesOf,
  vacancyText,
} from '#shared/facilities/duty-roster.ts';

let last = 0;
function duty(said: Partial<PlacedDuty>): PlacedDuty {
  last += 1;
  return {
    id: last,
    gateId: 1,
    period: '上学',
    post: '校门口',
    person: `人${last}`,
    phone: '',
    from: '07:10',
    until: '08:10',
    weekdays: [1, 2, 3, 4, 5],
    substitute: '',
    substitutePhone: '',
    ...said,
  };
}

describe('a roster', () => {
  it('has a row for each post of a period, with the school days on which nobody stands there', () => {
    const rows = rosterRows([
      duty({ person: '甲', weekdays: [1, 3, 5], from: '07:00' }),
      duty({ person: '乙', post: '路口' }),
      duty({ person: '丙', weekdays: [3, 6], substitute: '丁' }),
      duty({ person: '戊', period: '放学', from: '16:00', until: '17:30' }),
    ]);
    expect(rows.map(({ period, post, hours, vacant }) => [period, post, hours, vacant])).toEqual([
      ['上学', '校门口', '07:00–08:10', [2, 4]],
      ['上学', '路口', '07:10–08:10', []],
      ['放学', '校门口', '16:00–17:30', []],
    ]);
    const [first] = rows;
    if (!first) throw new Error('no row');
    expect([1, 2, 3, 6, 7].map((day) => cellOnDay(first, day))).toEqual(['甲', '缺岗', '甲、丙', '丙', '']);
    expect(substitutesOf(first)).toBe('丁（替丙）');
    expect(vacancyText(first)).toBe('上学校门口周二、周四缺岗');
    expect(countVacant(rows)).toBe(2);
  });

  it('has a column for Saturday or Sunday only where somebody stands then', () => {
    expect(rosterDays([duty({ weekdays: [2] })])).toEqual([1, 2, 3, 4, 5]);
    expect(rosterDays([duty({ weekdays: [2, 7] })])).toEqual([1, 2, 3, 4, 5, 7]);
  });
});

describe('people at two gates at once', () => {
  const told = (...duties: PlacedDuty[]) =>
    findConflicts(duties).map(({ duty: one, other, weekdays, isSubstitute }) => [
      one.person,
      other.gateId,
      weekdays,
      isSubstitute,
    ]);

  it('are told at both, with the days that meet', () => {
    const here = duty({ person: '赵强', weekdays: [1, 2, 3] });
    const there = duty({ person: '赵 强', gateId: 2, weekdays: [3, 4], from: '08:00', until: '08:30' });
    expect(told(here, there)).toEqual([
      ['赵强', 2, [3], false],
      ['赵 强', 1, [3], false],
    ]);
  });

  it.each([
    ['at another gate on other days', { weekdays: [2] }],
    ['at another gate later', { from: '08:10', until: '09:00' }],
    ['at another post of the same gate', { gateId: 1, post: '路口' }],
    ['somebody of the same name with another number', { phone: '13900000000' }],
  ])('are not who is %s', (_, said) => {
    const here = duty({ person: '赵强', phone: '13800000000', weekdays: [1] });
    expect(told(here, duty({ person: '赵强', gateId: 2, weekdays: [1], ...said }))).toEqual([]);
  });

  it('are who stands in and has a post of their own elsewhere', () => {
    const here = duty({ person: '赵强', substitute: '孙丽' });
    expect(told(here, duty({ person: '孙丽', gateId: 2, weekdays: [5] }))).toEqual([['赵强', 2, [5], true]]);
  });

  it('are not whom no name tells apart, unless they have one number', () => {
    const parents = { person: '家长志愿者' };
    expect(told(duty(parents), duty({ ...parents, gateId: 2 }))).toEqual([]);
    const phone = '13800000000';
    expect(told(duty({ ...parents, phone }), duty({ ...parents, phone, gateId: 2 }))).toHaveLength(2);
  });
});
