import { Input } from 'antd';
import type { ReactNode } from 'react';
import { MOST_RECORDS } from '#shared/contract/office.ts';
import { DayInput } from '../../components/fields/day-field.tsx';

/** Which of what happened is looked for: words in it, and days. */
export interface RecordsWanted {
  readonly text: string;
  readonly from: string;
  readonly to: string;
}

export const everyRecord: RecordsWanted = { text: '', from: '', to: '' };

/** As the service is asked. */
export function wantedRecords({ text, from, to }: RecordsWanted) {
  return { text, from: from || null, to: to || null };
}

/** Finds what happened by words and days; says so where not all of it is shown. */
export function RecordsBar({
  wanted,
  onChange,
  placeholder,
  found,
  children,
}: {
  wanted: RecordsWanted;
  onChange: (wanted: RecordsWanted) => void;
  placeholder: string;
  found: number | null;
  children?: ReactNode;
}) {
  return (
    <div className="accounts-bar">
      <Input.Search
        allowClear
        aria-label="查找记录"
        placeholder={placeholder}
        style={{ width: 280 }}
        defaultValue={wanted.text}
        onSearch={(text) => onChange({ ...wanted, text: text.trim() })}
      />
      <span className="accounts-days">
        <DayInput
          past
          label="从哪天"
          value={wanted.from}
          onChange={(from) => onChange({ ...wanted, from })}
        />
        至
        <DayInput past label="到哪天" value={wanted.to} onChange={(to) => onChange({ ...wanted, to })} />
      </span>
      {children}
      {found !== null && (
        <span className="quiet number">
          {found < MOST_RECORDS ? `${found} 条` : `最近 ${MOST_RECORDS} 条，更早的请按日期查`}
        </span>
      )}
    </div>
  );
}
