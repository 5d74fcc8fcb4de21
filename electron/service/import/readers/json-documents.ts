import json5 from 'json5';
import { CodedError } from '#shared/contract/errors.ts';
import type { FeatureLike } from './features.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value may be a record of a GeoJSON: its parts are checked where they are read. */
export function isFeature(value: unknown): value is FeatureLike {
  return isRecord(value);
}

/** Before each record of a sequence (RFC 8142). */
const RECORD_SEPARATOR = '\u001e';

/**
 * The values of a JSON text: one, or one a line, or parted as RFC 8142 says.
 * Errors: FILE_EMPTY, FILE_DAMAGED, FILE_LINE_DAMAGED where one of several lines is not whole.
 */
export function parseDocuments(text: string, file: string): unknown[] {
  const plain = withoutCall(text.replace(/^\uFEFF/, ''));
  const whole = plain.includes(RECORD_SEPARATOR) ? undefined : parse(plain);
  if (whole !== undefined) return [whole];
  const loose = parseLoosely(plain);
  if (loose !== undefined) return [loose];
  const lines = plain.includes(RECORD_SEPARATOR)
    ? plain.split(RECORD_SEPARATOR).map((part) => part.trim())
    : plain.split(/\r\n|\n|\r/);
  const numbered = lines.map((line, i) => ({ line: line.trim(), number: i + 1 })).filter(({ line }) => line);
  if (numbered.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const values = numbered.map(({ line }) => parse(line.replace(/,$/, '')));
  const broken = numbered[values.indexOf(undefined)];
  if (!broken) return values;
  // Where hardly any line is JSON by itself, the text is one document that was cut off.
  const isLines = values.filter((value) => value !== undefined).length > values.length / 2;
  if (isLines) throw new CodedError('FILE_LINE_DAMAGED', { file, row: broken.number });
  throw new CodedError('FILE_DAMAGED', { file, row: brokenLine(plain), fault: 'JSON 不完整' });
}

/** The value within a JSONP answer or a script that assigns it: `callback({…});`, `var list = […];`. */
function withoutCall(text: string): string {
  const [, called] = /^\s*(?:\/\*\*\/\s*)?[\w$.]+\s*\(\s*([[{][\s\S]*[\]}])\s*\)\s*;?\s*$/.exec(text) ?? [];
  const [, assigned] =
    /^\s*(?:(?:var|let|const)\s+)?[\w$.]+\s*=\s*([[{][\s\S]*[\]}])\s*;?\s*$/.exec(text) ?? [];
  return called ?? assigned ?? text;
}

/** The line at which a text stops being JSON; its last one where it only ends too soon. */
function brokenLine(text: string): number {
  let end = text.length;
  try {
    JSON.parse(text);
  } catch (error) {
    // The engine tells the place in its message alone.
    const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
    if (position !== undefined) end = Number(position);
  }
  return text.slice(0, end).trimEnd().split('\n').length;
}

/** More digits than a number keeps: codes that a program wrote without quotes. */
const longNumber = /[:[,]\s*-?\d{16,}\s*[,}\]]/;

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const isLong = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return isLong ? (context?.source ?? value) : value;
}

function parse(text: string): unknown {
  try {
    const value: unknown = longNumber.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** As JavaScript and Python write it: NaN, single quotes, a comma too many, remarks. A number that is none is empty. */
function parseLoosely(text: string): unknown {
  try {
    const whole = text.replace(/([:[,]\s*)(-?\d{16,})(?=\s*[,}\]])/g, '$1"$2"');
    const value: unknown = json5.parse(whole, (_key, part: unknown) =>
      typeof part === 'number' && !Number.isFinite(part) ? null : part,
    );
    return typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}
