import type { Route, RouteTo } from './routes.ts';

const documentNames = [
  'surveyDocument',
  'walkDocument',
  'venueCheckDocument',
  'distanceStatement',
  'schoolStatement',
  'schoolCheckDocument',
  'groundDocument',
  'listDocument',
  'teamDocument',
  'rosterDocument',
  'gateDocument',
  'spotDocument',
  'schoolDocuments',
] as const;

export type DocumentRoute = RouteTo<(typeof documentNames)[number]>;

export function isDocument(route: Route): route is DocumentRoute {
  return documentNames.some((name) => name === route.name);
}
