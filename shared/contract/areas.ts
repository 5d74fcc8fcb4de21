/**
 * What a workspace is made of, in parts that change together: an answer rests on some of them, a command changes some.
 * Each table of the database belongs to one (`electron/service/db/schema/table-facts.ts`); the last five stand for what
 * lies beside it.
 */
export const areas = [
  /** The workspace's own settings: pack in force, standard errors, online service, password. */
  'settings',
  'packs',
  'presets',
  'wordings',
  /** Lists that were imported: batches, their rows, their problems, remembered columns. */
  'lists',
  'schools',
  'gates',
  /** Venues with their history, the merged ones, and what was asked about their addresses. */
  'venues',
  'facilities',
  'roads',
  'regions',
  'addresses',
  'findings',
  'surveys',
  'gatePlans',
  'duties',
  'incidents',
  /** 治安乱点, and what was put to them by hand. */
  'troubleSpots',
  /** Places of the districts beside this one. */
  'neighbours',
  'provisions',
  /** Sweeps with teams, members and stops. */
  'sweeps',
  'officers',
  /** Plans of tasks with their deadlines. */
  'campaigns',
  /** Holidays that the office gave. */
  'calendar',
  'visits',
  /** Hazards with their steps and supervisions. */
  'hazards',
  'rechecks',
  /** Check forms that went out, and what came back. */
  'selfChecks',
  /** What waits for somebody's approval, and what was decided. */
  'approvals',
  /** What people say of things and of spots on the map. */
  'comments',
  'attachments',
  'packets',
  'reports',
  /** Papers that were issued, and their numbers. */
  'papers',
  /** What people filled into documents. */
  'forms',
  'templates',
  /** Schemes of 考核, and points by hand. */
  'scores',
  'prints',
  'saved',
  'edits',
  /** What the trail tells of exports. */
  'taken',
  /** Files of base maps, and whether they answer. */
  'basemaps',
  /** Files of backups. */
  'backups',
  /** Half-written forms. */
  'drafts',
  /** Who has forms open. */
  'presence',
] as const;

export type Area = (typeof areas)[number];

/** Places, as lists bring them and people edit them. */
export const placeAreas: readonly Area[] = ['schools', 'gates', 'venues', 'facilities', 'roads', 'regions'];
/** What decides: the rules in force, and how exact positions are taken to be. */
export const rulesInForce: readonly Area[] = ['settings', 'packs'];
/** What zones and walks rest on. */
export const zoneGrounds: readonly Area[] = [...rulesInForce, 'schools', 'gates', 'roads'];
/** What the rows of tables rest on, beneath the map and in its filters; the last three what distances are measured by. */
export const shownRows: readonly Area[] = [
  'lists',
  'schools',
  'gates',
  'venues',
  'facilities',
  'regions',
  'findings',
  'sweeps',
  'visits',
  'hazards',
  'roads',
  'surveys',
  'settings',
  'troubleSpots',
];
/** What the map shows: its layers, and which of their rows a filter leaves. */
export const mapGrounds: readonly Area[] = [...zoneGrounds, ...shownRows];
/** What documents and sheets tell of. */
export const wholeWork: readonly Area[] = [
  ...zoneGrounds,
  'troubleSpots',
  'venues',
  'lists',
  'facilities',
  'regions',
  'findings',
  'provisions',
  'gatePlans',
  'duties',
  'sweeps',
  'visits',
  'hazards',
];
