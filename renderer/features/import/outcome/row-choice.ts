import { useMemo, useState } from 'react';
import type { ImportOptions } from '#shared/contract/import.ts';
import type { ImportField } from '#shared/registry/fields.ts';

type Repairs = ImportOptions['repairs'];

/** Which rows of a preview are to be imported, and which of their values were corrected. */
export interface RowChoice {
  readonly isTicked: (row: number) => boolean;
  readonly tick: (rows: readonly number[], ticked: boolean) => void;
  /** The corrected value; undefined where it stands as in the list. */
  readonly valueOf: (row: number, field: ImportField) => string | undefined;
  readonly correct: (row: number, field: ImportField, value: string) => void;
}

/** The choice of a person over the rows of one preview, and the same as options of an import. */
export function useRowChoice() {
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set());
  const [repairs, setRepairs] = useState<Repairs>([]);
  const chosen = useMemo(() => ({ skipRows: [...skipped], repairs: [...repairs] }), [skipped, repairs]);
  const choice: RowChoice = {
    isTicked: (row) => !skipped.has(row),
    tick: (rows, ticked) =>
      setSkipped((before) => {
        const next = new Set(before);
        for (const row of rows)
          if (ticked) next.delete(row);
          else next.add(row);
        return next;
      }),
    valueOf: (row, field) => repairs.find((one) => one.row === row && one.field === field)?.value,
    correct: (row, field, value) =>
      setRepairs((before) => [
        ...before.filter((one) => one.row !== row || one.field !== field),
        { row, field, value },
      ]),
  };
  return { choice, chosen };
}
