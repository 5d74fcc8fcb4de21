import type { TableName } from '#shared/tables/table-columns.ts';

/** Things of one kind that are picked on the map and in the tables at once. */
export interface Selection {
  readonly kind: 'venue' | 'school' | 'facility';
  readonly ids: ReadonlySet<number>;
}

export const nothingSelected: Selection = { kind: 'venue', ids: new Set() };

/** What the rows of a table stand for on the map; null where they are picked one by one and have a panel of their own. */
export const subjectOf: Readonly<Record<TableName, Selection['kind'] | null>> = {
  findings: 'venue',
  venues: 'venue',
  hazards: 'venue',
  visits: 'venue',
  licences: 'venue',
  schools: 'school',
  gates: 'school',
  facilities: 'facility',
  troubleSpots: null,
};

export function subjectId(
  table: TableName,
  row: { readonly id: number; readonly venueId: number | null; readonly schoolId: number | null },
): number | null {
  switch (subjectOf[table]) {
    case 'venue':
      return row.venueId;
    case 'school':
      return row.schoolId;
    case 'facility':
      return row.id;
    case null:
      return null;
  }
}

/** A selection after things were added or removed; things of another kind replace it. */
export function changed(
  selection: Selection,
  kind: Selection['kind'],
  add: Iterable<number>,
  remove: Iterable<number> = [],
): Selection {
  const ids = new Set(selection.kind === kind ? selection.ids : []);
  for (const id of remove) ids.delete(id);
  for (const id of add) ids.add(id);
  return { kind, ids };
}
