import { useState } from 'react';
import { readPlaceText } from '#shared/geodesy/coordinate-text.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { type Axis, readCoordinate } from '#shared/written/coordinate.ts';
import { type FieldProps, FormField } from './form-field.tsx';
import { Unread } from './unread.ts';
import { type Writing, WrittenInput } from './written-input.tsx';

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
}: {
  axis: Axis;
  value: Coordinate;
  onChange: (value: Coordinate) => void;
  onPair: (pair: LngLat) => void;
}) {
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
      given={{ 'aria-label': name, prefix }}
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
