import { CodedError } from '#shared/contract/errors.ts';
import { noLayers, type SheetContent } from '#shared/sheets/content.ts';
import { CROWDED } from '#shared/sheets/crowded-sheet.ts';
import { isKnownByPoint, POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { crowdedPlace } from './crowded-place.ts';
import { findingsOfSchool, schoolStatistics, venueMarks, venuesTable } from './finding-rows.ts';
import { boundsAround, geometryBounds, grown, type Surroundings } from './surroundings.ts';

/** A school with its zones, and what stands in them. Errors: SCHOOL_UNKNOWN, SHEET_UNPLACED. */
export async function schoolContent(surroundings: Surroundings, id: number): Promise<SheetContent> {
  const { context } = surroundings;
  const school = (await surroundings.schools()).get(id);
  if (!school) throw new CodedError('SCHOOL_UNKNOWN', { id });
  const drawn = await surroundings.draw(school);
  if (!drawn) throw new CodedError('SHEET_UNPLACED', { name: school.name });
  const rows = await findingsOfSchool(context, id);
  const zone = drawn.layers.zones[0];
  const bounds =
    boundsAround(
      rows.map(({ venuePosition }) => venuePosition),
      [zone ? geometryBounds(zone.geometry) : grown(drawn.bounds, 0.12, 0.003)],
    ) ?? drawn.bounds;
  // The frame shows more than the box: schools near its edges are needed too.
  const own = new Set([id]);
  const layers = await surroundings.layersIn(grown(bounds, 0.8), own, (each) => each.id === id);
  const wide = grown(bounds, 2.2);
  const around = await surroundings.layersIn(wide, own, () => false, true);
  return {
    title: `${school.name}周边学生安全区域图`,
    subtitle: [subtitleOf(context.workspace), ...(isKnownByPoint(school) ? [POINT_FOR_CAMPUS] : [])].join(
      ' · ',
    ),
    bounds,
    layers: { ...layers, venues: venueMarks(rows) },
    tables: {
      venues: venuesTable(context, rows),
      statistics: await schoolStatistics(context, id, rows),
    },
    fields: {},
    empty: rows.length === 0,
    // What is enlarged of a crowded sheet is where most venues are.
    detail:
      rows.length > CROWDED
        ? crowdedPlace(rows.map(({ venuePosition }) => venuePosition))
        : (school.gates.find(({ isMain }) => isMain)?.position ?? school.gates[0]?.position ?? null),
    overview: { bounds: wide, layers: { ...noLayers, campuses: around.campuses, schools: [], gates: [] } },
  };
}

/** 示例 · 规则包：大兴区. */
export function subtitleOf({
  name,
  demonstration,
  pack,
}: {
  readonly name: string;
  readonly demonstration: boolean;
  readonly pack: { readonly title: string };
}): string {
  return [demonstration ? '演示数据' : name, `规则包：${pack.title}`].join(' · ');
}
