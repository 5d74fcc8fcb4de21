import { handOver } from '../sweeps/handings/hand-over.ts';
import { listHandings } from '../sweeps/handings/list-handings.ts';
import { keepMeeting, listMeetings } from '../sweeps/handings/meetings.ts';
import { recordHanding } from '../sweeps/handings/record-handing.ts';
import type { HandlersOf } from './handler-types.ts';

export const handingsHandlers: HandlersOf<'handings'> = {
  async 'handings.list'(context, input) {
    return await listHandings(context, input);
  },

  async 'handings.hand'(context, input) {
    return { ids: await handOver(context, input) };
  },

  async 'handings.record'(context, input) {
    await recordHanding(context, input);
    return {};
  },
};

export const meetingsHandlers: HandlersOf<'meetings'> = {
  async 'meetings.list'(context) {
    return await listMeetings(context);
  },

  async 'meetings.save'(context, input) {
    return { id: await keepMeeting(context, input) };
  },
};
