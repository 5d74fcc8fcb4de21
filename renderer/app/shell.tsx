import { lazy, Suspense } from 'react';
import { ServiceError } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { ErrorState, Loading } from '../components/states.tsx';
import { isDocument } from '../routes/document-route.ts';
import { useIsAlone, useRoute } from '../routes/navigation.ts';
import { ConnectionNotice } from './connection-notice.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { LockScreen } from './lock-screen.tsx';
import { Notices } from './notices.tsx';
import { Rail } from './rail.tsx';
import { screenFor } from './screens.tsx';
import { ServedNotice } from './served-notice.tsx';
import { TopBar } from './top-bar.tsx';
import './shell.css';

const PrintPage = lazy(async () => ({
  default: (await import('../features/sheets/print-page.tsx')).PrintPage,
}));

/** The frame of the application: bar above, rail at the left, one screen. */
export function Shell() {
  const route = useRoute();
  const isAlone = useIsAlone();
  const workspace = useService('workspace.describe', {});
  if (workspace.isPending) return <Loading label="正在打开工作区" />;
  if (workspace.error instanceof ServiceError && workspace.error.code === 'WORKSPACE_LOCKED')
    return <LockScreen message={workspace.error.message} />;
  if (workspace.error) return <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />;
  if (route?.name === 'printSheets' || (isAlone && route && isDocument(route)))
    return (
      <Suspense fallback={<Loading />}>
        <PrintPage route={route} />
      </Suspense>
    );
  const { name, content } = screenFor(route, workspace.data.name);
  return (
    <div className="shell">
      <TopBar workspace={workspace.data} />
      <Rail current={name} />
      <main className="shell-main" key={workspace.data.name}>
        <ConnectionNotice />
        <ServedNotice />
        <Notices workspace={workspace.data} />
        <div className="shell-screen">
          <ErrorBoundary key={name}>
            <Suspense fallback={<Loading />}>{content}</Suspense>
          </ErrorBoundary>
        </div>
      </main>
    </div>
  );
}
