import { listCommands } from './list-commands.ts';
import { mergeOf, placeCommands } from './place-commands.ts';
import type { CommandName, InputsOf, TownInUse } from './town-in-use.ts';
import { workCommands } from './work-commands.ts';

/** Edits by hand of each area that people edit. */
const handEdits: readonly ((town: TownInUse) => Promise<unknown>)[] = [
  ...placeCommands['places.save'].map((inputFor) => async (town: TownInUse) => {
    await town.call('places.save', await inputFor(town));
  }),
  ...placeCommands['gates.save'].slice(1).map((inputFor) => async (town: TownInUse) => {
    await town.call('gates.save', await inputFor(town));
  }),
  ...workCommands['sweeps.create'].map((inputFor) => async (town: TownInUse) => {
    await town.call('sweeps.create', await inputFor(town));
  }),
  ...workCommands['neighbours.bring'].map((inputFor) => async (town: TownInUse) => {
    await town.call('neighbours.bring', await inputFor(town));
  }),
  async (town) => await town.call('duplicates.merge', await mergeOf(town)),
];

/**
 * Every command of the contract with inputs that mean something in the demonstration town, in an order in which all can
 * be carried out.
 */
export const everyCommand: InputsOf<CommandName> = {
  ...workCommands,
  ...listCommands,
  ...placeCommands,
  'edits.undo': handEdits.map((edit) => async (town: TownInUse) => {
    await edit(town);
    return {};
  }),
  'edits.redo': handEdits.map((edit) => async (town: TownInUse) => {
    await edit(town);
    await town.call('edits.undo', {});
    return {};
  }),
  'workspace.saveSigmas': [
    async ({ call }) => {
      const { sigmas } = await call('workspace.describe', {});
      return { sigmas: { ...sigmas, registry: sigmas.registry + 15 } };
    },
  ],
  'workspace.setPassword': [() => ({ password: null, newPassword: '演示密码一二三' })],
};
