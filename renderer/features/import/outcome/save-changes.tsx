import { Button, Space } from 'antd';
import { useState } from 'react';
import type { ChangesOf } from '#shared/contract/place-changes.ts';
import { client } from '../../../client/client.ts';
import { useNotify } from '../../../components/notify.ts';
import { saveFile } from '../../../components/save-file.ts';

const formats = { xlsx: '导出表格', docx: '导出文档' } as const;

/** Saves the whole report as a workbook or a document. */
export function SaveChanges({ of, name }: { of: ChangesOf; name: string }) {
  const notify = useNotify();
  const [busy, setBusy] = useState<keyof typeof formats | null>(null);
  const save = async (format: keyof typeof formats) => {
    setBusy(format);
    try {
      const bytes = await client.call('import.changesFile', { of, format });
      await saveFile(bytes, `名单变化-${name}.${format}`);
    } catch (error) {
      notify.failed(error);
    } finally {
      setBusy(null);
    }
  };
  return (
    <Space size={4}>
      {(['xlsx', 'docx'] as const).map((format) => (
        <Button
          key={format}
          size="small"
          loading={busy === format}
          disabled={busy !== null}
          onClick={() => save(format)}
        >
          {formats[format]}
        </Button>
      ))}
    </Space>
  );
}
