import { CameraOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import './evidence.css';

const accepted = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx,.mp4,.mp3,.m4a,.txt,.heic,.heif';

/** Takes photos and files by drag, paste, choice or camera. */
export function FileDrop({
  onFiles,
  children,
}: {
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}) {
  const chooser = useRef<HTMLInputElement>(null);
  const camera = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null | undefined) => {
    if (files && files.length > 0) onFiles([...files]);
  };
  return (
    <section
      className="evidence"
      aria-label="照片和附件"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what is pasted goes to what has the focus
      tabIndex={0}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
      onPaste={(event) => take(event.clipboardData.files)}
    >
      {children}
      <div className="evidence-add">
        <Button size="small" icon={<PlusOutlined />} onClick={() => chooser.current?.click()}>
          添加照片或文件
        </Button>
        <Button size="small" icon={<CameraOutlined />} onClick={() => camera.current?.click()}>
          拍照
        </Button>
        <span className="quiet small">也可以拖进来，或按 Ctrl+V 粘贴</span>
      </div>
      {(
        [
          [chooser, accepted, false],
          [camera, 'image/*', true],
        ] as const
      ).map(([ref, accept, isCamera]) => (
        <input
          key={accept}
          ref={ref}
          type="file"
          hidden
          multiple={!isCamera}
          accept={accept}
          aria-label={isCamera ? '拍照' : '选择照片或文件'}
          {...(isCamera ? { capture: 'environment' as const } : {})}
          onChange={({ target }) => {
            take(target.files);
            target.value = '';
          }}
        />
      ))}
    </section>
  );
}
