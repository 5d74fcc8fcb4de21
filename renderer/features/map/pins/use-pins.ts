import { useMemo } from 'react';
import type { InputOf } from '#shared/contract/contract.ts';
import { useService } from '../../../client/queries.ts';
import { useMayComment } from '../../../components/comments/use-may-comment.ts';
import { noPins, type Pins } from '../../../map/pins.ts';
import { type MapRoute, pinOf } from '../map-route.ts';

/** The comments on spots, also those that are done. */
export const allPins: InputOf<'comments.list'> = { of: { kind: 'map', bounds: null } };
/** So much of a comment stands on the map. */
const SHORT = 14;

/** Open comments on spots as the map shows them, and the one that a panel shows, open or not. */
export function usePins(route: MapRoute, shown: boolean): Pins {
  const pins = useService('comments.list', useMayComment('place') && shown ? allPins : null).data;
  const selected = pinOf(route);
  return useMemo(() => {
    if (!pins) return noPins;
    const features = pins.flatMap(({ id, about, text, done }): Pins['features'] =>
      about.kind === 'place' && (done === null || id === selected)
        ? [
            {
              type: 'Feature',
              id,
              properties: { short: shortOf(text), selected: id === selected },
              geometry: { type: 'Point', coordinates: [...about.position] },
            },
          ]
        : [],
    );
    return { type: 'FeatureCollection', features };
  }, [pins, selected]);
}

function shortOf(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line;
}
