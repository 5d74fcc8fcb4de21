import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { isProcedure, procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import { roleIds, roleOf } from '#shared/office/roles.ts';
import { type Pieces, readPieces } from './pieces-of-page.ts';
import { readCode } from './syntax.ts';

/** Screens, and without which capability the rail does not lead there. */
const screens: readonly (readonly [piece: string, needs: Capability])[] = [
  ['renderer/features/overview/overview-screen.tsx#OverviewScreen', 'see.basic'],
  ['renderer/features/map/map-screen.tsx#MapScreen', 'see.basic'],
  ['renderer/features/import/import-screen.tsx#ImportScreen', 'lists.import'],
  ['renderer/features/sweeps/sweeps-screen.tsx#SweepsScreen', 'see.sweeps'],
  ['renderer/features/facilities/facilities-screen.tsx#FacilitiesScreen', 'see.basic'],
  ['renderer/features/ledger/ledger-screen.tsx#LedgerScreen', 'see.ledger'],
  ['renderer/features/reports/reports-screen.tsx#ReportsScreen', 'see.reports'],
  ['renderer/features/sheets/sheets-screen.tsx#SheetsScreen', 'papers'],
  ['renderer/features/rules/rules-screen.tsx#RulesScreen', 'see.basic'],
  ['renderer/features/about/about-screen.tsx#AboutScreen', 'session.self'],
  ['renderer/features/accounts/accounts-screen.tsx#AccountsScreen', 'session.self'],
  ['renderer/features/mine/mine-screen.tsx#MineScreen', 'session.self'],
  ['renderer/app/top-bar.tsx#TopBar', 'see.basic'],
  ['renderer/app/notices.tsx#Notices', 'see.basic'],
];

/** What is shown to roles that may not call what it leads to, still: the list may only grow shorter. */
const shownFile = join(import.meta.dirname, 'shown-without-right.json');

/** Whether every role that has one of `held` has `needed` as well: so it holds of whoever holds several roles. */
function covers(held: readonly Capability[], needed: Capability): boolean {
  const rolesWith = (each: Capability) => roleIds.filter((id) => roleOf(id).capabilities.includes(each));
  return held.some((each) => rolesWith(each).every((id) => roleOf(id).capabilities.includes(needed)));
}

/** Each piece under a screen that calls what not every role may call that sees the piece. */
function shownWithoutRight(pieces: Pieces, from: typeof screens): string[] {
  const shown = new Set<string>();
  const seen = new Set<string>();
  const look = (piece: string, held: readonly Capability[]): void => {
    const key = `${piece} ${[...new Set(held)].sort().join(' ')}`;
    if (seen.has(key)) return;
    seen.add(key);
    for (const { to, behind } of pieces.get(piece) ?? []) {
      const now = [...held, ...behind.map((each) => procedureCapabilities[each])];
      if (!isProcedure(to)) look(to, now);
      else if (procedureCapabilities[to] !== 'session.self' && !covers(now, procedureCapabilities[to]))
        shown.add(`${piece} ${to}`);
    }
  };
  for (const [screen, needs] of from) look(screen, [needs]);
  return [...shown].sort();
}

it('finds what is shown without asking, through files, and not what stands behind a question', () => {
  const pieces = readPieces([
    {
      path: 'a/screen.tsx',
      source: `import { Edit } from './edit.tsx';
        export function Open() { return <div><Edit /></div>; }
        export function Asked() { return <Permitted to="gates.save"><Edit /></Permitted>; }`,
    },
    {
      path: 'a/edit.tsx',
      source: `export function Edit() { const save = useCommand('places.save'); return <Button onClick={save} />; }`,
    },
  ]);
  const found = ['a/edit.tsx#Edit places.save'];
  expect(shownWithoutRight(pieces, [['a/screen.tsx#Open', 'see.basic']])).toEqual(found);
  expect(shownWithoutRight(pieces, [['a/screen.tsx#Asked', 'see.basic']])).toEqual([]);
  expect(shownWithoutRight(pieces, [['a/screen.tsx#Open', 'map.edit']])).toEqual([]);
});

it('no further piece of a screen leads a role to a procedure that the role may not call', () => {
  const pieces = readPieces(readCode('renderer/app', 'renderer/components', 'renderer/features'));
  for (const [screen] of screens) expect(pieces.has(screen), screen).toBe(true);
  const found = shownWithoutRight(pieces, screens);
  const known = z.array(z.string()).parse(JSON.parse(readFileSync(shownFile, 'utf8')));
  expect(found).toEqual(known);
});
