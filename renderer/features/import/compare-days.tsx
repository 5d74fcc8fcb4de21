import { Modal } from 'antd';
import { useState } from 'react';
import { dayOf } from '#shared/calendar/china-time.ts';
import type { ImportBatch } from '#shared/contract/import.ts';
import { DayInput } from '../../components/fields/day-field.tsx';
import { EmptyState } from '../../components/states.tsx';
import { ChangesBetween } from './outcome/import-report.tsx';

/** What changed of venues between the ends of two days, over all lists in between. */
export function CompareDays({
  batches,
  onClose,
}: {
  /** The latest first. */
  batches: readonly ImportBatch[];
  onClose: () => void;
}) {
  const [days, setDays] = useState(() => lastTwoDays(batches));
  const { from, to } = days;
  return (
    <Modal open title="比较两个日期" footer={null} width={1080} onCancel={onClose}>
      <div className="report-days">
        <div className="import-field">
          <span>从这天结束时</span>
          <DayInput
            label="从这天结束时"
            past
            value={from}
            onChange={(day) => setDays({ ...days, from: day })}
          />
        </div>
        <div className="import-field">
          <span>到这天结束时</span>
          <DayInput label="到这天结束时" past value={to} onChange={(day) => setDays({ ...days, to: day })} />
        </div>
        <p className="quiet small">只看这之间导入的场所名单带来的变化。</p>
      </div>
      {from && to ? (
        <ChangesBetween from={from} to={to} />
      ) : (
        <EmptyState title="请选两个日期">选好后列出这之间新开、停业、更名、迁移和消失的场所。</EmptyState>
      )}
    </Modal>
  );
}

/** The days, of China, of the last list of venues and of the one before it; empty where there is none. */
function lastTwoDays(batches: readonly ImportBatch[]): { from: string; to: string } {
  const days = batches
    .filter(({ as, undoneAt }) => as === 'venues' && undoneAt === null)
    .map(({ importedAt }) => dayOf(new Date(importedAt)));
  const to = days[0] ?? '';
  return { from: days.find((day) => day !== to) ?? '', to };
}
