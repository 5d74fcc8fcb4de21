import { Button, Table } from 'antd';
import type { Adoption } from '#shared/classification/adopted-values.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { kindTitle } from '../../../components/format.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';

const takenAs: Readonly<Record<Adoption['as'], string>> = {
  all: '全部认作',
  review: '逐条复核',
  never: '不采用',
};

/** What values of lists were said to mean; each can be taken back. */
export function Adoptions({ onDone }: { onDone: () => void }) {
  const adoptions = useService('review.adoptions', {});
  const workspace = useService('workspace.describe', {});
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
    <section className="card">
      <h2>名单里的代码（以后同样表头的名单照此办理）</h2>
      <Table
        size="small"
        rowKey="id"
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={adoptions.data}
        columns={[
          { title: '列', dataIndex: 'column', width: 160 },
          { title: '值', dataIndex: 'value' },
          {
            title: '办法',
            dataIndex: 'as',
            width: 110,
            render: (as: Adoption['as']) => takenAs[as],
          },
          {
            title: '类别',
            dataIndex: 'category',
            width: 160,
            render: (id: string) => kindTitle(workspace.data?.categories ?? [], id),
          },
          { title: '家数', dataIndex: 'venues', className: 'number', width: 90 },
          {
            title: '',
            width: 90,
            render: (_, { id }) => (
              <Button size="small" type="link" loading={remove.isPending} onClick={() => take(id)}>
                取消
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}
