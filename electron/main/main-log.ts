import { join } from 'node:path';
import { app, crashReporter } from 'electron';
import { type CrashFacts, keepCrashReport } from '../diagnostics/crash-report.ts';
import { Log } from '../diagnostics/log.ts';

let log: Log | null = null;

/** The folder of logs, for this process and the service. */
export const logFolder = (): string => join(app.getPath('userData'), 'logs');

export function mainLog(): Log {
  log ??= new Log('main', logFolder());
  return log;
}

/** Keeps a report of a crash of one of the program's processes beside the logs. */
export function reportCrash(facts: Omit<CrashFacts, 'version'>): void {
  keepCrashReport(logFolder(), { ...facts, version: app.getVersion() });
}

/** Keeps dumps and reports of crashes on this machine; nothing is ever sent. Call before any window is opened. */
export function keepCrashes(): void {
  crashReporter.start({ uploadToServer: false, compress: true });
  process.on('uncaughtExceptionMonitor', (error) => {
    mainLog().failure('crash', error);
    reportCrash({ process: 'main', error });
  });
  app.on('render-process-gone', (_, __, { reason, exitCode }) => {
    mainLog().note('page gone', { reason, exitCode });
    reportCrash({ process: 'page', reason: `${reason} ${exitCode}` });
  });
  app.on('child-process-gone', (_, { type, reason, exitCode }) =>
    mainLog().note('process gone', { type, reason, exitCode }),
  );
}
