import type { PageKind } from '#shared/sheets/sheet-template.ts';
import type { Route } from './routes.ts';

/** Where the map shows the place of a stop or a hazard: a venue, or a school itself. */
export function placeRoute(place: { venueId: number | null; schoolId: number | null }): Route {
  if (place.venueId !== null) return { name: 'venue', id: place.venueId };
  return place.schoolId === null ? { name: 'map' } : { name: 'school', id: place.schoolId };
}

/** One page of a template of map sheets, to be printed alone. */
export function onlyPage(template: string, kind: PageKind, id: number): Route {
  return { name: 'sheetPage', template, page: `${kind}:${id}`, only: true };
}
