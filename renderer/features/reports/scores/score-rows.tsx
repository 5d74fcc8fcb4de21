import { Button, Table } from 'antd';
import type { ScoreRow } from '#shared/contract/scores.ts';
import { hazardsByCode } from '#shared/scores/rows-in-table.ts';
import { type FormulaId, formulaOf } from '#shared/scores/score-formulas.ts';
import { EmptyState } from '../../../components/states.tsx';
import { Tag } from '../../../components/tags.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { linkTo, type Route } from '../../../routes/routes.ts';

/** The rows of a figure, those that its first number counts first. */
export function ScoreRows({ formula, rows }: { formula: FormulaId; rows: readonly ScoreRow[] }) {
  const { counted, of, good } = formulaOf(formula);
  const query = hazardsByCode(rows.map(({ code }) => code));
  return (
    <section aria-label="明细">
      <h2 className="list-title score-rows-head">
        明细（{rows.length}）
        {query && (
          <Button type="link" size="small" onClick={() => goTo({ name: 'table', table: 'hazards', query })}>
            在表格中查看
          </Button>
        )}
      </h2>
      <Table<ScoreRow>
        size="small"
        rowKey={(row) => `${row.kind}/${row.id}/${row.opens}/${row.told}`}
        dataSource={[...rows]}
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{
          emptyText: (
            <EmptyState title="没有记录">{of === null ? '一项也没有。' : '没有可以计算的。'}</EmptyState>
          ),
        }}
        columns={[
          {
            title: '记录',
            width: 200,
            render: (_, row) => <a href={linkTo(routeTo(row))}>{row.name}</a>,
          },
          { title: '情况', dataIndex: 'told' },
          {
            title: counted,
            width: 88,
            render: (_, { counts }) =>
              counts ? (
                <Tag tone={good ? 'supervised' : 'violation'}>{counted}</Tag>
              ) : (
                <span className="quiet">否</span>
              ),
          },
        ]}
      />
    </section>
  );
}

function routeTo({ kind, id, opens }: ScoreRow): Route {
  switch (kind) {
    case 'hazard':
      return { name: 'hazard', id };
    case 'school':
      return { name: 'school', id };
    case 'venue':
      return { name: 'venue', id };
    case 'troubleSpot':
      return { name: 'spot', id };
    case 'selfCheck':
      return opens === null ? { name: 'ledger' } : { name: 'school', id: opens };
    case 'task':
      return opens === null ? { name: 'campaigns' } : { name: 'campaigns', campaignId: opens };
    case 'handing':
      return opens === null ? { name: 'ledgerView', view: 'handings' } : { name: 'hazard', id: opens };
  }
}
