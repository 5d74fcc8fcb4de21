import { drawTeamMembers, removeTeam, saveTeam } from '../sweeps/teams.ts';
import type { HandlersOf } from './handler-types.ts';

export const teamsHandlers: HandlersOf<'teams'> = {
  async 'teams.save'(context, input) {
    const id = await saveTeam(context.db, input);
    context.changed('sweeps');
    return { id };
  },

  async 'teams.remove'(context, { id }) {
    await removeTeam(context.db, id);
    context.changed('sweeps');
    return {};
  },

  async 'teams.draw'(context, input) {
    const drawn = await drawTeamMembers(context, input);
    context.changed('sweeps');
    return drawn;
  },
};
