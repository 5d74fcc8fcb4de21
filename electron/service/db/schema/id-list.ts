import { sql } from 'kysely';

/** A pattern for `like … escape '\\'` that holds where a text stands somewhere, as it is. */
export function likeText(text: string): string {
  return `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
}

/**
 * Ids as the right side of `where … in`. They are one parameter, a JSON list: SQLite limits how many parameters a
 * statement has, so that a long list of ids would fail otherwise.
 */
export function toIdList(ids: readonly number[]) {
  return sql<number>`(select value from json_each(${JSON.stringify(ids)}))`;
}

/** The same for texts. */
export function toTextList(texts: readonly string[]) {
  return sql<string>`(select value from json_each(${JSON.stringify(texts)}))`;
}
