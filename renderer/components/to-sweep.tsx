import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useService } from '../client/queries.ts';
import { goTo } from '../routes/navigation.ts';
import type { SentDraft } from './drafts/kept-form.tsx';
import { FormDialog } from './form-dialog.tsx';
import { EmptyState, Loading } from './states.tsx';
import { SweepFields } from './sweep-fields.tsx';
import { useCarryOut } from './use-carry-out.ts';

export interface ToSweepFields {
  sweepId: number;
  reason: string;
}

/** Puts something on a sweep, the newest one where nobody says another. */
export function ToSweep({
  title,
  thing,
  reason,
  add,
  onClose,
  children,
}: {
  title: string;
  /** What is put there, as its draft is told from others. */
  thing: string;
  /** What is offered as the reason. */
  reason: string;
  /** Puts it there; the answer tells what came of it. */
  add: (fields: ToSweepFields) => Promise<string>;
  onClose: () => void;
  children?: ReactNode;
}) {
  const sweeps = useService('sweeps.list', {});
  const carryOut = useCarryOut();
  const [saving, setSaving] = useState(false);
  const submit = async (fields: ToSweepFields, { sent }: SentDraft) => {
    setSaving(true);
    await carryOut(
      () => add(fields),
      (told) => told,
      () => {
        sent();
        onClose();
      },
    );
    setSaving(false);
  };
  const newest = sweeps.data?.[0];
  if (!newest)
    return (
      <Modal open title={title} footer={null} onCancel={onClose}>
        {sweeps.isPending ? <Loading /> : <NoSweep />}
      </Modal>
    );
  return (
    <FormDialog<ToSweepFields>
      title={title}
      okText="加入"
      saving={saving}
      onClose={onClose}
      draft={{ kind: 'stops', thing, title }}
      initialValues={{ sweepId: newest.id, reason }}
      onFinish={submit}
    >
      {children}
      <SweepFields />
    </FormDialog>
  );
}

function NoSweep() {
  return (
    <EmptyState
      title="还没有整治行动"
      action={
        <Button type="primary" onClick={() => goTo({ name: 'sweeps' })}>
          去新建行动
        </Button>
      }
    >
      先新建本季度的联合整治行动，再加入检查点。
    </EmptyState>
  );
}

/** What tells a choice of many things from another one: how many, and where it begins. */
export function thingOf(kind: string, ids: readonly number[]): string {
  return `${kind}/${ids.length}/${ids[0] ?? 0}`;
}
