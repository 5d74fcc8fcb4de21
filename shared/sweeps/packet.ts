/** A row as it travels in a field packet. */
export type PacketRow = Readonly<Record<string, string | number | null>>;

/** One field as a person sees it, and the columns that store it. */
export interface ComparedField {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  /** Columns that depend on them and go with them. */
  readonly along?: readonly string[];
}

export interface FieldDifference {
  readonly field: ComparedField;
  /** The office has changed it too, to something else: a person decides. */
  readonly conflict: boolean;
}

/**
 * Compares a row field by field as it left the office (`base`), as the office has it now (`own`), and as it
 * came back (`back`). A value that was not changed in the field, or that the office has too, is no difference.
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
