import { FileWordOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import { useState } from 'react';
import { addDays } from '#shared/calendar/days.ts';
import type { Meeting } from '#shared/contract/handings.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { lateText } from '../../components/handings/handing-words.ts';
import { late } from '../../components/late.tsx';
import { Permitted } from '../../components/permitted.tsx';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { linkTo } from '../../routes/routes.ts';
import './meetings.css';

// A meeting is held a few times a year: its form and its paper are loaded then.
const MeetingDialog = late(async () => (await import('./meeting-dialog.tsx')).MeetingDialog);
const DocumentDialog = late(
  async () => (await import('../../components/documents/document-dialog.tsx')).DocumentDialog,
);

/** Joint meetings: what was on the agenda, what was decided, and what became of it. */
export function MeetingsView() {
  const meetings = useService('meetings.list', {});
  const may = useMayCall();
  const [kept, setKept] = useState<Meeting | 'new' | null>(null);
  const [minuted, setMinuted] = useState<Meeting | null>(null);
  if (meetings.error) return <ErrorState error={meetings.error} onRetry={() => void meetings.refetch()} />;
  if (!meetings.data) return <Loading />;
  const { data } = meetings;
  const add = may('meetings.save') && (
    <Button type="primary" onClick={() => setKept('new')}>
      登记联席会
    </Button>
  );
  return (
    <>
      {data.length > 0 && <div className="recheck-bar">{add}</div>}
      {data.length === 0 && (
        <EmptyState title="还没有联席会" action={add}>
          登记会议的议题和议定事项；每项有承办单位和时限，随即成为交办事项，由单位签收、回复。
        </EmptyState>
      )}
      {data.map((meeting) => (
        <section key={meeting.id} className="card meeting" aria-label={meeting.title}>
          <header>
            <h2>
              <span className="number">{meeting.heldOn}</span> {meeting.title}
            </h2>
            {may('documents.make') && (
              <Button size="small" icon={<FileWordOutlined />} onClick={() => setMinuted(meeting)}>
                纪要
              </Button>
            )}
            {may('meetings.save') && (
              <Button size="small" onClick={() => setKept(meeting)}>
                修改
              </Button>
            )}
          </header>
          <MeetingFacts meeting={meeting} />
          <Decisions decisions={meeting.decisions} />
        </section>
      ))}
      {kept && (
        <MeetingDialog
          meeting={kept === 'new' ? null : kept}
          earlier={data[0] ?? null}
          onClose={() => setKept(null)}
        />
      )}
      {minuted && (
        <Permitted to="documents.make">
          <DocumentDialog
            template="minutes"
            about={{ kind: 'span', ...spanOf(minuted, data) }}
            onClose={() => setMinuted(null)}
          />
        </Permitted>
      )}
    </>
  );
}

/** The minutes tell of the work since the meeting before it; of the first one, since the year began. */
function spanOf({ heldOn }: Meeting, meetings: readonly Meeting[]): { from: string; to: string } {
  const before = meetings.find((each) => each.heldOn < heldOn);
  return { from: before ? addDays(before.heldOn, 1) : `${heldOn.slice(0, 4)}-01-01`, to: heldOn };
}

function MeetingFacts({ meeting: { place, chair, attendees, agenda } }: { meeting: Meeting }) {
  const facts = [place, chair && `主持 ${chair}`, attendees && `出席 ${attendees}`].filter(Boolean);
  return (
    <>
      {facts.length > 0 && <p className="quiet">{facts.join('；')}</p>}
      {agenda.length > 0 && (
        <ol className="meeting-agenda">
          {agenda.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      )}
    </>
  );
}

type Decision = Meeting['decisions'][number];

function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  return (
    <Table<Decision>
      size="small"
      rowKey="id"
      dataSource={[...decisions]}
      pagination={false}
      locale={{ emptyText: '没有议定事项' }}
      columns={[
        {
          title: '议定事项',
          render: (_, { matter, hazardId, code }) => (
            <>
              {matter} {hazardId !== null && <a href={linkTo({ name: 'hazard', id: hazardId })}>{code}</a>}
            </>
          ),
        },
        { title: '承办单位', dataIndex: 'toBody', width: 200 },
        {
          title: '时限',
          width: 200,
          className: 'number',
          render: (_, { dueOn, hoursLate }) => (
            <>
              {dueOn ?? '不限'} {hoursLate !== null && <Tag tone="violation">{lateText(hoursLate)}</Tag>}
            </>
          ),
        },
        {
          title: '办理',
          width: 260,
          render: (_, { waits, answer }) =>
            waits === null ? (
              answer || '已办结'
            ) : (
              <Tag tone="undetermined">{waits === 'receipt' ? '待签收' : '待办理回复'}</Tag>
            ),
        },
      ]}
    />
  );
}
