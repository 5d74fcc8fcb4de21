/** Values that registries write for "nothing". */
const literalNulls = new Set(['', 'N/A', '#N/A', '[]', '-', '--', '无', 'NULL', 'null', 'None', '\\N']);

/** Trims a cell and maps the registries' literal nulls to an empty string. */
export function cleanCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value).trim();
  return literalNulls.has(text) ? '' : text;
}

/** Full-width ASCII (！–～) and the ideographic space to their half-width forms. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** The form in which names and addresses are compared: half width, no spaces, upper case. */
export function comparable(text: string): string {
  return toHalfWidth(text).replace(/\s+/g, '').toUpperCase();
}
