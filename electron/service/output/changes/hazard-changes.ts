import { selectHazardsOf } from '../../db/queries/changes-since.ts';
import type { Change, ChangesContext, ChangesTime, Towns } from './changes-context.ts';

/** Hazards that were found or closed. */
export async function hazardChanges(
  { db }: ChangesContext,
  { from, to, batch }: ChangesTime,
  towns: Towns,
): Promise<Change[]> {
  const hazards = await selectHazardsOf(db, batch === null ? { from, to } : { batch });
  const isWithin = (day: string | null) => day !== null && day >= from && day <= to;
  return hazards.flatMap((hazard): Change[] => {
    const { found, closed } = tellHazard(hazard, towns);
    return [
      ...(batch !== null || isWithin(hazard.foundOn) ? [found] : []),
      ...(batch === null && isWithin(hazard.closedOn) ? [closed] : []),
    ];
  });
}

type Hazard = Awaited<ReturnType<typeof selectHazardsOf>>[number];

/** A hazard as one that was found, and as one that was closed. */
function tellHazard(hazard: Hazard, towns: Towns): { found: Change; closed: Change } {
  const { id, code, kind, level, foundOn, closedOn, schoolId, placeName, category, source } = hazard;
  const about = {
    thing: { table: 'hazards' as const, id },
    name: [placeName, code].filter(Boolean).join(' '),
    categories: [category],
    schoolIds: schoolId === null ? [] : [schoolId],
    town: towns.at(hazard.lng, hazard.lat) || (schoolId === null ? '' : towns.ofSchool(schoolId)),
  };
  const what = `${level} ${kind}`;
  const found = { day: foundOn, field: source, before: '', after: what, by: hazard.registrar };
  const closed = { day: closedOn, field: '销号', before: what, after: '已销号', by: '' };
  return {
    found: { ...about, kind: 'hazardFound', ...found },
    closed: { ...about, kind: 'hazardClosed', ...closed },
  };
}
