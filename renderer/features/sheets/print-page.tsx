import { useEffect } from 'react';
import { ErrorState, Loading } from '../../components/states.tsx';
import { SheetPages } from './sheet-pages.tsx';
import { useSheet } from './use-sheet.ts';
import './sheets-screen.css';

/** A sheet alone, for the desktop application's hidden printing window, which waits for `data-sheet`. */
export function PrintPage({ schoolId, scale }: { schoolId: number | null; scale: number | null }) {
  const state = useSheet(schoolId ?? 0, scale);
  const status = 'sheet' in state ? 'ready' : 'error' in state ? 'failed' : 'drawing';
  useEffect(() => {
    // Fonts and the base picture are decoded before the window prints.
    void document.fonts.ready.then(() =>
      requestAnimationFrame(() => {
        document.documentElement.dataset.sheet = status;
      }),
    );
  }, [status]);
  if ('error' in state) return <ErrorState error={state.error} />;
  if ('loading' in state) return <Loading label="正在绘制图幅" />;
  return <SheetPages sheet={state.sheet} />;
}
