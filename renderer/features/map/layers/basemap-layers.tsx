import { DeleteOutlined, MoreOutlined, PlusOutlined, ZoomInOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Popconfirm, Popover } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { plainAttribution } from '#shared/basemaps/attribution.ts';
import type { Basemap } from '#shared/contract/map.ts';
import { useCommand } from '../../../client/queries.ts';
import { late } from '../../../components/late.tsx';
import { useNotify } from '../../../components/notify.ts';
import { Permitted } from '../../../components/permitted.tsx';
import { useBusyCarryOut } from '../../../components/use-carry-out.ts';
import { basemapFailures } from '../../../map/basemap/basemap-failures.ts';
import type { MapControl } from '../../../map/map-control.ts';
import type { ArrangedBasemap, BasemapLook } from './arranged-basemaps.ts';
import { OpacityField, OrderButtons } from './look-fields.tsx';
import { tryBasemap } from './try-basemap.ts';

const AddBasemap = late(async () => (await import('./add-basemap.tsx')).AddBasemap);

interface BasemapLayersProps {
  /** Bottom first. */
  readonly basemaps: readonly ArrangedBasemap[];
  readonly onBasemaps: (basemaps: readonly ArrangedBasemap[]) => void;
  readonly control: MapControl | null;
}

/** Base maps, topmost first, each with its switch and look. One that cannot be read shows the reason. */
export function BasemapLayers(props: BasemapLayersProps) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      <div className="layers-head">
        <h2>底图</h2>
        <Permitted to="basemaps.add">
          <Button type="text" size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            添加
          </Button>
        </Permitted>
      </div>
      {props.basemaps.length === 0 && (
        <p className="quiet small">
          没有底图时画出本区的道路和辖区，研判和打印照常。可以把水面、绿地、建筑等图形做成底图，或添加离线底图文件、天地图等在线服务。
        </p>
      )}
      <ul className="layers">
        {[...props.basemaps].reverse().map((arranged) => (
          <BasemapLayer key={arranged.basemap.id} {...props} arranged={arranged} />
        ))}
      </ul>
      {adding && <AddBasemap onClose={() => setAdding(false)} />}
    </>
  );
}

function BasemapLayer({
  arranged,
  basemaps,
  onBasemaps,
  control,
}: BasemapLayersProps & { readonly arranged: ArrangedBasemap }) {
  const { basemap, look } = arranged;
  const remove = useCommand('basemaps.remove');
  const notify = useNotify();
  const at = basemaps.indexOf(arranged);
  const change = (next: Partial<BasemapLook>) =>
    onBasemaps(basemaps.map((each) => (each === arranged ? { basemap, look: { ...look, ...next } } : each)));
  const isFile = !basemap.id.startsWith('saved:');
  const failure = useSyncExternalStore(basemapFailures.watch, () => basemapFailures.reasonOf(basemap.id));
  const problem = basemap.problem ?? (failure === null ? null : `取不到：${failure}`);
  return (
    <li className="layer">
      <Checkbox
        disabled={basemap.problem !== null}
        checked={basemap.problem === null && look.shown}
        onChange={({ target }) => change({ shown: target.checked })}
      >
        {basemap.title}
        {problem && <span className="layer-problem">{problem}</span>}
      </Checkbox>
      {basemap.waitsFor !== undefined && (
        <Permitted to="basemaps.allow">
          <AllowPlace basemap={basemap} reaches={basemap.waitsFor} />
        </Permitted>
      )}
      <span className="layer-end">
        {problem && basemap.waitsFor === undefined && <RetryButton id={basemap.id} />}
        <Popover
          trigger="click"
          placement="rightTop"
          destroyOnHidden
          content={
            <div className="layer-look">
              <h3>{basemap.title}</h3>
              <OpacityField value={look.opacity} onChange={(opacity) => change({ opacity })} />
              <Permitted to="basemaps.credit">
                <CreditFields basemap={basemap} />
              </Permitted>
              <div className="layer-look-foot">
                <OrderButtons order={basemaps} at={at} onOrder={onBasemaps} />
                {basemap.bounds && (
                  <Button
                    size="small"
                    icon={<ZoomInOutlined />}
                    onClick={() => basemap.bounds && control?.fit(basemap.bounds)}
                  >
                    缩放到
                  </Button>
                )}
              </div>
              <Permitted to="basemaps.remove">
                <Popconfirm
                  title={isFile ? '把这个底图文件从工作区删除？' : '移除这个底图？原文件或服务不受影响。'}
                  okText={isFile ? '删除' : '移除'}
                  cancelText="取消"
                  onConfirm={() => remove.mutateAsync({ input: { id: basemap.id } }).catch(notify.failed)}
                >
                  <Button size="small" danger icon={<DeleteOutlined />}>
                    {isFile ? '删除文件' : '移除'}
                  </Button>
                </Popconfirm>
              </Permitted>
            </div>
          }
        >
          <Button
            type="text"
            size="small"
            icon={<MoreOutlined />}
            aria-label={`“${basemap.title}”底图设置`}
          />
        </Popover>
      </span>
    </li>
  );
}

/** Opens a base map once more that did not answer or could not be read, as when its file was put right. */
function RetryButton({ id }: { readonly id: string }) {
  const { busy: isTrying, carryOut } = useBusyCarryOut();
  const retry = () =>
    carryOut(async () => {
      const problem = await tryBasemap(id);
      if (problem) throw new Error(problem);
    });
  return (
    <Button type="link" size="small" loading={isTrying} onClick={retry}>
      再试一次
    </Button>
  );
}

/** Asks about an address or a path that came with the workspace; the map reaches it from here on only. */
function AllowPlace({
  basemap: { id, title },
  reaches,
}: {
  readonly basemap: Basemap;
  readonly reaches: string;
}) {
  const allow = useCommand('basemaps.allow');
  const notify = useNotify();
  return (
    <Popconfirm
      title={`同意“${title}”连接这个地址？`}
      description={
        <div className="layer-reaches">
          <p>{reaches}</p>
          <p className="quiet small">
            工作区是从别处带来的。连接后，对方会知道你在看哪一片地图。不认识这个地址就不要同意。
          </p>
        </div>
      }
      okText="同意"
      cancelText="不连接"
      onConfirm={() => allow.mutateAsync({ input: { ids: [id] } }).catch(notify.failed)}
    >
      <Button size="small" aria-label={`同意“${title}”连接`}>
        同意连接
      </Button>
    </Popconfirm>
  );
}

/** Source and 审图号 of a base map, kept when a field is left. */
function CreditFields({ basemap: { id, attribution, approval } }: { readonly basemap: Basemap }) {
  const credit = useCommand('basemaps.credit');
  const notify = useNotify();
  const keep = (next: { attribution: string; approval: string }) => {
    if (next.attribution === attribution && next.approval === approval) return;
    credit.mutateAsync({ input: { id, ...next } }).catch(notify.failed);
  };
  return (
    <>
      <div className="layer-credit">
        资料来源
        <Input
          aria-label="资料来源"
          size="small"
          maxLength={200}
          defaultValue={plainAttribution(attribution)}
          placeholder="显示在图上"
          onBlur={({ target }) => keep({ attribution: target.value.trim(), approval })}
        />
      </div>
      <div className="layer-credit">
        审图号
        <Input
          aria-label="审图号"
          size="small"
          maxLength={60}
          defaultValue={approval}
          placeholder="例如 GS（2024）0000号"
          onBlur={({ target }) => keep({ attribution, approval: target.value.trim() })}
        />
      </div>
    </>
  );
}
