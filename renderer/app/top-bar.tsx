import {
  CarryOutOutlined,
  CloudServerOutlined,
  ExportOutlined,
  FolderOpenOutlined,
  KeyOutlined,
  LockOutlined,
  PlusOutlined,
  ProfileOutlined,
  SaveOutlined,
} from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useState } from 'react';
import type { PacketAbout } from '#shared/contract/packets.ts';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import { client } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { useMayCall } from '../client/use-may.ts';
import { CopyLink } from '../components/copy-link.tsx';
import { useNotify } from '../components/notify.ts';
import { Permitted } from '../components/permitted.tsx';
import { saveFile } from '../components/save-file.ts';
import { useCarryOut } from '../components/use-carry-out.ts';
import { goTo, useRoute } from '../routes/navigation.ts';
import { ApprovalsMark } from './approvals-mark.tsx';
import { BackupDialog } from './backup-dialog.tsx';
import { CreateWorkspace } from './create-workspace.tsx';
import { DraftList } from './draft-list.tsx';
import { EditHistory } from './edit-history.tsx';
import { ExportRecordsDialog } from './export-records.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { SearchBox } from './search-box.tsx';
import { SecondCopyMark } from './second-copy.tsx';
import { TaskList } from './task-list.tsx';

export function TopBar({ workspace }: { workspace: WorkspaceSummary }) {
  const host = useService('host.describe', {});
  const [creating, setCreating] = useState(false);
  const [backingUp, setBackingUp] = useState<'make' | 'second' | null>(null);
  // The application was opened by a double click on a backup.
  const restoring = useRoute()?.name === 'restore';
  const closeBackups = () => {
    setBackingUp(null);
    if (restoring) goTo({ name: 'map' });
  };
  const [dialog, setDialog] = useState<'taken' | 'password' | null>(null);
  const may = useMayCall();
  const notify = useNotify();
  const open = () => client.call('host.openWorkspace', {}).catch(notify.failed);
  const lock = () => client.call('workspace.lock', {}).catch(notify.failed);
  const openPacket = () => client.call('host.openPacket', {}).catch(notify.failed);
  const items: NonNullable<MenuProps['items']> = [
    ...(host.data?.hasPlaces
      ? [
          {
            key: 'places',
            label: host.data.kind === 'desktop' ? '工作区和服务器…' : '打开别的工作区…',
            icon: <CloudServerOutlined />,
            onClick: () => goTo({ name: 'places' }),
          },
        ]
      : []),
    ...(host.data?.kind === 'desktop'
      ? [
          { key: 'open', label: '打开工作区…', icon: <FolderOpenOutlined />, onClick: open },
          { key: 'packet', label: '打开外勤包…', icon: <CarryOutOutlined />, onClick: openPacket },
        ]
      : []),
    ...(host.data?.hasPlaces
      ? [{ key: 'new', label: '新建工作区…', icon: <PlusOutlined />, onClick: () => setCreating(true) }]
      : []),
    ...(may('backups.list')
      ? [{ key: 'backup', label: '备份与恢复…', icon: <SaveOutlined />, onClick: () => setBackingUp('make') }]
      : []),
    ...(may('exports.taken')
      ? [{ key: 'taken', label: '导出记录…', icon: <ProfileOutlined />, onClick: () => setDialog('taken') }]
      : []),
    ...(may('workspace.setPassword')
      ? [
          { type: 'divider' as const },
          {
            key: 'password',
            label: workspace.hasPassword ? '更改密码…' : '设密码…',
            icon: <KeyOutlined />,
            onClick: () => setDialog('password'),
          },
        ]
      : []),
    ...(workspace.hasPassword && may('workspace.lock')
      ? [{ key: 'lock', label: '锁定', icon: <LockOutlined />, onClick: lock }]
      : []),
  ];
  return (
    <header className="bar">
      <strong className="bar-brand">学安图</strong>
      <span className="bar-workspace" title={`规则包：${workspace.pack.document}`}>
        {workspace.name} · 规则包：{workspace.pack.title}
      </span>
      {workspace.packet && may('packets.giveBack') && <GiveBack packet={workspace.packet} />}
      {workspace.demonstration && <span className="bar-demo">演示数据</span>}
      <SearchBox />
      <CopyLink />
      <DraftList />
      <Permitted to="approvals.list">
        <ApprovalsMark />
      </Permitted>
      <EditHistory />
      <Permitted to="backups.second">
        <SecondCopyMark onOpen={() => setBackingUp('second')} />
      </Permitted>
      <TaskList />
      {items.length > 0 && (
        <Dropdown menu={{ items }}>
          <Button className="bar-button" ghost>
            工作区
          </Button>
        </Dropdown>
      )}
      {(backingUp || restoring) && may('backups.list') && (
        <BackupDialog
          name={`${workspace.name} ${workspace.today}.xab`}
          offered={restoring}
          first={backingUp ?? 'make'}
          onClose={closeBackups}
        />
      )}
      {dialog === 'taken' && <ExportRecordsDialog onClose={() => setDialog(null)} />}
      {dialog === 'password' && (
        <PasswordDialog hasPassword={workspace.hasPassword} onClose={() => setDialog(null)} />
      )}
      {creating && (
        <CreateWorkspace isDesktop={host.data?.kind === 'desktop'} onClose={() => setCreating(false)} />
      )}
    </header>
  );
}

/** For a workspace in the field: writes what was done here into one file for the office. */
function GiveBack({ packet }: { packet: PacketAbout }) {
  const carryOut = useCarryOut();
  const give = async () =>
    await carryOut(
      async () => saveFile(await client.call('packets.giveBack', {}), `外勤回传 ${packet.team}.xatp`),
      `回传文件已生成，请带回${belongsTo(packet)}，在联合整治里点“外勤包”带回`,
    );
  return (
    <>
      <span
        className="bar-demo"
        title={`${packet.sweep}，${packet.stops} 个检查点，${packet.madeBy} 从${belongsTo(packet)}导出`}
      >
        {packet.server === '' ? '外勤工作区' : `外勤工作区 · ${packet.server.replace('https://', '')}`}
      </span>
      <Button className="bar-button" ghost icon={<ExportOutlined />} onClick={give}>
        生成回传文件
      </Button>
    </>
  );
}

/** Where what was done in the field is wanted: an office's server, or a workspace of a desktop. */
function belongsTo({ server, workspace }: PacketAbout): string {
  return server === '' ? `“${workspace}”` : `服务器 ${server} 的“${workspace}”`;
}
