import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Progress, Table } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { useService } from '../../client/queries.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { Tag, type TagTone } from '../../components/tags.tsx';
import './calendar.css';
import { goTo } from '../../routes/navigation.ts';
import { linkTo } from '../../routes/routes.ts';

type Coverage = OutputOf<'coverage.get'>;
type Span = Coverage['spans'][number];

const states: Readonly<Record<Span['state'], readonly [title: string, tone: TagTone]>> = {
  done: ['已完成', 'supervised'],
  current: ['进行中', 'accent'],
  missed: ['未完成', 'violation'],
  ahead: ['未到期', 'plain'],
};

/** The periods of a year in which sweeps are due; for one period, the coverage of towns and the schools still to visit. */
export function SweepCalendar({
  onCreate,
}: {
  /** Null for who may not begin a sweep. */
  onCreate: (() => void) | null;
}) {
  const workspace = useService('workspace.describe', {});
  const today = workspace.data?.today;
  const [shift, setShift] = useState(0);
  const [span, setSpan] = useState<string | null>(null);
  const year = today ? Number(today.slice(0, 4)) + shift : null;
  const coverage = useService('coverage.get', year === null ? null : { year, span });
  if (coverage.error) return <ErrorState error={coverage.error} onRetry={() => void coverage.refetch()} />;
  if (!coverage.data || year === null) return <Loading />;
  const { spans, cadence, chosen } = coverage.data;
  const turn = (by: number) => {
    setShift(shift + by);
    setSpan(null);
  };
  return (
    <>
      <header className="calendar-head">
        <h1>{year} 年整治日历</h1>
        <span className="quiet">频次：{cadence}</span>
        <span className="calendar-turn">
          <Button icon={<LeftOutlined />} aria-label="上一年" onClick={() => turn(-1)} />
          <Button disabled={shift === 0} onClick={() => turn(-shift)}>
            今年
          </Button>
          <Button icon={<RightOutlined />} aria-label="下一年" onClick={() => turn(1)} />
        </span>
      </header>
      {spans.length === 0 ? (
        <EmptyState
          title="规则包未规定整治频次"
          action={
            onCreate && (
              <Button type="primary" onClick={onCreate}>
                新建行动
              </Button>
            )
          }
        >
          可以随时新建行动；要按季度或半年考核覆盖情况，请在“规则”里给本区规则包设定频次。
        </EmptyState>
      ) : (
        <>
          <div className="calendar-spans" role="listbox" aria-label="时段">
            {spans.map((each) => (
              <SpanCard key={each.id} span={each} chosen={each.id === chosen} onChoose={setSpan} />
            ))}
          </div>
          <Covered coverage={coverage.data} />
        </>
      )}
    </>
  );
}

function SpanCard({
  span,
  chosen,
  onChoose,
}: {
  span: Span;
  chosen: boolean;
  onChoose: (id: string) => void;
}) {
  const [title, tone] = states[span.state];
  return (
    <button
      type="button"
      role="option"
      aria-selected={chosen}
      className={chosen ? 'span-card span-card-chosen' : 'span-card'}
      onClick={() => onChoose(span.id)}
    >
      <span className="span-card-head">
        <strong>{span.title}</strong>
        <Tag tone={tone}>{title}</Tag>
      </span>
      <span className="quiet small number">
        {span.from} 至 {span.to}
      </span>
      <Progress
        aria-label="覆盖比例"
        size="small"
        percent={span.schools === 0 ? 0 : Math.floor((span.swept / span.schools) * 100)}
      />
      <span className="small number">
        已整治 {span.swept} / {span.schools} 所 · 行动 {span.sweeps} · 检查 {span.visits}
      </span>
      <span className="quiet small">
        {span.state === 'current' ? `还有 ${span.daysLeft} 天` : ''}
        {span.state === 'missed' ? `尚缺 ${span.schools - span.swept} 所` : ''}
      </span>
    </button>
  );
}

function Covered({ coverage }: { coverage: Coverage }) {
  const { towns, stations, waiting } = coverage;
  const span = coverage.spans.find(({ id }) => id === coverage.chosen);
  return (
    <div className="calendar-lists">
      <section className="card">
        <h2>各镇街覆盖</h2>
        <Shares rows={towns} none="还没有镇街边界，可在“名单”里按“辖区”导入" />
        <h2>各派出所辖区覆盖</h2>
        <Shares rows={stations} none="还没有派出所辖区边界" />
      </section>
      <section className="card">
        <h2>
          未整治的学校（{waiting.length} 所{span?.state === 'current' ? `，还有 ${span.daysLeft} 天` : ''}）
        </h2>
        <Table
          size="small"
          rowKey="schoolId"
          dataSource={waiting}
          pagination={{ pageSize: 12, hideOnSinglePage: true, size: 'small' }}
          locale={{ emptyText: <EmptyState title="本期学校都已整治" /> }}
          onRow={({ schoolId }) => ({
            onClick: () => goTo({ name: 'school', id: schoolId }),
            style: { cursor: 'pointer' },
          })}
          columns={[
            {
              title: '学校',
              dataIndex: 'name',
              render: (name: string, { schoolId }) => (
                <a href={linkTo({ name: 'school', id: schoolId })}>{name}</a>
              ),
            },
            { title: '镇街', dataIndex: 'town', render: (town: string | null) => town ?? '—' },
            {
              title: '上次整治',
              dataIndex: 'lastOn',
              className: 'number',
              sorter: (a, b) => (a.lastOn ?? '').localeCompare(b.lastOn ?? ''),
              render: (on: string | null) => on ?? <span className="quiet">从未</span>,
            },
            {
              title: '区内·禁设',
              dataIndex: 'violations',
              align: 'right',
              className: 'number',
              sorter: (a, b) => a.violations - b.violations,
            },
          ]}
        />
      </section>
    </div>
  );
}

function Shares({ rows, none }: { rows: Coverage['towns']; none: string }) {
  if (rows.length === 0) return <p className="quiet small">{none}</p>;
  return (
    <ul className="shares">
      {[...rows]
        .sort((a, b) => a.swept / a.schools - b.swept / b.schools || b.schools - a.schools)
        .map(({ name, schools, swept }) => (
          <li key={name}>
            <span>{name}</span>
            <Progress
              aria-label={`${name}覆盖比例`}
              size="small"
              showInfo={false}
              percent={(swept / schools) * 100}
            />
            <span className="number quiet">
              {swept} / {schools}
            </span>
          </li>
        ))}
    </ul>
  );
}
