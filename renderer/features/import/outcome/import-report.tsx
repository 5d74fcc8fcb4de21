import { Tabs } from 'antd';
import type { ChangesOf } from '#shared/contract/changes-of.ts';
import type { PlaceChanges } from '#shared/contract/place-changes.ts';
import { useService } from '../../../client/queries.ts';
import { EmptyState, ErrorState, Loading } from '../../../components/states.tsx';
import { PlaceList } from './place-list.tsx';
import { SaveChanges } from './save-changes.tsx';
import { SuccessionTable } from './succession-table.tsx';
import { VanishedTable } from './vanished-table.tsx';

/** Which venues a list opened, closed, moved and renamed, and which are no longer in it. */
export function ImportReport({ batch }: { batch: number }) {
  const report = useService('import.report', { batch });
  if (report.error) return <ErrorState error={report.error} />;
  if (!report.data) return <Loading label="正在汇总变化" />;
  const { fileName } = report.data;
  return <ChangesView changes={report.data} of={{ batch }} fileName={fileName.replace(/\.[^.]+$/, '')} />;
}

/** The same of all lists after one day until another. */
export function ChangesBetween({ from, to }: { from: string; to: string }) {
  const changes = useService('import.changes', { from, to });
  if (changes.error) return <ErrorState error={changes.error} />;
  if (!changes.data) return <Loading label="正在比较两个日期" />;
  const { batches } = changes.data;
  if (batches.length === 0)
    return (
      <EmptyState title="这两个日期之间没有导入过场所名单">换两个日期再看；已撤销的导入不算在内。</EmptyState>
    );
  return (
    <>
      <p className="quiet small">对照了 {batches.map(({ fileName }) => `《${fileName}》`).join('')}</p>
      <ChangesView changes={changes.data} of={{ from, to }} fileName={`${from}至${to}`} />
    </>
  );
}

function ChangesView({ changes, of, fileName }: { changes: PlaceChanges; of: ChangesOf; fileName: string }) {
  const { opened, closed, moved, renamed, vanished, paired, totals } = changes;
  const change = ({ change: { before, after } }: PlaceChanges['moved'][number]) =>
    `${before || '空'} → ${after}`;
  const pairsOf = (wanted: 'renamed' | 'moved') => paired.filter(({ kind }) => kind === wanted);
  const tab = (key: string, title: string, total: number, children: React.ReactNode) => ({
    key,
    label: `${title} ${total}`,
    children,
  });
  return (
    <div data-testid="report">
      {totals.openedInZone > 0 && (
        <p className="report-alert">
          新开 {totals.opened} 家中有 <b>{totals.openedInZone}</b> 家在学校管控范围内或存疑，排在最前。
        </p>
      )}
      <Tabs
        tabBarExtraContent={<SaveChanges of={of} name={fileName} />}
        items={[
          tab('opened', '新开', totals.opened, <PlaceList places={opened} total={totals.opened} />),
          tab('closed', '注销停业', totals.closed, <PlaceList places={closed} total={totals.closed} />),
          tab(
            'pairedRenamed',
            '疑似更名',
            totals.pairedRenamed,
            <SuccessionTable pairs={pairsOf('renamed')} total={totals.pairedRenamed} />,
          ),
          tab(
            'pairedMoved',
            '疑似迁移',
            totals.pairedMoved,
            <SuccessionTable pairs={pairsOf('moved')} total={totals.pairedMoved} />,
          ),
          tab('moved', '迁移', totals.moved, <PlaceList places={moved} total={totals.moved} note={change} />),
          tab(
            'renamed',
            '更名',
            totals.renamed,
            <PlaceList places={renamed} total={totals.renamed} note={change} />,
          ),
          tab(
            'vanished',
            '名单中消失',
            totals.vanished,
            <VanishedTable places={vanished} total={totals.vanished} />,
          ),
        ]}
      />
    </div>
  );
}
