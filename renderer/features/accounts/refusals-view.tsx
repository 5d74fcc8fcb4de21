import { useState } from 'react';
import type { Refusal } from '#shared/contract/office.ts';
import { isProcedure, procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { capabilityTitles } from '#shared/office/capabilities.ts';
import { useServiceOnce } from '../../client/queries.ts';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { everyRecord, RecordsBar, wantedRecords } from './records-bar.tsx';
import { RecordsTable } from './records-table.tsx';

/** Calls that the service refused: who made them, and what they asked for. */
export function RefusalsView() {
  const [wanted, setWanted] = useState(everyRecord);
  const refusals = useServiceOnce('accounts.refusals', wantedRecords(wanted), 0, { stays: true });
  if (refusals.error) return <ErrorState error={refusals.error} onRetry={() => void refusals.refetch()} />;
  return (
    <>
      <RecordsBar
        wanted={wanted}
        onChange={setWanted}
        placeholder="姓名、单位、登录名、操作"
        found={refusals.data?.length ?? null}
      />
      <RecordsTable<Refusal>
        records={refusals.data}
        none={<EmptyState title="没有被拒绝的操作">没有权限、或超出范围的操作会记在这里。</EmptyState>}
        columns={[
          {
            title: '谁',
            dataIndex: 'actor',
            width: 300,
            sorter: (a, b) => a.actor.localeCompare(b.actor, 'zh-CN'),
          },
          { title: '想做什么', render: (_, { procedure }) => capabilityOf(procedure) },
          {
            title: '操作',
            dataIndex: 'procedure',
            width: 240,
            className: 'number',
            sorter: (a, b) => a.procedure.localeCompare(b.procedure),
          },
        ]}
      />
    </>
  );
}

/** What a procedure needs, in words; older versions may have had others. */
function capabilityOf(procedure: string): string {
  return isProcedure(procedure) ? capabilityTitles[procedureCapabilities[procedure]] : '—';
}
