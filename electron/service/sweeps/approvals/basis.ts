import { z } from 'zod';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import type { Hazard } from '../hazards/record-step.ts';
import { comparedFields, fieldText } from '../packets/packet-fields.ts';

const basisSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** What somebody looks at who approves something about a hazard. */
export function basisOf({
  state,
  level,
  outcome,
  dueOn,
  responsibleBody,
  responsiblePerson,
}: Hazard): PacketRow {
  return { state, level, outcome, dueOn, responsibleBody, responsiblePerson };
}

/** What became of a hazard since something about it was asked for, in words; empty where nothing did. */
export function changesSince(basis: string, hazard: Hazard, categories: ReadonlyMap<string, string>): string {
  const was = basisSchema.parse(JSON.parse(basis));
  const now = basisOf(hazard);
  return comparedFields.hazards
    .filter(({ columns: [column = ''] }) => column in now && was[column] !== now[column])
    .map(
      (field) =>
        `${field.title}由“${fieldText(field, was, categories)}”改为“${fieldText(field, now, categories)}”`,
    )
    .join('；');
}
