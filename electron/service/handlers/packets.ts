import { packetAboutSchema } from '#shared/contract/packets.ts';
import { bringBack, describeReturning, readReturning } from '../sweeps/packets/bring-back.ts';
import { giveBack } from '../sweeps/packets/give-back.ts';
import { makePacket } from '../sweeps/packets/make-packet.ts';
import type { HandlersOf } from './handler-types.ts';
import { requireSweep } from './sweeps.ts';

export const packetsHandlers: HandlersOf<'packets'> = {
  async 'packets.list'({ db }, { sweepId }) {
    const rows = await db
      .selectFrom('packets')
      .selectAll()
      .where('sweepId', '=', sweepId)
      .orderBy('id', 'desc')
      .execute();
    return rows.map(({ id, about, returnedAt }) => ({
      ...packetAboutSchema.parse(JSON.parse(about)),
      id,
      returnedAt,
    }));
  },

  async 'packets.make'(context, { sweepId, teamId }) {
    await requireSweep(context.db, sweepId);
    const { about, bytes } = await makePacket(context, sweepId, teamId);
    context.recordAfter(about);
    context.changed('sweeps');
    return bytes;
  },

  async 'packets.giveBack'(context) {
    return await giveBack(context);
  },

  async 'packets.preview'(context, { token }) {
    return describeReturning(await readReturning(context, token), titlesOf(context));
  },

  async 'packets.bringBack'(context, { token, sides }) {
    return await bringBack(context, await readReturning(context, token), sides);
  },
};

function titlesOf({
  workspace,
}: {
  workspace: { catalogue: { categories: readonly { id: string; title: string }[] } };
}) {
  return new Map(workspace.catalogue.categories.map(({ id, title }) => [id, title]));
}
