import type { Overview } from '#shared/contract/overview.ts';
import { areaDifference, readAddressAreas } from '#shared/registry/address-areas.ts';
import { selectSchoolAddresses } from '../db/queries/schools.ts';
import type { QueryContext } from '../workspace/context.ts';

/** Names that are told of many schools. */
const NAMES_TOLD = 5;

/** Whether an address lies elsewhere, by region and address: reading one takes as long as a query. */
const known = new Map<string, string | null>();
const MOST_KNOWN = 20_000;

/**
 * Schools whose addresses name another province, city or district than the one that the rule pack is for: other rules
 * may hold there. Null where there are none.
 */
export async function schoolsOutsidePack({
  db,
  workspace,
}: Pick<QueryContext, 'db' | 'workspace'>): Promise<Overview['outsidePack']> {
  const { region } = workspace.pack;
  const outside: { readonly name: string; readonly area: string }[] = [];
  const addresses = await selectSchoolAddresses(db);
  for (const { id, name } of (await workspace.places.schools()).values()) {
    const area = elsewhere(region, addresses.get(id) ?? '');
    if (area !== null) outside.push({ name, area });
  }
  if (outside.length === 0) return null;
  return {
    region,
    schools: outside.length,
    names: outside.slice(0, NAMES_TOLD).map(({ name, area }) => `${name}（${area}）`),
  };
}

/** The area that an address names and that is not in the region; null where they do not contradict each other. */
function elsewhere(region: string, address: string): string | null {
  const key = `${region}\n${address}`;
  let found = known.get(key);
  if (found === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    const difference = areaDifference(readAddressAreas(region), readAddressAreas(address));
    found = difference && difference.level !== 'town' ? difference.second : null;
    known.set(key, found);
  }
  return found;
}
