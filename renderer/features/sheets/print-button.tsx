import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useNotify } from '../../components/notify.ts';

/** Saves the page as PDF in the desktop application; a browser prints what is shown. */
export function PrintButton({ page, name }: { page: string; name: string | null }) {
  const host = useService('host.describe', {});
  const notify = useNotify();
  const [printing, setPrinting] = useState(false);
  const desktop = host.data?.kind === 'desktop';
  const print = async () => {
    if (name === null) return;
    if (!desktop) {
      window.print();
      return;
    }
    setPrinting(true);
    try {
      const saved = await client.call('host.print', { page, name });
      if (saved) notify.done(`已保存 ${saved.file}`);
    } catch (error) {
      notify.failed(error);
    } finally {
      setPrinting(false);
    }
  };
  return (
    <Button
      type="primary"
      icon={<PrinterOutlined />}
      disabled={name === null}
      loading={printing}
      onClick={print}
    >
      {desktop ? '保存为 PDF' : '打印'}
    </Button>
  );
}
