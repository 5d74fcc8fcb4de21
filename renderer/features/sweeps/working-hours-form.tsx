import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form } from 'antd';
import { useCommand, useService } from '../../client/queries.ts';
import { KeptForm, type SentDraft } from '../../components/drafts/kept-form.tsx';
import { ClockField } from '../../components/fields/clock-field.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';

interface Fields {
  hours?: { from: string; until: string }[];
}

/** When the office works: within so many of these hours bodies are to report. */
export function WorkingHoursForm({ year }: { year: number }) {
  const known = useService('calendar.get', { year });
  const keep = useCommand('calendar.keepHours');
  const carryOut = useCarryOut();
  if (known.error) return <ErrorState error={known.error} />;
  if (!known.data) return <Loading />;
  const submit = ({ hours = [] }: Fields, { sent }: SentDraft) =>
    carryOut(
      () => keep.mutateAsync({ input: { hours: hours.map(({ from, until }) => [from, until]) } }),
      '工作时间已保存，此后的时限按它计算',
      sent,
    );
  return (
    <KeptForm<Fields>
      draft={{ kind: 'workingHours', thing: 'office', title: '工作时间' }}
      initialValues={{ hours: known.data.hours.map(([from, until]) => ({ from, until })) }}
      onFinish={submit}
      className="school-calendar"
    >
      <h3>工作日的工作时间</h3>
      <p className="quiet small">
        吹哨报到、协办等“几个工作小时内”的时限按这些时间走，节假日和周末不走，调休上班的日子照走。已定的时限不变。
      </p>
      <Form.List name="hours">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="school-break">
                <ClockField name={[name, 'from']} label="从" required />
                <ClockField name={[name, 'until']} label="到" required />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label="移除时段"
                  onClick={() => remove(name)}
                />
              </div>
            ))}
            <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})}>
              添加时段
            </Button>
          </>
        )}
      </Form.List>
      <div className="holidays-buttons">
        <Button type="primary" htmlType="submit" loading={keep.isPending}>
          保存
        </Button>
      </div>
    </KeptForm>
  );
}
