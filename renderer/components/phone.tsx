import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { PhoneTable } from '#shared/contract/phones.ts';
import { client } from '../client/client.ts';
import { useNotify } from './notify.ts';

/** A telephone number, shortened until somebody asks for it whole: the trail notes who did. */
export function Phone({ shown, table, id }: { shown: string; table: PhoneTable; id: number }) {
  const whose = `${table}/${id}/${shown}`;
  const [asked, setAsked] = useState<{ readonly whose: string; readonly phone: string } | null>(null);
  const notify = useNotify();
  if (!shown.includes('*')) return shown;
  // This component may be reused for another number: that one must be shortened again.
  const whole = asked?.whose === whose ? asked.phone : null;
  const turn = async () => {
    if (whole !== null) {
      setAsked(null);
      return;
    }
    try {
      const { phone } = await client.call('phones.whole', { table, id });
      setAsked({ whose, phone });
    } catch (error) {
      notify.failed(error);
    }
  };
  const label = whole === null ? '显示完整电话（记入导出记录）' : '隐藏电话';
  return (
    <span className="phone number">
      {whole ?? shown}
      <Button
        type="text"
        size="small"
        icon={whole === null ? <EyeOutlined /> : <EyeInvisibleOutlined />}
        aria-label={label}
        title={label}
        onClick={turn}
      />
    </span>
  );
}
