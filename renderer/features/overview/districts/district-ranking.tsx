import { Table, type TableProps } from 'antd';
import type { District } from '#shared/contract/districts.ts';
import type { DistrictFigures } from '#shared/districts/figures.ts';
import type { IndicatorId } from '#shared/districts/indicator-ids.ts';
import { indicators, indicatorText, type Ranked } from '#shared/districts/indicators.ts';
import { Tag } from '../../../components/tags.tsx';
import { linkTo } from '../../../routes/routes.ts';

type Row = Ranked<District>;

/** Districts in the order of an indicator, with what it is worked out from and what presses; a name opens what it released. */
export function DistrictRanking({ ranked, indicator }: { ranked: readonly Row[]; indicator: IndicatorId }) {
  const last = ranked.reduce((day, { district }) => (district.day > day ? district.day : day), '');
  return (
    <Table<Row>
      className="districts-ranking"
      size="small"
      rowKey={({ district }) => district.id}
      dataSource={[...ranked]}
      pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
      scroll={{ x: 690, y: 'var(--districts-rows)' }}
      columns={[
        { title: '名次', key: 'rank', width: 60, align: 'right', render: (_, { rank }) => rank ?? '—' },
        {
          title: '辖区',
          key: 'name',
          render: (_, { district }) => (
            <span className="districts-name">
              <a href={linkTo({ name: 'district', id: district.id })}>{district.name}</a>
              {!district.isMeasured && <Tag tone="undetermined">研判未更新</Tag>}
              {district.day < last && <Tag tone="plain">{`数据 ${district.day.slice(5)}`}</Tag>}
            </span>
          ),
        },
        {
          title: '指标',
          key: 'value',
          width: 130,
          align: 'right',
          render: (_, row) => <Value row={row} indicator={indicator} />,
        },
        count('区内·禁设', ({ violations }) => violations, 112),
        count('未结隐患', ({ open }) => open, 102),
        count('逾期', ({ overdue }) => overdue),
        count('挂牌督办', ({ listed }) => listed, 102),
      ]}
    />
  );
}

/** The value with what it was divided from: 12.5% 3/24. */
function Value({ row: { district, value }, indicator }: { row: Row; indicator: IndicatorId }) {
  const { part, whole } = indicators[indicator];
  return (
    <>
      <strong>{indicatorText(indicator, value)}</strong>
      {whole !== null && (
        <span className="quiet small">{` ${part(district.figures)}/${whole(district.figures)}`}</span>
      )}
    </>
  );
}

function count(title: string, of: (figures: DistrictFigures) => number, width = 68) {
  return {
    title,
    key: title,
    width,
    align: 'right' as const,
    className: 'number',
    sorter: (a: Row, b: Row) => of(a.district.figures) - of(b.district.figures),
    sortDirections: ['descend' as const, 'ascend' as const],
    render: (_: unknown, { district }: Row) => of(district.figures) || '—',
  } satisfies NonNullable<TableProps<Row>['columns']>[number];
}
