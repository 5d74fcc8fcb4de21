/**
 * A text that a field does not understand. It stands where a value would, so that it is seen and mended, and keeps the
 * form from being saved.
 */
export class Unread {
  readonly text: string;
  readonly fault: string;

  constructor(text: string, fault: string) {
    this.text = text;
    this.fault = fault;
  }
}

/** The rule of a field that has to be understood. It speaks when the field is left, not at every letter. */
export const understood = {
  validateTrigger: 'onBlur',
  validator: async (_: unknown, value: unknown) => {
    if (value instanceof Unread) throw new Error(value.fault);
  },
};
