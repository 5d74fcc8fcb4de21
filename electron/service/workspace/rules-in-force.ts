import type { PackInForce } from '#shared/rules/pack-difference.ts';
import { selectOwnPacks } from '../db/queries/packs.ts';
import { readMeta } from '../db/schema/meta.ts';
import type { Read } from '../db/schema/schema.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * The rule pack of a workspace, one of its own where it has made one, else one of the catalogue, and its rules with
 * those it includes, in order. Errors: PACK_UNKNOWN, PACK_INVALID.
 */
export async function readRulesInForce(db: Read, catalogue: Catalogue): Promise<PackInForce> {
  return await readPack(db, catalogue, (await readMeta(db, 'pack')) ?? '');
}

/** A rule pack and its rules, whether or not it is in force. Errors: PACK_UNKNOWN, PACK_INVALID. */
export async function readPack(db: Read, catalogue: Catalogue, id: string): Promise<PackInForce> {
  const own = (await selectOwnPacks(db)).find(({ pack }) => pack.id === id);
  const pack = own?.pack ?? catalogue.pack(id);
  return { pack, rules: catalogue.rules(pack) };
}
