import { CodedError } from '#shared/contract/errors.ts';
import type { PackTitle } from '#shared/contract/packs.ts';
import { differenceOf, type PackInForce } from '#shared/rules/pack-difference.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { type OwnPack, removeOwnPack, saveOwnPack, selectOwnPacks } from '../db/queries/packs.ts';
import { readMeta, writeMeta } from '../db/schema/meta.ts';
import type { Read } from '../db/schema/schema.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const packsHandlers: HandlersOf<'packs'> = {
  async 'packs.list'({ workspace, db }) {
    const title = (pack: RulePack, origin: string | null): PackTitle => ({
      id: pack.id,
      title: pack.title,
      region: pack.region,
      document: pack.document,
      rules: workspace.catalogue.rules(pack).length,
      origin,
      current: pack.id === workspace.pack.id,
    });
    const own = await selectOwnPacks(db);
    return [
      ...own.map(({ pack, origin }) => title(pack, origin)),
      ...workspace.catalogue.packs.map((pack) => title(pack, null)),
    ];
  },

  async 'packs.get'(context, { id }) {
    const { pack, origin } = await findPack(context, id);
    const inForce = inForceOf(context, pack);
    const before = origin === null ? inForce : inForceOf(context, context.workspace.catalogue.pack(origin));
    return {
      ...inForce,
      rules: [...inForce.rules],
      origin,
      difference: differenceOf(before, inForce),
    };
  },

  async 'packs.copy'(context, { id, title }) {
    const { db, workspace, now } = context;
    const source = await findPack(context, id);
    const pack = { ...source.pack, id: await freeId(context, source.origin ?? id), title };
    await saveOwnPack(db, pack, source.origin ?? id, now.toISOString());
    if (workspace.pack.id === id) await replacePack(context, pack);
    return { id: pack.id };
  },

  async 'packs.save'(context, { pack }) {
    const { db, now, workspace } = context;
    const known = await findPack(context, pack.id);
    if (known.origin === null) throw new CodedError('PACK_READONLY', { title: known.pack.title });
    refuseBroken(context, pack);
    context.recordBefore(known.pack);
    await saveOwnPack(db, pack, known.origin, now.toISOString());
    if (workspace.pack.id === pack.id) tellRules(context);
    return {};
  },

  async 'packs.use'(context, { id }) {
    const { pack } = await findPack(context, id);
    await replacePack(context, pack);
    return {};
  },

  async 'packs.remove'(context, { id }) {
    const { pack, origin } = await findPack(context, id);
    if (origin === null) throw new CodedError('PACK_READONLY', { title: pack.title });
    if (context.workspace.pack.id === id) throw new CodedError('PACK_IN_USE', { title: pack.title });
    context.recordBefore(pack);
    await removeOwnPack(context.db, id);
    return {};
  },
};

type Context = Pick<QueryContext, 'workspace'> & { readonly db: Read };

async function findPack(
  { workspace, db }: Context,
  id: string,
): Promise<Pick<OwnPack, 'pack'> & { origin: string | null }> {
  const own = (await selectOwnPacks(db)).find(({ pack }) => pack.id === id);
  return own ?? { pack: workspace.catalogue.pack(id), origin: null };
}

function inForceOf({ workspace }: Context, pack: RulePack): PackInForce {
  return { pack, rules: workspace.catalogue.rules(pack) };
}

/** `beijing-daxing-own`, then `-own-2` and so on. */
async function freeId({ workspace, db }: Context, origin: string): Promise<string> {
  const taken = new Set([
    ...workspace.catalogue.packs.map(({ id }) => id),
    ...(await selectOwnPacks(db)).map(({ pack }) => pack.id),
  ]);
  const base = `${origin}-own`;
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}

/** Errors: PACK_INVALID for an unknown category, two rules of one id, or an inclusion that does not exist. */
function refuseBroken({ workspace }: Context, pack: RulePack): void {
  const known = new Set(workspace.catalogue.categories.map(({ id }) => id));
  const seen = new Set<string>();
  for (const rule of workspace.catalogue.rules(pack)) {
    const unknown = rule.categories.find((category) => !known.has(category));
    const reason = unknown
      ? `规则 ${rule.id} 的类别 ${unknown} 未定义`
      : seen.has(rule.id)
        ? `规则编号 ${rule.id} 重复`
        : null;
    if (reason) throw new CodedError('PACK_INVALID', { file: pack.title, reason });
    seen.add(rule.id);
  }
}

async function replacePack(context: CommandContext, after: RulePack): Promise<void> {
  context.recordBefore({ pack: (await readMeta(context.db, 'pack')) ?? '' });
  await writeMeta(context.db, 'pack', after.id);
  tellRules(context);
}

/** Tells that other rules decide from now on. */
function tellRules(context: CommandContext): void {
  context.touched({ rules: true });
}
