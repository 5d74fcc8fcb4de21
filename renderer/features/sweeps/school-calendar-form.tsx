import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import type { SchoolCalendar } from '#shared/calendar/school-calendar.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { ClockField } from '../../components/fields/clock-field.tsx';
import { DayField } from '../../components/fields/day-field.tsx';
import { required } from '../../components/fields/required.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface Fields {
  breaks?: SchoolCalendar['breaks'];
  peaks?: { from: string; until: string }[];
}

/** Breaks between terms, and when pupils come and go: planning keeps from gates then, and from schools in a break. */
export function SchoolCalendarForm() {
  const known = useService('calendar.schools', {});
  const keep = useCommand('calendar.keepSchools');
  const carryOut = useCarryOut();
  if (known.error) return <ErrorState error={known.error} />;
  if (!known.data) return <Loading />;
  const { breaks, peaks, ownPeaks } = known.data;
  const submit = ({ breaks: given = [], peaks: hours = [] }: Fields, { sent }: SentDraft) =>
    carryOut(
      () =>
        keep.mutateAsync({
          input: {
            breaks: given,
            peaks: hours.length === 0 ? null : hours.map(({ from, until }) => [from, until]),
          },
        }),
      '学校假期和上下学时间已保存，下次排路线时采用',
      sent,
    );
  return (
    <KeptForm<Fields>
      draft={{ kind: 'schoolCalendar', thing: 'schools', title: '学校假期和上下学时间' }}
      initialValues={{ breaks, peaks: (peaks ?? []).map(([from, until]) => ({ from, until })) }}
      onFinish={submit}
      className="school-calendar"
    >
      <h3>学校假期</h3>
      <p className="quiet small">假期里不排学校本身，校门口的场所也不必避开上下学时间。</p>
      <Breaks />
      <h3>上下学时间</h3>
      <p className="quiet small">
        校门口的场所避开这些时间。不填则按
        {ownPeaks.map(([from, until]) => `${from}–${until}`).join('、')}。
      </p>
      <Peaks />
      <div className="holidays-buttons">
        <Button type="primary" htmlType="submit" loading={keep.isPending}>
          保存
        </Button>
      </div>
    </KeptForm>
  );
}

function Breaks() {
  return (
    <Form.List name="breaks">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="school-break">
              <Form.Item name={[name, 'title']} label="名称" rules={[required('假期名称')]}>
                <Input maxLength={20} placeholder="例如 寒假" />
              </Form.Item>
              <DayField name={[name, 'from']} label="从" required />
              <DayField name={[name, 'to']} label="到" required />
              <Remove label="移除假期" onClick={() => remove(name)} />
            </div>
          ))}
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
            添加假期
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Peaks() {
  return (
    <Form.List name="peaks">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="school-break">
              <ClockField name={[name, 'from']} label="从" required />
              <ClockField name={[name, 'until']} label="到" required />
              <Remove label="移除时段" onClick={() => remove(name)} />
            </div>
          ))}
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
            添加时段
          </Button>
        </>
      )}
    </Form.List>
  );
}

function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return <Button type="text" icon={<DeleteOutlined />} aria-label={label} onClick={onClick} />;
}
