import type { ProcedureName } from '#shared/contract/contract.ts';
import type { MapTarget } from '../../map/map-props.ts';
import type { RouteTo } from '../../routes/routes.ts';

export type MapRoute = RouteTo<
  | 'map'
  | 'venue'
  | 'moveVenue'
  | 'school'
  | 'campus'
  | 'newGate'
  | 'editGate'
  | 'toDraw'
  | 'gate'
  | 'pin'
  | 'spot'
  | 'region'
  | 'newAtGate'
  | 'editAtGate'
  | 'draw'
  | 'edit'
  | 'precheck'
  | 'tool'
  | 'table'
  | 'view'
>;

/** The venue or school that is selected. */
export function selectedBy(route: MapRoute): MapTarget | null {
  if (route.name === 'venue' || route.name === 'moveVenue') return { kind: 'venue', id: route.id };
  if (route.name === 'toDraw') return route.id === undefined ? null : { kind: 'school', id: route.id };
  return route.name === 'school' || isEditOfSchool(route) ? { kind: 'school', id: route.id } : null;
}

/** The gate that is brought into view: the one shown, or the one at which something is drawn. */
export function gateOf(route: MapRoute): number | null {
  if (route.name === 'gate') return route.id;
  return route.name === 'newAtGate' || route.name === 'editAtGate' ? route.gateId : null;
}

/** The comment on a spot that is shown. */
export function pinOf(route: MapRoute): number | null {
  return route.name === 'pin' ? route.id : null;
}

/** The 治安乱点 that is shown. */
export function spotOf(route: MapRoute): number | null {
  return route.name === 'spot' ? route.id : null;
}

/** The region that was searched for or is edited. */
export function regionOf(route: MapRoute): number | null {
  if (route.name === 'region') return route.id;
  return route.name === 'edit' && route.table === 'regions' ? route.id : null;
}

/** While something is edited or pre-checked, clicks go to the drawing. */
export function isEditing(route: MapRoute): boolean {
  return isDrawing(route) || route.name === 'precheck';
}

/** Whether a shape is drawn here, which may snap to what is there already. */
export function isDrawing(route: MapRoute): boolean {
  if (route.name === 'precheck') return route.what === 'school';
  if (route.name === 'toDraw') return route.thing !== undefined;
  return route.name === 'moveVenue' || isEditOfSchool(route) || isEditOfThing(route);
}

/** Something on the map is drawn anew or changed, by itself or at a gate. */
function isEditOfThing(route: MapRoute): route is RouteTo<'draw' | 'edit' | 'newAtGate' | 'editAtGate'> {
  const { name } = route;
  return name === 'draw' || name === 'edit' || name === 'newAtGate' || name === 'editAtGate';
}

function isEditOfSchool(route: MapRoute): route is RouteTo<'campus' | 'newGate' | 'editGate'> {
  return route.name === 'campus' || route.name === 'newGate' || route.name === 'editGate';
}

/** What somebody is shown who opens an address: the thing itself where that person may not change it. */
export function openTo(route: MapRoute, may: (name: ProcedureName) => boolean): MapRoute {
  if (route.name === 'precheck') return may('precheck.venue') ? route : { name: 'map' };
  if (!isEditing(route) || may('places.save')) return route;
  if (route.name === 'toDraw') return { name: 'toDraw', id: route.id };
  if (route.name === 'moveVenue') return { name: 'venue', id: route.id };
  if (isEditOfSchool(route)) return { name: 'school', id: route.id };
  if (route.name === 'newAtGate' || route.name === 'editAtGate') return { name: 'gate', id: route.gateId };
  if (route.name !== 'edit') return { name: 'map' };
  if (route.table === 'troubleSpots') return { name: 'spot', id: route.id };
  return route.table === 'regions' ? { name: 'region', id: route.id } : { name: 'map' };
}
