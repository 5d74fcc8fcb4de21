import { useMemo } from 'react';
import type { CategoryTitle } from '#shared/classification/category.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { kindTitle } from '../../components/format.ts';
import { type Beside, noBeside } from '../../map/beside.ts';

/** Places of the districts beside this one as the map shows them. */
export function useBeside(shown: boolean, categories: readonly CategoryTitle[]): Beside {
  const may = useMayCall();
  const told = useService('neighbours.places', may('neighbours.places') && shown ? {} : null).data;
  return useMemo(() => {
    if (!told || told.length === 0) return noBeside;
    const features = told.flatMap(({ district, day, schools, venues }): Beside['features'] => [
      ...schools.flatMap(({ name, stage, position, campus }): Beside['features'] => {
        const of = { name, about: stage, district, day };
        const school: Beside['features'][number] = {
          ...{ type: 'Feature', properties: { kind: 'school', ...of } },
          geometry: { type: 'Point', coordinates: [...position] },
        };
        if (!campus) return [school];
        const coordinates = campus.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => [x, y])));
        const area: Beside['features'][number] = {
          ...{ type: 'Feature', properties: { kind: 'campus', ...of } },
          geometry: { type: 'MultiPolygon', coordinates },
        };
        return [area, school];
      }),
      ...venues.map(({ name, category, position }): Beside['features'][number] => ({
        type: 'Feature',
        properties: { kind: 'venue', name, about: kindTitle(categories, category), district, day },
        geometry: { type: 'Point', coordinates: [...position] },
      })),
    ]);
    return { type: 'FeatureCollection', features };
  }, [told, categories]);
}
