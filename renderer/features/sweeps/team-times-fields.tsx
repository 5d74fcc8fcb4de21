import { Form, Select } from 'antd';
import { weekdayTitle } from '#shared/calendar/days.ts';
import { type TeamTimes, usualEvening } from '#shared/sweeps/plan-days.ts';
import { ClockField } from '../../components/fields/clock-field.tsx';
import { DayField } from '../../components/fields/day-field.tsx';

/** When a team goes, as it stands in a form; empty where nothing is said. */
export interface WrittenTimes {
  readonly startsOn?: string;
  readonly pauseFrom?: string;
  readonly pauseUntil?: string;
  readonly weekdays?: number[];
  readonly eveningFrom?: string;
  readonly eveningUntil?: string;
}

const weekdays = [1, 2, 3, 4, 5, 6, 7].map((value) => ({ value, label: weekdayTitle(value) }));

/** The first day of a team, its pause, and its evenings. */
export function TeamTimesFields() {
  return (
    <>
      <div className="team-row team-row-times">
        <DayField name={['when', 'startsOn']} label="起始日期（跳过节假日和周末）" />
        <ClockField name={['when', 'pauseFrom']} label="午休从" />
        <ClockField name={['when', 'pauseUntil']} label="到" />
      </div>
      <div className="team-row team-row-times">
        <Form.Item name={['when', 'weekdays']} label="哪几天晚上也去（歌舞厅、酒吧等）">
          <Select
            mode="multiple"
            allowClear
            placeholder="不安排夜间"
            options={weekdays}
            showSearch={{ filterOption: (text, option) => option?.label.includes(text) ?? false }}
          />
        </Form.Item>
        <ClockField name={['when', 'eveningFrom']} label="夜间从" />
        <ClockField name={['when', 'eveningUntil']} label="到（可过零点）" />
      </div>
    </>
  );
}

/** The times of a form; null where no day is given, and the days have no dates. */
export function timesOf({
  startsOn,
  pauseFrom,
  pauseUntil,
  weekdays: chosen = [],
  eveningFrom,
  eveningUntil,
}: WrittenTimes): TeamTimes | null {
  if (!startsOn) return null;
  return {
    startsOn,
    pause: pauseFrom && pauseUntil ? { from: pauseFrom, until: pauseUntil } : null,
    evening:
      chosen.length === 0
        ? null
        : {
            from: eveningFrom || usualEvening.from,
            until: eveningUntil || usualEvening.until,
            weekdays: [...chosen].sort(),
          },
  };
}

/** What stands in the form of times that are kept. */
export function writtenTimes(times: TeamTimes | null): WrittenTimes {
  const { from, until } = times?.evening ?? usualEvening;
  return {
    startsOn: times?.startsOn ?? '',
    pauseFrom: times?.pause?.from ?? '',
    pauseUntil: times?.pause?.until ?? '',
    weekdays: times?.evening?.weekdays ?? [],
    eveningFrom: from,
    eveningUntil: until,
  };
}
