import type { ImportPreview } from '#shared/contract/import.ts';
import { importOrder } from '#shared/contract/import-order.ts';
import type { Saved, SetList } from '#shared/contract/saved.ts';
import type { ChosenFile } from '../../../components/file-button.tsx';

export interface NamedSet {
  readonly id: number;
  readonly name: string;
  readonly lists: readonly SetList[];
}

/** One file of a set that is being imported. */
export interface SetFile extends ChosenFile {
  /** What is known of it when it was looked at. */
  readonly preview: Pick<ImportPreview, 'columns' | 'as' | 'rowCount'> | null;
  /** Why it cannot be read. */
  readonly fault: string | null;
  readonly state: 'waiting' | 'imported' | 'left';
}

export function setsOf(saved: readonly Saved[]): NamedSet[] {
  return saved.flatMap(({ id, name, content }) =>
    content.kind === 'importSet' ? [{ id, name, lists: content.lists }] : [],
  );
}

export function newFile({ token, name }: ChosenFile): SetFile {
  return { token, name, preview: null, fault: null, state: 'waiting' };
}

/** A list that is told apart row by row brings venues as a rule, and comes after those of venues alone. */
const order: readonly ImportPreview['as'][] = importOrder.flatMap((kind) =>
  kind === 'venues' ? [kind, 'auto'] : [kind],
);

/** Files in the order in which they are best imported. */
export function inOrder(
  files: readonly SetFile[],
  asOf: (file: SetFile) => ImportPreview['as'] | null,
): SetFile[] {
  const place = (file: SetFile) => {
    const as = asOf(file);
    return as === null ? order.length : order.indexOf(as);
  };
  return [...files].sort((a, b) => place(a) - place(b));
}
