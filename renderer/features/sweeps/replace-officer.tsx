import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useCommand, useService } from '../../client/queries.ts';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { officerOptions } from './officer-options.ts';

/** Puts somebody else in an officer's place, in every team that still goes out. */
export function ReplaceOfficer({
  officer,
  onClose,
}: {
  officer: { readonly id: number; readonly name: string };
  onClose: () => void;
}) {
  const officers = useService('officers.list', {}).data ?? [];
  const replace = useCommand('officers.replace');
  const carryOut = useCarryOut();
  const [by, setBy] = useState<number | null>(null);
  const today = useService('workspace.describe', {}).data?.today ?? '';
  const submit = () =>
    by !== null &&
    carryOut(
      () => replace.mutateAsync({ input: { id: officer.id, by } }),
      ({ teams }) => (teams > 0 ? `已在 ${teams} 个小组替换，可按 Ctrl+Z 撤销` : '没有小组需要替换'),
      onClose,
    );
  return (
    <Modal
      open
      title={`替换${officer.name}`}
      okText="替换"
      cancelText="取消"
      okButtonProps={{ disabled: by === null }}
      confirmLoading={replace.isPending}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <p className="quiet">在所有还没结束的行动的小组里，一次换成：</p>
      <Select
        aria-label="换成"
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: '100%' }}
        value={by}
        onChange={setBy}
        options={officerOptions(officers, ({ id }) => id === officer.id, today)}
      />
    </Modal>
  );
}
