import { DownOutlined, ExportOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Dropdown, Form, Input, Space } from 'antd';
import { useRef, useState } from 'react';
import type { SheetOrder } from '#shared/contract/sheets.ts';
import { useService } from '../../../client/queries.ts';
import { KeptForm, type KeptFormHandle } from '../../../components/drafts/kept-form.tsx';
import { useBusyCarryOut } from '../../../components/use-carry-out.ts';
import { type MadeFor, makeSheets, printSheets } from './make-sheets.ts';

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
  const { busy: isMaking, carryOut } = useBusyCarryOut();
  const [form] = Form.useForm<MadeFor>();
  const kept = useRef<KeptFormHandle>(null);
  const [last, setLast] = useState<'file' | 'printer' | null>(null);
  const busy = isMaking ? last : null;
  const disabled = count === 0 || shown === null;
  const run = async (what: 'file' | 'printer', wanted: SheetOrder = order) => {
    setLast(what);
    const madeFor = form.getFieldsValue();
    const made = () => kept.current?.end();
    if (what === 'printer')
      return await carryOut(() => printSheets(wanted, madeFor, host.data?.kind === 'desktop'), null, made);
    await carryOut(
      () => makeSheets(wanted, madeFor),
      ({ number, saved }) =>
        saved ? `已出图 ${number}，文件已留存在“出图登记”` : `${number} 已留存在“出图登记”，没有另存`,
      made,
    );
  };
  return (
    <footer className="sheets-make">
      <KeptForm<MadeFor>
        name="print"
        form={form}
        handle={kept}
        draft={{ kind: 'print', thing: 'new', title: '发给谁、用途' }}
        initialValues={{ recipient: '', purpose: '' }}
        onFinish={() => undefined}
      >
        <div className="sheets-places">
          <Form.Item name="recipient" noStyle>
            <Input size="small" aria-label="发给" placeholder="发给谁（登记用）" maxLength={100} />
          </Form.Item>
          <Form.Item name="purpose" noStyle>
            <Input size="small" aria-label="用途" placeholder="用途" maxLength={200} />
          </Form.Item>
        </div>
      </KeptForm>
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
