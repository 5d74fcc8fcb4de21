import { Button } from 'antd';
import {
  type ChangeKind,
  changeKindNames,
  changeKinds,
  type WhatChanged,
} from '#shared/contract/what-changed.ts';
import { EmptyState } from '../../../components/states.tsx';

/** How many there are of each kind; pressed, only these are told. */
export function KindChoice({
  totals,
  kinds,
  onChange,
}: {
  totals: WhatChanged['totals'];
  kinds: readonly ChangeKind[] | null;
  onChange: (kinds: ChangeKind[] | null) => void;
}) {
  const there = changeKinds.filter((kind) => (totals[kind] ?? 0) > 0 || kinds?.includes(kind));
  if (there.length === 0)
    return <EmptyState title="这段时间没有变化">换一段时间，或清除辖区、学校、类别的条件再看。</EmptyState>;
  const toggle = (kind: ChangeKind) => {
    const next = kinds?.includes(kind) ? kinds.filter((each) => each !== kind) : [...(kinds ?? []), kind];
    onChange(next.length === 0 ? null : next);
  };
  return (
    <fieldset className="changes-kinds" aria-label="变化的种类">
      {there.map((kind) => (
        <Button
          key={kind}
          size="small"
          type={kinds?.includes(kind) ? 'primary' : 'default'}
          aria-pressed={kinds?.includes(kind) ?? false}
          onClick={() => toggle(kind)}
        >
          {changeKindNames[kind]} <b className="number">{totals[kind] ?? 0}</b>
        </Button>
      ))}
      {kinds && (
        <Button size="small" type="link" onClick={() => onChange(null)}>
          全部
        </Button>
      )}
    </fieldset>
  );
}
