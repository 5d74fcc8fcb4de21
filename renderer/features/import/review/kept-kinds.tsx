import { Button, Table, type TableProps } from 'antd';
import { useService } from '../../../client/queries.ts';
import { kindTitle } from '../../../components/format.ts';

interface KeptKind {
  readonly id: number;
  readonly category: string;
  /** How many venues it decides. */
  readonly venues: number;
}

interface KeptKindsProps<Row extends KeptKind> {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What a decision is about; kind and number of venues stand behind. */
  readonly columns: NonNullable<TableProps<Row>['columns']>;
  readonly kind: { readonly title: string; readonly width?: number };
  readonly pagination: TableProps<Row>['pagination'];
  readonly isTaking: boolean;
  readonly onTakeBack: (id: number) => void;
}

/** Kinds that were decided and are kept; each can be taken back. */
export function KeptKinds<Row extends KeptKind>(props: KeptKindsProps<Row>) {
  const { title, rows, columns, kind, pagination, isTaking, onTakeBack } = props;
  const workspace = useService('workspace.describe', {});
  return (
    <section className="card">
      <h2>{title}</h2>
      <Table
        size="small"
        rowKey="id"
        pagination={pagination}
        dataSource={rows}
        columns={[
          ...columns,
          {
            ...kind,
            dataIndex: 'category',
            render: (id: string) => kindTitle(workspace.data?.categories ?? [], id),
          },
          { title: '家数', dataIndex: 'venues', className: 'number', width: 90 },
          {
            title: '',
            width: 90,
            render: (_, { id }) => (
              <Button size="small" type="link" loading={isTaking} onClick={() => onTakeBack(id)}>
                取消
              </Button>
            ),
          },
        ]}
      />
    </section>
  );
}
