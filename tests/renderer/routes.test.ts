import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ChangesWanted } from '#shared/contract/what-changed.ts';
import type { Query } from '#shared/tables/query.ts';
import { isAlone, linkTo, printedPage, type Route, readRoute } from '../../renderer/routes/routes.ts';
import { readSharedLink, writeSharedLink } from '../../renderer/routes/shared-link.ts';

const proposed = {
  stage: '小学',
  campus: null,
  gates: [[116.3405, 39.7281]],
  source: 'imagery',
} satisfies Extract<Route, { name: 'schoolCheckDocument' }>['proposed'];
const applicant = { tenancy: 'building', applicant: '某学校', address: '东街 1 号' } as const;
const statement = {
  position: [116.34, 39.72],
  source: 'surveyed',
  category: 'tobacco',
  tenancy: 'part',
  applicant: '甲商店',
  address: '东街 1 号',
} satisfies Extract<Route, { name: 'distanceStatement' }>['statement'];
const changes: ChangesWanted = {
  of: { from: '2026-10-01', to: '2026-11-30' },
  level: '镇街',
  town: '东镇',
  schoolId: 3,
  category: null,
  kinds: ['venueOpened'],
};
const query: Query = {
  match: 'all',
  parts: [{ column: 'category', operator: 'oneOf', operands: ['internet_cafe'] }],
};

const near: Query = {
  match: 'all',
  parts: [
    {
      from: { kind: 'schools', stages: ['小学'] },
      within: 200,
      by: 'straight',
      to: 'nearest',
      certainty: 'possible',
    },
  ],
};

