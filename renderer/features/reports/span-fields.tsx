import { Form, Segmented } from 'antd';
import { periodDates, periodsAround } from '#shared/sweeps/period.ts';
import { DayField } from '../../components/fields/day-field.tsx';

/** From which day to which, with the usual choices; inside a form with `from` and `to`. */
export function SpanFields({ today }: { today: string }) {
  const form = Form.useFormInstance<{ from: string; to: string }>();
  const quick = periodsAround(today, 1, 0);
  const week = weekOf(today);
  const choices: Readonly<Record<string, { from: string; to: string }>> = {
    本周: week,
    本季度: periodDates(quick[1] ?? ''),
    上季度: periodDates(quick[0] ?? ''),
    本年: { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` },
  };
  const [from, to] = [Form.useWatch('from', form), Form.useWatch('to', form)];
  const chosen = Object.keys(choices).find((key) => choices[key]?.from === from && choices[key]?.to === to);
  return (
    <div className="report-row">
      <Form.Item label="时段">
        <Segmented
          options={Object.keys(choices)}
          value={chosen ?? ''}
          onChange={(key: string) => form.setFieldsValue(choices[key] ?? {})}
        />
      </Form.Item>
      <DayField name="from" label="从" required />
      <DayField name="to" label="到" required />
    </div>
  );
}

/** Monday to Sunday around a day. */
function weekOf(day: string): { from: string; to: string } {
  const at = Date.parse(`${day}T00:00:00Z`);
  const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * 86_400_000;
  const text = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  return { from: text(monday), to: text(monday + 6 * 86_400_000) };
}
