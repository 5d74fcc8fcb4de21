import { useEffect } from 'react';
import { EmptyState } from '../components/states.tsx';
import { replaceRoute } from '../routes/navigation.ts';
import { linkTo } from '../routes/routes.ts';
import { readSharedLink } from '../routes/shared-link.ts';

/** Opens a link that came from elsewhere, in the workspace in which it was made and in no other. */
export function LinkScreen({ text, workspace }: { text: string; workspace: string }) {
  const link = readSharedLink(text);
  const isHere = link?.workspace === workspace;
  useEffect(() => {
    if (link && isHere) replaceRoute(link.route);
  }, [link, isHere]);
  if (!link)
    return (
      <EmptyState title="这个链接打不开">
        链接可能没有复制完整，请重新复制，或<a href={linkTo({ name: 'map' })}>回到地图</a>。
      </EmptyState>
    );
  if (isHere) return null;
  return (
    <EmptyState title={`这个链接属于工作区“${link.workspace}”`}>
      现在打开的是“{workspace}”，同一编号在两处不是同一个对象。请先打开那个工作区，再点一次链接；或
      <a href={linkTo({ name: 'map' })}>回到地图</a>。
    </EmptyState>
  );
}
