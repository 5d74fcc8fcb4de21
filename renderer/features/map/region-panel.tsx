import { Button } from 'antd';
import { all, oneOf } from '#shared/tables/conditions.ts';
import { type Figure, figures } from '#shared/tables/figures.ts';
import { type RegionLevel, regionLevels } from '#shared/tables/table-columns.ts';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useMayCall } from '../../client/use-may.ts';
import { EmptyState, ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import type { MapControl } from '../../map/map-control.ts';
import { changesThisQuarter } from '../../routes/changes-route.ts';
import { goTo } from '../../routes/navigation.ts';
import { useShowRows } from './map-tools.tsx';
import { Panel } from './panel.tsx';
import './around/around.css';

/** What is counted in a region, each as the rows that it opens. */
const counted: readonly Pick<Figure, 'label' | 'table' | 'query'>[] = [
  { label: '学校', table: 'schools', query: all() },
  { label: '场所', table: 'venues', query: all() },
  figures.violation,
  figures.undetermined,
  figures.openHazards,
];

interface Region {
  readonly id: number;
  readonly name: string;
  readonly level: RegionLevel;
}

/** One region: what lies in it, and what changed there. */
export function RegionPanel({
  id,
  today,
  control,
  onClose,
}: {
  id: number;
  today: string;
  control: MapControl | null;
  onClose: () => void;
}) {
  const regions = useService('map.regions', {});
  if (regions.error) return <ErrorState error={regions.error} />;
  if (!regions.data) return <Loading />;
  const found = regions.data.find((each) => each.id === id);
  const level = regionLevels.find((each) => each === found?.level);
  if (!found || !level) return <EmptyState title="没有这个辖区">可能已被删除。</EmptyState>;
  const region = { id, name: found.name, level };
  return (
    <Panel
      title={region.name}
      link
      onClose={onClose}
      tags={<Tag tone="accent">{level}</Tag>}
      actions={<RegionActions region={region} today={today} control={control} />}
    >
      <ul className="around" aria-label="辖区内有什么">
        {counted.map((figure) => (
          <li key={figure.label}>
            <RegionFigure figure={figure} region={region} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function RegionFigure({
  figure: { label, table, query },
  region: { level, name },
}: {
  figure: (typeof counted)[number];
  region: Region;
}) {
  const show = useShowRows();
  const own = all(...query.parts, oneOf(level, name));
  const { data } = useService('tables.totals', { table, query: own, columns: [] });
  return (
    <button type="button" disabled={!data?.total} onClick={() => show(table, own)}>
      <span>{label}</span>
      <span className="number">{data ? data.total.toLocaleString('zh-CN') : '…'}</span>
    </button>
  );
}

function RegionActions({
  region: { id, name, level },
  today,
  control,
}: {
  region: Region;
  today: string;
  control: MapControl | null;
}) {
  const may = useMayCall();
  const carryOut = useCarryOut();
  const fit = () =>
    carryOut(
      () => client.call('map.extent', { kind: 'region', ids: [id] }),
      null,
      (box) => box && control?.fit(box),
    );
  const changes = changesThisQuarter(today, { level, town: name });
  return (
    <>
      {may('overview.changes') && (
        <Button type="primary" onClick={() => goTo({ name: 'changes', wanted: changes })}>
          变化
        </Button>
      )}
      <Button onClick={fit}>缩放到</Button>
      {may('places.save') && (
        <Button onClick={() => goTo({ name: 'edit', table: 'regions', id })}>编辑</Button>
      )}
    </>
  );
}
