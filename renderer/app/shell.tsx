import { lazy, type ReactNode, Suspense } from 'react';
import { ServiceError } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { routeNumber, useRoute } from '../components/route.ts';
import { ErrorState, Loading } from '../components/states.tsx';
import { MapScreen } from '../features/map/map-screen.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LockScreen } from './lock-screen.tsx';
import { Notices } from './notices.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';

// The map opens first. The code of every other screen is loaded when that screen is first shown.
const ImportScreen = lazy(async () => ({
  default: (await import('../features/import/import-screen.tsx')).ImportScreen,
}));
const ReportsScreen = lazy(async () => ({
  default: (await import('../features/reports/reports-screen.tsx')).ReportsScreen,
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
const DocumentScreen = lazy(async () => ({
  default: (await import('../features/sheets/documents/document-screen.tsx')).DocumentScreen,
}));
const AboutScreen = lazy(async () => ({
  default: (await import('../features/about/about-screen.tsx')).AboutScreen,
}));
const PrintPage = lazy(async () => ({
  default: (await import('../features/sheets/print-page.tsx')).PrintPage,
}));

/** The frame of the application: bar above, rail at the left, one screen. */
export function Shell() {
  const route = useRoute();
  const workspace = useService('workspace.describe', {});
  if (workspace.isPending) return <Loading label="正在打开工作区" />;
  if (workspace.error instanceof ServiceError && workspace.error.code === 'WORKSPACE_LOCKED')
    return <LockScreen message={workspace.error.message} />;
  if (workspace.error) return <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />;
  if (route[0] === 'print')
    return (
      <Suspense fallback={<Loading />}>
        <PrintPage route={route.slice(1)} />
      </Suspense>
    );
  const screen = route[0] ?? 'map';
  return (
    <div className="shell">
      <TopBar workspace={workspace.data} />
      <Rail current={screen} />
      <main className="shell-main" key={workspace.data.name}>
        <Notices workspace={workspace.data} />
        <div className="shell-screen">
          <ErrorBoundary key={screen}>
            <Suspense fallback={<Loading />}>{screenFor(screen, route)}</Suspense>
          </ErrorBoundary>
        </div>
      </main>
    </div>
  );
}

function screenFor(screen: string, route: readonly string[]): ReactNode {
  switch (screen) {
    case 'about':
      return <AboutScreen />;
    case 'overview':
      return <OverviewScreen />;
    case 'import':
      return <ImportScreen view={route[1] ?? null} />;
    case 'sweeps':
      return (
        <SweepsScreen
          sweepId={routeNumber(route[1])}
          tab={route[2] ?? null}
          visitStopId={route[2] === 'visit' ? routeNumber(route[3]) : null}
        />
      );
    case 'gates':
      return <FacilitiesScreen tab={route[1] ?? null} />;
    case 'ledger':
      return <LedgerScreen hazardId={routeNumber(route[1])} />;
    case 'reports':
      return <ReportsScreen />;
    case 'rules':
      return <RulesScreen packId={route[1] ?? null} />;
    case 'sheets':
      if (route[1] === 'document') return <DocumentScreen route={route.slice(2)} />;
      return <SheetsScreen route={route.slice(1)} />;
    default:
      return <MapScreen route={route.slice(1)} />;
  }
}
