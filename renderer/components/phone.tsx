import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { PhoneColumn, PhoneTable } from '#shared/contract/phones.ts';
import { client } from '../client/client.ts';
import { useMayCall } from '../client/use-may.ts';
import { useNotify } from './notify.ts';

/** A telephone number, shortened until somebody asks for it whole: the trail notes who did. */
export function Phone(props: { shown: string; table: PhoneTable; id: number }) {
  const may = useMayCall();
  if (!props.shown.includes('*') || !may('phones.whole')) return props.shown;
  return <ShortenedPhone {...props} />;
}

function ShortenedPhone({ shown, table, id }: { shown: string; table: PhoneTable; id: number }) {
  const whose = `${table}/${id}/${shown}`;
  const [asked, setAsked] = useState<{ readonly whose: string; readonly phone: string } | null>(null);
  const ask = useWholePhone(table, id);
  // This component may be reused for another number: that one must be shortened again.
  const whole = asked?.whose === whose ? asked.phone : null;
  const turn = async () => {
    if (whole !== null) {
      setAsked(null);
      return;
    }
    const phone = await ask();
    if (phone !== null) setAsked({ whose, phone });
  };
  return (
    <span className="phone number">
      {whole ?? shown}
      <EyeButton isWhole={whole !== null} onClick={turn} />
    </span>
  );
}

/** Shows a number whole, or shortens it again. */
export function EyeButton({ isWhole, onClick }: { isWhole: boolean; onClick: () => void }) {
  const label = isWhole ? '隐藏电话' : '显示完整电话（记入导出记录）';
  return (
    <Button
      type="text"
      size="small"
      icon={isWhole ? <EyeInvisibleOutlined /> : <EyeOutlined />}
      aria-label={label}
      title={label}
      onClick={onClick}
    />
  );
}

/** Asks for a whole number of a row; null where it is refused, which is told. */
export function useWholePhone(
  table: PhoneTable,
  id: number,
  column: PhoneColumn = 'phone',
): () => Promise<string | null> {
  const notify = useNotify();
  return async () => {
    try {
      return (await client.call('phones.whole', { table, id, column })).phone;
    } catch (error) {
      notify.failed(error);
      return null;
    }
  };
}
