import { useMemo } from 'react';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { noSpots, type Spots } from '../../../map/spots.ts';
import { type MapRoute, spotOf } from '../map-route.ts';

/** 治安乱点 as the map shows them; one that is drawn anew is not shown as it was. */
export function useSpots(route: MapRoute, shown: boolean): Spots {
  const may = useMayCall();
  const list = useService('troubleSpots.list', may('troubleSpots.list') && shown ? {} : null).data;
  const selected = spotOf(route);
  const edited = route.name === 'edit' && route.table === 'troubleSpots' ? route.id : null;
  return useMemo(() => {
    if (!list || list.length === 0) return noSpots;
    const features = list.flatMap(({ id, name, state, geometry }): Spots['features'] =>
      id === edited
        ? []
        : [{ type: 'Feature', id, properties: { name, state, selected: id === selected }, geometry }],
    );
    return { type: 'FeatureCollection', features };
  }, [list, selected, edited]);
}
