import { App } from 'antd';
import type { InputOf, OpenedOf, OutputOf, ProcedureName } from '#shared/contract/contract.ts';
import { type MeanwhileField, type MeanwhileSides, meanwhileFields } from '#shared/contract/meanwhile.ts';
import { ServiceError } from '../../client/client.ts';
import { useCommand } from '../../client/queries.ts';
import { MeanwhileChoice } from './meanwhile-choice.tsx';

/**
 * Saves what a form says, given what it was opened with (null where it makes something new): what others changed
 * meanwhile stays, and where both changed the same field a person is asked whose value stays.
 */
export function useJoinedSave<Name extends ProcedureName>(name: Name) {
  const command = useCommand(name);
  const ask = useQuestion();
  const save = async (input: InputOf<Name>, was: OpenedOf<Name> | null): Promise<OutputOf<Name>> => {
    let sides: MeanwhileSides = {};
    for (;;)
      try {
        return await command.mutateAsync({ input, options: was === null ? {} : { was, sides } });
      } catch (error) {
        if (!(error instanceof ServiceError) || error.code !== 'CHANGED_MEANWHILE') throw error;
        sides = { ...sides, ...(await ask(meanwhileFields(error.details))) };
      }
  };
  return { save, isPending: command.isPending };
}

/** Asks whose values stay. Errors: CANCELLED where the person goes on with the form instead. */
function useQuestion() {
  const { modal } = App.useApp();
  return async (fields: readonly MeanwhileField[]) =>
    await new Promise<MeanwhileSides>((resolve, reject) => {
      const back = () => {
        dialog.destroy();
        reject(new ServiceError('CANCELLED', '还没有保存，填写的内容还在'));
      };
      const decide = (sides: MeanwhileSides) => {
        dialog.destroy();
        resolve(sides);
      };
      const dialog = modal.confirm({
        title: '有人刚改过同样的内容',
        width: 760,
        icon: null,
        footer: null,
        onCancel: back,
        content: <MeanwhileChoice fields={fields} onDecide={decide} onBack={back} />,
      });
    });
}
