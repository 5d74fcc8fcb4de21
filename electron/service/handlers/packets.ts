import { selectPackets } from '../db/queries/packets.ts';
import { bringBack } from '../sweeps/packets/bring-back.ts';
import { describeReturning } from '../sweeps/packets/describe-returning.ts';
import { giveBack } from '../sweeps/packets/give-back.ts';
import { makePacket } from '../sweeps/packets/make-packet.ts';
import { readReturning } from '../sweeps/packets/read-returning.ts';
import { requireSweep } from '../sweeps/require-record.ts';
import type { HandlersOf } from './handler-types.ts';

export const packetsHandlers: HandlersOf<'packets'> = {
  async 'packets.list'({ db }, { sweepId }) {
    return await selectPackets(db, sweepId);
  },

  async 'packets.make'(context, { sweepId, teamId }) {
    await requireSweep(context.db, sweepId);
    const { about, bytes } = await makePacket(context, sweepId, teamId);
    context.recordAfter(about);
    return bytes;
  },

  async 'packets.giveBack'(context) {
    return await giveBack(context);
  },

  async 'packets.preview'(context, { token }) {
    const titles = context.workspace.catalogue.categoryTitles;
    return describeReturning(await readReturning(context, token), titles);
  },

  async 'packets.bringBack'(context, { token, sides }) {
    return await bringBack(context, await readReturning(context, token), sides);
  },
};
