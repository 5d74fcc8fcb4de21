import { z } from 'zod';
import { frameOfStatement } from './named-frames.ts';
import type { MetresReading, NumberReading } from './place-numbers.ts';
import { type ReferenceSystem, referenceSystemNames, referenceSystemSchema } from './reference-systems.ts';

/** A system beyond the four usual ones: a datum, with its central meridian where a list is in metres without a zone. */
export type FrameStatement =
  | `${'cgcs2000' | 'beijing54' | 'xian80'}:${number}`
  | 'beijing54'
  | 'xian80'
  | 'newBeijing54'
  | `epsg:${number}`;

/** The system that a list's coordinates are in, as a person or a file states it. */
export type CoordinateSystem = ReferenceSystem | FrameStatement;

function isStatement(value: unknown): value is FrameStatement {
  return typeof value === 'string' && frameOfStatement(value) !== null;
}

export const coordinateSystemSchema = z.union([referenceSystemSchema, z.custom<FrameStatement>(isStatement)]);

/** As people name it; a name that is none stays as it is. */
export function coordinateSystemName(system: string): string {
  if (system === 'none') return '无坐标';
  const known = coordinateSystemSchema.safeParse(system);
  if (!known.success) return system;
  const usual = referenceSystemSchema.safeParse(system);
  return usual.success ? referenceSystemNames[usual.data] : (frameOfStatement(system)?.name ?? system);
}

/** How the numbers of a list in a system are read. */
export function numberReadingOf(
  system: CoordinateSystem | 'none',
  metres: MetresReading | null,
): NumberReading {
  const known = referenceSystemSchema.safeParse(system);
  if (known.success) return { system: known.data, frame: null, metres };
  return { system: 'cgcs2000', frame: frameOfStatement(system), metres };
}
