import { useAccount } from '../client/use-may.ts';
import { late } from '../components/late.tsx';
import { linkTo } from '../routes/routes.ts';
import { Backups } from './backup-dialog.tsx';

const PublishWorkspace = late(async () => (await import('./publish-workspace.tsx')).PublishWorkspace);

/** For whoever keeps the office running and sees nothing of the workspace: its backups, its workspaces, and where the self-test is. */
export function OperationScreen() {
  const isOffice = useAccount() !== null;
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>运行</h1>
      </header>
      <section className="card operation-backups" aria-label="备份与恢复">
        <h2>备份与恢复</h2>
        <Backups name="备份.xab" offered={false} onClose={() => undefined} />
      </section>
      {isOffice && <PublishWorkspace />}
      <p className="quiet">
        自检和支持包在<a href={linkTo({ name: 'about' })}>关于</a>里。
      </p>
    </div>
  );
}
