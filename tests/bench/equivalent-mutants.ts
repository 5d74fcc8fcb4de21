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
    line: "return state !== 'closed' && dueOn !== null && dueOn < today;",
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
    line: 'return near < NEAR_LIMIT ? near : geodesicDistance(from, to);',
    code: 'near < NEAR_LIMIT',
    becomes: 'near <= NEAR_LIMIT',
    reason: 'At the change both formulas say the same to a tenth of a millimetre.',
  },
];