/** Addresses as people keep them in bookmarks and on paper: they mean the same for good. */
const known: readonly (readonly [address: string, route: Route])[] = [
  ['#/map', { name: 'map' }],
  ['#/map/venue/5', { name: 'venue', id: 5 }],
  ['#/map/venue/5/move', { name: 'moveVenue', id: 5 }],
  ['#/map/school/1', { name: 'school', id: 1 }],
  ['#/map/school/1/campus', { name: 'campus', id: 1 }],
  ['#/map/school/1/gate/new', { name: 'newGate', id: 1 }],
  ['#/map/school/1/gate/7', { name: 'editGate', id: 1, gateId: 7 }],
  ['#/map/to-draw', { name: 'toDraw' }],
  ['#/map/to-draw/5', { name: 'toDraw', id: 5 }],
  ['#/map/to-draw/5/gate', { name: 'toDraw', id: 5, thing: 'gate' }],
  ['#/map/gate/7', { name: 'gate', id: 7 }],
  ['#/map/pin/4', { name: 'pin', id: 4 }],
  ['#/map/spot/3', { name: 'spot', id: 3 }],
  ['#/map/region/3', { name: 'region', id: 3 }],
  ['#/map/draw/roads', { name: 'draw', table: 'roads' }],
  ['#/map/draw/regions/3', { name: 'edit', table: 'regions', id: 3 }],
  [
    `#/map/draw/facilities/new/${encodeURIComponent('防撞柱/桩')}/7`,
    { name: 'newAtGate', kind: '防撞柱/桩', gateId: 7 },
  ],
  ['#/map/draw/facilities/2/-/7', { name: 'editAtGate', id: 2, gateId: 7 }],
  ['#/map/precheck/school', { name: 'precheck', what: 'school' }],
  ['#/map/precheck/ground', { name: 'precheck', what: 'ground' }],
  ['#/map/tool/measureLine', { name: 'tool', tool: 'measureLine' }],
  ['#/map/tool/pin/116.3405%2C39.7281', { name: 'tool', tool: 'pin', at: [116.3405, 39.7281] }],
  [
    `#/map/show/venues/${encodeURIComponent(JSON.stringify(near))}`,
    { name: 'table', table: 'venues', query: near },
  ],
  [
    `#/map/show/venues/${encodeURIComponent(JSON.stringify(query))}`,
    { name: 'table', table: 'venues', query },
  ],
  [
    `#/map/show/venues/${encodeURIComponent(JSON.stringify(query))}/${encodeURIComponent('甘泉')}`,
    { name: 'table', table: 'venues', query, text: '甘泉' },
  ],
  ['#/map/view/116.3405%2C39.7281/15.5', { name: 'view', centre: [116.3405, 39.7281], zoom: 15.5 }],
  [
    '#/map/view/116.3405%2C39.7281/15.5/-30',
    { name: 'view', centre: [116.3405, 39.7281], zoom: 15.5, bearing: -30 },
  ],
  [`#/link/${encodeURIComponent('xueantu://open/A/map')}`, { name: 'link', text: 'xueantu://open/A/map' }],
  ['#/overview', { name: 'overview' }],
  ['#/overview/changes', { name: 'changes' }],
  [`#/overview/changes/${encodeURIComponent(JSON.stringify(changes))}`, { name: 'changes', wanted: changes }],
  ['#/overview/watch', { name: 'watch' }],
  ['#/overview/districts', { name: 'districts' }],
  ['#/overview/districts/overdue', { name: 'districts', indicator: 'overdue' }],
  ['#/overview/edges', { name: 'edges' }],
  ['#/overview/district/7', { name: 'district', id: 7 }],
  ['#/overview/time', { name: 'time' }],
  ['#/overview/time/swipe', { name: 'time', mode: 'swipe' }],
  ['#/reports/present', { name: 'present' }],
  ['#/reports/present/2026Q4', { name: 'present', period: '2026Q4' }],
  ['#/reports/present/2026Q4/3', { name: 'present', period: '2026Q4', slide: 3 }],
  ['#/import', { name: 'import' }],
  ['#/import/review', { name: 'settle', what: 'review' }],
  ['#/sweeps', { name: 'sweeps' }],
  ['#/reports/scores', { name: 'scores' }],
  ['#/sweeps/plan', { name: 'campaigns' }],
  ['#/sweeps/plan/3', { name: 'campaigns', campaignId: 3 }],
  ['#/sweeps/2', { name: 'sweep', id: 2 }],
  ['#/sweeps/2/teams', { name: 'sweep', id: 2, tab: 'teams' }],
  ['#/sweeps/2/visit/9', { name: 'visit', id: 2, stopId: 9 }],
  ['#/sweeps/2/stop/9', { name: 'stop', id: 2, stopId: 9 }],
  ['#/gates', { name: 'gates' }],
  ['#/gates/duties', { name: 'gates', tab: 'duties' }],
  ['#/ledger', { name: 'ledger' }],
  ['#/ledger/show/handings', { name: 'ledgerView', view: 'handings' }],
  ['#/ledger/4', { name: 'hazard', id: 4 }],
  ['#/reports', { name: 'reports' }],
  ['#/rules', { name: 'rules' }],
  ['#/rules/beijing-daxing', { name: 'rules', packId: 'beijing-daxing' }],
  ['#/sheets', { name: 'sheets' }],
  ['#/sheets/prints', { name: 'prints' }],
  ['#/sheets/12', { name: 'schoolSheet', id: 12 }],
  ['#/sheets/school-zone', { name: 'sheetTemplate', template: 'school-zone' }],
  ['#/sheets/gate-plan/gate%3A7', { name: 'sheetPage', template: 'gate-plan', page: 'gate:7', only: false }],
  [
    '#/sheets/gate-plan/gate%3A7/only',
    { name: 'sheetPage', template: 'gate-plan', page: 'gate:7', only: true },
  ],
  ['#/sheets/document/survey/5', { name: 'surveyDocument', id: 5 }],
  ['#/sheets/document/walk/1/5', { name: 'walkDocument', schoolId: 1, venueId: 5 }],
  [
    '#/sheets/document/precheck-venue/116.34%2C39.72/surveyed/internet_cafe',
    { name: 'venueCheckDocument', position: [116.34, 39.72], source: 'surveyed', category: 'internet_cafe' },
  ],
  [
    `#/sheets/document/distance/${encodeURIComponent(JSON.stringify(statement))}`,
    { name: 'distanceStatement', statement },
  ],
  [
    `#/sheets/document/school-distance/${encodeURIComponent(JSON.stringify({ ...proposed, ...applicant }))}`,
    { name: 'schoolStatement', statement: { ...proposed, ...applicant } },
  ],
  [
    `#/sheets/document/precheck-school/${encodeURIComponent(JSON.stringify(proposed))}`,
    { name: 'schoolCheckDocument', proposed },
  ],
  [
    `#/sheets/document/list/${encodeURIComponent(
      JSON.stringify({ table: 'venues', query, text: '', about: null, sort: [], columns: ['name'] }),
    )}`,
    {
      name: 'listDocument',
      rows: { table: 'venues', query, text: '', about: null, sort: [], columns: ['name'] },
    },
  ],
  [
    '#/sheets/document/team/2/3/1',
    { name: 'teamDocument', sweepId: 2, teamId: 3, day: 1, comments: false, forms: false },
  ],
  [
    '#/sheets/document/team/2/3/1/with/comments',
    { name: 'teamDocument', sweepId: 2, teamId: 3, day: 1, comments: true, forms: false },
  ],
  [
    '#/sheets/document/team/2/3/1/forms',
    { name: 'teamDocument', sweepId: 2, teamId: 3, day: 1, comments: false, forms: true },
  ],
  [
    `#/sheets/document/ground/internet_cafe/${encodeURIComponent('[116,39,117,40]')}`,
    { name: 'groundDocument', category: 'internet_cafe', box: [116, 39, 117, 40] },
  ],
  ['#/sheets/document/roster', { name: 'rosterDocument' }],
  ['#/sheets/document/gate/7', { name: 'gateDocument', id: 7 }],
  ['#/sheets/document/spot/7', { name: 'spotDocument', id: 7 }],
  [
    '#/sheets/document/official/school-dossier/school/1%2C2',
    { name: 'schoolDocuments', template: 'school-dossier', ids: [1, 2] },
  ],
  ['#/print/sheets/8', { name: 'printSheets', id: 8 }],
  ['#/about', { name: 'about' }],
  ['#/accounts', { name: 'accounts' }],
  ['#/accounts/signIns', { name: 'accounts', tab: 'signIns' }],
  ['#/mine', { name: 'mine' }],
  ['#/operation', { name: 'operation' }],
  ['#/taken', { name: 'taken' }],
  ['#/restore', { name: 'restore' }],
  ['#/places', { name: 'places' }],
];

