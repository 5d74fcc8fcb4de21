import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followChanges, readAhead } from '../client/queries.ts';
import { reportUncaught } from '../client/report-failure.ts';
import { applyTheme } from '../components/theme-mode.ts';
import { startMapEngine } from '../map/engine.ts';
import { Frame } from './frame.tsx';
import { Shell } from './shell.tsx';

applyTheme();
startMapEngine();
followChanges();
reportUncaught();
// What fails is told where it is shown.
readAhead().catch(() => undefined);

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Frame>
        <Shell />
      </Frame>
    </StrictMode>,
  );
