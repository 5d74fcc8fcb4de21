import { LoadingOutlined } from '@ant-design/icons';
import { ownerKey, usePhotoQueue } from './photo-queue.ts';

/** The photos of a form that was recorded, each until it is attached. */
export function PhotosOnTheWay({ formId }: { formId: string }) {
  const own = usePhotoQueue().filter(
    (photo) => ownerKey(photo.for) === ownerKey({ kind: 'form', formId }) && photo.fault === null,
  );
  if (own.length === 0) return null;
  return (
    <div role="status" className="evidence-sending small">
      记录已保存，正在保存照片，还有 {own.length} 个：
      <ul>
        {own.map(({ id, name }, i) => (
          <li key={id}>
            {i === 0 && <LoadingOutlined />} {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
