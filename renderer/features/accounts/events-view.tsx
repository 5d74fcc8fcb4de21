import { useState } from 'react';
import type { ShownEvent } from '#shared/contract/office.ts';
import { useServiceOnce } from '../../client/queries.ts';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { everyRecord, RecordsBar, wantedRecords } from './records-bar.tsx';
import { RecordsTable } from './records-table.tsx';

/** What was done with accounts, and by whom. */
export function EventsView() {
  const [wanted, setWanted] = useState(everyRecord);
  const events = useServiceOnce('accounts.events', wantedRecords(wanted), 0, { stays: true });
  if (events.error) return <ErrorState error={events.error} onRetry={() => void events.refetch()} />;
  return (
    <>
      <RecordsBar
        wanted={wanted}
        onChange={setWanted}
        placeholder="经办人、事项、登录名"
        found={events.data?.length ?? null}
      />
      <RecordsTable<ShownEvent>
        records={events.data}
        none={<EmptyState title="没有这样的变动">换个词或日期再查。</EmptyState>}
        columns={[
          {
            title: '经办',
            dataIndex: 'actor',
            width: 180,
            sorter: (a, b) => a.actor.localeCompare(b.actor, 'zh-CN'),
          },
          { title: '事项', dataIndex: 'what', width: 160, sorter: (a, b) => a.what.localeCompare(b.what) },
          { title: '内容', dataIndex: 'detail' },
        ]}
      />
    </>
  );
}
