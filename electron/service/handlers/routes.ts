import { lockStop } from '../db/queries/planned-stops.ts';
import { routesTable } from '../output/export/routes-table.ts';
import { encodeXlsx } from '../output/export/table.ts';
import { explainStop } from '../sweeps/joint/explain-stop.ts';
import { moveStop, shareStops } from '../sweeps/routes/arrange-stops.ts';
import { assignStops } from '../sweeps/routes/assign-stops.ts';
import { proposeRoutes } from '../sweeps/routes/propose-routes.ts';
import { readTeamPlans } from '../sweeps/routes/team-plan.ts';
import type { HandlersOf } from './handler-types.ts';

export const routesHandlers: HandlersOf<'routes'> = {
  async 'routes.get'(context, { sweepId }) {
    return await readTeamPlans(context, sweepId);
  },

  async 'routes.export'(context, { sweepId }) {
    return await encodeXlsx(await routesTable(context, sweepId));
  },

  async 'routes.propose'(context, input) {
    return await proposeRoutes(context, input);
  },

  async 'routes.keep'(context, input) {
    await shareStops(context.db, input);
    return {};
  },

  async 'routes.move'(context, input) {
    await moveStop(context, input);
    return {};
  },

  async 'routes.assign'(context, input) {
    return await assignStops(context, input);
  },

  async 'routes.explain'(context, input) {
    await explainStop(context.db, input);
    return {};
  },

  async 'routes.lock'(context, { stopId, locked }) {
    await lockStop(context.db, stopId, locked);
    return {};
  },
};
