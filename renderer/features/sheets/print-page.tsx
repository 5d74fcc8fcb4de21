import { useCallback, useEffect, useState } from 'react';
import { routeNumber } from '../../components/route.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import type { DocumentState } from './documents/document.ts';
import { DocumentPrint } from './documents/document-screen.tsx';
import { SheetPages } from './sheet-pages.tsx';
import { useSheet } from './use-sheet.ts';
import './sheets-screen.css';

/** A page alone, for the desktop application's hidden printing window, which waits for `data-sheet`. */
export function PrintPage({ route: [kind, ...args] }: { route: readonly string[] }) {
  return kind === 'document' ? (
    <PrintDocument route={args} />
  ) : (
    <PrintSheet schoolId={routeNumber(args[0]) ?? 0} scale={routeNumber(args[1])} />
  );
}

function PrintSheet({ schoolId, scale }: { schoolId: number; scale: number | null }) {
  const state = useSheet(schoolId, scale);
  useStatus('sheet' in state ? 'ready' : 'error' in state ? 'failed' : 'drawing');
  if ('error' in state) return <ErrorState error={state.error} />;
  if ('loading' in state) return <Loading label="正在绘制图幅" />;
  return <SheetPages sheet={state.sheet} />;
}

function PrintDocument({ route }: { route: readonly string[] }) {
  const [status, setStatus] = useState('drawing');
  const follow = useCallback(
    (state: DocumentState) =>
      setStatus(
        'document' in state ? 'ready' : 'error' in state ? 'failed' : `drawing ${state.progress ?? ''}`,
      ),
    [],
  );
  useStatus(status);
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
