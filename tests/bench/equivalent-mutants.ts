/** A mutant that no test can notice, because the program does the same with it. */
export interface EquivalentMutant {
  readonly file: string;
  /** The line on which it begins, without indent. */
  readonly line: string;
  /** What is replaced and by what, with single spaces. */
  readonly code: string;
  readonly becomes: string;
  /** Why nothing changes. */
  readonly reason: string;
}

/** Found by hand, each with its reason; the benchmark fails where one is none any more. */
export const equivalentMutants: readonly EquivalentMutant[] = [
  {
    file: 'shared/ledger/due-dates.ts',
    line: 'const left = dueOn === null ? null : daysBetween(today, dueOn);',
    code: 'dueOn === null',
    becomes: 'false',
    reason: 'Without a date the days left are not a number, which is neither below nor above anything.',
  },
  {
    file: 'shared/ledger/due-dates.ts',
    line: "if (left !== null && left < 0) reminders.push('overdue');",
    code: 'left !== null',
    becomes: 'true',
    reason: 'Null is not below zero.',
  },
  {
    file: 'shared/ledger/hazard.ts',
    line: 'return isOpen(state) && dueOn !== null && dueOn < today;',
    code: 'dueOn !== null',
    becomes: 'true',
    reason: 'Null is before no day.',
  },
  {
    file: 'shared/rules/timeline.ts',
    line: 'return other !== null && day < other;',
    code: 'other !== null',
    becomes: 'true',
    reason: 'No day is before null.',
  },
  {
    file: 'shared/registry/text.ts',
    line: "if (value === null || value === undefined) return '';",
    code: 'value === null',
    becomes: 'false',
    reason: 'Written out, null is one of the texts that say nothing.',
  },
  {
    file: 'shared/registry/text.ts',
    line: "const text = withoutGuard((typeof value === 'string' ? value : String(value)).trim());",
    code: "typeof value === 'string'",
    becomes: 'false',
    reason: 'A text made a text is itself; asking first is quicker.',
  },
  {
    file: 'shared/registry/text.ts',
    line: "const text = withoutGuard((typeof value === 'string' ? value : String(value)).trim());",
    code: "'string'",
    becomes: '""',
    reason: 'The same: nothing is of a type without a name.',
  },
  {
    file: 'shared/registry/text.ts',
    line: "return text.length <= LONGEST_NULL && literalNulls.has(text) ? '' : text;",
    code: 'text.length <= LONGEST_NULL',
    becomes: 'true',
    reason: 'No longer text is among them; asking first is quicker.',
  },
  {
    file: 'shared/registry/text.ts',
    line: 'if (!/[\\uff01-\\uff5e\\u3000]/.test(text)) return text;',
    code: '!/[\\uff01-\\uff5e\\u3000]/.test(text)',
    becomes: 'false',
    reason: 'Where nothing is of full width nothing is replaced; asking first is quicker.',
  },
  {
    file: 'shared/registry/text.ts',
    line: 'if (!/[\\uff01-\\uff5e\\u3000]/.test(plain)) return plain;',
    code: '!/[\\uff01-\\uff5e\\u3000]/.test(plain)',
    becomes: 'false',
    reason: 'Where nothing is of full width nothing is replaced; asking first is quicker.',
  },
  {
    file: 'shared/registry/text.ts',
    line: "if (/\\s/.test(plain)) plain = plain.replace(/\\s+/g, '');",
    code: '/\\s/.test(plain)',
    becomes: 'true',
    reason: 'Where there is no space none is taken out; asking first is quicker.',
  },
  {
    file: 'shared/registry/text.ts',
    line: "if (/\\s/.test(plain)) plain = plain.replace(/\\s+/g, '');",
    code: '/\\s+/g',
    becomes: '/\\s/g',
    reason: 'Every space goes, whether alone or with its neighbours.',
  },
  {
    file: 'shared/registry/text.ts',
    line: 'if (/[[\\]{}【】〔〕「」『』〈〉《》]/.test(plain))',
    code: '/[[\\]{}【】〔〕「」『』〈〉《》]/.test(plain)',
    becomes: 'true',
    reason: 'Where there is no bracket none is replaced; asking first is quicker.',
  },
  {
    file: 'shared/geodesy/ellipsoid.ts',
    line: 'return near < NEAR_LIMIT ? near : geodesicDistance([fromLng, fromLat], [toLng, toLat]);',
    code: 'near < NEAR_LIMIT',
    becomes: 'near <= NEAR_LIMIT',
    reason: 'At the change both formulas say the same to a tenth of a millimetre.',
  },
  {
    file: 'shared/geodesy/coordinate-frames.ts',
    line: 'const within = easting > ZONE ? easting - Math.floor(easting / ZONE) * ZONE : easting;',
    code: 'easting > ZONE',
    becomes: 'true',
    reason: 'Of an easting below a million nothing is taken off.',
  },
  {
    file: 'shared/geodesy/coordinate-frames.ts',
    line: 'const within = easting > ZONE ? easting - Math.floor(easting / ZONE) * ZONE : easting;',
    code: 'easting > ZONE',
    becomes: 'easting >= ZONE',
    reason: 'A million is no easting, with the number of a zone or without.',
  },
  {
    file: 'shared/geodesy/coordinate-frames.ts',
    line: 'if (easting > ZONE && !zoneMeridians(Math.floor(easting / ZONE)).includes(meridian)) return null;',
    code: 'easting > ZONE',
    becomes: 'easting >= ZONE',
    reason: 'The same.',
  },
  {
    file: 'shared/geodesy/coordinate-frames.ts',
    line: 'return easting >= WESTMOST && easting <= EASTMOST && northing >= SOUTHMOST && northing <= NORTHMOST;',
    code: 'northing <= NORTHMOST',
    becomes: 'northing < NORTHMOST',
    reason: 'Such a northing lies north of 55°, outside of China.',
  },
  {
    file: 'shared/geodesy/coordinate-frames.ts',
    line: 'converters.set(key, known);',
    code: 'converters.set(key, known);',
    becomes: ';',
    reason: 'A conversion that is kept is quicker than one made anew.',
  },
  {
    file: 'shared/geodesy/coordinate-text.ts',
    line: "if (found.kind === 'projected') return found.pair;",
    code: "found.kind === 'projected'",
    becomes: 'false',
    reason: 'A projected place lies in China, longitude first: the rest leaves it as it is.',
  },
  {
    file: 'shared/geodesy/coordinate-text.ts',
    line: "if (found.kind === 'projected') return found.pair;",
    code: "'projected'",
    becomes: '""',
    reason: 'The same.',
  },
  {
    file: 'shared/geodesy/place-numbers.ts',
    line: 'const [lng, lat] = a > b ? [a / scale, b / scale] : [b / scale, a / scale];',
    code: 'a > b',
    becomes: 'a >= b',
    reason: 'Of two equal numbers either is the greater.',
  },
  {
    file: 'shared/geodesy/place-numbers.ts',
    line: 'return lng >= 70 && inChina(lng, lat);',
    code: 'lng >= 70',
    becomes: 'true',
    reason: 'China begins at 70°; the number says why no easting is taken for a longitude.',
  },
  {
    file: 'shared/geodesy/place-numbers.ts',
    line: 'const [low, high] = pair[0] < pair[1] ? pair : [pair[1], pair[0]];',
    code: 'pair[0] < pair[1]',
    becomes: 'pair[0] <= pair[1]',
    reason: 'Of two equal numbers either is the lower.',
  },
];
