import { useNotify } from '../notify.ts';
import { sendPhotosOf } from './photo-queue.ts';

/** Sends the photos of a form that was just recorded, and says what became of both; `done` tells of the record. */
export function useSendPhotos() {
  const notify = useNotify();
  return async (formId: string, done: string) => {
    const { left, doubts } = await sendPhotosOf({ kind: 'form', formId });
    if (left > 0) notify.done(`${done}；${left} 个文件还没有送到，连接恢复后自动继续`);
    else notify.done(doubts.length > 0 ? `${done}，请核对照片：${doubts.join('；')}` : done);
  };
}
