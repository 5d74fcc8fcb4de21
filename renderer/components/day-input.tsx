import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';

dayjs.locale('zh-cn');

interface MomentInputProps {
  readonly id?: string;
  readonly 'aria-label'?: string;
  readonly value?: string;
  readonly onChange?: (value: string) => void;
}

/** A day as YYYY-MM-DD, picked or typed; the calendar is Chinese whatever the machine's language is. */
export function DayInput(props: MomentInputProps) {
  return <MomentPicker {...props} format="YYYY-MM-DD" stored="YYYY-MM-DD" />;
}

/** A local moment as YYYY-MM-DDTHH:mm. */
export function MomentInput(props: MomentInputProps) {
  return <MomentPicker {...props} format="YYYY-MM-DD HH:mm" stored="YYYY-MM-DDTHH:mm" />;
}

function MomentPicker({
  id,
  'aria-label': label,
  value,
  onChange,
  format,
  stored,
}: MomentInputProps & { format: string; stored: string }) {
  return (
    <DatePicker
      id={id}
      aria-label={label}
      style={{ width: '100%' }}
      format={format}
      showTime={format.includes('HH') ? { format: 'HH:mm', minuteStep: 5 } : false}
      value={value ? dayjs(value) : null}
      onChange={(picked) => onChange?.(picked ? picked.format(stored) : '')}
      needConfirm={false}
    />
  );
}
