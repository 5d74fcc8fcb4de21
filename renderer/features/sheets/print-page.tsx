import { useCallback, useEffect, useState } from 'react';
import type { DocumentRoute } from '../../routes/document-route.ts';
import type { RouteTo } from '../../routes/routes.ts';
import { PrintSheets } from './atlas/print-sheets.tsx';
import type { DocumentState } from './documents/document.ts';
import { DocumentPrint } from './documents/document-screen.tsx';
import './sheets-screen.css';

/** A page alone, for the desktop application's hidden printing window, which waits for `data-sheet`. */
export function PrintPage({ route }: { route: DocumentRoute | RouteTo<'printSheets'> }) {
  const [status, setStatus] = useState('drawing');
  useStatus(status);
  const follow = useCallback(
    (state: DocumentState) =>
      setStatus(
        'document' in state ? 'ready' : 'error' in state ? 'failed' : `drawing ${state.progress ?? ''}`,
      ),
    [],
  );
  if (route.name === 'printSheets') return <PrintSheets id={route.id} onStatus={setStatus} />;
  return <DocumentPrint route={route} onState={follow} />;
}

/** Tells the printing window when the page is complete: fonts and the base picture are decoded before it prints. */
function useStatus(status: string): void {
  useEffect(() => {
    void document.fonts.ready.then(() =>
      requestAnimationFrame(() => {
        document.documentElement.dataset.sheet = status;
      }),
    );
  }, [status]);
}
