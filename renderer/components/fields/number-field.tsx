import { useMemo } from 'react';
import {
  metreWords,
  type NumberLimits,
  numberWithin,
  readNumber,
  type UnitWords,
} from '#shared/written/number.ts';
import { readOn } from '#shared/written/reading.ts';
import { type FieldProps, FormField } from './form-field.tsx';
import { Unread } from './unread.ts';
import { useUnread } from './use-unread.ts';
import { type Writing, WrittenInput, type WrittenInputProps } from './written-input.tsx';

interface NumberLook extends NumberLimits {
  /** What an arrow key adds or takes; 1 where nothing else is said. */
  readonly step?: number;
  /** Words behind a number that are understood. */
  readonly units?: UnitWords;
  readonly placeholder?: string;
  readonly size?: 'small';
  readonly className?: string;
}

interface LabelledNumber extends NumberLook {
  readonly label: string;
}

/** A number in a form; null where there is none. */
export function NumberField({
  name,
  label,
  hiddenLabel,
  required,
  rules,
  dependencies,
  extra,
  tooltip,
  className,
  ...look
}: FieldProps & NumberLook) {
  const field = { name, label, hiddenLabel, required, rules, dependencies, extra, tooltip, className };
  return (
    <FormField {...field}>
      <WrittenNumber {...look} label={hiddenLabel} />
    </FormField>
  );
}

/** A distance in metres in a form; 0.2 公里 is understood too. */
export function DistanceField(props: FieldProps & NumberLook) {
  return <NumberField unit="米" units={metreWords} {...props} />;
}

/** A number outside a form; null where there is none, or none that is understood. */
export function NumberInput({
  value,
  onChange,
  label,
  ...look
}: LabelledNumber & {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  const field = useUnread(value, null, (written) => onChange(written instanceof Unread ? null : written));
  return <WrittenNumber {...look} {...field} showsFault label={label} />;
}

/** A number that always has a value: where another is not understood the last one stays, and the field says so. */
export function NumberSetting({
  value,
  onChange,
  label,
  ...look
}: LabelledNumber & { readonly value: number; readonly onChange: (value: number) => void }) {
  // An emptied field shows its last number again when it is left.
  const field = useUnread(value, value, (written) => {
    if (typeof written === 'number') onChange(written);
  });
  return <WrittenNumber {...look} {...field} showsFault faultEnd={`，仍用 ${value}`} label={label} />;
}

function WrittenNumber({
  id,
  label,
  step = 1,
  units,
  min,
  max,
  whole,
  unit,
  placeholder,
  size,
  className,
  ...control
}: NumberLook &
  Omit<WrittenInputProps<number>, 'writing' | 'onStep' | 'given'> & {
    readonly id?: string;
    readonly label?: string | undefined;
  }) {
  const writing = useMemo(
    () => numberWriting({ min, max, whole, unit }, units),
    [min, max, whole, unit, units],
  );
  const known = typeof control.value === 'number' ? control.value : undefined;
  return (
    <WrittenInput
      {...control}
      writing={writing}
      onStep={(direction) => control.onChange?.(stepped(known ?? 0, direction * step, { min, max }))}
      given={{
        id,
        className,
        placeholder,
        ...(size === undefined ? {} : { size }),
        suffix: unit,
        inputMode: 'decimal',
        role: 'spinbutton',
        'aria-label': label,
        'aria-valuenow': known,
        'aria-valuemin': min,
        'aria-valuemax': max,
      }}
    />
  );
}

const DIGITS = 12;

function stepped(from: number, by: number, { min, max }: NumberLimits): number {
  const next = Number((from + by).toPrecision(DIGITS));
  return Math.min(max ?? next, Math.max(min ?? next, next));
}

function numberWriting(limits: NumberLimits, units: UnitWords | undefined): Writing<number> {
  const { unit = '' } = limits;
  return {
    read: (text) =>
      readOn(readNumber(text, units ?? unitAlone(unit)), (number) => numberWithin(number, limits)),
    write: String,
    tell: (number) => `${number}${unit && ` ${unit}`}`,
  };
}

/** The unit that stands behind the field may be written too. */
function unitAlone(unit: string): UnitWords {
  return unit === '' ? {} : { [unit.toLowerCase()]: 1 };
}
