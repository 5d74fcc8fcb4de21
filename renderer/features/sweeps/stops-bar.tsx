import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { type CategoryTitle, kindsIn } from '#shared/classification/category.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useInspects } from '../../client/use-inspects.ts';
import { useMayCall } from '../../client/use-may.ts';
import { categoryTitle } from '../../components/format.ts';
import { ReasonButton } from '../../components/reason-button.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { type StopChoice, type StopState, stateOfStop } from './shown-stops.ts';

/** Above the stops: what is shown of them, what is done with those that are ticked, and the next one. */
export function StopsBar({
  sweepId,
  stops,
  shown,
  categories,
  choice,
  onChoose,
  picked,
  onDone,
  onNext,
}: {
  sweepId: number;
  stops: readonly SweepStop[];
  shown: number;
  categories: readonly CategoryTitle[];
  choice: StopChoice;
  onChoose: (choice: StopChoice) => void;
  picked: readonly number[];
  onDone: () => void;
  /** Null where every stop was visited. */
  onNext: (() => void) | null;
}) {
  const teams = useService('routes.get', { sweepId }).data?.teams ?? [];
  const inspects = useInspects();
  const may = useMayCall();
  const change = (part: Partial<StopChoice>) => onChoose({ ...choice, ...part });
  const kinds = [...new Set(stops.flatMap(({ category }) => kindsIn(category)))];
  return (
    <div className="stops-bar">
      <Input
        allowClear
        aria-label="查找检查点"
        placeholder="名称、地址、学校、原因"
        style={{ width: 210 }}
        onChange={({ target }) => change({ text: target.value.trim() })}
      />
      <Segmented<StopState | 'all'>
        value={choice.state}
        onChange={(state) => change({ state })}
        options={statesOf(stops)}
      />
      <Select<number | 'none' | 'all'>
        aria-label="小组"
        value={choice.team ?? 'all'}
        onChange={(team) => change({ team: team === 'all' ? null : team })}
        style={{ width: 112 }}
        options={[
          { value: 'all', label: '全部小组' },
          ...teams.map(({ team }) => ({ value: team.id, label: team.name })),
          { value: 'none', label: '未分组' },
        ]}
      />
      <Select
        aria-label="类别"
        value={choice.category ?? 'all'}
        onChange={(category) => change({ category: category === 'all' ? null : category })}
        style={{ width: 120 }}
        options={[
          { value: 'all', label: '全部类别' },
          ...kinds.map((value) => ({ value, label: categoryTitle(categories, value) })),
        ]}
      />
      {picked.length > 0 && may('routes.assign') ? (
        <GiveAway sweepId={sweepId} picked={picked} onDone={onDone} />
      ) : (
        <span className="quiet number">{shown} 个</span>
      )}
      {inspects && may('visits.record') && (
        <ReasonButton
          type="primary"
          className="stops-next"
          because={onNext ? null : '没有还没检查的检查点'}
          onClick={() => onNext?.()}
        >
          下一个
        </ReasonButton>
      )}
    </div>
  );
}

function statesOf(stops: readonly SweepStop[]) {
  const count = (state: StopState) => stops.filter((stop) => stateOfStop(stop) === state).length;
  return [
    { value: 'all' as const, label: '全部' },
    { value: 'waiting' as const, label: `未检查 ${count('waiting')}` },
    { value: 'done' as const, label: `已检查 ${count('done')}` },
    ...(count('skipped') > 0 ? [{ value: 'skipped' as const, label: `略过 ${count('skipped')}` }] : []),
  ];
}

/** Gives the stops that are ticked to a team at once. */
function GiveAway({
  sweepId,
  picked,
  onDone,
}: {
  sweepId: number;
  picked: readonly number[];
  onDone: () => void;
}) {
  const teams = useService('routes.get', { sweepId }).data?.teams ?? [];
  const assign = useCommand('routes.assign');
  const carryOut = useCarryOut();
  const [to, setTo] = useState<number | 'none' | null>(null);
  const give = (teamId: number | null) =>
    carryOut(
      () => assign.mutateAsync({ input: { stopIds: [...picked], teamId } }),
      ({ moved, kept }) =>
        `${moved} 个检查点已${teamId === null ? '移出小组' : '分到小组'}${kept > 0 ? `，${kept} 个已检查的不动` : ''}，可按 Ctrl+Z 撤销`,
      onDone,
    );
  return (
    <>
      <Select<number | 'none'>
        aria-label="分给小组"
        placeholder={`${picked.length} 个分给…`}
        value={to}
        onChange={setTo}
        style={{ width: 130 }}
        options={[
          ...teams.map(({ team }) => ({ value: team.id, label: team.name })),
          { value: 'none' as const, label: '移出小组' },
        ]}
      />
      <Button
        disabled={to === null}
        loading={assign.isPending}
        onClick={() => void give(to === 'none' ? null : to)}
      >
        分配
      </Button>
    </>
  );
}
