import type { PageChoice } from '#shared/contract/sheets.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { PageKind } from '#shared/sheets/sheet-template.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { selectPrimaryFindings } from '../../db/queries/findings.ts';
import { selectSubjects } from '../../db/queries/table-query.ts';
import { askRows } from '../../workspace/asked-rows.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** Tables whose rows have a page each. */
const tableOfKind: Partial<Record<PageKind, TableName>> = {
  school: 'schools',
  gate: 'gates',
  finding: 'findings',
};

/** Keys of the pages that a choice allows; null where it allows all. Errors: QUERY_INVALID. */
export async function chosenKeys(
  context: QueryContext,
  kind: PageKind,
  { keys, query }: PageChoice,
): Promise<Set<string> | null> {
  if (keys) return new Set(keys);
  if (!query) return null;
  const { db, workspace } = context;
  const request = await askRows(context, { ...query, about: null, sort: [] });
  const rows = await workspace.rowSets.ids(request);
  const ids =
    tableOfKind[kind] === query.table
      ? rows
      : await idsAbout(context, kind, await selectSubjects(db, request, rows));
  return ids && new Set(ids.map((id) => `${kind}:${id}`));
}

/** Ids of the pages that are about some schools and venues; null for a kind that is about neither. */
async function idsAbout(
  { db, workspace }: QueryContext,
  kind: PageKind,
  subjects: { readonly schools: readonly number[]; readonly venues: readonly number[] },
): Promise<number[] | null> {
  const schools = new Set(subjects.schools);
  switch (kind) {
    case 'school':
      return [...schools];
    case 'gate': {
      const places = await workspace.places.schools();
      return [...schools].flatMap((id) => (places.get(id)?.gates ?? []).map((gate) => gate.id));
    }
    case 'finding': {
      const venues = new Set(subjects.venues);
      const findings = await selectPrimaryFindings(db);
      return findings.filter(({ venueId }) => venues.has(venueId)).map(({ id }) => id);
    }
    case 'town': {
      const regions = await workspace.places.regions();
      const names = new Set([...schools].map((id) => regions.ofSchool(TOWN_LEVEL, id)));
      return regions.index.regions
        .filter(({ level, name }) => level === TOWN_LEVEL && names.has(name))
        .map(({ id }) => id);
    }
    case 'district':
    case 'team':
    case 'survey':
    case 'cell':
      return null;
  }
}
