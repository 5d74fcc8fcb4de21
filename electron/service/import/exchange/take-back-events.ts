import { countGoneOn, removeEventsOfBatch, selectEventsOfBatch } from '../../db/queries/exchange.ts';
import type { Write } from '../../db/schema/schema.ts';

/** Forgets the events of a batch that is taken back; why it cannot be, in words: somebody went on with what they told. */
export async function takeBackEvents(db: Write, batch: number): Promise<readonly string[]> {
  const events = await selectEventsOfBatch(db, batch);
  if (events.length === 0) return [];
  const settled = events.filter(({ reply }) => reply === 'confirmed' || reply === 'refused').length;
  const goneOn = await countGoneOn(db, events);
  const steps = events.flatMap(({ eventId }) => eventId ?? []);
  await removeEventsOfBatch(db, batch, steps);
  return [
    ...(settled > 0 ? [`${settled} 条反馈已经确认过`] : []),
    ...(goneOn > 0 ? [`${goneOn} 件隐患此后又有办理`] : []),
  ];
}
