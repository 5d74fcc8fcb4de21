import { Button, Form, Select } from 'antd';
import { dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import { hazardLevelSchema } from '#shared/ledger/hazard.ts';
import { required } from './required.ts';
import { useHazardKinds } from './use-hazard-kinds.ts';

type Name = string | (string | number)[];

/** What kind of hazard it is: one of the pack's, or as it was recorded. */
export function HazardKindField({ name = 'kind' }: { name?: Name }) {
  const { kinds } = useHazardKinds();
  return (
    <Form.Item name={name} label="种类" rules={[required('种类')]}>
      <Select
        showSearch
        popupMatchSelectWidth={false}
        options={kinds.map((kind) => ({ value: kind.name, title: kind.tasks[0]?.excerpt ?? kind.name }))}
      />
    </Form.Item>
  );
}

/** How grave a hazard is. */
export function HazardLevelField({ name = 'level' }: { name?: Name }) {
  return (
    <Form.Item name={name} label="级别" rules={[required('级别')]}>
      <Select options={hazardLevelSchema.options.map((value) => ({ value }))} />
    </Form.Item>
  );
}

/** Offers the due day that the pack has for the chosen level; nothing where it has none. */
export function DueByLevel({
  level: levelName,
  due,
  from: fromName,
}: {
  level: (string | number)[];
  due: (string | number)[];
  /** The field of the day from which it counts; today where there is none. */
  from?: (string | number)[];
}) {
  const form = Form.useFormInstance();
  const level: unknown = Form.useWatch(levelName, form);
  const since: unknown = Form.useWatch(fromName ?? [], form);
  const { deadlines } = useHazardKinds();
  const deadline = deadlines.find((each) => each.level === level);
  if (!deadline) return null;
  const from = typeof since === 'string' && since !== '' ? since.slice(0, 10) : dayOf(new Date());
  const day = addDays(from, deadline.days);
  return (
    <Button type="link" size="small" onClick={() => form.setFieldValue(due, day)}>
      {deadline.level}隐患 {deadline.days} 天：{day}
    </Button>
  );
}
