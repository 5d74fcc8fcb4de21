import { Input, type InputProps } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import type { Reading } from '#shared/written/reading.ts';
import { Unread } from './unread.ts';
import './fields.css';

/** How values of a kind are written and read. */
export interface Writing<Value> {
  read(text: string): Reading<Value>;
  write(value: Value): string;
  /** What was understood, in more words than it is written with. */
  tell(value: Value): string;
}

export interface WrittenInputProps<Value> {
  readonly writing: Writing<Value>;
  /** Empty text and nothing at all are no value. */
  readonly value?: Value | Unread | '' | null | undefined;
  /** What was written; null where the field was emptied. */
  readonly onChange?: ((value: Value | Unread | null) => void) | undefined;
  readonly onBlur?: InputProps['onBlur'];
  /** Looks at a pasted text first; true where it took it. */
  readonly onPasted?: ((text: string) => boolean) | undefined;
  /** Arrow keys, up 1 and down -1. */
  readonly onStep?: ((direction: 1 | -1) => void) | undefined;
  /** Outside a form the field itself tells what it does not understand; this is told behind it. */
  readonly faultEnd?: string | undefined;
  readonly showsFault?: boolean | undefined;
  readonly given?: Omit<InputProps, 'value' | 'onChange' | 'onBlur' | 'onKeyDown' | 'onPaste'>;
}

/**
 * A field that people write into as they are used to. While they write it tells what it understands; left, it shows
 * that in one form, and what it does not understand as it was written.
 */
export function WrittenInput<Value>({
  writing,
  value,
  onChange,
  onBlur,
  onStep,
  onPasted,
  showsFault = false,
  faultEnd = '',
  given = {},
}: WrittenInputProps<Value>) {
  const [typing, setTyping] = useState<string | null>(null);
  const type = (text: string) => {
    setTyping(text);
    onChange?.(readText(writing, text));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') setTyping(null);
    if (!onStep || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    setTyping(null);
    onStep(event.key === 'ArrowUp' ? 1 : -1);
  };
  const fault = showsFault && typing === null && value instanceof Unread ? value.fault : null;
  const said = typing === null ? null : toldOf(writing, typing);
  return (
    <span className="written">
      <Input
        autoComplete="off"
        {...given}
        {...(fault === null ? {} : { status: 'error' as const, 'aria-invalid': true })}
        value={typing ?? textOf(writing, value)}
        onChange={({ target }) => type(target.value)}
        onKeyDown={press}
        onPaste={(event) => {
          if (!onPasted?.(event.clipboardData.getData('text'))) return;
          event.preventDefault();
          setTyping(null);
        }}
        onBlur={(event) => {
          setTyping(null);
          onBlur?.(event);
        }}
      />
      {said !== null && (
        <span className="written-said" role="status">
          读作 {said}
        </span>
      )}
      {fault !== null && (
        <span className="written-fault" role="alert">
          {fault}
          {faultEnd}
        </span>
      )}
    </span>
  );
}

function readText<Value>(writing: Writing<Value>, text: string): Value | Unread | null {
  if (text.trim() === '') return null;
  const reading = writing.read(text);
  return 'value' in reading ? reading.value : new Unread(text, reading.fault);
}

function textOf<Value>(writing: Writing<Value>, value: Value | Unread | '' | null | undefined): string {
  if (value instanceof Unread) return value.text;
  return value === null || value === undefined || value === '' ? '' : writing.write(value);
}

/** What is understood of a text that is written otherwise than the field would write it. */
function toldOf<Value>(writing: Writing<Value>, text: string): string | null {
  if (text.trim() === '') return null;
  const reading = writing.read(text);
  return 'value' in reading && writing.write(reading.value) !== text ? writing.tell(reading.value) : null;
}
