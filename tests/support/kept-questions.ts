import { addDays } from '#shared/calendar/days.ts';
import type { InputOf, KeptQueryName } from '#shared/contract/contract.ts';
import { elementAt } from '#shared/lists/element.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import { all } from '#shared/tables/conditions.ts';
import { countingOf, usualView } from '#shared/tables/counting.ts';
import { nearAnySchool } from '#shared/tables/distance-condition.ts';
import { everything } from '#shared/tables/query.ts';
import { tableColumns, tableNames } from '#shared/tables/table-columns.ts';
import type { Call } from './calls.ts';

/** A question of a page, as it is asked. */
export interface Question {
  readonly name: KeptQueryName;
  readonly input: unknown;
}

type Inputs = { readonly [Name in KeptQueryName]: readonly InputOf<Name>[] };

/** What the door answers and not the service, and what is to stay as a person has read it. */
const notAsked: readonly KeptQueryName[] = ['host.describe', 'diagnostics.bundle'];
const once = [{}];
/** Sheets of one place each: those of the whole town take long and rest on nothing else. */
const drawnSheets = ['school-zone', 'gate-plan', 'finding-sheet', 'team-route', 'measurement'];
/** Things that are not there yet have this number when they come. */
const FIRST = 1;

/**
 * At least one question for each query whose answers pages keep, about things of the demonstration town.
 * `listToken` names a list that could be imported.
 */
export async function questionsAbout(call: Call, listToken: string): Promise<Question[]> {
  const inputs: Inputs = { ...(await aboutPlaces(call)), ...(await aboutWork(call, listToken)) };
  return Object.entries(inputs).flatMap(([name, each]) =>
    notAsked.includes(name as KeptQueryName)
      ? []
      : each.map((input) => ({ name: name as KeptQueryName, input })),
  );
}

const placeQueries = [
  'schools',
  'venues',
  'search',
  'findings',
  'changes',
  'precheck',
  'walks',
  'places',
  'gates',
  'map',
  'tables',
  'review',
  'locating',
  'duplicates',
  'facilities',
  'provisions',
  'duties',
  'incidents',
  'surveys',
  'licences',
] as const;
type PlaceQuery = Extract<KeptQueryName, `${(typeof placeQueries)[number]}.${string}`>;

async function aboutPlaces(call: Call): Promise<Pick<Inputs, PlaceQuery>> {
  const [finding] = await call('findings.list', {});
  const { schoolId = FIRST, venueId = FIRST, venuePosition: position = [0, 0] } = finding ?? {};
  const school = await call('schools.get', { id: schoolId });
  const gate = elementAt(school.gates, 0);
  const [lng, lat] = position;
  const proposed: InputOf<'precheck.school'> = {
    stage: '小学',
    campus: [
      [
        [
          [lng, lat],
          [lng + 0.001, lat],
          [lng + 0.001, lat + 0.001],
          [lng, lat + 0.001],
        ],
      ],
    ],
    gates: [[lng, lat]],
    source: 'imagery',
  };
  const sets = [
    ...tableNames.map((table) => ({ table, query: everything })),
    // Distances are measured, and rest on more than what the table shows.
    { table: 'venues' as const, query: all({ ...nearAnySchool, within: 150 }) },
  ];
  const keysOf = (table: (typeof tableNames)[number]) => tableColumns[table].map(({ key }) => key);
  return {
    'schools.list': once,
    'schools.get': [{ id: schoolId }],
    'schools.sheet': [{ id: schoolId }],
    'venues.get': [{ id: venueId }, { id: FIRST }],
    'search.places': [
      { text: school.name.slice(0, 4) },
      { text: '网吧' },
      { text: '整治' },
      { text: 'YH' },
      { text: '镇' },
    ],
    'findings.list': [{}, { schoolId }, { venueId, allRules: true }],
    'changes.preview': [
      {
        command: 'venues.savePosition',
        input: { id: venueId, position: [lng + 0.01, lat], source: 'surveyed' },
      },
    ],
    'precheck.venue': [{ position, source: 'imagery' }],
    'precheck.statement': [{ position, source: 'imagery', category: 'internet_cafe' }],
    'precheck.list': [
      {
        rows: [
          { name: '某网吧', kind: '网吧', address: '', position },
          { name: '某彩票店', kind: '彩票', address: '东街1号', position: null },
        ],
      },
    ],
    'precheck.ground': [{ category: 'internet_cafe' }],
    'precheck.school': [proposed],
    'precheck.schoolStatement': [proposed],
    'walks.get': [{ schoolId, venueId }],
    'places.shape': [
      { table: 'venues', id: venueId },
      { table: 'schools', id: schoolId },
      { table: 'facilities', id: FIRST },
      { table: 'roads', id: FIRST },
      { table: 'regions', id: FIRST },
      { table: 'troubleSpots', id: FIRST },
    ],
    'gates.zone': [{ schoolId, position: gate.position, frontage: null, band: null }],
    'gates.plan': [{ id: gate.id }],
    'gates.toDraw': once,
    'map.extent': (['venue', 'school', 'facility', 'region'] as const).map((kind) => ({ kind, ids: null })),
    'map.lines': [{ bounds: [lng - 0.005, lat - 0.005, lng + 0.005, lat + 0.005] }],
    'map.around': [{ shape: { type: 'Point', coordinates: position }, within: 200 }],
    'map.measure': [
      { position, schoolId: null },
      { position, schoolId },
    ],
    'map.regions': once,
    'tables.rows': sets.map((set) => ({ ...set, columns: keysOf(set.table), offset: 0, limit: 1000 })),
    'tables.place': [
      { ...elementAt(sets, 0), subject: { kind: 'school', id: schoolId } },
      { ...elementAt(sets, 1), subject: { kind: 'venue', id: venueId } },
    ],
    'tables.totals': sets.map((set) => ({ ...set, columns: keysOf(set.table).slice(0, 12) })),
    'tables.values': [
      { ...elementAt(sets, 0), column: 'schoolName' },
      { ...elementAt(sets, 1), column: '镇街' },
      { ...elementAt(sets, 5), column: 'state' },
    ],
    'tables.groups': sets.map((set) => ({ ...set, counting: countingOf(usualView(set.table)) })),
    'review.waiting': once,
    'review.groups': once,
    'review.venues': [{ reason: '名称含“会所”，说明不了是哪一类' }],
    'review.wordings': once,
    'review.adoptions': once,
    'review.stages': once,
    'locating.sure': once,
    'locating.geocoder': once,
    'duplicates.list': once,
    'facilities.kinds': once,
    'provisions.matrix': once,
    'provisions.kept': once,
    'provisions.compare': [{ id: FIRST }],
    'duties.list': once,
    'incidents.list': once,
    'surveys.list': [{}, { venueId }],
    'licences.list': [{ venueId: FIRST }],
    'surveys.get': [{ id: FIRST }],
  };
}

