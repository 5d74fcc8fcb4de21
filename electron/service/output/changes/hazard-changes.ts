import { selectHazardsOf } from '../../db/queries/changes-since.ts';
import type { Change, ChangesContext, ChangesTime, Towns } from './changes-context.ts';

/** Hazards that were found or closed. */
export async function hazardChanges(
  { db }: ChangesContext,
  { from, to, batch }: ChangesTime,
  towns: Towns,
): Promise<Change[]> {
  const isWithin = (day: string | null) => day !== null && day >= from && day <= to;
  const hazards = await selectHazardsOf(db, batch === null ? { from, to } : { batch });
  return hazards.flatMap((hazard): Change[] => {
    const { id, code, kind, level, foundOn, closedOn, schoolId, placeName, category, source } = hazard;
    const about = {
      thing: { table: 'hazards' as const, id },
      name: [placeName, code].filter(Boolean).join(' '),
      categories: [category],
      schoolIds: schoolId === null ? [] : [schoolId],
      town: towns.at(hazard.lng, hazard.lat) || (schoolId === null ? '' : towns.ofSchool(schoolId)),
    };
    const what = `${level} ${kind}`;
    const rows: Change[] = [];
    if (batch !== null || isWithin(foundOn))
      rows.push({
        ...about,
        kind: 'hazardFound',
        day: foundOn,
        field: source,
        before: '',
        after: what,
        by: hazard.registrar,
      });
    if (batch === null && isWithin(closedOn))
      rows.push({
        ...about,
        kind: 'hazardClosed',
        day: closedOn,
        field: '销号',
        before: what,
        after: '已销号',
        by: '',
      });
    return rows;
  });
}
