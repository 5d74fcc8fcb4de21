import { BankOutlined, ShopOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { goTo } from '../../components/route.ts';

/** What can be asked of the map itself. */
export function Toolbar({ current }: { current: string | null }) {
  const toggle = (kind: 'venue' | 'school') =>
    current === kind ? goTo('map') : goTo('map', 'precheck', kind);
  return (
    <div className="map-toolbar">
      <Tooltip title="某处能不能开店：点选位置或输入地址，逐类试算" placement="bottom">
        <Button
          size="small"
          icon={<ShopOutlined />}
          type={current === 'venue' ? 'primary' : 'default'}
          onClick={() => toggle('venue')}
        >
          预检场所
        </Button>
      </Tooltip>
      <Tooltip title="新校址周边有哪些场所：画出拟建校园，立即列出" placement="bottom">
        <Button
          size="small"
          icon={<BankOutlined />}
          type={current === 'school' ? 'primary' : 'default'}
          onClick={() => toggle('school')}
        >
          预检学校
        </Button>
      </Tooltip>
    </div>
  );
}
