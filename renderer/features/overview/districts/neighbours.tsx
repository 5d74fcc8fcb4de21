import { Button, Modal, Table, type TableProps } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { Brought, NeighbourTold } from '#shared/contract/neighbours.ts';
import { client } from '../../../client/client.ts';
import { useCommand } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { type ChosenFile, FileButton } from '../../../components/file-button.tsx';
import { momentText } from '../../../components/format.ts';
import { Tag } from '../../../components/tags.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

type Looked = OutputOf<'neighbours.read'>;

const outcomes: Readonly<Record<Brought['outcome'], string>> = {
  new: '带入',
  other: '替换现有的',
  same: '与现有的相同',
  older: '比现有的旧，不带入',
  own: '本辖区自己的，不带入',
};

const isBrought = ({ outcome }: Brought) => outcome === 'new' || outcome === 'other';
const number = { width: 90, align: 'right', className: 'number' } as const;

/** The button that brings a neighbour's file in: what it would change is shown before. */
export function BringNeighbours() {
  const [looked, setLooked] = useState<(Looked & { readonly file: ChosenFile }) | null>(null);
  const bring = useCommand('neighbours.bring');
  const carryOut = useCarryOut();
  const may = useMayCall();
  if (!may('neighbours.bring')) return null;
  const close = () => setLooked(null);
  const brought = looked?.districts.filter(isBrought) ?? [];
  return (
    <>
      <FileButton
        accept=".json"
        onChosen={async (file) => {
          const told = await client.call('neighbours.read', { token: file.token });
          setLooked({ ...told, file });
        }}
      >
        带入邻区地点…
      </FileButton>
      {looked && (
        <Modal
          open
          title={`带入“${looked.file.name}”`}
          width={640}
          okText="带入"
          cancelText="取消"
          okButtonProps={{ disabled: brought.length === 0, loading: bring.isPending }}
          onCancel={close}
          onOk={() =>
            carryOut(
              () => bring.mutateAsync({ input: { token: looked.file.token } }),
              ({ districts }) => `已带入 ${districts.filter(isBrought).length} 个邻区的地点，可以撤销`,
              close,
            )
          }
        >
          <Table<Brought>
            size="small"
            rowKey="district"
            dataSource={looked.districts}
            pagination={false}
            columns={[
              { title: '邻区', dataIndex: 'district' },
              { title: '截至', dataIndex: 'day', width: 104 },
              { title: '学校', dataIndex: 'schools', ...number },
              { title: '场所', dataIndex: 'venues', ...number },
              {
                title: '',
                key: 'outcome',
                width: 230,
                render: (_, { outcome, was }) =>
                  outcome === 'other' ? `${outcomes.other}（截至 ${was}）` : outcomes[outcome],
              },
            ]}
          />
          <p className="districts-how">带入后，交界处的研判结果共 {looked.findings} 条。</p>
        </Modal>
      )}
    </>
  );
}

/** So many days after its day what a neighbour handed over is shown as old. */
const OLD_DAYS = 31;

/** Whose places are here, as of which day. */
export function NeighbourList({ neighbours }: { neighbours: readonly NeighbourTold[] }) {
  const remove = useCommand('neighbours.remove');
  const carryOut = useCarryOut();
  const may = useMayCall();
  const columns: NonNullable<TableProps<NeighbourTold>['columns']> = [
    { title: '邻区', dataIndex: 'district' },
    {
      title: '截至',
      key: 'day',
      width: 230,
      render: (_, { day, age }) => (
        <span className="districts-name">
          {day}
          <span className="quiet">{age === 0 ? '今天' : `${age} 天前`}</span>
          {age > OLD_DAYS && <Tag tone="undetermined">请取新的</Tag>}
        </span>
      ),
    },
    { title: '学校', dataIndex: 'schools', ...number },
    { title: '场所', dataIndex: 'venues', ...number },
    {
      title: '带入',
      key: 'brought',
      width: 230,
      render: (_, { broughtAt, broughtBy }) => (
        <span className="quiet">
          {momentText(broughtAt)} {broughtBy}
        </span>
      ),
    },
  ];
  if (may('neighbours.remove'))
    columns.push({
      title: '',
      key: 'remove',
      width: 70,
      render: (_, { id, district }) => (
        <Button
          type="link"
          size="small"
          aria-label={`移除“${district}”的地点`}
          onClick={() =>
            void carryOut(
              () => remove.mutateAsync({ input: { id } }),
              () => `已移除“${district}”的地点，可以撤销`,
            )
          }
        >
          移除
        </Button>
      ),
    });
  return (
    <Table<NeighbourTold>
      size="small"
      rowKey="id"
      dataSource={[...neighbours]}
      pagination={false}
      columns={columns}
    />
  );
}
