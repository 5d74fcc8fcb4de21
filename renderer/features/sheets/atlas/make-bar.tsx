import { DownOutlined, ExportOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Space } from 'antd';
import { useState } from 'react';
import type { SheetOrder } from '#shared/contract/sheets.ts';
import { useService } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import { makeSheets, printSheets } from './make-sheets.ts';

/** For whom the sheets are, and two buttons: save as a file, and print. */
export function MakeBar({
  order,
  count,
  shown,
}: {
  order: SheetOrder;
  /** How many sheets are chosen. */
  count: number;
  /** The one that is looked at. */
  shown: string | null;
}) {
  const host = useService('host.describe', {});
  const notify = useNotify();
  const [recipient, setRecipient] = useState('');
  const [purpose, setPurpose] = useState('');
  const [busy, setBusy] = useState<'file' | 'printer' | null>(null);
  const disabled = count === 0 || shown === null;
  const run = async (what: 'file' | 'printer', wanted: SheetOrder = order) => {
    setBusy(what);
    try {
      const madeFor = { recipient, purpose };
      if (what === 'printer') await printSheets(wanted, madeFor, host.data?.kind === 'desktop');
      else {
        const { number, saved } = await makeSheets(wanted, madeFor);
        notify.done(
          saved ? `已出图 ${number}，文件已留存在“出图登记”` : `${number} 已留存在“出图登记”，没有另存`,
        );
      }
    } catch (error) {
      notify.failed(error);
    } finally {
      setBusy(null);
    }
  };
  return (
    <footer className="sheets-make">
      <div className="sheets-places">
        <Input
          size="small"
          aria-label="发给"
          placeholder="发给谁（登记用）"
          value={recipient}
          maxLength={100}
          onChange={({ target }) => setRecipient(target.value)}
        />
        <Input
          size="small"
          aria-label="用途"
          placeholder="用途"
          value={purpose}
          maxLength={200}
          onChange={({ target }) => setPurpose(target.value)}
        />
      </div>
      <div className="sheets-make-row">
        <Space.Compact block>
          <Button
            type="primary"
            block
            icon={<ExportOutlined />}
            disabled={disabled || busy === 'printer'}
            loading={busy === 'file'}
            onClick={() => void run('file')}
          >
            {count > 1 ? `出图 ${count} 幅` : '出图并登记'}
          </Button>
          {count > 1 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: [
                  { key: 'file', label: '只出当前这一幅' },
                  { key: 'printer', label: '只打印当前这一幅' },
                ],
                onClick: ({ key }) =>
                  void run(key === 'printer' ? 'printer' : 'file', onlyShown(order, shown)),
              }}
            >
              <Button
                type="primary"
                disabled={disabled || busy !== null}
                icon={<DownOutlined />}
                aria-label="更多出图方式"
              />
            </Dropdown>
          )}
        </Space.Compact>
        <Button
          icon={<PrinterOutlined />}
          disabled={disabled || busy === 'file'}
          loading={busy === 'printer'}
          onClick={() => void run('printer')}
        >
          打印
        </Button>
      </div>
    </footer>
  );
}

function onlyShown(order: SheetOrder, shown: string | null): SheetOrder {
  return {
    ...order,
    contents: false,
    pages: { ...order.pages, query: null, keys: shown === null ? null : [shown] },
  };
}
