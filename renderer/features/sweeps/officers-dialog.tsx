import { Button, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import type { OfficerRow } from '#shared/contract/planning.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { useService } from '../../client/queries.ts';
import { OfficerForm } from './officer-form.tsx';
import { OfficersTable } from './officers-table.tsx';
import { TakeOfficers } from './take-officers.tsx';
import './team-dialog.css';

/** The district's officers: their certificates, and when they are away. Teams are made up of them, by hand or by lot. */
export function OfficersDialog({
  agencies,
  onClose,
}: {
  agencies: RulePack['agencies'];
  onClose: () => void;
}) {
  const officers = useService('officers.list', {});
  const [editing, setEditing] = useState<OfficerRow | null>(null);
  const [taking, setTaking] = useState(false);
  const [removed, setRemoved] = useState(false);
  const all = officers.data ?? [];
  const listed = all.filter(({ removedOn }) => removed || removedOn === null);
  const gone = all.filter(({ removedOn }) => removedOn !== null).length;
  return (
    <Modal open title="执法人员名单" width={980} footer={null} onCancel={onClose}>
      <OfficerForm
        key={editing?.id ?? 'new'}
        agencies={agencies}
        editing={editing}
        onDone={() => setEditing(null)}
      />
      <div className="officers-bar">
        <Button onClick={() => setTaking(true)}>从名单导入…</Button>
        <span className="quiet number">{listed.length} 人</span>
        {gone > 0 && (
          <Checkbox checked={removed} onChange={({ target }) => setRemoved(target.checked)}>
            含已移除 {gone} 人
          </Checkbox>
        )}
      </div>
      <OfficersTable officers={listed} onEdit={setEditing} />
      {taking && <TakeOfficers onClose={() => setTaking(false)} />}
    </Modal>
  );
}
