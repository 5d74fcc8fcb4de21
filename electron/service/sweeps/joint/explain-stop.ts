import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { updateStop } from '../../db/queries/stops.ts';
import type { Write } from '../../db/schema/schema.ts';
import { requireStop } from '../require-record.ts';

/** Keeps why a stop is visited beyond the limits, or apart from other sweeps; what nothing is said of stays. Errors: STOP_UNKNOWN. */
export async function explainStop(
  db: Write,
  { stopId, capReason, apart }: ParsedInputOf<'routes.explain'>,
): Promise<void> {
  const stop = await requireStop(db, stopId);
  await updateStop(db, stopId, { capReason: capReason ?? stop.capReason, apart: apart ?? stop.apart });
}
