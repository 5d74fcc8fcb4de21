/** A row as it travels in a field packet. */
export type PacketRow = Readonly<Record<string, string | number | null>>;

/** What is one thing to a person, and the columns that hold it. */
export interface ComparedField {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** Columns that follow from them and travel along. */
  readonly along?: readonly string[];
}

export interface FieldDifference {
  readonly field: ComparedField;
  /** The office has changed it too, to something else: a person decides. */
  readonly conflict: boolean;
}

/**
 * Compares a row field by field as it left the office (`base`), as the office has it now (`own`), and as it
 * came back (`back`). What the field left alone, or changed to what the office has too, is no difference.
 */
export function compareFields(
  fields: readonly ComparedField[],
  base: PacketRow,
  own: PacketRow,
  back: PacketRow,
): FieldDifference[] {
  return fields.flatMap((field) => {
    const same = (a: PacketRow, b: PacketRow) =>
      field.columns.every((column) => (a[column] ?? null) === (b[column] ?? null));
    if (same(back, base) || same(back, own)) return [];
    return [{ field, conflict: !same(own, base) }];
  });
}

/** The columns that a difference carries over, with their values. */
export function valuesOf({ columns, along = [] }: ComparedField, row: PacketRow): PacketRow {
  return Object.fromEntries([...columns, ...along].map((column) => [column, row[column] ?? null]));
}
