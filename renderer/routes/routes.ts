import { compile, type MatchFunction, match, type ParamData, type PathFunction } from 'path-to-regexp';
import { z } from 'zod';
import { boundsSchema } from '#shared/contract/common.ts';
import { drawnTableSchema } from '#shared/contract/editing.ts';
import { proposedSchoolSchema } from '#shared/contract/precheck.ts';
import { rowSetSchema } from '#shared/contract/tables.ts';
import { changesWantedSchema } from '#shared/contract/what-changed.ts';
import { scoresWantedSchema } from '#shared/scores/scores-wanted.ts';
import { periodSchema } from '#shared/sweeps/period.ts';
import { querySchema } from '#shared/tables/query.ts';
import { tableNames } from '#shared/tables/table-columns.ts';
import { tenancies } from '#shared/zones/distance-statement.ts';
import { drawnThings } from '#shared/zones/drawn-things.ts';
import { positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { toolIds } from '../map/tool-ids.ts';
import { decimal, flag, id, ids, json, place } from './address-values.ts';

const addresses: { name: string; match: MatchFunction<ParamData>; write: PathFunction<ParamData> }[] = [];

/** Who asks for a distance statement, and about which premises. */
const applicantFields = {
  tenancy: z.enum(tenancies),
  applicant: z.string().max(100),
  address: z.string().max(200),
};
export type Applicant = z.infer<z.ZodObject<typeof applicantFields>>;
/** What an applicant asks a distance statement for. */
const statementSchema = z.object({
  position: z.tuple([z.number(), z.number()]),
  source: positionSourceSchema,
  category: z.string(),
  ...applicantFields,
});
const schoolStatementSchema = proposedSchoolSchema.extend(applicantFields);
export type StatementWanted = z.infer<typeof statementSchema>;

/** Something that the page can show, and its address. */
function at<Name extends string, Values extends z.ZodRawShape>(name: Name, path: string, values: Values) {
  addresses.push({ name, match: match(path, { sensitive: true }), write: compile(path) });
  return z.object({ name: z.literal(name), ...values });
}

const none = {};
/** What administrators look after: accounts, who is in, who came in, what was done with accounts, what was refused. */
const accountsTabs = ['list', 'sessions', 'signIns', 'events', 'refusals'] as const;
export type AccountsTab = (typeof accountsTabs)[number];
/** What the ledger shows beside hazards: what was handed about, and joint meetings. */
const ledgerViews = ['handings', 'meetings'] as const;
export type LedgerView = (typeof ledgerViews)[number];
/** One day after another, two days side by side, two rule packs side by side. */
const timeModes = ['days', 'swipe', 'packs'] as const;
export type TimeMode = (typeof timeModes)[number];
const rows = rowSetSchema.extend({ columns: z.array(z.string()).min(1) });

// Where two fit an address, the first is meant.
const routeSchema = z.discriminatedUnion('name', [
  at('map', '/map', none),
  at('venue', '/map/venue/:id', { id }),
  at('moveVenue', '/map/venue/:id/move', { id }),
  at('school', '/map/school/:id', { id }),
  at('campus', '/map/school/:id/campus', { id }),
  at('newGate', '/map/school/:id/gate/new', { id }),
  at('editGate', '/map/school/:id/gate/:gateId', { id, gateId: id }),
  // Schools of which something is to be drawn: without one, the first of them is opened.
  at('toDraw', '/map/to-draw{/:id}{/:thing}', { id: id.optional(), thing: z.enum(drawnThings).optional() }),
  at('gate', '/map/gate/:id', { id }),
  at('pin', '/map/pin/:id', { id }),
  at('spot', '/map/spot/:id', { id }),
  at('region', '/map/region/:id', { id }),
  at('newAtGate', '/map/draw/facilities/new/:kind/:gateId', { kind: z.string(), gateId: id }),
  at('editAtGate', '/map/draw/facilities/:id/-/:gateId', { id, gateId: id }),
  at('draw', '/map/draw/:table', { table: drawnTableSchema }),
  at('edit', '/map/draw/:table/:id', { table: drawnTableSchema, id }),
  at('precheck', '/map/precheck/:what', { what: z.enum(['venue', 'school', 'list', 'ground']) }),
  at('tool', '/map/tool/:tool{/:at}', { tool: z.enum(toolIds), at: place.optional() }),
  at('table', '/map/show/:table/:query{/:text}', {
    table: z.enum(tableNames),
    query: json(querySchema),
    text: z.string().optional(),
  }),
  at('overview', '/overview', none),
  at('changes', '/overview/changes{/:wanted}', { wanted: json(changesWantedSchema).optional() }),
  at('time', '/overview/time{/:mode}', { mode: z.enum(timeModes).optional() }),
  at('import', '/import', none),
  at('settle', '/import/:what', { what: z.enum(['locating', 'review', 'stages', 'duplicates']) }),
  at('sweeps', '/sweeps', none),
  at('campaigns', '/sweeps/plan{/:campaignId}', { campaignId: id.optional() }),
  at('sweep', '/sweeps/:id{/:tab}', { id, tab: z.enum(['stops', 'teams']).optional() }),
  at('visit', '/sweeps/:id/visit/:stopId', { id, stopId: id }),
  at('stop', '/sweeps/:id/stop/:stopId', { id, stopId: id }),
  at('gates', '/gates{/:tab}', { tab: z.enum(['matrix', 'duties', 'incidents']).optional() }),
  at('ledger', '/ledger', none),
  at('ledgerView', '/ledger/show/:view', { view: z.enum(ledgerViews) }),
  at('hazard', '/ledger/:id', { id }),
  at('reports', '/reports', none),
  // 汇报模式: from a slide on it is shown over the whole screen.
  at('present', '/reports/present{/:period}{/:slide}', {
    period: periodSchema.optional(),
    slide: id.optional(),
  }),
  at('scores', '/reports/scores{/:wanted}', { wanted: json(scoresWantedSchema).optional() }),
  at('rules', '/rules{/:packId}', { packId: z.string().optional() }),
  at('sheets', '/sheets', none),
  at('prints', '/sheets/prints', none),
  at('surveyDocument', '/sheets/document/survey/:id', { id }),
  at('walkDocument', '/sheets/document/walk/:schoolId/:venueId', { schoolId: id, venueId: id }),
  at('venueCheckDocument', '/sheets/document/precheck-venue/:position/:source{/:category}', {
    position: place,
    source: positionSourceSchema,
    category: z.string().optional(),
  }),
  at('distanceStatement', '/sheets/document/distance/:statement', { statement: json(statementSchema) }),
  at('schoolStatement', '/sheets/document/school-distance/:statement', {
    statement: json(schoolStatementSchema),
  }),
  at('schoolCheckDocument', '/sheets/document/precheck-school/:proposed', {
    proposed: json(proposedSchoolSchema),
  }),
  at('groundDocument', '/sheets/document/ground/:category/:box', {
    category: z.string(),
    box: json(boundsSchema),
  }),
  at('listDocument', '/sheets/document/list/:rows', { rows: json(rows) }),
  at('teamDocument', '/sheets/document/team/:sweepId/:teamId/:day{/with/:comments}{/:forms}', {
    sweepId: id,
    teamId: id,
    day: id,
    comments: flag('comments'),
    forms: flag('forms'),
  }),
  at('rosterDocument', '/sheets/document/roster', none),
  at('gateDocument', '/sheets/document/gate/:id', { id }),
  at('spotDocument', '/sheets/document/spot/:id', { id }),
  at('schoolDocuments', '/sheets/document/official/:template/school/:ids', { template: z.string(), ids }),
  at('schoolSheet', '/sheets/:id', { id }),
  at('sheetTemplate', '/sheets/:template', { template: z.string() }),
  at('sheetPage', '/sheets/:template/:page{/:only}', {
    template: z.string(),
    page: z.string(),
    only: flag('only'),
  }),
  at('printSheets', '/print/sheets/:id', { id }),
  // From elsewhere: a link that a colleague sent.
  at('link', '/link/:text', { text: z.string() }),
  at('view', '/map/view/:centre/:zoom{/:bearing}', {
    centre: place,
    zoom: decimal,
    bearing: decimal.optional(),
  }),
  at('about', '/about', none),
  at('accounts', '/accounts{/:tab}', { tab: z.enum(accountsTabs).optional() }),
  at('mine', '/mine', none),
  // For administrators, who do not see the workspace.
  at('operation', '/operation', none),
  at('taken', '/taken', none),
  // The application was opened by a double click on a backup.
  at('restore', '/restore', none),
  // In the desktop application: workspaces of this machine and servers.
  at('places', '/places', none),
]);

export type Route = z.output<typeof routeSchema>;
export type RouteTo<Name extends Route['name']> = Extract<Route, { name: Name }>;

/** What an address means, with or without its `#`; the map where there is none, null where nothing fits. */
export function readRoute(address: string): Route | null {
  const path = address.replace(ALONE, '/sheets').replace(/^#/, '');
  if (path === '' || path === '/') return { name: 'map' };
  for (const { name, match } of addresses) {
    const found = matchOf(match, path);
    const route = found ? routeSchema.safeParse({ ...found, name }) : null;
    if (route?.success) return route.data;
  }
  return null;
}

const ALONE = /^#?\/print(?=\/document\/)/;

/** Whether an address means a document without anything around it, for a printer. */
export function isAlone(address: string): boolean {
  return ALONE.test(address);
}

/** What a printing window is to show: what follows `/print/` in its address. */
export function printedPage(route: Route): string {
  return linkTo(route).replace('#/sheets/', '');
}

/** The address of what can be shown, for a link: with `#`. */
export function linkTo(route: Route): string {
  const { name, ...values } = z.encode(routeSchema, route);
  const address = addresses.find((each) => each.name === name);
  return `#${address?.write(values)}`;
}

/** Null as well where a person wrote a `%` that stands for nothing. */
function matchOf(matches: MatchFunction<ParamData>, path: string): ParamData | null {
  try {
    const found = matches(path);
    return found ? found.params : null;
  } catch {
    return null;
  }
}
