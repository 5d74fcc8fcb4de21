import { DeleteOutlined, FileOutlined, WarningFilled } from '@ant-design/icons';
import { Button, Input, Modal, Popconfirm, Tooltip } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { AttachedTo, Attachment } from '#shared/contract/attachments.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { useJoinedSave } from '../meanwhile/use-joined-save.tsx';
import { useNotify } from '../notify.ts';
import { saveFile } from '../save-file.ts';
import { ErrorState, Loading } from '../states.tsx';
import { ChosenPhotos } from './chosen-photos.tsx';
import { FileDrop } from './file-drop.tsx';
import { choosePhotos, ownerKey, sendPhotosOf, usePhotoQueue } from './photo-queue.ts';
import { useMayAttach, useMayChange } from './use-may-attach.ts';

/** Photos and files of a visit or a hazard: added, captioned, looked at, taken out. */
export function Evidence({ of }: { of: AttachedTo }) {
  const list = useService('attachments.list', { of });
  const mayAdd = useMayAttach(of.kind);
  const notify = useNotify();
  const [looked, setLooked] = useState<Attachment | null>(null);
  const pending = usePhotoQueue().filter((photo) => ownerKey(photo.for) === ownerKey(of));
  const add = async (files: readonly File[]) => {
    choosePhotos(files, of);
    try {
      const { doubts } = await sendPhotosOf(of);
      if (doubts.length > 0) notify.done(`已添加，请核对：${doubts.join('；')}`);
    } catch (error) {
      notify.failed(error);
    }
  };
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const shown = (
    <>
      {list.data?.length === 0 && !mayAdd && <p className="quiet small">没有照片和附件。</p>}
      <ul className="evidence-list">
        {(list.data ?? []).map((attachment) => (
          <Item
            key={attachment.id}
            attachment={attachment}
            own={attachment.of.kind === of.kind && attachment.of.id === of.id}
            onLook={() => setLooked(attachment)}
          />
        ))}
      </ul>
      {mayAdd && <ChosenPhotos photos={pending} />}
      {looked && <Look attachment={looked} onClose={() => setLooked(null)} />}
    </>
  );
  if (!mayAdd)
    return (
      <section className="evidence" aria-label="照片和附件">
        {shown}
      </section>
    );
  return <FileDrop onFiles={(files) => void add(files)}>{shown}</FileDrop>;
}

function Item({ attachment, own, onLook }: { attachment: Attachment; own: boolean; onLook: () => void }) {
  const { id, name, type, caption, doubts, takenAt, of } = attachment;
  const { save } = useJoinedSave('attachments.caption');
  const remove = useCommand('attachments.remove');
  const notify = useNotify();
  const mayChange = useMayChange()(attachment);
  const isPicture = type.startsWith('image/');
  const open = async () => {
    if (isPicture) return onLook();
    try {
      await saveFile(await client.call('attachments.read', { id, thumbnail: false }), name);
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <li>
      <button type="button" className="evidence-picture" title={name} onClick={() => void open()}>
        {isPicture ? <Picture id={id} small alt={caption || name} /> : <FileOutlined />}
        {!isPicture && <span className="small">{name}</span>}
      </button>
      {mayChange ? (
        <Input
          size="small"
          variant="borderless"
          aria-label={`“${name}”的说明`}
          placeholder="写说明"
          defaultValue={caption}
          maxLength={200}
          onBlur={({ target }) => {
            const text = target.value.trim();
            if (text !== caption)
              save({ id, on: of.kind, caption: text }, { id, on: of.kind, caption }).catch(notify.failed);
          }}
        />
      ) : (
        <span className="small">{caption}</span>
      )}
      <span className="evidence-foot small quiet number">
        {takenAt ? takenAt.replace('T', ' ') : '无拍摄时间'}
        {doubts.length > 0 && (
          <Tooltip title={doubts.join('；')}>
            <WarningFilled className="evidence-doubt" aria-label={doubts.join('；')} />
          </Tooltip>
        )}
        {own && mayChange && (
          <Popconfirm
            title="移出这个附件？"
            description="原文件和记录仍留在工作区，可以找回。"
            okText="移出"
            cancelText="保留"
            onConfirm={() => remove.mutateAsync({ input: { id, on: of.kind } }).catch(notify.failed)}
          >
            <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={`移出“${name}”`} />
          </Popconfirm>
        )}
      </span>
    </li>
  );
}

function Look({ attachment, onClose }: { attachment: Attachment; onClose: () => void }) {
  const { id, name, caption, takenAt, position, hash, doubts } = attachment;
  const facts = [
    takenAt && `拍摄 ${takenAt.replace('T', ' ')}`,
    position && `${position[1].toFixed(6)}°N ${position[0].toFixed(6)}°E`,
    ...doubts,
    `SHA-256 ${hash.slice(0, 16)}…`,
  ];
  return (
    <Modal open title={caption || name} footer={null} width={960} onCancel={onClose}>
      <div className="evidence-look">
        <Picture id={id} small={false} alt={caption || name} />
      </div>
      <p className="quiet small">{facts.filter(Boolean).join(' · ')}</p>
    </Modal>
  );
}

function Picture({ id, small, alt }: { id: number; small: boolean; alt: string }) {
  const bytes = useService('attachments.read', { id, thumbnail: small });
  const url = useMemo(
    () => (bytes.data ? URL.createObjectURL(new Blob([new Uint8Array(bytes.data)])) : null),
    [bytes.data],
  );
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);
  if (bytes.error) return <ErrorState error={bytes.error} />;
  return url ? <img src={url} alt={alt} /> : <Loading />;
}
