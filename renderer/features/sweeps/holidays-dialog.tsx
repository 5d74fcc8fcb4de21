import { Alert, Button, Form, Input, Modal, Segmented, Tabs, Upload } from 'antd';
import { useRef, useState } from 'react';
import { shortDay } from '#shared/calendar/days.ts';
import type { CalendarDay } from '#shared/calendar/work-calendar.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { KeptForm, type KeptFormHandle, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { required } from '../../components/fields/required.ts';
import { Permitted } from '../../components/permitted.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { useBusyCarryOut, useCarryOut } from '../../components/use-carry-out.ts';
import { SchoolCalendarForm } from './school-calendar-form.tsx';
import { WorkingHoursForm } from './working-hours-form.tsx';
import './holidays-dialog.css';

type Read = OutputOf<'calendar.read'>;

const changes = { added: '新增', changed: '改动', same: '不变' } as const;

/** Holidays and worked weekends of a year, and where those of the next one are given. */
export function HolidaysDialog({ year, onClose }: { year: number; onClose: () => void }) {
  const [shown, setShown] = useState(year);
  return (
    <Modal
      open
      title="节假日和学校假期"
      width={720}
      footer={null}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <Tabs
        items={[
          {
            key: 'holidays',
            label: '节假日和调休',
            children: (
              <>
                <Segmented
                  aria-label="年度"
                  value={shown}
                  onChange={setShown}
                  options={[year - 1, year, year + 1].map((value) => ({ value, label: `${value} 年` }))}
                />
                <HolidaysOfYear year={shown} />
                <GiveHolidays onGiven={setShown} />
              </>
            ),
          },
          { key: 'hours', label: '工作时间', children: <WorkingHours year={year} /> },
          { key: 'schools', label: '学校假期和上下学时间', children: <SchoolCalendarForm /> },
        ]}
      />
    </Modal>
  );
}

function WorkingHours({ year }: { year: number }) {
  return (
    <Permitted to="calendar.keepHours" otherwise={<p className="quiet">工作时间由政法委协调员设置。</p>}>
      <WorkingHoursForm year={year} />
    </Permitted>
  );
}

function HolidaysOfYear({ year }: { year: number }) {
  const calendar = useService('calendar.get', { year });
  if (calendar.error) return <ErrorState error={calendar.error} />;
  if (!calendar.data) return <Loading />;
  const { isKnown, source, days } = calendar.data;
  if (!isKnown)
    return (
      <Alert
        className="holidays-unknown"
        type="warning"
        title={`还没有 ${year} 年的放假安排，暂按周一至周五排。通知公布后请在下面导入`}
      />
    );
  return (
    <section className="holidays-year" aria-label={`${year} 年放假安排`}>
      <ul>
        {spansOf(days).map(({ title, kind, from, to }) => (
          <li key={from}>
            <Tag tone={kind === 'off' ? 'accent' : 'plain'}>{kind === 'off' ? '休' : '班'}</Tag>
            <span className="number">
              {from === to ? shortDay(from) : `${shortDay(from)}至${shortDay(to)}`}
            </span>
            <span className="quiet">{title}</span>
          </li>
        ))}
      </ul>
      <p className="quiet small">来源：{source}</p>
    </section>
  );
}

/** Days of the same kind and name, one after another, as one span. */
function spansOf(days: readonly CalendarDay[]): (Omit<CalendarDay, 'day'> & { from: string; to: string })[] {
  const spans: (Omit<CalendarDay, 'day'> & { from: string; to: string })[] = [];
  for (const { day, kind, title } of days) {
    const last = spans.at(-1);
    const isNext = last && Date.parse(day) - Date.parse(last.to) === 86_400_000;
    if (isNext && last.kind === kind && last.title === title) last.to = day;
    else spans.push({ kind, title, from: day, to: day });
  }
  return spans;
}

/** The notice or a table is pasted or chosen as a file, looked at, and kept. */
function GiveHolidays({ onGiven }: { onGiven: (year: number) => void }) {
  const [form] = Form.useForm<{ text: string }>();
  const handle = useRef<KeptFormHandle>(null);
  const [read, setRead] = useState<Read | null>(null);
  const keep = useCommand('calendar.keep');
  const carryOut = useCarryOut();
  const looking = useBusyCarryOut();
  const look = (text: string) =>
    looking.carryOut(() => client.call('calendar.read', { text }), null, setRead);
  const submit = ({ text }: { text: string }, { sent }: SentDraft) =>
    carryOut(
      () => keep.mutateAsync({ input: { text } }),
      ({ year, days }) => `${year} 年的 ${days} 天已导入，可按 Ctrl+Z 撤销`,
      ({ year }) => {
        sent();
        setRead(null);
        form.resetFields();
        onGiven(year);
      },
    );
  const isReady = read !== null && read.problems.length === 0;
  return (
    <KeptForm<{ text: string }>
      draft={{ kind: 'holidays', thing: 'notice', title: '导入节假日' }}
      form={form}
      onFinish={submit}
      onChanged={() => setRead(null)}
      handle={handle}
    >
      <Form.Item
        name="text"
        label="导入一个年度：粘贴国务院办公厅通知原文，或表格"
        rules={[required('放假安排')]}
      >
        <Input.TextArea
          rows={5}
          placeholder={'关于2027年部分节假日安排的通知…\n或每行一条：2027-01-01..2027-01-03,休,元旦'}
        />
      </Form.Item>
      {read && <WhatWasRead read={read} />}
      <div className="holidays-buttons">
        <Upload
          accept=".txt,.csv,.json"
          showUploadList={false}
          beforeUpload={async (file) => {
            const text = await file.text();
            form.setFieldsValue({ text });
            handle.current?.change({ text });
            await look(text);
            return Upload.LIST_IGNORE;
          }}
        >
          <Button>选择文件</Button>
        </Upload>
        <Button loading={looking.busy} onClick={() => look(form.getFieldValue('text') ?? '')}>
          预览
        </Button>
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={keep.isPending}>
          导入
        </Button>
      </div>
    </KeptForm>
  );
}

/** What would be kept, and what keeps that from being done. */
function WhatWasRead({ read: { year, days, gone, problems } }: { read: Read }) {
  const changed = days.filter(({ change }) => change !== 'same');
  return (
    <section className="holidays-read" aria-label="预览">
      {problems.length > 0 && (
        <Alert type="error" title={problems.map((problem) => <p key={problem}>{problem}</p>)} />
      )}
      {year !== null && (
        <p>
          {year} 年共 {days.length} 天：新增或改动 {changed.length} 天，删去 {gone.length} 天
        </p>
      )}
      <ul>
        {days.map(({ day, kind, title, change }) => (
          <li key={day}>
            <Tag tone={kind === 'off' ? 'accent' : 'plain'}>{kind === 'off' ? '休' : '班'}</Tag>
            <span className="number">{shortDay(day)}</span>
            <span className="quiet">
              {title} · {changes[change]}
            </span>
          </li>
        ))}
        {gone.map(({ day, title }) => (
          <li key={`gone/${day}`}>
            <Tag tone="plain">删</Tag>
            <span className="number">{shortDay(day)}</span>
            <span className="quiet">{title}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
