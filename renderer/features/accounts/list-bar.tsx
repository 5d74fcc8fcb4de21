import { ReloadOutlined } from '@ant-design/icons';
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';

/** Finds in a list that is there by words, says how much is shown, and asks for the list again. */
export function ListBar({
  label,
  placeholder,
  counted,
  onText,
  onAgain,
  children,
}: {
  label: string;
  placeholder: string;
  counted: string;
  onText: (text: string) => void;
  onAgain: () => void;
  children?: ReactNode;
}) {
  return (
    <div className="accounts-bar">
      <Input.Search
        allowClear
        aria-label={label}
        placeholder={placeholder}
        style={{ width: 280 }}
        onChange={({ target }) => onText(target.value.trim())}
      />
      <span className="quiet number">{counted}</span>
      <Button icon={<ReloadOutlined />} onClick={onAgain}>
        刷新
      </Button>
      {children}
    </div>
  );
}
