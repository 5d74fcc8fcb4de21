import type { Rule, RulePack } from '#shared/rules/rule.ts';
import { selectOwnPacks } from '../db/queries/packs.ts';
import { readMeta } from '../db/schema/meta.ts';
import type { Read } from '../db/schema/schema.ts';
import type { Catalogue } from './catalogue.ts';

/** What holds in a workspace: its rule pack, and the pack's rules with those it includes, in order. */
export interface Law {
  readonly pack: RulePack;
  readonly rules: readonly Rule[];
}

/** The law of a workspace: a pack of its own where it has made one, else one of the catalogue. Errors: PACK_UNKNOWN, PACK_INVALID. */
export async function readLaw(db: Read, catalogue: Catalogue): Promise<Law> {
  const id = (await readMeta(db, 'pack')) ?? '';
  const own = (await selectOwnPacks(db)).find(({ pack }) => pack.id === id);
  const pack = own?.pack ?? catalogue.pack(id);
  return { pack, rules: catalogue.rules(pack) };
}