const nowhere = [
  '#/nowhere',
  '#/map/venue/0',
  '#/map/venue/x',
  '#/map/venue/5/5',
  '#/Map',
  '#/map/show/venues/%7B',
  '#/map/show/venues/%',
  '#/ledger/-1',
  '#/gates/other',
  '#/sheets/document/precheck-venue/200,91/surveyed',
];

describe('a link to something of a workspace', () => {
  it.each(known.filter(([, { name }]) => name !== 'link'))('to %s is read as it was written', (_, route) => {
    const link = { workspace: '大兴区 2026/一', route };
    expect(readSharedLink(` ${writeSharedLink(link)}\n`)).toEqual(link);
  });

  it.each([
    '',
    'xueantu://open/',
    'xueantu://open/A/nowhere',
    'xueantu://open/%/map',
    'http://open/A/map',
    `xueantu://open/A/link/${encodeURIComponent('xueantu://open/A/map')}`,
  ])('%s leads nowhere', (text) => {
    expect(readSharedLink(text)?.route ?? null).toBeNull();
  });
});

describe('an address', () => {
  it.each(known)('%s is read and written', (address, route) => {
    expect(readRoute(address)).toEqual(route);
    expect(linkTo(route)).toBe(address);
  });

  it('is shown here for every route that there is', () => {
    const source = readFileSync(join(import.meta.dirname, '../../renderer/routes/routes.ts'), 'utf8');
    const names = [...source.matchAll(/^ {2}at\('(\w+)'/gm)].map(([, name]) => name);
    expect(new Set(known.map(([, { name }]) => name))).toEqual(new Set(names));
  });

  it('that is empty is the map', () => {
    expect(readRoute('')).toEqual({ name: 'map' });
    expect(readRoute('#/')).toEqual({ name: 'map' });
  });

  it.each(nowhere)('%s means nothing', (address) => {
    expect(readRoute(address)).toBeNull();
  });

  it('of a document alone, for a printer, means that document', () => {
    const route = { name: 'surveyDocument', id: 5 } as const;
    const address = `#/print/${printedPage(route)}`;
    expect(address).toBe('#/print/document/survey/5');
    expect(isAlone(address)).toBe(true);
    expect(isAlone('#/sheets/document/survey/5')).toBe(false);
    expect(readRoute(address)).toEqual(route);
  });

  it('that the menu of the desktop opens leads somewhere', () => {
    const folder = join(import.meta.dirname, '../../electron/main');
    const opened = ['menu.ts', 'main.ts'].flatMap((file) =>
      [
        ...readFileSync(join(folder, file), 'utf8').matchAll(/(?:goTo|goHere)\((?:window, )?'([^']+)'\)/g),
      ].map(([, address = '']) => address),
    );
    expect(opened.length).toBeGreaterThan(5);
    for (const address of opened) expect(readRoute(address), address).not.toBeNull();
  });
});
