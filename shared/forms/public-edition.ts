/** Mobile numbers and numbers of identity cards name somebody, whether the workspace knows them or not. */
const PERSONAL = /(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)/;

/** What a text says that is not for everybody: something sensitive of the workspace, or a number of a person; null where nothing is. */
export function notForPublic(text: string, sensitive: Iterable<string>): string | null {
  for (const value of sensitive) if (text.includes(value)) return value;
  return PERSONAL.exec(text)?.[0] ?? null;
}
