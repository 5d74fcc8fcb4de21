import { isStoredName } from '#shared/attachments/stored-file.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { factsOf } from './find-tables.ts';
import type { Naming } from './table-facts.ts';

/**
 * The most characters of a name that people gave to a file. Such names are only shown: they must not contain a folder.
 */
const LONGEST_NAME = 255;

/**
 * Whether a value of a column that names something beyond the database is in order, by what it names. A `place` is
 * always in order, because the program opens it only after the user of this machine allows it.
 */
const inOrder: Readonly<Record<Naming, (value: string) => boolean>> = {
  stored: isStoredName,
  given: (value) => value.length <= LONGEST_NAME && !/[/\\]|\p{Cc}/u.test(value),
  place: () => true,
};

/**
 * The column of a row that names a file beyond its folder; null where all is in order. It is asked of every row that
 * comes from outside: of a field packet, a restored backup, a workspace that is opened.
 */
export function foreignNameIn(table: string, row: PacketRow): string | null {
  for (const [column, naming] of Object.entries(factsOf(table)?.names ?? {})) {
    const value = row[column];
    if (value === null || value === undefined || value === '') continue;
    if (typeof value !== 'string' || !inOrder[naming](value)) return column;
  }
  return null;
}
