import { expect, it } from 'vitest';
import { contract, type ProcedureName } from '#shared/contract/contract.ts';
import { isProcedure, procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import { roleIds, roleOf } from '#shared/office/roles.ts';
import { type Pieces, readPieces } from './pieces-of-page.ts';
import { readCode } from './syntax.ts';

/** Screens, and without which capability the rail does not lead there. */
const screens: readonly (readonly [piece: string, needs: Capability])[] = [
  ['renderer/features/overview/overview-screen.tsx#OverviewScreen', 'see.basic'],
  ['renderer/features/overview/changes/changes-screen.tsx#ChangesScreen', 'see.basic'],
  ['renderer/features/overview/time/time-screen.tsx#TimeScreen', 'see.basic'],
  ['renderer/features/map/map-screen.tsx#MapScreen', 'see.basic'],
  ['renderer/features/import/import-screen.tsx#ImportScreen', 'lists.import'],
  ['renderer/features/sweeps/sweeps-screen.tsx#SweepsScreen', 'see.sweeps'],
  ['renderer/features/facilities/facilities-screen.tsx#FacilitiesScreen', 'see.basic'],
  ['renderer/features/ledger/ledger-screen.tsx#LedgerScreen', 'see.ledger'],
  ['renderer/features/reports/reports-screen.tsx#ReportsScreen', 'see.reports'],
  ['renderer/features/reports/presenting/present-screen.tsx#PresentScreen', 'see.reports'],
  ['renderer/features/sheets/sheets-screen.tsx#SheetsScreen', 'papers'],
  ['renderer/features/rules/rules-screen.tsx#RulesScreen', 'see.basic'],
  ['renderer/features/about/about-screen.tsx#AboutScreen', 'session.self'],
  ['renderer/features/accounts/accounts-screen.tsx#AccountsScreen', 'session.self'],
  ['renderer/features/mine/mine-screen.tsx#MineScreen', 'session.self'],
  ['renderer/app/top-bar.tsx#TopBar', 'see.basic'],
  ['renderer/app/notices.tsx#Notices', 'see.basic'],
  ['renderer/features/sheets/documents/document-screen.tsx#DocumentScreen', 'see.basic'],
  ['renderer/app/operation-screen.tsx#OperationScreen', 'operate'],
  ['renderer/app/export-records.tsx#TakenScreen', 'see.taken'],
  ['renderer/app/administrator-bar.tsx#AdministratorBar', 'session.self'],
  ['renderer/app/rail-foot.tsx#RailFoot', 'session.self'],
];

/** Whether every role that has one of `held` has `needed` as well: so it holds of whoever holds several roles. */
function covers(held: readonly Capability[], needed: Capability): boolean {
  if (needed === 'session.self') return true;
  const rolesWith = (each: Capability) => roleIds.filter((id) => roleOf(id).capabilities.includes(each));
  return held.some((each) => rolesWith(each).every((id) => roleOf(id).capabilities.includes(needed)));
}

/** Each piece under a screen that calls what not every role may call that sees the piece. */
function shownWithoutRight(pieces: Pieces, from: typeof screens): string[] {
  const shown = new Set<string>();
  const seen = new Set<string>();
  const look = (piece: string, held: readonly Capability[], isWaiting: boolean): void => {
    const key = `${piece} ${isWaiting} ${[...new Set(held)].sort().join(' ')}`;
    if (seen.has(key)) return;
    seen.add(key);
    for (const { to, behind, ...step } of pieces.get(piece) ?? []) {
      const now = [...held, ...behind.map((each) => procedureCapabilities[each])];
      const waits = isWaiting || step.isWaiting;
      if (!isProcedure(to)) look(to, now, waits && !isShown(to));
      else if (!(waits && !isAskedAtOnce(to)) && !covers(now, procedureCapabilities[to]))
        shown.add(`${piece} ${to}`);
    }
  };
  for (const [screen, needs] of from) look(screen, [needs], false);
  return [...shown].sort();
}

/** Whether a piece asks for the answer as soon as it is there; what else it does, it does when somebody wants it. */
function isAskedAtOnce(name: ProcedureName): boolean {
  return 'reads' in contract[name];
}

/** A part of the page that stands there by itself: what a hook or a function does waits for whoever called it. */
const isShown = (piece: string) => /#[A-Z]\w*$/.test(piece);

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

/** What a screen of an office shows of a dialog that saves duties. */
function shownBy(screen: string): string[] {
  const source = `const Late = late(async () => (await import('./dialog.tsx')).Dialog);
    ${screen}`;
  const dialog = `export function Dialog() { const save = useCommand('duties.save'); return <Button onClick={() => save()} />; }`;
  const pieces = readPieces([
    { path: 'a/screen.tsx', source },
    { path: 'a/dialog.tsx', source: dialog },
  ]);
  return shownWithoutRight(pieces, [['a/screen.tsx#Screen', 'see.basic']]);
}

it.each([
  ['a button that opens a dialog without asking', '<Button onClick={() => setOpen(true)} />', true],
  ['a button that asks', `{may('duties.save') && <Button onClick={() => setOpen(true)} />}`, false],
  ['a way that is handed on to whoever may', `<List onEdit={may('duties.save') ? setOpen : null} />`, false],
  ['a way that is handed on to everybody', '<List onEdit={setOpen} />', true],
  ['a way to close it', '<Button onClick={() => setOpen(false)} />', false],
  [
    'a menu whose item says what it leads to',
    `<Menu items={[{ to: 'duties.save', onClick: () => setOpen(true) }]} />`,
    false,
  ],
  ['a menu whose item does not', `<Menu items={[{ key: 'save', onClick: () => setOpen(true) }]} />`, true],
])('%s', (_, opener, isFound) => {
  const found = shownBy(`export function Screen() {
    const may = useMayCall();
    const [open, setOpen] = useState(false);
    return <div>${opener}{open && <Late onClose={() => setOpen(false)} />}</div>;
  }`);
  expect(found).toEqual(isFound ? ['a/dialog.tsx#Dialog duties.save'] : []);
});

it('a dialog that is there from the beginning needs nobody to open it', () => {
  const found = shownBy(`export function Screen({ first }) {
    const [open, setOpen] = useState(first);
    return open && <Late onClose={() => setOpen(false)} />;
  }`);
  expect(found).toEqual(['a/dialog.tsx#Dialog duties.save']);
});

it('what a hook does is found where it is used, and what it asks for where it stands', () => {
  const source = `function useDuty() { const list = useService('papers.of', {}); const save = useCommand('duties.save'); return { list, save }; }
    export function Screen() {
      const may = useMayCall();
      const { list, save } = useDuty();
      return may('duties.save') ? <Button onClick={() => save()} /> : null;
    }`;
  const pieces = readPieces([{ path: 'a/screen.tsx', source }]);
  expect(shownWithoutRight(pieces, [['a/screen.tsx#Screen', 'see.basic']])).toEqual([
    'a/screen.tsx#useDuty papers.of',
  ]);
});

it('no piece of a screen leads a role to a procedure that the role may not call', () => {
  const pieces = readPieces(readCode('renderer/app', 'renderer/components', 'renderer/features'));
  for (const [screen] of screens) expect(pieces.has(screen), screen).toBe(true);
  expect(shownWithoutRight(pieces, screens)).toEqual([]);
});
