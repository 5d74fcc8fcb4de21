import { Alert, Table } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import { severities, severityNames } from '#shared/zones/verdict.ts';
import { useService } from '../../client/queries.ts';
import { categoryTitle } from '../../components/format.ts';
import { SeverityTag } from '../../components/tags.tsx';

type Preview = OutputOf<'targets.preview'>;
type Row = Preview['chosen'][number];

/** The venues that are chosen, as rows that one can tell apart and untick, and how many are left out for which reason. */
export function TargetsResult({
  preview,
  left,
  onLeft,
}: {
  preview: Preview | undefined;
  left: readonly number[];
  onLeft: (left: number[]) => void;
}) {
  const categories = useService('workspace.describe', {}).data?.categories ?? [];
  if (!preview) return <p className="quiet">正在选取…</p>;
  const { chosen, schools, known, omitted, pool, drawn } = preview;
  const ids = chosen.map(({ venueId }) => venueId);
  const isLeft = new Set(left);
  const taken = chosen.filter(({ venueId }) => !isLeft.has(venueId));
  const over = taken.filter(({ overCap }) => overCap).length;
  return (
    <>
      <p>
        <strong className="number targets-count">{taken.length}</strong> 家将加入
        {taken.length < chosen.length && (
          <span className="quiet">，人工去掉 {chosen.length - taken.length} 家</span>
        )}
        {known > 0 && <span className="quiet">，另有 {known} 家已在行动中</span>}
        {drawn > 0 && (
          <span className="quiet">
            ；从 {pool} 家中抽出 {drawn} 家
          </span>
        )}
      </p>
      <SchoolsAlone schools={schools} />
      {over > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`${over} 家本年检查已达上限，到现场须写明理由`}
          style={{ marginBottom: 8 }}
        />
      )}
      <Table<Row>
        size="small"
        rowKey="venueId"
        dataSource={chosen}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
        scroll={{ x: 780, y: 330 }}
        rowSelection={{
          columnWidth: 34,
          selectedRowKeys: taken.map(({ venueId }) => venueId),
          preserveSelectedRowKeys: true,
          onChange: (keys) => {
            const ticked = new Set(keys.map(Number));
            // What a filter hides now stays taken out.
            const hidden = left.filter((id) => !ids.includes(id));
            onLeft([...hidden, ...ids.filter((id) => !ticked.has(id))]);
          },
        }}
        columns={[
          {
            title: '场所',
            sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
            render: (_, { name, address }) => (
              <>
                {name}
                <span className="quiet small stop-bodies">{address}</span>
              </>
            ),
          },
          {
            title: '类别',
            width: 84,
            sorter: (a, b) => a.category.localeCompare(b.category),
            render: (_, { category }) => categoryTitle(categories, category),
          },
          {
            title: '判定',
            width: 108,
            sorter: (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
            render: (_, { severity }) => <SeverityTag severity={severity} text={severityNames[severity]} />,
          },
          {
            title: '学校',
            width: 150,
            sorter: (a, b) => (a.schoolName ?? '').localeCompare(b.schoolName ?? '', 'zh-CN'),
            render: (_, { schoolName }) => schoolName ?? '—',
          },
          {
            title: '上次检查',
            width: 100,
            className: 'number',
            sorter: (a, b) => (a.lastVisitOn ?? '').localeCompare(b.lastVisitOn ?? ''),
            render: (_, { lastVisitOn }) => lastVisitOn ?? '从未',
          },
          {
            title: '原因',
            render: (_, { reasons, overCap }) => (
              <span className="small">
                {reasons.join('；')}
                {overCap ? ' · 已达年度上限' : ''}
              </span>
            ),
          },
        ]}
      />
      <h3>未选取</h3>
      <ul className="targets-omitted">
        {omitted.map(({ reason, venues }) => (
          <li key={reason}>
            <span>{reason}</span>
            <span className="number quiet">{venues}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Schools that are visited themselves. */
function SchoolsAlone({ schools }: Pick<Preview, 'schools'>) {
  if (schools.length === 0) return null;
  const names = schools.map(({ name }) => name);
  return (
    <p className="quiet" title={names.join('、')}>
      另加 {schools.length} 所学校本身（周边没有可选的场所）：{names.slice(0, 3).join('、')}
      {names.length > 3 && ' 等'}
    </p>
  );
}
