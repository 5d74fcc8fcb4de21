import { EditOutlined, MoreOutlined, ZoomInOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover, Segmented, Select, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { OTHER_CATEGORY, UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { gateZoneTitle, zoneTitle } from '#shared/rules/rule.ts';
import { regionLevels } from '#shared/tables/table-columns.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { CategoryIcon } from '../../../components/category-icon.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import type { MapControl } from '../../../map/map-control.ts';
import type { GroupLook, OverlayGroup, OverlayState, Shading } from '../../../map/overlay-state.ts';
import { goTo } from '../../../routes/navigation.ts';
import { usualQueries } from '../dock/usual-queries.ts';
import { OpacityField, OrderButtons } from './look-fields.tsx';

interface OverlayLayersProps {
  readonly workspace: WorkspaceSummary;
  readonly overlay: OverlayState;
  readonly onOverlay: (overlay: OverlayState) => void;
  readonly control: MapControl | null;
}

/** The workspace's layers, topmost first; each with its look, its order and its contents. */
export function OverlayLayers(props: OverlayLayersProps) {
  const { overlay, workspace } = props;
  const { counts, pack } = workspace;
  const titles: Readonly<Record<OverlayGroup, readonly [title: string, count: number | null]>> = {
    pins: ['地图批注', null],
    venues: ['场所', counts.venues],
    facilities: ['交通设施', counts.facilities],
    links: ['距离连线', null],
    schools: ['学校与校门', counts.schools],
    gateZones: [`${gateZoneTitle(pack)} ${pack.gateZone.distance} m`, counts.gates],
    zones: [`${zoneTitle(pack)} ${pack.safetyZone.distance} m`, null],
    troubleSpots: ['治安乱点', null],
    neighbours: ['邻区地点', null],
    roads: ['道路', counts.roads],
    regions: ['辖区', null],
  };
  const may = useMayCall();
  const beside = useService('neighbours.places', may('neighbours.places') ? {} : null).data ?? [];
  // Whoever has no places of neighbours here is not asked about them.
  const groups = overlay.order.filter((group) => group !== 'neighbours' || beside.length > 0).reverse();
  return (
    <>
      <h2>图层</h2>
      <ul className="layers">
        {groups.map((group) => (
          <Layer key={group} group={group} title={titles[group][0]} count={titles[group][1]} {...props}>
            {group === 'venues' && <CategoryLayers {...props} />}
            {group === 'regions' && <RegionLayers {...props} />}
          </Layer>
        ))}
      </ul>
    </>
  );
}

function Layer({
  group,
  title,
  count,
  overlay,
  onOverlay,
  control,
  children,
}: OverlayLayersProps & {
  group: OverlayGroup;
  title: string;
  count: number | null;
  children?: ReactNode;
}) {
  const look = overlay.looks[group];
  const change = (next: Partial<GroupLook>) =>
    onOverlay({ ...overlay, looks: { ...overlay.looks, [group]: { ...look, ...next } } });
  return (
    <li>
      <div className="layer">
        <Checkbox checked={look.shown} onChange={({ target }) => change({ shown: target.checked })}>
          {title}
        </Checkbox>
        <span className="layer-end">
          {count !== null && <span className="layer-count number">{count.toLocaleString('zh-CN')}</span>}
          <Popover
            trigger="click"
            placement="rightTop"
            destroyOnHidden
            content={
              <LayerLook
                group={group}
                title={title}
                overlay={overlay}
                onOverlay={onOverlay}
                onLook={change}
                control={control}
              />
            }
          >
            <Button type="text" size="small" icon={<MoreOutlined />} aria-label={`“${title}”图层设置`} />
          </Popover>
        </span>
      </div>
      {look.shown && children}
    </li>
  );
}

function LayerLook({
  group,
  title,
  overlay,
  onOverlay,
  onLook,
  control,
}: {
  group: OverlayGroup;
  title: string;
  overlay: OverlayState;
  onOverlay: (overlay: OverlayState) => void;
  onLook: (look: Partial<GroupLook>) => void;
  control: MapControl | null;
}) {
  const look = overlay.looks[group];
  const carryOut = useCarryOut();
  const at = overlay.order.indexOf(group);
  const kind = extentKinds[group];
  const fit = async () => {
    if (!kind) return;
    await carryOut(
      () => client.call('map.extent', { kind, ids: null }),
      (box) => (box ? null : `“${title}”还没有内容`),
      (box) => box && control?.fit(box),
    );
  };
  return (
    <div className="layer-look">
      <h3>{title}</h3>
      <OpacityField value={look.opacity} onChange={(opacity) => onLook({ opacity })} />
      <div className="layer-look-row">
        标注
        <Switch
          aria-label="标注"
          size="small"
          checked={look.labels}
          onChange={(labels) => onLook({ labels })}
        />
      </div>
      <div className="layer-look-foot">
        <OrderButtons order={overlay.order} at={at} onOrder={(order) => onOverlay({ ...overlay, order })} />
        {kind && (
          <Button size="small" icon={<ZoomInOutlined />} onClick={fit}>
            缩放到
          </Button>
        )}
      </div>
    </div>
  );
}

const extentKinds: Partial<Record<OverlayGroup, 'venue' | 'school' | 'facility' | 'region'>> = {
  venues: 'venue',
  schools: 'school',
  zones: 'school',
  facilities: 'facility',
  regions: 'region',
};

/** A filter that was taken from the table and has no name. */
const FROM_TABLE = 'table';

function CategoryLayers({ workspace, overlay, onOverlay }: OverlayLayersProps) {
  const saved = useService('saved.list', {});
  const queries = [
    ...usualQueries.venues,
    ...(saved.data ?? []).flatMap(({ name, content }) =>
      content.kind === 'query' && content.table === 'venues' ? [{ name, query: content.query }] : [],
    ),
  ];
  const present = workspace.categories
    .map((category) => ({ ...category, count: workspace.venuesByCategory[category.id] ?? 0 }))
    .filter((category) => category.count > 0);
  const rest = [
    { id: OTHER_CATEGORY, title: '其他' },
    { id: UNKNOWN_CATEGORY, title: '未定' },
  ].map((kind) => ({ ...kind, count: workspace.venuesByCategory[kind.id] ?? 0 }));
  const all = [...present, ...rest.filter(({ count }) => count > 0)];
  const hidden = new Set(overlay.hiddenCategories);
  const toggle = (id: string, shown: boolean) =>
    onOverlay({
      ...overlay,
      hiddenCategories: shown
        ? overlay.hiddenCategories.filter((other) => other !== id)
        : [...overlay.hiddenCategories, id],
    });
  const filtered = JSON.stringify(overlay.filter);
  const chosen = queries.find(({ query }) => JSON.stringify(query) === filtered)?.name;
  return (
    <ul>
      <li className="layer layer-child">
        <Select
          size="small"
          aria-label="只显示"
          style={{ width: '100%' }}
          value={chosen ?? (overlay.filter ? FROM_TABLE : '全部场所')}
          onChange={(name) =>
            onOverlay({ ...overlay, filter: queries.find((each) => each.name === name)?.query ?? null })
          }
          options={[
            { value: '全部场所', label: '全部场所' },
            ...(overlay.filter && !chosen ? [{ value: FROM_TABLE, label: '只显示：表格里的条件' }] : []),
            ...queries.map(({ name }) => ({ value: name, label: `只显示：${name}` })),
          ]}
        />
      </li>
      <li className="layer layer-child">
        <Checkbox
          indeterminate={hidden.size > 0 && hidden.size < all.length}
          checked={hidden.size === 0}
          onChange={({ target }) =>
            onOverlay({ ...overlay, hiddenCategories: target.checked ? [] : all.map(({ id }) => id) })
          }
        >
          全部类别
        </Checkbox>
      </li>
      {all.map(({ id, title, count }) => (
        <li key={id} className="layer layer-child">
          <Checkbox checked={!hidden.has(id)} onChange={({ target }) => toggle(id, target.checked)}>
            <span className="layer-category">
              <CategoryIcon category={id} size={15} />
              {title}
            </span>
          </Checkbox>
          <span className="layer-count number">{count.toLocaleString('zh-CN')}</span>
        </li>
      ))}
      <li className="layer layer-child">
        <Checkbox
          checked={overlay.outside}
          onChange={({ target }) => onOverlay({ ...overlay, outside: target.checked })}
        >
          显示区外场所
        </Checkbox>
      </li>
    </ul>
  );
}

const shadings: readonly { value: Shading; label: string }[] = [
  { value: 'none', label: '不着色' },
  { value: 'violations', label: '按区内·禁设数着色' },
  { value: 'undetermined', label: '按待实测数着色' },
  { value: 'openHazards', label: '按未结隐患数着色' },
];

const levelOrder: readonly string[] = regionLevels;

function RegionLayers({ workspace, overlay, onOverlay }: OverlayLayersProps) {
  const [isListed, setListed] = useState(false);
  const levels = [...workspace.regionLevels].sort((a, b) => levelOrder.indexOf(a) - levelOrder.indexOf(b));
  if (levels.length === 0)
    return <p className="quiet small layer-child">还没有辖区。可在“名单”里按“辖区”导入边界。</p>;
  return (
    <ul>
      <li className="layer layer-child">
        <Segmented
          size="small"
          aria-label="辖区级别"
          value={overlay.regionLevel}
          onChange={(level) => onOverlay({ ...overlay, regionLevel: level })}
          options={levels.map((level) => ({ value: level, label: level.replace('辖区', '') }))}
        />
      </li>
      <li className="layer layer-child">
        <Select<Shading>
          size="small"
          aria-label="着色"
          style={{ width: '100%' }}
          value={overlay.shading}
          onChange={(shading) => onOverlay({ ...overlay, shading })}
          options={[...shadings]}
        />
      </li>
      {overlay.shading === 'none' && (
        <li className="layer layer-child">
          <Button type="link" size="small" aria-expanded={isListed} onClick={() => setListed(!isListed)}>
            {isListed ? '收起' : '逐个列出'}
          </Button>
        </li>
      )}
      {(isListed || overlay.shading !== 'none') && <RegionList level={overlay.regionLevel} />}
    </ul>
  );
}

/** Regions of a level with what is counted in each: counting takes a while in a city, and is done where it is asked for. */
function RegionList({ level }: { level: string }) {
  const regions = useService('map.regions', {});
  const shown = (regions.data ?? []).filter((region) => region.level === level);
  return (
    <>
      {shown.map(({ id, name, violations, undetermined, openHazards }) => (
        <li key={id} className="layer layer-child">
          <Button type="link" size="small" onClick={() => goTo({ name: 'region', id })}>
            {name}
          </Button>
          <span className="layer-end">
            <span className="layer-count number" title="区内·禁设 / 待实测 / 未结隐患">
              {violations} / {undetermined} / {openHazards}
            </span>
            <Button
              type="text"
              size="small"
              icon={<EditOutlined />}
              aria-label={`编辑“${name}”`}
              onClick={() => goTo({ name: 'edit', table: 'regions', id })}
            />
          </span>
        </li>
      ))}
    </>
  );
}
