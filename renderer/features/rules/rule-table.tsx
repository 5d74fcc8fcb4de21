import { Button, Table, Tooltip } from 'antd';
import type { CategoryTitle } from '#shared/classification/category.ts';
import { basisWarnings, citationText } from '#shared/rules/basis.ts';
import type { Rule } from '#shared/rules/rule.ts';
import { effectNames, existingNames, inForceText, methodNames, originNames } from '#shared/rules/rule.ts';
import { categoryTitle } from '../../components/format.ts';
import { Tag } from '../../components/tags.tsx';

/** Rules with their legal basis, and what the documents leave open; `onEdit` null where they cannot be edited. */
export function RuleTable({
  rules,
  categories,
  onEdit,
}: {
  rules: readonly Rule[];
  categories: readonly CategoryTitle[];
  onEdit: ((rule: Rule) => void) | null;
}) {
  return (
    <Table<Rule>
      size="small"
      rowKey="id"
      scroll={{ x: 820 }}
      dataSource={[...rules]}
      pagination={false}
      columns={[
        {
          title: '规则',
          dataIndex: 'title',
          width: '18%',
          render: (title: string, rule) => (
            <>
              <strong>{title}</strong>
              <span className="quiet rule-id">{rule.id}</span>
            </>
          ),
        },
        {
          title: '类别',
          dataIndex: 'categories',
          width: '16%',
          render: (_, { categories: ids, dedicated, subject }) => (
            <>
              {ids
                .map((id) => `${categoryTitle(categories, id)}${dedicated.includes(id) ? '（专营）' : ''}`)
                .join('、')}
              {subject !== null && <span className="rule-id">{subject}（现场认定）</span>}
            </>
          ),
        },
        {
          title: '学段',
          dataIndex: 'stages',
          width: '11%',
          render: (stages: string[]) => stagesText(stages),
        },
        {
          title: '距离',
          width: '12%',
          render: (_, rule) =>
            rule.distance === null ? (
              <Tag tone="plain">{rule.listed ? '未定距离，按工作范围列出，不判定' : '未定距离，不判定'}</Tag>
            ) : (
              `${rule.bound === 'exclusive' ? '不足 ' : ''}${rule.distance} m · ${originNames[rule.origin]}${methodNames[rule.method]}`
            ),
        },
        {
          title: '效果',
          width: '10%',
          render: (_, rule) => (
            <>
              {effectNames[rule.effect]}
              <span className="quiet rule-id">{existingNames[rule.existing]}</span>
              <span className="quiet rule-id">{inForceText(rule)}</span>
            </>
          ),
        },
        {
          title: '依据',
          render: (_, rule) => (
            <>
              {citationText(rule.basis)}{' '}
              {rule.basis.draft && <Tag tone="undetermined">{basisWarnings(rule.basis)[0]}</Tag>}
              {rule.basis.verified ? (
                <Tag tone="supervised">已核{rule.basis.readOn === null ? '' : ` ${rule.basis.readOn}`}</Tag>
              ) : (
                <Tooltip title="来自报刊、转载或常识，尚未与正式文本核对">
                  <span>
                    <Tag tone="undetermined">条文未核实</Tag>
                  </span>
                </Tooltip>
              )}
              <span className="quiet rule-id">要点：{rule.basis.excerpt}</span>
              {rule.assumption && <span className="rule-assumption">说明：{rule.assumption}</span>}
            </>
          ),
        },
        ...(onEdit
          ? [
              {
                title: '',
                width: 64,
                render: (_: unknown, rule: Rule) => (
                  <Button size="small" type="link" onClick={() => onEdit(rule)}>
                    编辑
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function stagesText(stages: readonly string[]): string {
  if (stages.length <= 5) return stages.join('、');
  return stages.includes('幼儿园') ? '中小学（含中职、特教）、幼儿园' : '中小学（含中职、特教）';
}
