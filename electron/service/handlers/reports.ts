import { makeReport } from '../output/reports/make-report.ts';
import { reportChanges } from '../output/reports/report-changes.ts';
import { listReports, readReport, zipReports } from '../output/reports/stored-reports.ts';
import type { HandlersOf } from './handler-types.ts';

export const reportsHandlers: HandlersOf<'reports'> = {
  async 'reports.list'(context) {
    return await listReports(context);
  },

  async 'reports.changes'(context, span) {
    return await reportChanges(context, span);
  },

  async 'reports.make'(context, { kinds, ...span }) {
    const id = await makeReport(context, kinds, span);
    return { id };
  },

  async 'reports.read'(context, { id }) {
    return (await readReport(context, id)).bytes;
  },

  async 'reports.archive'(context, { ids }) {
    return await zipReports(context, ids);
  },
};
