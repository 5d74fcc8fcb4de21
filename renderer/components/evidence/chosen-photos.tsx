import { LoadingOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useNotify } from '../notify.ts';
import { dropPhoto, type QueuedPhoto } from './photo-queue.ts';
import './evidence.css';

/** Photos and files that were chosen and are not attached yet; one that is not taken says why. */
export function ChosenPhotos({ photos }: { photos: readonly QueuedPhoto[] }) {
  const notify = useNotify();
  if (photos.length === 0) return null;
  return (
    <ul className="evidence-pending" aria-label="已选的照片和附件">
      {photos.map(({ id, name, file, fault }) => (
        <li key={id}>
          <Tag
            closable
            {...(fault === null ? {} : { color: 'error', className: 'evidence-refused' })}
            icon={fault === null && file && <LoadingOutlined aria-label="正在送" />}
            onClose={(event) => {
              event.preventDefault();
              dropPhoto(id).catch(notify.failed);
            }}
          >
            {fault ?? name}
          </Tag>
        </li>
      ))}
    </ul>
  );
}
