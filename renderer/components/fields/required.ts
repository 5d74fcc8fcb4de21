/** The rule of a field that must not be empty: numbers and choices count as well as text, blanks do not. */
export function required(what: string) {
  return {
    // marks the field; the library's own check would take every value that is not text for missing
    required: true,
    validateTrigger: 'onChange',
    validator: async (_rule: unknown, value: unknown) => {
      if (isEmpty(value)) throw new Error(`请填写${what}`);
    },
  };
}

function isEmpty(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