async function aboutWork(call: Call, listToken: string): Promise<Omit<Inputs, PlaceQuery>> {
  const [latest] = await call('sweeps.list', {});
  const sweepId = latest?.id ?? FIRST;
  const hazards = await call('hazards.list', {});
  const hazardId = hazards.find(({ state }) => state === 'assigned')?.id ?? FIRST;
  const listed = hazards.find((hazard) => hazard.listed)?.id ?? FIRST;
  const { today, pack } = await call('workspace.describe', {});
  const venueList = (await call('import.batches', {})).find(({ as }) => as === 'venues')?.id ?? FIRST;
  const { total: visits } = await call('tables.totals', { table: 'visits', query: everything, columns: [] });
  const days = { from: `${Number(today.slice(0, 4)) - 1}-01-01`, to: today };
  const about = { span: { kind: 'span' as const, ...days }, visit: { kind: 'visit' as const, id: FIRST } };
  const [school] = await call('schools.list', {});
  const schoolId = school?.id ?? FIRST;
  const templates = await call('sheets.templates', {});
  const orders = templates.map(({ savedId: _, ...template }) => ({ template, basemaps: [] }));
  const previews: InputOf<'sheets.preview'>[] = [];
  for (const order of orders.filter(({ template }) => drawnSheets.includes(template.id))) {
    const [page] = await call('sheets.pages', { kind: order.template.pages, order });
    if (page) previews.push({ order, key: page.key });
  }
  const list = { token: listToken, as: 'venues' as const, crs: 'wgs84' as const, map: {} };
  return {
    'workspace.describe': once,
    'drafts.list': once,
    'approvals.list': once,
    'troubleSpots.list': once,
    'troubleSpots.get': [{ id: FIRST }, { id: FIRST, days: 30 }],
    'comments.list': [
      { of: { kind: 'map', bounds: null } },
      { of: { kind: 'hazard', id: hazardId } },
      { of: { kind: 'sweep', id: sweepId } },
      { of: { kind: 'school', id: schoolId }, open: true },
    ],
    'handings.list': [
      { hazardId: null, standing: true },
      { hazardId, standing: false },
    ],
    'meetings.list': once,
    'mine.comments': once,
    'mine.stops': once,
    'mine.hazards': once,
    'presence.of': [{ table: 'hazards', id: hazardId, form: '0197a5c0-0000-7000-8000-000000000001' }],
    'packs.list': once,
    'packs.get': [{ id: pack.id }, { id: `${pack.id}-own` }],
    'import.evidence': [list],
    'import.preview': [{ token: listToken }],
    'import.proposals': [list],
    'import.evidenceMap': [list],
    'import.batches': once,
    'import.report': [{ batch: venueList }],
    'import.changes': [days],
    'presets.list': once,
    'sweeps.list': once,
    'sweeps.get': [{ id: sweepId }, { id: FIRST }],
    'visits.checklist': [{ category: 'internet_cafe' }],
    'visits.earlier': [{ stopId: FIRST }],
    'visits.get': [{ id: FIRST }, { id: visits + 1 }],
    'officers.list': once,
    'targets.preview': [
      { sweepId, options: { sample: 0.2 } },
      { sweepId: null, options: {}, all: true },
    ],
    'routes.get': [{ sweepId }],
    'calendar.schools': [{}],
    'calendar.get': [{ year: 2026 }, { year: 2027 }],
    'coverage.get': [{ year: Number(today.slice(0, 4)), span: null }],
    'packets.list': [{ sweepId }],
    'hazards.list': [{}, { overdue: true }],
    'hazards.get': [{ id: hazardId }, { id: listed }],
    'rechecks.list': once,
    'attachments.list': [{ of: { kind: 'visit', id: FIRST } }, { of: { kind: 'hazard', id: FIRST } }],
    'attachments.read': [{ id: FIRST, thumbnail: false }],
    'reports.list': once,
    // The days over which a workbook is made among the commands.
    'reports.changes': [{ from: addDays(today, -200), to: today }],
    'documents.templates': once,
    'documents.draft': [
      { template: 'weekly', about: about.span },
      { template: 'summary', about: about.span },
      { template: 'record', about: about.visit },
      { template: 'order', about: { kind: 'hazard', id: hazardId } },
      { template: 'supervision', about: { kind: 'hazard', id: listed } },
      { template: 'acceptance', about: { kind: 'hazard', id: listed } },
      { template: 'dossier', about: { kind: 'school', id: schoolId } },
      { template: 'school-survey', about: { kind: 'school', id: schoolId } },
    ],
    'papers.register': once,
    'papers.of': [
      { about: { kind: 'hazard', id: FIRST } },
      { about: { kind: 'school', id: schoolId } },
      { about: { kind: 'venue', id: FIRST } },
    ],
    'letters.draft': [{ template: 'assistance', ids: [hazardId, listed] }],
    'backups.list': once,
    'backups.second': once,
    'sheets.templates': once,
    'sheets.pages': orders.map((order) => ({ kind: order.template.pages, order })),
    'sheets.changes': previews.map(({ order }) => ({ order })),
    'sheets.preview': previews,
    'sheets.prints': once,
    'saved.list': once,
    'blanks.list': once,
    'scores.schemes': once,
    // By the schemes and over the days of the commands.
    'scores.get': (['towns', 'bodies', 'schools'] as const).map((of) => ({
      ...{ scheme: `builtin-${of}`, from: addDays(today, -200), to: today },
    })),
    'scores.rows': (['guards', 'rectified', 'coverage', 'forms', 'zone', 'verified'] as const).map(
      (indicator) => ({
        ...{ scheme: 'builtin-schools', from: addDays(today, -200), to: today },
        ...{ schoolId, name: '', indicator },
      }),
    ),
    'edits.list': [{ limit: 50 }],
    // No reporting database is attached.
    'districts.overview': once,
    'districts.map': once,
    'districts.trend': [{ district: null }],
    'districts.edges': once,
    'districts.get': [{ district: FIRST }],
    'neighbours.list': once,
    'neighbours.around': [
      { about: { kind: 'school', id: schoolId } },
      { about: { kind: 'venue', id: FIRST } },
    ],
    'neighbours.places': once,
    'overview.get': once,
    'overview.inbox': once,
    'campaigns.list': once,
    'selfChecks.rounds': once,
    'exchange.replies': once,
    'watch.get': once,
    'overview.changes': [{ of: days }, { of: { batch: venueList } }, { of: days, schoolId }],
    'history.days': [{}, days],
    'presentation.slides': [{ period: periodOf(today) }, { period: periodOf(today), edition: 'redacted' }],
    'history.underPack': [{ packId: 'beijing-daxing' }],
    'exports.taken': once,
    'basemaps.list': once,
    'diagnostics.about': once,
    'diagnostics.bundle': [{ parts: [], checks: [] }],
    'host.describe': once,
  };
}
