import { Button } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import { importAsNames } from '#shared/contract/import.ts';
import type { SetList } from '#shared/contract/saved.ts';
import { useService } from '../../../client/queries.ts';
import { Tag } from '../../../components/tags.tsx';
import type { SetFile } from './set-files.ts';

interface FileRowProps {
  readonly file: SetFile;
  readonly before: SetList | null;
  readonly isOpen: boolean;
  readonly onRead: (read: Pick<SetFile, 'preview' | 'fault'>) => void;
  readonly onOpen: () => void;
  readonly onLeft: (left: boolean) => void;
}

/** One file of a set: what it looks like, what it was last time, and whether it is in. */
export function FileRow({ file, before, isOpen, onRead, onOpen, onLeft }: FileRowProps) {
  const { token, name, preview, fault, state } = file;
  const read = useService('import.preview', { token, encoding: 'auto', sheet: null, header: true });
  const tell = useEffectEvent(onRead);
  useEffect(() => {
    if (read.data) tell({ preview: read.data, fault: null });
    else if (read.error) tell({ preview: null, fault: read.error.message });
  }, [read.data, read.error]);
  return (
    <li className={isOpen ? 'import-set-open' : undefined} aria-current={isOpen ? 'step' : undefined}>
      <strong>{name}</strong>
      <span className="quiet">{fault ?? (preview ? aboutOf(preview, before) : '正在读取…')}</span>
      <span className="import-set-acts">
        {state === 'imported' && <Tag tone="supervised">已导入</Tag>}
        {state === 'left' && <Tag tone="plain">这次不导</Tag>}
        {state !== 'imported' && !isOpen && fault === null && (
          <Button size="small" disabled={!preview} onClick={onOpen}>
            导入
          </Button>
        )}
        {state !== 'imported' && (
          <Button size="small" type="text" onClick={() => onLeft(state !== 'left')}>
            {state === 'left' ? '要导' : '不导'}
          </Button>
        )}
      </span>
    </li>
  );
}

function aboutOf(preview: NonNullable<SetFile['preview']>, before: SetList | null): string {
  const rows = `${preview.rowCount.toLocaleString('zh-CN')} 行`;
  if (!before) return `像是${importAsNames[preview.as]}，${rows}；这一套里没有过`;
  const last = `${before.rows.toLocaleString('zh-CN')} 行`;
  return `${importAsNames[before.as]}，${rows}；上次是《${before.file}》，${before.on}，${last}`;
}
