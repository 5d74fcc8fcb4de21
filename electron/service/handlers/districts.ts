import type { DistrictReports } from '../db/postgres/reporting/read-reports.ts';
import type { ServiceControls } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

/** The whole reporting database, for the office above districts. */
function allOf({ districts }: ServiceControls): DistrictReports | null {
  return districts?.seesAll ? districts.reports : null;
}

/** What districts handed up, where a reporting database is attached. */
export const districtsHandlers: HandlersOf<'districts'> = {
  async 'districts.overview'({ controls }) {
    return (await allOf(controls)?.overview()) ?? null;
  },

  async 'districts.map'({ controls }) {
    return (await allOf(controls)?.map()) ?? null;
  },

  async 'districts.trend'({ controls }, { district }) {
    return (await allOf(controls)?.trend(district)) ?? null;
  },

  async 'districts.get'({ controls }, { district }) {
    return (await allOf(controls)?.get(district)) ?? null;
  },

  async 'districts.edges'({ controls, workspace }) {
    return (await controls.districts?.reports.edgesOf(workspace.name)) ?? null;
  },
};
