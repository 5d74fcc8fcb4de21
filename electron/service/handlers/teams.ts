import { drawTeamMembers, removeTeam, saveTeam } from '../sweeps/teams.ts';
import type { HandlersOf } from './handler-types.ts';

export const teamsHandlers: HandlersOf<'teams'> = {
  async 'teams.save'(context, input) {
    const id = await saveTeam(context, input);
    return { id };
  },

  async 'teams.remove'(context, { id }) {
    await removeTeam(context.db, id);
    return {};
  },

  async 'teams.draw'(context, input) {
    return await drawTeamMembers(context, input);
  },
};
