import { useCallback, useEffect, useState } from 'react';
import { routeNumber } from '../../components/route.ts';
import { PrintSheets } from './atlas/print-sheets.tsx';
import type { DocumentState } from './documents/document.ts';
import { DocumentPrint } from './documents/document-screen.tsx';
import './sheets-screen.css';

/** A page alone, for the desktop application's hidden printing window, which waits for `data-sheet`. */
export function PrintPage({ route: [kind, ...args] }: { route: readonly string[] }) {
  const [status, setStatus] = useState('drawing');
  useStatus(status);
  const follow = useCallback(
    (state: DocumentState) =>
      setStatus(
        'document' in state ? 'ready' : 'error' in state ? 'failed' : `drawing ${state.progress ?? ''}`,
      ),
    [],
  );
  return kind === 'sheets' ? (
    <PrintSheets id={routeNumber(args[0]) ?? 0} onStatus={setStatus} />
  ) : (
    <DocumentPrint route={args} onState={follow} />
  );
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
