import { CodedError } from '#shared/contract/errors.ts';
import type { PresentationEdition } from '#shared/contract/presentation.ts';
import type { SlideMap } from '#shared/presenting/slide.ts';
import { DISTRICT_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { severities, severityNames } from '#shared/zones/verdict.ts';
import { drawSchoolOnce } from '../../cache/map/school-drawing.ts';
import { selectPlaceStates } from '../../db/queries/past-places.ts';
import { selectGravest } from '../../db/queries/past-records.ts';
import type { ChangesContext } from '../changes/changes-context.ts';
import { boundsOfSchools, countSchools } from '../sheets/content/school-figures.ts';

/** More marks than that would only cover one another. */
const MOST_MARKS = 3000;

/** The zones of all schools; in the full edition with the venues that break a rule or are in doubt. Errors: SHEET_NOTHING. */
export async function gatherSlideMap(
  context: ChangesContext,
  edition: PresentationEdition,
): Promise<SlideMap> {
  const { workspace } = context;
  const bounds = boundsOfSchools(await countSchools(context));
  if (!bounds) throw new CodedError('SHEET_NOTHING', { reason: '没有一所学校有位置' });
  const roads = await workspace.places.roads();
  const { regions } = (await workspace.places.regions()).index;
  const drawn = [...(await workspace.places.schools()).values()].flatMap(
    (school) => drawSchoolOnce(school, roads, workspace, true) ?? [],
  );
  const shapes = (layer: 'zones' | 'school_labels') =>
    drawn.flatMap(({ layers }) => layers[layer].map(({ geometry }) => geometry));
  const marks = edition === 'full' ? await gatherMarks(context) : [];
  const outlines = [TOWN_LEVEL, DISTRICT_LEVEL].map((level) =>
    regions.filter((each) => each.level === level),
  );
  return {
    bounds,
    regions: (outlines.find((each) => each.length > 0) ?? []).map(({ geometry }) => geometry),
    zones: shapes('zones'),
    schools: shapes('school_labels').flatMap((geometry): [number, number][] => {
      const [lng, lat] = geometry.type === 'Point' ? geometry.coordinates : [];
      return lng === undefined || lat === undefined ? [] : [[lng, lat]];
    }),
    marks,
    legend: [
      '图例',
      `蓝色：距学校 ${workspace.pack.safetyZone.distance} 米`,
      '圆点：学校',
      ...(edition === 'full'
        ? [`叉：${severityNames.violation}`, `三角：${severityNames.undetermined}`]
        : ['不含场所']),
    ],
  };
}

async function gatherMarks({ db }: ChangesContext): Promise<SlideMap['marks']> {
  const gravest = [...(await selectGravest(db))]
    .filter(([, severity]) => severity === 'violation' || severity === 'undetermined')
    .sort(([, a], [, b]) => severities.indexOf(a) - severities.indexOf(b))
    .slice(0, MOST_MARKS);
  const places = await selectPlaceStates(
    db,
    'venues',
    gravest.map(([id]) => id),
  );
  return gravest.flatMap(([id, severity]): SlideMap['marks'][number][] => {
    const { lng = null, lat = null } = places.get(id) ?? {};
    return lng === null || lat === null ? [] : [{ position: [lng, lat], severity }];
  });
}
