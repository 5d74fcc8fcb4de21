import { AutoComplete } from 'antd';
import { knownSystems } from '#shared/exchange/exchange-event.ts';

/** The system of another office, by its name: one of the usual ones, or any other. */
export function SystemSelect({
  value,
  onChange,
  placeholder,
}: {
  value: string;
  onChange: (system: string) => void;
  placeholder: string;
}) {
  return (
    <AutoComplete
      aria-label="对方系统"
      value={value}
      onChange={onChange}
      placeholder={placeholder}
      options={knownSystems.map((each) => ({ value: each }))}
      maxLength={40}
      className="exchange-system"
    />
  );
}
