import { useMemo } from 'react';
import { dayOf, minuteOf } from '#shared/calendar/china-time.ts';
import { momentWithin, readMoment, tellMoment, writeMoment } from '#shared/written/clock.ts';
import { dayWithin, readDay, tellDay } from '#shared/written/day.ts';
import { readOn } from '#shared/written/reading.ts';
import { CalendarButton } from './calendar-button.tsx';
import { type FieldProps, FormField } from './form-field.tsx';
import { Unread } from './unread.ts';
import { useUnread } from './use-unread.ts';
import type { Writing } from './written-input.tsx';
import { type TextControl, WrittenText } from './written-text.tsx';

/** Which days a field takes. */
interface Limits {
  /** The first day, YYYY-MM-DD. */
  readonly from?: string | undefined;
  /** What is written has happened: nothing after the present is taken. */
  readonly past?: boolean | undefined;
}

type WrittenDayProps = Limits & TextControl;

/** A day as YYYY-MM-DD in a form; empty text where there is none. */
export function DayField({ from, past, ...field }: FieldProps & Limits) {
  return (
    <FormField {...field}>
      <WrittenDay from={from} past={past} label={field.hiddenLabel} />
    </FormField>
  );
}

/** A moment of China's clock as YYYY-MM-DDTHH:mm in a form; empty text where there is none. */
export function MomentField({ from, past, ...field }: FieldProps & Limits) {
  return (
    <FormField {...field}>
      <WrittenMoment from={from} past={past} label={field.hiddenLabel} />
    </FormField>
  );
}

/** A day outside a form; empty text where there is none, or none that is understood. */
export function DayInput({
  value,
  onChange,
  label,
  ...limits
}: Limits & { readonly value: string; readonly onChange: (day: string) => void; readonly label: string }) {
  const field = useUnread(value, '', (written) => onChange(typeof written === 'string' ? written : ''));
  return <WrittenDay {...limits} {...field} showsFault label={label} />;
}

function WrittenDay({ from, past, ...control }: WrittenDayProps) {
  const writing = useMemo(() => dayWriting({ from, past }), [from, past]);
  return (
    <WrittenText
      {...control}
      writing={writing}
      given={{
        placeholder: '年-月-日',
        suffix: (
          <CalendarButton
            day={knownIn(control.value)}
            from={from}
            past={past}
            onPick={(day) => control.onChange?.(day)}
          />
        ),
      }}
    />
  );
}

function WrittenMoment({ from, past, ...control }: WrittenDayProps) {
  const known = knownIn(control.value);
  const day = known?.slice(0, 10);
  const writing = useMemo(() => momentWriting({ from, past }, day), [from, past, day]);
  // A day alone is no moment yet: it stands in the field until a time is written behind it.
  const pick = (picked: string) =>
    control.onChange?.(
      known === null ? new Unread(picked, '还要写时间，例如 09:30') : `${picked}${known.slice(10)}`,
    );
  return (
    <WrittenText
      {...control}
      writing={writing}
      given={{
        placeholder: '年-月-日 时:分',
        suffix: <CalendarButton day={day ?? null} from={from} past={past} onPick={pick} />,
      }}
    />
  );
}

function knownIn(value: WrittenDayProps['value']): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The present is looked up when something is written: a form may be open for hours. */
function dayWriting({ from, past }: Limits): Writing<string> {
  const limits = () => {
    const today = dayOf(new Date());
    return { from, today, to: past ? today : undefined };
  };
  return {
    read: (text) => readOn(readDay(text), (day) => dayWithin(day, limits())),
    write: (day) => day,
    tell: tellDay,
  };
}

/** A time that is written alone is one of the day that the field had. */
function momentWriting({ from, past }: Limits, day: string | undefined): Writing<string> {
  const limits = () => {
    const now = minuteOf(new Date());
    return { from: from && `${from}T00:00`, now, to: past ? now : undefined };
  };
  return {
    read: (text) => readOn(readMoment(text, day), (moment) => momentWithin(moment, limits())),
    write: writeMoment,
    tell: tellMoment,
  };
}
