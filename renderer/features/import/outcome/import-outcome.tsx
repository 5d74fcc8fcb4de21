import type { ImportOutcome as Outcome } from '#shared/contract/import.ts';
import { UnreadParts } from '../unread-parts.tsx';
import { EffectTabs } from './effect-tabs.tsx';
import type { ProblemSource } from './group-rows.tsx';
import { Problems } from './problems.tsx';
import type { RowChoice } from './row-choice.ts';

/** Counts of an import and what they are made of. */
export function ImportOutcome({
  outcome,
  source,
  choice,
  onSave,
}: {
  outcome: Outcome;
  source: ProblemSource;
  /** What a person chooses of the rows of a preview; null after the import. */
  choice: RowChoice | null;
  onSave: (() => void) | null;
}) {
  const { result, groups, effect } = outcome;
  const imported = choice === null;
  const counts: readonly (readonly [string, number])[] = [
    ['行数', result.rows],
    ['新增', result.added],
    ['更新', result.updated],
    ['未变', result.unchanged],
    ['拒收', result.rejected],
    ['提示', result.warned],
    ['待定位', result.unlocated],
  ];
  return (
    <>
      <h2>{imported ? '已导入并重新研判' : '将会发生的变化（尚未写入）'}</h2>
      <dl className="import-counts">
        {counts.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="number">{count}</dd>
          </div>
        ))}
      </dl>
      {imported && <UnreadParts parts={result.unread} />}
      {effect && choice && <EffectTabs {...{ effect, groups, source, choice, onSave }} />}
      {imported && groups.length > 0 && (
        <Problems groups={groups} source={source} choice={null} onSave={onSave} />
      )}
    </>
  );
}
