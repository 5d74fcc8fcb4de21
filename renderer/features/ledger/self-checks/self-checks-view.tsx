import { Button, Progress, Table } from 'antd';
import { useState } from 'react';
import { dayOf } from '#shared/calendar/china-time.ts';
import type { CheckRound } from '#shared/contract/self-checks.ts';
import { formPlaceNames } from '#shared/self-checks/check-form.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { Permitted } from '../../../components/permitted.tsx';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { Tag } from '../../../components/tags.tsx';
import { useSaving } from '../../../components/use-saving.ts';
import { BeginRound } from './begin-round.tsx';
import { TakeForms } from './take-forms.tsx';
import './self-checks.css';

/** Check forms that went out to schools and communities, and who has answered. */
export function SelfChecksView() {
  const rounds = useService('selfChecks.rounds', {});
  const [beginning, setBeginning] = useState(false);
  if (rounds.error) return <ErrorState error={rounds.error} onRetry={() => void rounds.refetch()} />;
  if (!rounds.data) return <Loading />;
  const begin = (
    <Permitted to="selfChecks.begin">
      <Button type="primary" onClick={() => setBeginning(true)}>
        发出自查表
      </Button>
    </Permitted>
  );
  return (
    <>
      {rounds.data.length === 0 ? (
        <EmptyState title="还没有发过自查表" action={begin}>
          给每所学校（社区）一份 Excel
          表，只能填黄色格子，选项从下拉里选；交回来后一次全部读入，成为自查记录和隐患。
        </EmptyState>
      ) : (
        <>
          <div className="check-bar">
            {begin}
            <Permitted to="selfChecks.take">
              <TakeForms />
            </Permitted>
          </div>
          {rounds.data.map((round) => (
            <RoundCard key={round.id} round={round} />
          ))}
        </>
      )}
      {beginning && <BeginRound onClose={() => setBeginning(false)} />}
    </>
  );
}

type Place = CheckRound['places'][number];

function RoundCard({ round: { id, title, of, dueOn, madeAt, places } }: { round: CheckRound }) {
  const { busy, save } = useSaving();
  const back = places.filter(({ readOn }) => readOn !== null);
  const percent = places.length === 0 ? 0 : Math.round((back.length / places.length) * 100);
  return (
    <section className="card check-round" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <span className="quiet">
          {dayOf(new Date(madeAt))} 发给 {formPlaceNames[of]} {places.length} 个
          {dueOn !== null && `，${dueOn} 前交回`}
        </span>
        <Permitted to="selfChecks.forms">
          <Button
            size="small"
            loading={busy}
            onClick={() => save(() => client.call('selfChecks.forms', { id }), `${title}.zip`)}
          >
            下载表格
          </Button>
        </Permitted>
      </header>
      <Progress
        percent={percent}
        size="small"
        aria-label="交回比例"
        format={() => `${back.length} / ${places.length}`}
      />
      <Table<Place>
        size="small"
        rowKey="id"
        // Who has not answered stands first.
        dataSource={places.toSorted((a, b) => Number(a.readOn !== null) - Number(b.readOn !== null))}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          { title: formPlaceNames[of], dataIndex: 'name' },
          {
            title: '交回',
            width: 150,
            className: 'number',
            render: (_, { readOn }) => readOn ?? <Tag tone="undetermined">未交回</Tag>,
          },
          {
            title: '不符合',
            width: 90,
            className: 'number',
            render: (_, { readOn, faults }) => readOn !== null && faults,
          },
          {
            title: '隐患',
            width: 90,
            className: 'number',
            render: (_, { readOn, hazards }) => readOn !== null && hazards,
          },
        ]}
      />
    </section>
  );
}
