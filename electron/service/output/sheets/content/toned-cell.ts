import type { SheetCell } from '#shared/sheets/content.ts';
import type { Severity } from '#shared/zones/verdict.ts';

export type Tone = NonNullable<SheetCell['tone']>;

/** A cell with a text, in the colour of its tone where it has one. */
export function tonedCell(text: string, tone: Tone | null): SheetCell {
  return tone === null ? { text } : { text, tone };
}

/** Only what breaks a rule or is in doubt has a colour of its own. */
export function toneOf(severity: Severity): Tone | null {
  return severity === 'violation' || severity === 'undetermined' ? severity : null;
}
