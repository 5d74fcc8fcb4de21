import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { client } from '../../client/client.ts';
import { useService } from '../../client/queries.ts';
import { useBusyCarryOut } from '../../components/use-carry-out.ts';

/** Saves the page as PDF in the desktop application; a browser prints what is shown. */
export function PrintButton({ page, name }: { page: string; name: string | null }) {
  const host = useService('host.describe', {});
  const { busy, carryOut } = useBusyCarryOut();
  const desktop = host.data?.kind === 'desktop';
  const print = async () => {
    if (name === null) return;
    if (!desktop) {
      window.print();
      return;
    }
    await carryOut(
      () => client.call('host.print', { page, name }),
      (saved) => saved && `已保存 ${saved.file}`,
    );
  };
  return (
    <Button type="primary" icon={<PrinterOutlined />} disabled={name === null} loading={busy} onClick={print}>
      {desktop ? '保存为 PDF' : '打印'}
    </Button>
  );
}
