import type { ImportPreview } from '#shared/contract/import.ts';
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

/** Later lists rest on earlier ones: venues are measured to schools. */
const order: readonly ImportPreview['as'][] = [
  'regions',
  'roads',
  'schools',
  'campuses',
  'gates',
  'facilities',
  'addresses',
  'venues',
  'auto',
  'hazards',
];

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
