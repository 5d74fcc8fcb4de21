/** The rule of a field that must not be empty. */
export function required(what: string) {
  return { required: true, message: `请填写${what}`, validateTrigger: 'onChange' };
}
