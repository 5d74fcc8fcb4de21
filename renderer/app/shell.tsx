import { lazy, type ReactNode, Suspense } from 'react';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import { firstScreenFor, screens } from '#shared/office/screens.ts';
import { ServiceError } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { useMay, useMayShow } from '../client/use-may.ts';
import { late } from '../components/late.tsx';
import { ErrorState, Loading } from '../components/states.tsx';
import { isDocument } from '../routes/document-route.ts';
import { addressNow, useIsAlone, useRoute } from '../routes/navigation.ts';
import type { Route } from '../routes/routes.ts';
import { AdministratorBar } from './administrator-bar.tsx';
import { ConnectionNotice } from './connection-notice.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LockScreen } from './lock-screen.tsx';
import { NotForRole } from './not-for-role.tsx';
import { Notices } from './notices.tsx';
import { Rail } from './rail.tsx';
import { ReadOnlyLine } from './read-only-line.tsx';
import { type Screen, screenFor } from './screens.tsx';
import { ServedNotice } from './served-notice.tsx';
import { TopBar } from './top-bar.tsx';
import { useCommandKeys } from './use-command-keys.ts';
import './shell.css';

const PrintPage = lazy(async () => ({
  default: (await import('../features/sheets/print-page.tsx')).PrintPage,
}));

const StartScreen = lazy(async () => ({ default: (await import('./start-screen.tsx')).StartScreen }));

const PlacesDialog = late(async () => (await import('./places-dialog.tsx')).PlacesDialog);

/** The frame of the application: bar above, rail at the left, one screen. */
export function Shell() {
  const host = useService('host.describe', {});
  // Over a workspace that waits for its password as well: one may want to be elsewhere.
  const isChoosing = useRoute()?.name === 'places' && host.data?.hasPlaces === true;
  return (
    <>
      <ShellFor />
      {isChoosing && <PlacesDialog isDesktop={host.data?.kind === 'desktop'} />}
    </>
  );
}

function ShellFor() {
  const host = useService('host.describe', {});
  const may = useMay();
  if (host.error) return <ErrorState error={host.error} onRetry={() => void host.refetch()} />;
  if (!may) return <Loading label="正在打开工作区" />;
  // Until then nothing else is answered.
  if (host.data?.account?.mustChange) return <AdministratorFrame route={{ name: 'mine' }} />;
  return may(procedureCapabilities['workspace.describe']) ? (
    <WorkspaceShell />
  ) : (
    <AdministratorShell may={may} />
  );
}

function WorkspaceShell() {
  const route = useRoute();
  const isAlone = useIsAlone();
  const workspace = useService('workspace.describe', {});
  if (workspace.isPending) return <Loading label="正在打开工作区" />;
  if (workspace.error instanceof ServiceError && workspace.error.code === 'WORKSPACE_LOCKED')
    return <LockScreen message={workspace.error.message} />;
  if (isNotOpen(workspace.error))
    return (
      <Suspense fallback={<Loading />}>
        <StartScreen />
      </Suspense>
    );
  if (workspace.error) return <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />;
  if (route?.name === 'printSheets' || (isAlone && route && isDocument(route)))
    return (
      <Suspense fallback={<Loading />}>
        <PrintPage route={route} />
      </Suspense>
    );
  return (
    <Framed
      screen={screenFor(route, workspace.data.name)}
      bar={<TopBar workspace={workspace.data} />}
      about={workspace.data.name}
      notices={<Notices workspace={workspace.data} />}
    />
  );
}

/** A folder of workspaces is served, and none of them is open yet. */
function isNotOpen(error: Error | null): boolean {
  return error instanceof ServiceError && error.code === 'WORKSPACE_NOT_OPEN';
}

/** For an administrator, who sees nothing of the workspace: what such a one may do comes at once. */
function AdministratorShell({ may }: { may: (needs: Capability) => boolean }) {
  const route = useRoute();
  const first = firstScreenFor(may);
  // Nothing else was asked for than the page itself.
  const isStart = route?.name === 'map' && addressNow().length <= 2;
  const isOwn = first === 'accounts' || first === 'operation' || first === 'taken';
  const wanted: Route | null = isStart ? { name: isOwn ? first : 'mine' } : route;
  return <AdministratorFrame route={wanted} />;
}

function AdministratorFrame({ route }: { route: Route | null }) {
  return <Framed screen={screenFor(route, '')} bar={<AdministratorBar />} about="" notices={null} />;
}

function Framed({
  screen: { name, content, isForAll },
  bar,
  about,
  notices,
}: {
  screen: Screen;
  bar: ReactNode;
  /** Which workspace it is: another one begins anew. */
  about: string;
  notices: ReactNode;
}) {
  const mayShow = useMayShow();
  useCommandKeys();
  const needed = screens.find(({ id }) => id === name);
  const isRefused = !isForAll && needed !== undefined && !mayShow(needed.needs);
  return (
    <div className="shell">
      {bar}
      <Rail current={name} />
      <main className="shell-main" key={about}>
        <ConnectionNotice />
        <ServedNotice />
        {notices}
        {needed && !isRefused && <ReadOnlyLine screen={needed.id} />}
        <div className="shell-screen">
          <ErrorBoundary key={name}>
            <Suspense fallback={<Loading />}>
              {needed && isRefused ? <NotForRole screen={needed.id} /> : content}
            </Suspense>
          </ErrorBoundary>
        </div>
      </main>
    </div>
  );
}
