import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { client } from '../client/client.ts';
import { useTrouble } from '../client/connection.ts';
import { queryClient } from '../client/queries.ts';
import {
  dropPhoto,
  type QueuedPhoto,
  sendPhotos,
  usePhotoQueue,
} from '../components/evidence/photo-queue.ts';
import { useNotify } from '../components/notify.ts';

/** What lies between two tries to reach the service again. */
const RETRY_MS = 3000;

/** A broken connection, and photos whose record is there and that are still on their way: nothing of it is lost. */
export function ConnectionNotice() {
  const trouble = useTrouble();
  const photos = usePhotoQueue();
  useReconnect(trouble === 'CONNECTION_LOST' || trouble === 'UPGRADING');
  // What was recorded before this page was loaded, and whose photos did not all arrive, goes on.
  useEffect(() => void sendPhotos().catch(() => undefined), []);
  const unsent = photos.filter(({ file, fault }) => file !== null && fault === null).length;
  const onTheWay = photos.filter(({ of, fault }) => of !== null && fault === null);
  return (
    <>
      {trouble === 'CONNECTION_LOST' && (
        <Alert
          banner
          type="error"
          title={`与学安图服务的连接断了，正在重新连接。写下的内容都在，恢复后接着提交，不会重复。${
            unsent > 0 ? `还有 ${unsent} 个文件没有送到，请不要关闭这一页。` : ''
          }`}
        />
      )}
      {trouble === 'UPGRADING' && (
        <Alert
          banner
          type="warning"
          title="学安图正在升级，一般几分钟。写下的内容都在，升级好后自动接上，接着提交不会重复。"
        />
      )}
      {trouble === 'DOOR_CLOSED' && (
        <Alert
          banner
          type="error"
          title="这个页面不能再用了（学安图重新启动过，或一天没有用）。请用启动窗口里新显示的地址打开；草稿和已选的照片都在。"
        />
      )}
      {trouble === null && onTheWay.length > 0 && (
        <Alert banner type="info" title={`正在保存照片，还有 ${onTheWay.length} 个：${onTheWay[0]?.name}`} />
      )}
      {photos
        .filter(({ of, fault }) => of !== null && fault !== null)
        .map((photo) => (
          <Refused key={photo.id} photo={photo} />
        ))}
    </>
  );
}

function Refused({ photo: { id, fault } }: { photo: QueuedPhoto }) {
  const notify = useNotify();
  return (
    <Alert
      banner
      type="warning"
      title={fault}
      action={
        <Button size="small" onClick={() => void dropPhoto(id).catch(notify.failed)}>
          知道了
        </Button>
      }
    />
  );
}

/** Asks until the service answers; then everything is read anew, because events were missed meanwhile. */
function useReconnect(isLost: boolean): void {
  const wasLost = useRef(false);
  useEffect(() => {
    if (!isLost) {
      if (wasLost.current) void queryClient.invalidateQueries();
      wasLost.current = false;
      return;
    }
    wasLost.current = true;
    const timer = setInterval(() => void client.call('photos.waiting', {}).catch(() => undefined), RETRY_MS);
    return () => clearInterval(timer);
  }, [isLost]);
}
