import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Popconfirm, Segmented } from 'antd';
import { type Duty, dutyKinds } from '#shared/contract/facilities.ts';
import { schoolDays, weekdaysText } from '#shared/facilities/duty-days.ts';
import { rosterRows } from '#shared/facilities/duty-roster.ts';
import { useCommand, useService } from '../../client/queries.ts';
import type { SentDraft } from '../drafts/kept-form.tsx';
import { ClockField } from '../fields/clock-field.tsx';
import { PhoneField } from '../fields/phone-field.tsx';
import { required } from '../fields/required.ts';
import { FormDialog } from '../form-dialog.tsx';
import { useJoinedSave } from '../meanwhile/use-joined-save.tsx';
import { useNotify } from '../notify.ts';
import { useCarryOut } from '../use-carry-out.ts';
import { DayToggles } from './day-toggles.tsx';
import './gates.css';
import { Permitted } from '../permitted.tsx';

/** The posts of a gate in one period, or the patrols past it. */
export function Posts({
  row: { gateId, duties },
  period,
  onEdit,
}: {
  row: { gateId: number; duties: readonly (Duty & { id: number })[] };
  period: Duty['period'];
  /** Null for who may not change them. */
  onEdit: ((duty: Duty) => void) | null;
}) {
  const remove = useCommand('duties.remove');
  const notify = useNotify();
  const own = duties.filter((duty) => duty.period === period);
  return (
    <ul className="duty-list">
      {own.map((duty) => (
        <li key={duty.id}>
          <span className="number quiet small">
            {duty.from}–{duty.until}
          </span>{' '}
          {duty.post}：{duty.person}
          <span className="quiet small">（{duty.body}）</span>
          <span className="duty-tools">
            {onEdit && (
              <Button
                type="text"
                size="small"
                icon={<EditOutlined />}
                aria-label={`修改${duty.person}`}
                onClick={() => onEdit(duty)}
              />
            )}
            <Permitted to="duties.remove">
              <Popconfirm
                title={`移除${duty.person}？`}
                okText="移除"
                cancelText="不移除"
                onConfirm={() => remove.mutateAsync({ input: { id: duty.id } }).catch(notify.failed)}
              >
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={`移除${duty.person}`}
                />
              </Popconfirm>
            </Permitted>
          </span>
          <small>
            {weekdaysText(duty.weekdays)}
            {duty.substitute !== '' && `，替补 ${duty.substitute}`}
          </small>
        </li>
      ))}
      {onEdit && (
        <li>
          <Button
            size="small"
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => onEdit(oneMore(gateId, period, own))}
          >
            {period}添一人
          </Button>
        </li>
      )}
    </ul>
  );
}

const usualHours: Readonly<Record<Duty['period'], readonly [from: string, until: string]>> = {
  上学: ['07:10', '08:10'],
  放学: ['16:00', '17:30'],
  日常巡逻: ['09:00', '11:00'],
};

/** What is proposed for one more person: the post of the last one, on the days on which that has nobody yet. */
function oneMore(gateId: number, period: Duty['period'], own: readonly Duty[]): Duty {
  const usual = own.at(-1);
  const vacant = rosterRows(own).find(({ post }) => post === usual?.post)?.vacant ?? [];
  return {
    id: null,
    gateId,
    period,
    post: usual?.post ?? '',
    body: usual?.body ?? '',
    person: '',
    phone: '',
    from: usual?.from ?? usualHours[period][0],
    until: usual?.until ?? usualHours[period][1],
    weekdays: [...(vacant.length > 0 ? vacant : schoolDays)],
    substitute: '',
    substitutePhone: '',
  };
}

/** One person at a post. */
export function DutyDialog({ duty, onClose }: { duty: Duty; onClose: () => void }) {
  const { save, isPending } = useJoinedSave('duties.save');
  const workspace = useService('workspace.describe', {});
  const carryOut = useCarryOut();
  const submit = (fields: Duty, { sent, opened }: SentDraft<Duty>) =>
    carryOut(
      () => save({ ...duty, ...fields }, duty.id === null ? null : { ...duty, ...opened }),
      '护学岗已保存',
      () => {
        sent();
        onClose();
      },
    );
  const bodies = [
    '学校',
    '学校教师',
    '学校保安',
    '家长',
    '社区',
    ...(workspace.data?.pack.agencies ?? []).map(({ name }) => name),
  ];
  return (
    <FormDialog<Duty>
      title={duty.id === null ? '添一人' : '修改护学岗'}
      okText="保存"
      saving={isPending}
      onClose={onClose}
      draft={{ kind: 'duty', thing: duty.id ?? `gate/${duty.gateId}`, title: duty.person || '添一人' }}
      name="duty"
      initialValues={duty}
      onFinish={submit}
    >
      <Form.Item name="period" label="时段">
        <Segmented options={[...dutyKinds]} />
      </Form.Item>
      <div className="duty-fields">
        <Form.Item name="post" label="岗位" rules={[required('岗位')]}>
          <Input maxLength={60} placeholder="例如 校门口、路口；巡逻写路段" />
        </Form.Item>
        <Form.Item name="person" label="人员" rules={[required('人员')]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="body" label="单位" rules={[required('单位')]}>
          <Input maxLength={100} list="duty-bodies" />
        </Form.Item>
        <PhoneField
          name="phone"
          label="电话"
          row={duty.id === null ? null : { table: 'duties', id: duty.id }}
          maxLength={30}
        />
        <ClockField name="from" label="从" required />
        <ClockField name="until" label="到" required />
      </div>
      <Form.Item
        name="weekdays"
        label="星期"
        rules={[{ required: true, type: 'array', message: '请至少选一天值守的星期' }]}
      >
        <DayToggles />
      </Form.Item>
      <div className="duty-fields">
        <Form.Item name="substitute" label="替补">
          <Input maxLength={40} placeholder="本人不能到岗时由谁来" />
        </Form.Item>
        <PhoneField
          name="substitutePhone"
          label="替补电话"
          row={duty.id === null ? null : { table: 'duties', id: duty.id, column: 'substitutePhone' }}
          maxLength={30}
        />
      </div>
      <datalist id="duty-bodies">
        {bodies.map((body) => (
          <option key={body} value={body} />
        ))}
      </datalist>
    </FormDialog>
  );
}
