import type { Adoption } from '#shared/classification/adopted-values.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { KeptKinds } from './kept-kinds.tsx';

const takenAs: Readonly<Record<Adoption['as'], string>> = {
  all: '全部认作',
  review: '逐条复核',
  never: '不采用',
};

/** What values of lists were said to mean; each can be taken back. */
export function Adoptions({ onDone }: { onDone: () => void }) {
  const adoptions = useService('review.adoptions', {});
  const remove = useCommand('review.removeAdoption');
  const carryOut = useCarryOut();
  if (!adoptions.data || adoptions.data.length === 0) return null;
  const take = (id: number) =>
    carryOut(
      () => remove.mutateAsync({ input: { id } }),
      ({ changed }) => `已取消，${changed} 家改按别的依据判断`,
      onDone,
    );
  return (
    <KeptKinds
      title="名单里的代码（以后同样表头的名单照此办理）"
      rows={adoptions.data}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      columns={[
        { title: '列', dataIndex: 'column', width: 160 },
        { title: '值', dataIndex: 'value' },
        { title: '办法', dataIndex: 'as', width: 110, render: (as: Adoption['as']) => takenAs[as] },
      ]}
      kind={{ title: '类别', width: 160 }}
      isTaking={remove.isPending}
      onTakeBack={take}
    />
  );
}
