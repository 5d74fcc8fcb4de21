import { Select } from 'antd';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';

/** Takes the area of a region that is known, which may then be changed. */
export function AreaOfRegion({ onShape }: { onShape: (shape: GeoJSON.Geometry) => void }) {
  const regions = useService('map.regions', {});
  const carryOut = useCarryOut();
  if (!regions.data || regions.data.length === 0) return null;
  const take = (id: number) =>
    carryOut(
      () => client.call('places.shape', { table: 'regions', id }),
      null,
      ({ geometry }) => geometry && onShape(geometry),
    );
  return (
    <Select<number>
      aria-label="取自辖区"
      placeholder="范围取自辖区，也可以在图上画"
      value={null}
      showSearch={{ optionFilterProp: 'label' }}
      options={regions.data.map(({ id, name, level }) => ({ value: id, label: `${name}（${level}）` }))}
      onChange={take}
    />
  );
}
