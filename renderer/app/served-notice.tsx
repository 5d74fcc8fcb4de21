import { Alert, Button } from 'antd';
import { useServed } from '../client/served.ts';

/** What an office announces: that it will be upgraded, or that it was and this page is still of before. */
export function ServedNotice() {
  const door = useServed();
  if (!door) return null;
  return (
    <>
      {door.notice !== null && <Alert banner type="warning" title={`${door.notice}。`} />}
      {door.version !== door.loaded && (
        <Alert
          banner
          type="info"
          title={`学安图已升级到 ${door.version} 版，这一页还是 ${door.loaded} 版的。请提交写到一半的内容，然后刷新；没有提交的草稿都在。`}
          action={
            <Button size="small" onClick={() => location.reload()}>
              刷新
            </Button>
          }
        />
      )}
    </>
  );
}
