import { Button, Space } from 'antd';
import { useState } from 'react';
import type { ChangesOf } from '#shared/contract/changes-of.ts';
import { client } from '../../../client/client.ts';
import { useSaving } from '../../../components/use-saving.ts';

const formats = { xlsx: '导出表格', docx: '导出文档' } as const;

/** Saves the whole report as a workbook or a document. */
export function SaveChanges({ of, name }: { of: ChangesOf; name: string }) {
  const { busy, save } = useSaving();
  const [last, setLast] = useState<keyof typeof formats | null>(null);
  const saveAs = async (format: keyof typeof formats) => {
    setLast(format);
    await save(() => client.call('import.changesFile', { of, format }), `名单变化-${name}.${format}`);
  };
  return (
    <Space size={4}>
      {(['xlsx', 'docx'] as const).map((format) => (
        <Button
          key={format}
          size="small"
          loading={busy && last === format}
          disabled={busy}
          onClick={() => saveAs(format)}
        >
          {formats[format]}
        </Button>
      ))}
    </Space>
  );
}
