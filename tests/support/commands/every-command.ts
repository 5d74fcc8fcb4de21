import { placeCommands } from './place-commands.ts';
import type { CommandName, InputsOf } from './town-in-use.ts';
import { workCommands } from './work-commands.ts';

/**
 * Every command of the contract with inputs that mean something in the demonstration town, in an order in which all can
 * be carried out.
 */
export const everyCommand: InputsOf<CommandName> = {
  ...workCommands,
  ...placeCommands,
  'edits.undo': [() => ({})],
  'edits.redo': [() => ({})],
  'workspace.saveSigmas': [
    async ({ call }) => {
      const { sigmas } = await call('workspace.describe', {});
      return { sigmas: { ...sigmas, registry: sigmas.registry + 15 } };
    },
  ],
  'workspace.setPassword': [() => ({ password: null, newPassword: '演示密码一二三' })],
};
