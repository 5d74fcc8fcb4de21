import { z } from 'zod';
import { dayEnd } from '#shared/calendar/china-time.ts';
import {
  type AccountChoices,
  MOST_RECORDS,
  type Refusal,
  type WantedRecords,
} from '#shared/contract/office.ts';
import { listBodies } from '../db/accounts/account-rows.ts';
import type { WantedEntries } from '../db/accounts/sign-in-rows.ts';
import { selectOfficeChoices } from '../db/queries/office-choices.ts';
import { selectRefusedCalls } from '../db/queries/trail-entries.ts';
import type { Read } from '../db/schema/schema.ts';
import type { Office } from './office.ts';

const DAY_MS = 24 * 3600_000;

/** What is wanted by days, as moments. */
export function wantedEntries({ text, from, to }: WantedRecords): WantedEntries {
  return {
    text,
    from: from === null ? null : new Date(dayEnd(from).getTime() - DAY_MS).toISOString(),
    until: to === null ? null : dayEnd(to).toISOString(),
  };
}

/** What an account can be of; `bodies` are those of the pack in force, which come first. */
export async function readChoices(
  { db }: Office,
  data: Read,
  bodies: readonly string[],
): Promise<AccountChoices> {
  const { agencies, regions, schools } = await selectOfficeChoices(data);
  const known = new Set([...bodies, ...listBodies(db), ...agencies]);
  return { bodies: [...known].filter((name) => name !== ''), regions, schools };
}

const calledSchema = z.object({ name: z.string() });

/** Calls that were refused, as the workspace's trail tells them. */
export async function readRefusals(data: Read, wanted: WantedRecords): Promise<Refusal[]> {
  const entries = await selectRefusedCalls(data, wantedEntries(wanted), MOST_RECORDS);
  return entries.map(({ input, ...entry }) => ({
    ...entry,
    procedure: calledSchema.parse(JSON.parse(input)).name,
  }));
}
