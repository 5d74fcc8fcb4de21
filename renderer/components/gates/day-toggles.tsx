import { type KeyboardEvent, useRef, useState } from 'react';
import { weekdayTitle } from '#shared/calendar/days.ts';
import { everyDay, schoolDays, weekdaysText } from '#shared/facilities/duty-days.ts';

/** Keys that lead from one button to another, and how far; the ends lie beyond any number of buttons. */
const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * The days of the week, each to be turned on and off, and shortcuts for several. By keyboard it is one stop: arrows lead
 * from one day to the next.
 */
export function DayToggles({
  id,
  value = [],
  onChange,
}: {
  id?: string;
  value?: readonly number[];
  onChange?: (days: readonly number[]) => void;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const move = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    if (step === undefined || buttons.length === 0) return;
    event.preventDefault();
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  };
  const stop = (place: number) => ({
    type: 'button' as const,
    tabIndex: place === at ? 0 : -1,
    onFocus: () => setAt(place),
    onKeyDown: move,
  });
  const turn = (day: number) =>
    onChange?.(everyDay.filter((each) => (each === day) !== value.includes(each)));
  return (
    <div className="day-toggles" id={id} role="toolbar" aria-label="值守的星期" ref={bar}>
      {everyDay.map((day, place) => (
        <button key={day} {...stop(place)} aria-pressed={value.includes(day)} onClick={() => turn(day)}>
          {weekdayTitle(day)}
        </button>
      ))}
      {[schoolDays, everyDay].map((days, i) => (
        <button
          key={days.length}
          {...stop(everyDay.length + i)}
          className="day-shortcut"
          onClick={() => onChange?.(days)}
        >
          {weekdaysText(days)}
        </button>
      ))}
    </div>
  );
}
