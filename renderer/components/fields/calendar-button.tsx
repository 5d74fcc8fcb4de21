import { CalendarOutlined } from '@ant-design/icons';
import { Button, Calendar, Popover } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { dayOf } from '#shared/calendar/china-time.ts';

dayjs.locale('zh-cn');

/** The edges of the calendar where a field names none. */
const [FIRST, LAST] = ['1900-01-01', '2100-12-31'];

/** A calendar to pick a day from, beside a field; Chinese whatever the machine's language is. */
export function CalendarButton({
  day,
  from = FIRST,
  past = false,
  onPick,
}: {
  /** YYYY-MM-DD; null shows the present month. */
  day: string | null;
  from?: string | undefined;
  past?: boolean | undefined;
  onPick: (day: string) => void;
}) {
  const [open, setOpen] = useState(false);
  const today = dayOf(new Date());
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <div className="field-calendar">
          <Calendar
            fullscreen={false}
            defaultValue={dayjs(day ?? today)}
            validRange={[dayjs(from), dayjs(past ? today : LAST)]}
            onSelect={(picked, { source }) => {
              if (source !== 'date') return;
              setOpen(false);
              onPick(picked.format('YYYY-MM-DD'));
            }}
          />
        </div>
      }
    >
      <Button type="text" size="small" icon={<CalendarOutlined />} aria-label="从日历选" />
    </Popover>
  );
}
