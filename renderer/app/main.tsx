import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followChanges, queryClient, readAhead } from '../client/queries.ts';
import { reportUncaught } from '../client/report-failure.ts';
import { applyTheme, useShade } from '../components/theme-mode.ts';
import { startMapEngine } from '../map/engine.ts';
import { Shell } from './shell.tsx';
import { themeOf } from './theme.ts';
import './tokens.css';

applyTheme();
startMapEngine();
followChanges();
reportUncaught();
readAhead();

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Themed />
    </StrictMode>,
  );

function Themed() {
  return (
    <ConfigProvider locale={zhCN} theme={themeOf(useShade())} button={{ autoInsertSpace: false }}>
      <App className="app-root">
        <QueryClientProvider client={queryClient}>
          <Shell />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  );
}
