import { AuditOutlined } from '@ant-design/icons';
import { Badge, Button, Drawer } from 'antd';
import { useState } from 'react';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { useService } from '../client/queries.ts';
import { useMay } from '../client/use-may.ts';
import { LateApprovals } from '../components/approvals/late-approvals.ts';

/** How much waits for this person's approval; nothing is shown where nothing was ever asked for. */
export function ApprovalsMark() {
  const may = useMay();
  const approvals = useService('approvals.list', may?.(procedureCapabilities['approvals.list']) ? {} : null);
  const [open, setOpen] = useState(false);
  if (!approvals.data?.length) return null;
  const waiting = approvals.data.filter(({ decidable }) => decidable).length;
  return (
    <>
      <Badge count={waiting} size="small" offset={[-4, 6]}>
        <Button
          type="text"
          className="bar-icon"
          aria-label={`待我审批 ${waiting} 项`}
          icon={<AuditOutlined />}
          onClick={() => setOpen(true)}
        />
      </Badge>
      <Drawer open={open} size={760} title="审批" onClose={() => setOpen(false)} destroyOnHidden>
        <LateApprovals />
      </Drawer>
    </>
  );
}
