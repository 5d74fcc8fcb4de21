import { inNone, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { RegionLevel } from '#shared/tables/table-columns.ts';
import { linkTo } from '../../routes/routes.ts';

/** A school that opens on the map, and what it lies in. */
export function SchoolName({
  id,
  name,
  town,
  level = TOWN_LEVEL,
}: {
  id: number;
  name: string;
  town: string | null;
  level?: RegionLevel;
}) {
  return (
    <span className="changes-name">
      <a href={linkTo({ name: 'school', id })}>{name}</a>
      <span className="quiet small">{town || inNone(level)}</span>
    </span>
  );
}
