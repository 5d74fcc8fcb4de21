import { Select } from 'antd';
import { useState } from 'react';
import type { ShownSignIn } from '#shared/contract/office.ts';
import { outcomeTitles, type SignInOutcome, signInOutcomes } from '#shared/office/sign-in-outcomes.ts';
import { useServiceOnce } from '../../client/queries.ts';
import { EmptyState, ErrorState } from '../../components/states.tsx';
import { Tag, type TagTone } from '../../components/tags.tsx';
import { everyRecord, RecordsBar, wantedRecords } from './records-bar.tsx';
import { RecordsTable } from './records-table.tsx';

const tones: Readonly<Record<SignInOutcome, TagTone>> = {
  ok: 'supervised',
  refused: 'violation',
  waiting: 'violation',
  code: 'plain',
  unknown: 'undetermined',
  away: 'undetermined',
};

/** Every try to sign in: who, when, from where, and how it ended. */
export function SignInsView() {
  const [wanted, setWanted] = useState(everyRecord);
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const signIns = useServiceOnce('accounts.signIns', { ...wantedRecords(wanted), outcome }, 0, {
    stays: true,
  });
  if (signIns.error) return <ErrorState error={signIns.error} onRetry={() => void signIns.refetch()} />;
  return (
    <>
      <RecordsBar
        wanted={wanted}
        onChange={setWanted}
        placeholder="登录名、姓名、地址"
        found={signIns.data?.length ?? null}
      >
        <Select<SignInOutcome | 'any'>
          aria-label="结果"
          style={{ width: 190 }}
          value={outcome ?? 'any'}
          onChange={(chosen) => setOutcome(chosen === 'any' ? null : chosen)}
          options={[
            { value: 'any', label: '不论结果' },
            ...signInOutcomes.map((each) => ({ value: each, label: outcomeTitles[each] })),
          ]}
        />
      </RecordsBar>
      <RecordsTable<ShownSignIn>
        records={signIns.data}
        none={<EmptyState title="没有这样的登录记录">换个词、日期或结果再查。</EmptyState>}
        columns={[
          {
            title: '登录名',
            dataIndex: 'name',
            width: 180,
            sorter: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
          },
          {
            title: '姓名',
            width: 140,
            render: (_, { person }) => person || <span className="quiet">没有这个账号</span>,
          },
          {
            title: '地址',
            dataIndex: 'address',
            className: 'number',
            width: 180,
            sorter: (a, b) => a.address.localeCompare(b.address),
          },
          { title: '登录来源', width: 140, render: (_, { provider }) => provider || '本系统' },
          {
            title: '结果',
            render: (_, each) => <Tag tone={tones[each.outcome]}>{outcomeTitles[each.outcome]}</Tag>,
          },
        ]}
      />
    </>
  );
}
