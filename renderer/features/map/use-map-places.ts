import { useEffect, useMemo, useState } from 'react';
import { boundsOfShape, shapeOf } from '#shared/geodesy/shape-distance.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { useService } from '../../client/queries.ts';
import type { MapControl } from '../../map/map-control.ts';
import type { MapTarget } from '../../map/map-props.ts';
import { gateOf, isDrawing, type MapRoute, pinOf, regionOf, selectedBy, spotOf } from './map-route.ts';
import { allPins } from './pins/use-pins.ts';

/** Below this zoom, drawing does not snap to edges: they lie too close together. */
const SNAP_ZOOM = 14;

/** Near enough to see where walls and gates are. */
const DRAWING_ZOOM = 16.5;

/** What the map shows of an address. */
interface MapFocus {
  readonly selected: MapTarget | null;
  readonly focus: { readonly position: readonly [number, number]; readonly zoom?: number } | null;
}

/**
 * The selected thing, and where the map goes to show it: told to the map when that is read and its panel painted, for
 * drawing the map anew takes longer than what somebody clicked for.
 */
export function useFocus(route: MapRoute): MapFocus {
  const { isRead, selected, focus } = useReadFocus(route);
  const [shown, setShown] = useState<MapFocus>({ selected: null, focus: null });
  useEffect(() => {
    if (isRead) return afterPaint(() => setShown({ selected, focus }));
    return undefined;
  }, [isRead, selected, focus]);
  return shown;
}

/** Does something when the next two frames are painted; returns what keeps it from doing so. */
function afterPaint(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      timer = setTimeout(act);
    });
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}

function useReadFocus(route: MapRoute) {
  const selected: MapTarget | null = useMemo(() => selectedBy(route), [route]);
  const gateId = gateOf(route);
  const gate = useService('gates.plan', gateId === null ? null : { id: gateId });
  const venue = useService('venues.get', selected?.kind === 'venue' ? { id: selected.id } : null);
  const school = useService('schools.get', selected?.kind === 'school' ? { id: selected.id } : null);
  const [lng, lat] = (selected?.kind === 'venue' ? venue.data : school.data)?.position ?? [null, null];
  const atGate = gateId === null ? undefined : gate.data?.gate.position;
  const pinId = pinOf(route);
  const pins = useService('comments.list', pinId === null ? null : allPins);
  const about = pins.data?.find(({ id }) => id === pinId)?.about;
  const atPin = about?.kind === 'place' ? about.position : undefined;
  const isToDraw = route.name === 'toDraw';
  const [gateLng, gateLat] = atGate ?? atPin ?? [null, null];
  const focus = useMemo(() => {
    if (gateLng !== null && gateLat !== null) return { position: [gateLng, gateLat] as const, zoom: 17.4 };
    if (lng === null || lat === null) return null;
    return { position: [lng, lat] as const, ...(isToDraw && { zoom: DRAWING_ZOOM }) };
  }, [lng, lat, gateLng, gateLat, isToDraw]);
  const read = selected?.kind === 'venue' ? venue : school;
  return { isRead: selected === null || !read.isPending, selected, focus };
}

/** What an address names beside things, a region or a view, is brought into view. */
export function useNamedView(route: MapRoute, control: MapControl | null): void {
  const id = regionOf(route);
  const extent = useService('map.extent', id === null ? null : { kind: 'region', ids: [id] });
  useEffect(() => {
    if (extent.data) control?.fit(extent.data);
  }, [extent.data, control]);
  const spotId = spotOf(route);
  const spots = useService('troubleSpots.list', spotId === null ? null : {});
  const area = useMemo(
    () => spots.data?.find((spot) => spot.id === spotId)?.geometry ?? null,
    [spots.data, spotId],
  );
  useEffect(() => {
    const box = area && boundsOfShape(shapeOf(area));
    if (box) control?.fit(box);
  }, [area, control]);
  useEffect(() => {
    if (route.name !== 'view') return;
    const [lng, lat] = route.centre;
    control?.show({ lng, lat, zoom: route.zoom, bearing: route.bearing ?? 0 });
  }, [route, control]);
}

/** Edges of what is there already, to which a shape that is drawn may snap. */
export function useEdges(route: MapRoute, control: MapControl | null, zoom: number) {
  const snaps = isDrawing(route) && control && zoom >= SNAP_ZOOM;
  return useService('map.lines', snaps ? { bounds: roundedBox(control.bounds) } : null).data ?? noEdges;
}

const noEdges: never[] = [];

/** The box of the view, rounded outwards: after a small move of the map it is the same, and nothing is asked again. */
function roundedBox([west, south, east, north]: LngLatBounds): [number, number, number, number] {
  const [down, up] = [(n: number) => Math.floor(n * 100) / 100, (n: number) => Math.ceil(n * 100) / 100];
  return [down(west), down(south), up(east), up(north)];
}
