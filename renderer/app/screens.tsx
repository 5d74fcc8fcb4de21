import { lazy, type ReactNode } from 'react';
import type { ScreenId } from '#shared/office/screens.ts';
import { EmptyState } from '../components/states.tsx';
import { MapScreen } from '../features/map/map-screen.tsx';
import { isDocument } from '../routes/document-route.ts';
import { linkTo, type Route } from '../routes/routes.ts';
import { TakenScreen } from './export-records.tsx';
import { LinkScreen } from './link-screen.tsx';
import { OperationScreen } from './operation-screen.tsx';

// The map opens first. The code of every other screen is loaded when that screen is first shown.
const ImportScreen = lazy(async () => ({
  default: (await import('../features/import/import-screen.tsx')).ImportScreen,
}));
const ReportsScreen = lazy(async () => ({
  default: (await import('../features/reports/reports-screen.tsx')).ReportsScreen,
}));
const PresentScreen = lazy(async () => ({
  default: (await import('../features/reports/presenting/present-screen.tsx')).PresentScreen,
}));
const ScoresScreen = lazy(async () => ({
  default: (await import('../features/reports/scores/scores-screen.tsx')).ScoresScreen,
}));
const SweepsScreen = lazy(async () => ({
  default: (await import('../features/sweeps/sweeps-screen.tsx')).SweepsScreen,
}));
const FacilitiesScreen = lazy(async () => ({
  default: (await import('../features/facilities/facilities-screen.tsx')).FacilitiesScreen,
}));
const LedgerScreen = lazy(async () => ({
  default: (await import('../features/ledger/ledger-screen.tsx')).LedgerScreen,
}));
const RulesScreen = lazy(async () => ({
  default: (await import('../features/rules/rules-screen.tsx')).RulesScreen,
}));
const SheetsScreen = lazy(async () => ({
  default: (await import('../features/sheets/sheets-screen.tsx')).SheetsScreen,
}));
const OverviewScreen = lazy(async () => ({
  default: (await import('../features/overview/overview-screen.tsx')).OverviewScreen,
}));
const ChangesScreen = lazy(async () => ({
  default: (await import('../features/overview/changes/changes-screen.tsx')).ChangesScreen,
}));
const TimeScreen = lazy(async () => ({
  default: (await import('../features/overview/time/time-screen.tsx')).TimeScreen,
}));
const DocumentScreen = lazy(async () => ({
  default: (await import('../features/sheets/documents/document-screen.tsx')).DocumentScreen,
}));
const AboutScreen = lazy(async () => ({
  default: (await import('../features/about/about-screen.tsx')).AboutScreen,
}));

const AccountsScreen = lazy(async () => ({
  default: (await import('../features/accounts/accounts-screen.tsx')).AccountsScreen,
}));
const MineScreen = lazy(async () => ({
  default: (await import('../features/mine/mine-screen.tsx')).MineScreen,
}));

/** What the rail leads to, and what it marks as where one is. */
export type ScreenName = ScreenId | 'mine' | 'about';

export interface Screen {
  readonly name: ScreenName | null;
  readonly content: ReactNode;
  /** Whoever sees what it is about may see it, whether or not the rest of the screen is shown. */
  readonly isForAll?: true;
}

/** The screen that shows what an address means; a word of what to do where it means nothing. */
export function screenFor(route: Route | null, workspace: string): Screen {
  if (!route) return { name: null, content: <NoSuchPage /> };
  if (isDocument(route)) return { name: 'sheets', content: <DocumentScreen route={route} />, isForAll: true };
  switch (route.name) {
    case 'overview':
      return { name: 'overview', content: <OverviewScreen /> };
    case 'changes':
      return { name: 'overview', content: <ChangesScreen given={route.wanted ?? null} /> };
    case 'time':
      return { name: 'overview', content: <TimeScreen mode={route.mode ?? 'days'} /> };
    case 'import':
    case 'settle':
      return { name: 'import', content: <ImportScreen route={route} /> };
    case 'sweeps':
    case 'campaigns':
    case 'sweep':
    case 'visit':
    case 'stop':
      return { name: 'sweeps', content: <SweepsScreen route={route} /> };
    case 'gates':
      return { name: 'gates', content: <FacilitiesScreen route={route} /> };
    case 'ledger':
      return { name: 'ledger', content: <LedgerScreen hazardId={null} given={null} /> };
    case 'ledgerView':
      return { name: 'ledger', content: <LedgerScreen hazardId={null} given={route.view} /> };
    case 'hazard':
      return { name: 'ledger', content: <LedgerScreen hazardId={route.id} given={null} /> };
    case 'reports':
      return { name: 'reports', content: <ReportsScreen /> };
    case 'present':
      return {
        name: 'reports',
        content: <PresentScreen period={route.period ?? null} slide={route.slide ?? null} />,
      };
    case 'scores':
      return { name: 'reports', content: <ScoresScreen given={route.wanted ?? null} /> };
    case 'rules':
      return { name: 'rules', content: <RulesScreen packId={route.packId ?? null} /> };
    case 'sheets':
    case 'prints':
    case 'schoolSheet':
    case 'sheetTemplate':
    case 'sheetPage':
      return { name: 'sheets', content: <SheetsScreen route={route} /> };
    case 'accounts':
      return { name: 'accounts', content: <AccountsScreen tab={route.tab ?? null} /> };
    case 'mine':
      return { name: 'mine', content: <MineScreen /> };
    case 'operation':
      return { name: 'operation', content: <OperationScreen /> };
    case 'taken':
      return { name: 'taken', content: <TakenScreen /> };
    case 'about':
      return { name: 'about', content: <AboutScreen /> };
    // Shown by the bar, over the map; sheets for a printer stand alone.
    case 'restore':
    case 'places':
    case 'printSheets':
      return { name: 'map', content: <MapScreen route={{ name: 'map' }} /> };
    case 'link':
      return { name: null, content: <LinkScreen text={route.text} workspace={workspace} /> };
    case 'map':
    case 'view':
    case 'venue':
    case 'moveVenue':
    case 'school':
    case 'campus':
    case 'newGate':
    case 'editGate':
    case 'toDraw':
    case 'gate':
    case 'pin':
    case 'spot':
    case 'region':
    case 'newAtGate':
    case 'editAtGate':
    case 'draw':
    case 'edit':
    case 'precheck':
    case 'tool':
    case 'table':
      return { name: 'map', content: <MapScreen route={route} /> };
  }
}

function NoSuchPage() {
  return (
    <EmptyState title="这个地址打不开">
      地址可能没有复制完整。请重新复制，或<a href={linkTo({ name: 'map' })}>回到地图</a>。
    </EmptyState>
  );
}
