import { sql } from 'kysely';

/** A pattern for `like … escape '\\'` that holds where a text stands somewhere, as it is. */
export function likeText(text: string): string {
  return `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
}

/** A list of ids of any length as one parameter, for `where … in`: SQLite has a limit on parameters, not on JSON. */
export function listed(ids: readonly number[]) {
  return sql<number>`(select value from json_each(${JSON.stringify(ids)}))`;
}
