import { useState } from 'react';
import { readPlaceText } from '#shared/geodesy/coordinate-text.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { type Axis, readCoordinate } from '#shared/written/coordinate.ts';
import { type FieldProps, FormField } from './form-field.tsx';
import { Unread } from './unread.ts';
import { useUnread } from './use-unread.ts';
import { type Writing, WrittenInput, type WrittenInputProps } from './written-input.tsx';

/** Seven decimals are a centimetre. */
const DECIMALS = 7;

type Coordinate = number | Unread | null;

interface WrittenPositionProps {
  readonly value?: LngLat | Unread | null;
  readonly onChange?: (position: LngLat | Unread | null) => void;
}

/** A position that may be wanting, in a form. */
export function PositionField(field: FieldProps) {
  return (
    <FormField {...field}>
      <WrittenPosition />
    </FormField>
  );
}

/** A position outside a form; null where there is none, or none that is understood. */
export function PositionInput({
  position,
  onChange,
}: {
  readonly position: LngLat | null;
  readonly onChange: (position: [lng: number, lat: number] | null) => void;
}) {
  const field = useUnread(position, null, (written) =>
    onChange(written === null || written instanceof Unread ? null : [written[0], written[1]]),
  );
  return <WrittenPosition {...field} />;
}

/** One coordinate of many: where another is not understood the last one stays, and the field says so. */
export function CoordinateSetting({
  axis,
  value,
  label,
  onChange,
  onPair,
}: {
  readonly axis: Axis;
  readonly value: number;
  readonly label: string;
  readonly onChange: (degrees: number) => void;
  readonly onPair: (pair: LngLat) => void;
}) {
  const field = useUnread(value, value, (written) => {
    if (typeof written === 'number') onChange(written);
  });
  return (
    <CoordinateInput
      {...field}
      axis={axis}
      onPair={onPair}
      faultEnd={`，仍用 ${writings[axis].write(value)}`}
      given={{ size: 'small', 'aria-label': label }}
    />
  );
}

/** Longitude and latitude by keyboard, WGS84. Both may be put into either field, as other maps copy them. */
function WrittenPosition({ value = null, onChange }: WrittenPositionProps) {
  // What is written while it is no position yet.
  const [parts, setParts] = useState<readonly [lng: Coordinate, lat: Coordinate]>([null, null]);
  const isWhole = positionIn(parts) !== null;
  const [lng, lat] = value instanceof Unread || value === null ? (isWhole ? [null, null] : parts) : value;
  const put = (next: readonly [lng: Coordinate, lat: Coordinate]) => {
    setParts(next);
    const isEmpty = next[0] === null && next[1] === null;
    onChange?.(positionIn(next) ?? (isEmpty ? null : new Unread('', '经度和纬度都要写，且要看得懂')));
  };
  return (
    <div className="position-fields">
      <CoordinateInput axis="lng" value={lng} onChange={(next) => put([next, lat])} onPair={put} />
      <CoordinateInput axis="lat" value={lat} onChange={(next) => put([lng, next])} onPair={put} />
    </div>
  );
}

function positionIn([lng, lat]: readonly [Coordinate, Coordinate]): LngLat | null {
  return typeof lng === 'number' && typeof lat === 'number' ? [lng, lat] : null;
}

const looks = { lng: { name: '经度', prefix: '经' }, lat: { name: '纬度', prefix: '纬' } } as const;

function CoordinateInput({
  axis,
  value,
  onChange,
  onPair,
  faultEnd,
  given,
}: {
  axis: Axis;
  value: Coordinate;
  onChange: (value: Coordinate) => void;
  onPair: (pair: LngLat) => void;
} & Pick<WrittenInputProps<number>, 'faultEnd' | 'given'>) {
  const { name, prefix } = looks[axis];
  return (
    <WrittenInput
      value={value}
      onChange={onChange}
      showsFault
      writing={writings[axis]}
      onPasted={(text) => {
        const pair = readPlaceText(text);
        if (pair) onPair(pair);
        return pair !== null;
      }}
      faultEnd={faultEnd}
      given={given ?? { 'aria-label': name, prefix }}
    />
  );
}

const writings: Readonly<Record<Axis, Writing<number>>> = {
  lng: coordinateWriting('lng'),
  lat: coordinateWriting('lat'),
};

function coordinateWriting(axis: Axis): Writing<number> {
  const write = (degrees: number) => degrees.toFixed(DECIMALS);
  return { read: (text) => readCoordinate(text, axis), write, tell: (degrees) => `${write(degrees)}°` };
}
