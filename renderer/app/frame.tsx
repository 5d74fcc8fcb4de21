import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import type { ReactNode } from 'react';
import { queryClient } from '../client/queries.ts';
import { useShade } from '../components/theme-mode.ts';
import { themeOf } from './theme.ts';
import { UncaughtRefusals } from './uncaught-refusals.tsx';
import './tokens.css';

/** What every part of the interface stands in: language, theme, messages, and what was read from the service. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider locale={zhCN} theme={themeOf(useShade())} button={{ autoInsertSpace: false }}>
      {/* Dialogs that the library opens by a call stand inside it too, and may ask the service. */}
      <QueryClientProvider client={queryClient}>
        <App className="app-root">
          <UncaughtRefusals />
          {children}
        </App>
      </QueryClientProvider>
    </ConfigProvider>
  );
}
