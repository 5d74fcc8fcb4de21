import {
  AimOutlined,
  ArrowLeftOutlined,
  ArrowRightOutlined,
  BankOutlined,
  BorderOuterOutlined,
  BorderOutlined,
  ColumnWidthOutlined,
  CommentOutlined,
  DownOutlined,
  EditOutlined,
  FullscreenOutlined,
  RadarChartOutlined,
  RadiusSettingOutlined,
  SelectOutlined,
  ShopOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, type MenuProps, Space, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { drawnTableSchema } from '#shared/contract/editing.ts';
import { client } from '../../../client/client.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { useMayComment } from '../../../components/comments/use-may-comment.ts';
import { isElsewhere } from '../../../components/is-elsewhere.ts';
import { isPressed, keys, pressedAs } from '../../../components/keys.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { useKeyDown } from '../../../components/use-key-down.ts';
import type { MapControl } from '../../../map/map-control.ts';
import type { MapToolId } from '../../../map/tool-ids.ts';
import { goTo } from '../../../routes/navigation.ts';
import type { RouteTo } from '../../../routes/routes.ts';
import { Bookmarks } from './bookmarks.tsx';
import { GoToPlace } from './go-to-place.tsx';
import { toolTitles } from './tool.ts';

type PrecheckKind = RouteTo<'precheck'>['what'];

export interface ToolBarProps {
  /** The pre-check that is open. */
  readonly precheck: PrecheckKind | null;
  readonly tool: MapToolId | null;
  readonly onTool: (tool: MapToolId | null) => void;
  readonly control: MapControl | null;
  readonly frame: { readonly current: HTMLElement | null };
}

const icons: Readonly<Record<MapToolId, ReactNode>> = {
  selectBox: <BorderOutlined />,
  selectPolygon: <SelectOutlined />,
  selectCircle: <RadiusSettingOutlined />,
  measureLine: <ColumnWidthOutlined />,
  measureArea: <SelectOutlined />,
  measureCircle: <RadiusSettingOutlined />,
  measureByRule: <AimOutlined />,
  aroundPoint: <AimOutlined />,
  aroundLine: <ColumnWidthOutlined />,
  aroundArea: <SelectOutlined />,
  pin: <CommentOutlined />,
};

const drawItems: MenuProps['items'] = [
  { key: 'venues', label: '新增场所' },
  { key: 'schools', label: '新增学校' },
  { key: 'facilities', label: '新增交通设施' },
  { key: 'roads', label: '画道路' },
  { key: 'regions', label: '画辖区' },
  { key: 'troubleSpots', label: '画治安乱点' },
];

/** What can be asked of the map itself. */
export function ToolBar({ precheck, tool, onTool, control, frame }: ToolBarProps) {
  const may = useMayCall();
  const menu = (ids: readonly MapToolId[]): MenuProps => ({
    items: ids.map((id) => ({ key: id, icon: icons[id], label: toolTitles[id] })),
    onClick: ({ key }) => onTool(ids.find((id) => id === key) ?? null),
    selectedKeys: tool ? [tool] : [],
  });
  return (
    <div className="map-toolbar" role="toolbar" aria-label="地图工具">
      <Space.Compact>
        <Dropdown menu={menu(['selectBox', 'selectPolygon', 'selectCircle'])} trigger={['click']}>
          <Button
            size="small"
            aria-label="选择"
            icon={<SelectOutlined />}
            type={tool?.startsWith('select') ? 'primary' : 'default'}
          >
            选择
          </Button>
        </Dropdown>
        <Dropdown
          menu={menu(['measureLine', 'measureArea', 'measureCircle', 'measureByRule'])}
          trigger={['click']}
        >
          <Button
            size="small"
            aria-label="测量"
            icon={<ColumnWidthOutlined />}
            type={tool?.startsWith('measure') ? 'primary' : 'default'}
          >
            测量
          </Button>
        </Dropdown>
        <Dropdown menu={menu(['aroundPoint', 'aroundLine', 'aroundArea'])} trigger={['click']}>
          <Button
            size="small"
            aria-label="周边"
            title="点、线或范围周边若干米内有什么"
            icon={<RadarChartOutlined />}
            type={tool?.startsWith('around') ? 'primary' : 'default'}
          >
            周边
          </Button>
        </Dropdown>
        {may('places.save') && (
          <Dropdown
            menu={{
              items: drawItems,
              onClick: ({ key }) => {
                onTool(null);
                goTo({ name: 'draw', table: drawnTableSchema.parse(key) });
              },
            }}
            trigger={['click']}
          >
            <Button size="small" aria-label="绘制" icon={<EditOutlined />}>
              绘制
            </Button>
          </Dropdown>
        )}
        <PinButton tool={tool} onTool={onTool} />
        <GoToPlace control={control} />
        <Bookmarks control={control} />
      </Space.Compact>
      <PrecheckButtons precheck={precheck} onTool={onTool} />
      <ViewButtons control={control} frame={frame} />
    </div>
  );
}

/** All there is, the views of before, and the map alone on the screen. */
function ViewButtons({ control, frame }: Pick<ToolBarProps, 'control' | 'frame'>) {
  const carryOut = useCarryOut();
  const zoomToAll = () =>
    void carryOut(
      () => client.call('map.extent', { kind: 'all', ids: null }),
      (box) => (box ? null : '还没有有位置的内容，请先导入名单'),
      (box) => box && control?.fit(box),
    );
  useKeyDown((event) => {
    if (!isPressed(event, keys.zoomToAll) || isElsewhere(event)) return;
    event.preventDefault();
    zoomToAll();
  });
  return (
    <Space.Compact>
      <Tooltip title={`缩放到全部（${pressedAs(keys.zoomToAll)}）`} placement="bottom">
        <Button size="small" icon={<BorderOuterOutlined />} aria-label="缩放到全部" onClick={zoomToAll} />
      </Tooltip>
      <Tooltip title="上一个视图" placement="bottom">
        <Button
          size="small"
          icon={<ArrowLeftOutlined />}
          aria-label="上一个视图"
          onClick={() => control?.step(-1)}
        />
      </Tooltip>
      <Tooltip title="下一个视图" placement="bottom">
        <Button
          size="small"
          icon={<ArrowRightOutlined />}
          aria-label="下一个视图"
          onClick={() => control?.step(1)}
        />
      </Tooltip>
      <Tooltip title="地图全屏（Esc 退出）" placement="bottom">
        <Button
          size="small"
          icon={<FullscreenOutlined />}
          aria-label="全屏"
          onClick={() => {
            if (document.fullscreenElement) void document.exitFullscreen();
            else void frame.current?.requestFullscreen();
          }}
        />
      </Tooltip>
    </Space.Compact>
  );
}

/** Says something of a spot: the tool stands in the address, where a draft leads back to. */
function PinButton({ tool, onTool }: Pick<ToolBarProps, 'tool' | 'onTool'>) {
  if (!useMayComment('place')) return null;
  return (
    <Button
      size="small"
      aria-label="批注"
      icon={<CommentOutlined />}
      type={tool === 'pin' ? 'primary' : 'default'}
      onClick={() => (tool === 'pin' ? onTool(null) : goTo({ name: 'tool', tool: 'pin' }))}
    >
      批注
    </Button>
  );
}

/** What would follow from a venue, a school or a list of venues that is not there yet, and where a kind may open. */
function PrecheckButtons({ precheck, onTool }: Pick<ToolBarProps, 'precheck' | 'onTool'>) {
  const may = useMayCall();
  const toggle = (kind: PrecheckKind) => {
    onTool(null);
    if (precheck === kind) goTo({ name: 'map' });
    else goTo({ name: 'precheck', what: kind });
  };
  if (!may('precheck.venue')) return null;
  return (
    <Space.Compact>
      <Tooltip title="某处能不能开店：点选位置或输入地址，逐类试算" placement="bottom">
        <Button
          size="small"
          icon={<ShopOutlined />}
          type={precheck === 'venue' ? 'primary' : 'default'}
          onClick={() => toggle('venue')}
        >
          预检场所
        </Button>
      </Tooltip>
      <Tooltip title="新校址周边有哪些场所：画出拟建校园，立即列出" placement="bottom">
        <Button
          size="small"
          icon={<BankOutlined />}
          type={precheck === 'school' ? 'primary' : 'default'}
          onClick={() => toggle('school')}
        >
          预检学校
        </Button>
      </Tooltip>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'list', label: '批量预检：贴一份拟设清单' },
            { key: 'ground', label: '哪里可以开：画出不可设的地段' },
          ],
          onClick: ({ key }) => toggle(key === 'list' ? 'list' : 'ground'),
        }}
      >
        <Button
          size="small"
          aria-label="更多预检"
          icon={<DownOutlined />}
          type={precheck === 'list' || precheck === 'ground' ? 'primary' : 'default'}
        />
      </Dropdown>
    </Space.Compact>
  );
}
