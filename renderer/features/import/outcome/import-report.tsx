import { Tabs } from 'antd';
import type { ImportReport as Report } from '#shared/contract/import.ts';
import { useService } from '../../../client/queries.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { PlaceList } from './place-list.tsx';

/** Which venues a list opened, closed, moved and renamed, and which are no longer in it. */
export function ImportReport({ batch }: { batch: number }) {
  const report = useService('import.report', { batch });
  if (report.error) return <ErrorState error={report.error} />;
  if (!report.data) return <Loading label="正在汇总变化" />;
  const { opened, closed, moved, renamed, vanished, totals } = report.data;
  const change = ({ change: { before, after } }: Report['moved'][number]) => `${before || '空'} → ${after}`;
  return (
    <div data-testid="report">
      {totals.openedInZone > 0 && (
        <p className="report-alert">
          新开 {totals.opened} 家中有 <b>{totals.openedInZone}</b> 家在学校管控范围内或存疑，排在最前。
        </p>
      )}
      <Tabs
        items={[
          {
            key: 'opened',
            label: `新开 ${totals.opened}`,
            children: <PlaceList places={opened} total={totals.opened} />,
          },
          {
            key: 'closed',
            label: `注销停业 ${totals.closed}`,
            children: <PlaceList places={closed} total={totals.closed} />,
          },
          {
            key: 'moved',
            label: `迁移 ${totals.moved}`,
            children: <PlaceList places={moved} total={totals.moved} note={change} />,
          },
          {
            key: 'renamed',
            label: `更名 ${totals.renamed}`,
            children: <PlaceList places={renamed} total={totals.renamed} note={change} />,
          },
          {
            key: 'vanished',
            label: `名单中消失 ${totals.vanished}`,
            children: <PlaceList places={vanished} total={totals.vanished} />,
          },
        ]}
      />
    </div>
  );
}
