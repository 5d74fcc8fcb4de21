import { release, totalmem } from 'node:os';
import { keepCrashReport } from '../../diagnostics/crash-report.ts';
import { SCHEMA_VERSION } from '../db/schema/migrations/index.ts';
import { countTables, sqliteVersion } from '../db/schema/table-counts.ts';
import { readVersion } from '../platform/version.ts';
import { selfTest } from '../upkeep/diagnostics/self-test.ts';
import { supportBundle } from '../upkeep/diagnostics/support-bundle.ts';
import type { HandlersOf } from './handler-types.ts';

export const diagnosticsHandlers: HandlersOf<'diagnostics'> = {
  async 'diagnostics.about'({ workspace, log }) {
    return {
      version: readVersion(),
      logs: log.folder,
      parts: [
        { name: '数据结构', value: `第 ${SCHEMA_VERSION} 版` },
        { name: '规则包', value: workspace.pack.title },
        { name: 'SQLite', value: await sqliteVersion(workspace.database.reader) },
        { name: 'Node', value: process.versions.node },
        { name: '系统', value: `${process.platform} ${release()} ${process.arch}` },
        { name: '内存', value: `${(totalmem() / 2 ** 30).toFixed(0)} GB` },
      ],
    };
  },

  async 'diagnostics.selfTest'(context) {
    return await selfTest(context);
  },

  async 'diagnostics.bundle'({ workspace, log }, { parts, checks }) {
    const counts = await countTables(workspace.database.reader);
    return supportBundle({ parts, checks, counts, logs: log.folder });
  },

  async 'diagnostics.report'({ log }, { kind, frames }) {
    log.note('page failed', { kind, frames });
    keepCrashReport(log.folder, {
      process: 'page',
      version: readVersion(),
      reason: [kind, ...frames].join('\n'),
    });
    return {};
  },
};
