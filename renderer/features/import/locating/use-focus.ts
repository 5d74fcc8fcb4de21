import { useEffect, useState } from 'react';
import type { MapViewProps } from '../../../map/map-props.ts';

type Focus = MapViewProps['focus'];

/** What the map shows: the likeliest place, until somebody looks at another. */
export function useFocus(first: readonly [number, number] | null): [Focus, (focus: Focus) => void] {
  const [focus, setFocus] = useState<Focus>(first ? { position: first, zoom: 16 } : null);
  useEffect(() => {
    if (first) setFocus({ position: first, zoom: 16 });
  }, [first]);
  return [focus, setFocus];
}
