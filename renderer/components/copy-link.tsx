import { LinkOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useService } from '../client/queries.ts';
import { useRoute } from '../routes/navigation.ts';
import type { Route } from '../routes/routes.ts';
import { writeSharedLink } from '../routes/shared-link.ts';
import { useCarryOut } from './use-carry-out.ts';

/** Copies a link to something; a word tells how it is opened. */
export function useCopyLink(): (route: Route) => Promise<void> {
  const workspace = useService('workspace.describe', {});
  const carryOut = useCarryOut();
  return async (route) => {
    const link = writeSharedLink({ workspace: workspace.data?.name ?? '', route });
    await carryOut(() => navigator.clipboard.writeText(link), '链接已复制，粘贴到搜索框即可打开');
  };
}

/** Copies a link to what the page shows, in the head of a panel, which may lie over the bar. */
export function CopyLinkHere() {
  const route = useRoute();
  const copy = useCopyLink();
  return (
    <Button
      type="text"
      size="small"
      icon={<LinkOutlined />}
      title="复制链接，可发给同事"
      aria-label="复制此处的链接"
      onClick={() => route && void copy(route)}
    />
  );
}

/** Copies a link to what the page shows. */
export function CopyLink() {
  const route = useRoute();
  const copy = useCopyLink();
  return (
    <Tooltip title="复制当前页面的链接">
      <Button
        className="bar-button"
        ghost
        icon={<LinkOutlined />}
        aria-label="复制链接"
        disabled={!route || route.name === 'link'}
        onClick={() => route && void copy(route)}
      />
    </Tooltip>
  );
}
