import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { PhoneTable } from '#shared/contract/phones.ts';
import { client } from '../client/client.ts';
import { useNotify } from './notify.ts';

/** A telephone number, shortened until somebody asks for it whole: the trail notes who did. */
export function Phone({ shown, table, id }: { shown: string; table: PhoneTable; id: number }) {
  const whose = `${table}/${id}/${shown}`;
  const [asked, setAsked] = useState<{ readonly whose: string; readonly phone: string } | null>(null);
  const ask = useWholePhone(table, id);
  if (!shown.includes('*')) return shown;
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

/**
 * A field for the telephone number of a row. One that is stored is shown shortened until somebody asks for it whole; what
 * is typed is always seen. `value` and `onChange` are given by the form.
 */
export function PhoneInput({
  row,
  value = '',
  onChange = () => undefined,
  ...given
}: {
  /** The stored row; null for one that is being added. */
  row: { readonly table: PhoneTable; readonly id: number } | null;
  id?: string;
  value?: string;
  onChange?: (phone: string) => void;
  maxLength: number;
}) {
  const ask = useWholePhone(row?.table ?? 'duties', row?.id ?? 0);
  const show = async () => {
    const phone = await ask();
    if (phone !== null) onChange(phone);
  };
  const isShortened = row !== null && value.includes('*');
  return (
    <Input
      {...given}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      suffix={isShortened ? <EyeButton isWhole={false} onClick={show} /> : <span />}
    />
  );
}

function EyeButton({ isWhole, onClick }: { isWhole: boolean; onClick: () => void }) {
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

/** Asks for the whole number of a row; null where it is refused, which is told. */
function useWholePhone(table: PhoneTable, id: number): () => Promise<string | null> {
  const notify = useNotify();
  return async () => {
    try {
      return (await client.call('phones.whole', { table, id })).phone;
    } catch (error) {
      notify.failed(error);
      return null;
    }
  };
}
