import type { Read, Write } from './schema.ts';

/** Named values of the workspace itself. */
export type MetaKey =
  | 'name'
  | 'pack'
  | 'createdAt'
  | 'demonstration'
  | 'findingsCurrent'
  | 'sigmas'
  | 'geocoder'
  /** JSON of `SchoolCalendar`: breaks between terms, and when pupils come and go. */
  | 'schoolCalendar'
  /** JSON of `WorkingHours`: when the office works on a working day. */
  | 'workingHours'
  /** JSON of `WatchWeights`: what each reason to watch a school counts. */
  | 'watchWeights'
  /** JSON of the password's hash; empty where none is asked for. */
  | 'lock'
  /** JSON of the packet that a workspace in the field was made of. */
  | 'packet';

export async function readMeta(db: Read, key: MetaKey): Promise<string | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value ?? null;
}

export async function writeMeta(db: Write, key: MetaKey, value: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
