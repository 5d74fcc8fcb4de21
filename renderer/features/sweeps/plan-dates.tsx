import { CalendarOutlined, ScheduleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../client/client.ts';
import { useMayCall } from '../../client/use-may.ts';
import { late } from '../../components/late.tsx';
import { ReasonButton } from '../../components/reason-button.tsx';
import { useSaving } from '../../components/use-saving.ts';

/** Once a year holidays are given: what reads a file is loaded then. */
const HolidaysDialog = late(async () => (await import('./holidays-dialog.tsx')).HolidaysDialog);

/** The dates of a plan as a file for calendars, and the holidays that they keep clear of. */
export function PlanDates({
  sweepId,
  today,
  routes,
}: {
  sweepId: number;
  today: string;
  routes: OutputOf<'routes.get'>;
}) {
  const may = useMayCall();
  const saving = useSaving();
  const [open, setOpen] = useState(false);
  const isDated = routes.teams.some(({ days }) =>
    days.some(({ date, stops }) => date !== null && stops.length > 0),
  );
  return (
    <>
      {may('days.export') && (
        <ReasonButton
          icon={<ScheduleOutlined />}
          because={isDated ? null : '还没有排到日期的检查点'}
          loading={saving.busy}
          title="每组每天一条，可导入手机或电脑的日历"
          onClick={() =>
            saving.save(() => client.call('days.export', { sweepId, teamId: null }), '检查日历.ics')
          }
        >
          导出日历
        </ReasonButton>
      )}
      {may('calendar.keep') && (
        <Button icon={<CalendarOutlined />} onClick={() => setOpen(true)}>
          节假日
        </Button>
      )}
      {open && <HolidaysDialog year={Number(today.slice(0, 4))} onClose={() => setOpen(false)} />}
    </>
  );
}
