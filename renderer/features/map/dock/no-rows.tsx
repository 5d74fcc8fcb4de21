import { Button } from 'antd';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { type TableName, tableTitles } from '#shared/tables/table-columns.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { EmptyState } from '../../../components/states.tsx';
import { goTo } from '../../../routes/navigation.ts';
import type { TableState } from '../map-state.ts';
import { firstQuery } from './usual-queries.ts';

/** A table without a row: why, and what can be done about it. */
export function NoRows({
  table,
  state,
  onState,
  workspace,
}: {
  table: TableName;
  state: TableState;
  onState: (state: TableState) => void;
  workspace: WorkspaceSummary;
}) {
  const may = useMayCall();
  const { schools, venues } = workspace.counts;
  const isFiltered = state.text !== '' || JSON.stringify(state.query) !== JSON.stringify(firstQuery[table]);
  if (isFiltered)
    return (
      <EmptyState
        title="没有符合条件的行"
        action={<Button onClick={() => onState({ query: firstQuery[table], text: '' })}>清除筛选</Button>}
      />
    );
  if ((table === 'findings' || table === 'venues' || table === 'schools') && (schools === 0 || venues === 0))
    return (
      <EmptyState
        title={schools === 0 ? '还没有学校' : '还没有场所'}
        action={
          may('import.run') && (
            <Button type="primary" onClick={() => goTo({ name: 'import' })}>
              去导入名单
            </Button>
          )
        }
      >
        先导入学校（及校园边界、校门），再导入场所名单，系统会自动研判。
      </EmptyState>
    );
  return <EmptyState title={`没有${tableTitles[table]}`}>{emptyHints[table]}</EmptyState>;
}

const emptyHints: Readonly<Record<TableName, string>> = {
  findings: '现有场所都不在规则包管控的范围内。',
  venues: '',
  schools: '',
  gates: '导入校门名单，或在学校详情里逐个添加。',
  facilities: '导入交通设施名单后在这里查看。',
  hazards: '检查发现的隐患登记后会出现在这里。',
  visits: '在“整治”里记录检查后会出现在这里。',
  licences: '导入写有许可证号、有效期的名单，或在场所面板里添加。',
  troubleSpots: '在地图的“绘制”里画出治安乱点，或取自辖区；挂牌、摘牌和整治情况在它的面板里办理。',
};
