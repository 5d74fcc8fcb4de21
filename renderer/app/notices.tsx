import { Alert, Button, Popconfirm } from 'antd';
import { folderAccessWords, type WorkspaceSummary } from '#shared/contract/workspace.ts';
import { nounOfAny } from '#shared/tables/table-nouns.ts';
import { client } from '../client/client.ts';
import { useMayCall } from '../client/use-may.ts';
import { useBusyCarryOut } from '../components/use-carry-out.ts';

/** Warnings above every screen: a damaged database, a clock that is behind, a folder that others can open, rows of somebody else. */
export function Notices({ workspace }: { workspace: WorkspaceSummary }) {
  return (
    <div className="notices">
      {workspace.damage && <Damaged damage={workspace.damage} />}
      {workspace.clockBehind !== null && (
        <Alert
          banner
          type="warning"
          title={`电脑日期（${workspace.today}）早于已有记录（${workspace.clockBehind}），期限会算错，请校正电脑日期。`}
        />
      )}
      {folderAccessWords[workspace.access] !== null && (
        <Alert banner closable type="info" title={folderAccessWords[workspace.access]} />
      )}
      {workspace.misnamed.length > 0 && <Misnamed misnamed={workspace.misnamed} />}
    </div>
  );
}

/** Somebody else wrote these rows: the rest of the workspace can be used as ever. */
function Misnamed({ misnamed }: { misnamed: WorkspaceSummary['misnamed'] }) {
  const rows = misnamed.map(({ table, rows: count }) => `${nounOfAny(table)} ${count} 条`).join('、');
  return (
    <Alert
      banner
      closable
      type="info"
      title={`有记录的文件名不合规范（${rows}），可能在程序之外被改动。没有读取它们指的文件，其余内容照常使用；请核对这份工作区从哪里来。`}
    />
  );
}

function Damaged({ damage }: { damage: NonNullable<WorkspaceSummary['damage']> }) {
  const may = useMayCall();
  const { busy, carryOut } = useBusyCarryOut();
  const [latest] = damage.backups;
  const lost = damage.tables.reduce((sum, { read, held }) => sum + Math.max(0, (held ?? read) - read), 0);
  const restore = async () => {
    if (!latest) return;
    await carryOut(
      () => client.call('backups.restoreAutomatic', { name: latest.name }),
      `已恢复 ${latest.day} 的备份，损坏的数据库留在 backups 文件夹里`,
    );
  };
  return (
    <Alert
      banner
      type="error"
      title={
        `数据库有损坏，现在只读：${lost > 0 ? `约 ${lost} 行读不出，` : ''}可以查看和导出，不能修改。` +
        (latest
          ? `最近的完好备份是 ${latest.day} 的。`
          : may('backups.list')
            ? '没有自动备份，请用“工作区 → 备份与恢复”选一份备份文件恢复。'
            : '') +
        (may('backups.list') ? '' : '请告诉系统管理员，由系统管理员恢复。')
      }
      action={
        latest &&
        may('backups.restoreAutomatic') && (
          <Popconfirm
            title={`恢复 ${latest.day} 的备份？`}
            description="那天以后录入的内容不在备份里；损坏的数据库会改名留存。"
            okText="恢复"
            cancelText="取消"
            onConfirm={restore}
          >
            <Button size="small" danger loading={busy}>
              恢复这份备份
            </Button>
          </Popconfirm>
        )
      }
    />
  );
}
