import { roleOf } from '#shared/office/roles.ts';
import { useAccount } from '../client/use-may.ts';
import { TaskList } from './task-list.tsx';

/** The bar of an administrator, who sees nothing of the workspace: who it is, and what is under way. */
export function AdministratorBar() {
  const account = useAccount();
  return (
    <header className="bar">
      <strong className="bar-brand">学安图</strong>
      <span className="bar-workspace">
        {account && [account.person, ...account.roles.map((role) => roleOf(role).title)].join(' · ')}
      </span>
      <span className="bar-end">
        <TaskList />
      </span>
    </header>
  );
}
