import { selectLedgerIdentities } from '../../db/queries/hazards.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { PairingWithDoubts } from '../pair-schools.ts';
import { problem } from '../row-problem.ts';
import type { HashedRow } from '../staged-row.ts';
import { codeKey, numberKey, placeKey } from './name-hazard.ts';

/**
 * Tells which rows of a ledger are hazards that are known: by identity, by the source's number, by the number that this
 * program gave, or by place, description and day. What is known is not changed by a list: what happens to a hazard its
 * history tells.
 */
export async function pairHazards(db: Read, staged: readonly HashedRow[]): Promise<PairingWithDoubts> {
  const stored = await selectLedgerIdentities(db);
  const known = new Map<string, (typeof stored)[number]>();
  for (const hazard of stored) {
    const { identity, code, source, sourceNumber } = hazard;
    for (const key of [identity, codeKey(code), numberKey(source, sourceNumber), placeKey(hazard)])
      if (key !== '') known.set(key, hazard);
  }
  const added: HashedRow[] = [];
  const unchanged: { id: number | null; row: HashedRow }[] = [];
  const problems: PairingWithDoubts['problems'][number][] = [];
  const first = new Map<string, HashedRow>();
  for (const row of staged) {
    const keys = [row.identity, ...(row.alsoKnown ?? [])];
    const same = keys.map((key) => known.get(key)).find((hazard) => hazard !== undefined);
    const twin = first.get(row.identity);
    if (same) {
      unchanged.push({ id: same.id, row });
      if (same.contentHash !== '' && same.contentHash !== row.contentHash)
        problems.push(problem(row.place, 'description', 'HAZARD_KNOWN', same.code));
    } else if (twin) {
      unchanged.push({ id: null, row });
      if (twin.contentHash !== row.contentHash)
        problems.push(problem(row.place, 'description', 'HAZARD_TWICE', String(twin.place.number)));
    } else {
      first.set(row.identity, row);
      added.push(row);
    }
  }
  return { added, changed: [], unchanged, problems };
}
