import { LogoutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useReducer } from 'react';
import { client } from '../../client/client.ts';
import { useCommand, useServiceOnce } from '../../client/queries.ts';
import { roleText } from '../../components/account/role-text.ts';
import { SessionsTable } from '../../components/account/sessions-table.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { ChangePassword } from './change-password.tsx';
import { SecondFactor } from './second-factor.tsx';

/** The account itself: its roles, where it is signed in, its password and second factor. */
export function AccountPart() {
  const [round, again] = useReducer((count: number) => count + 1, 0);
  const self = useServiceOnce('account.self', {}, round, { stays: true });
  const carryOut = useCarryOut();
  if (self.error) return <ErrorState error={self.error} onRetry={again} />;
  if (!self.data) return <Loading />;
  const { name, roles, secondFactor, mustChange } = self.data;
  const leave = () =>
    carryOut(
      () => client.call('account.signOut', {}),
      null,
      () => location.assign('/sign-in'),
    );
  return (
    <>
      <section className="card mine-account" aria-label="我的账号">
        <h2>
          我的账号
          <Button icon={<LogoutOutlined />} onClick={leave}>
            退出登录
          </Button>
        </h2>
        <p>
          登录名 <strong>{name}</strong>，角色：{roles.map((role) => roleText(role)).join('、') || '还没有'}
          。要改角色或单位，请找安全管理员。
        </p>
        <div className="mine-secrets">
          <ChangePassword mustChange={mustChange} onChanged={again} />
          <SecondFactor isOn={secondFactor} onChanged={again} />
        </div>
      </section>
      {!mustChange && <OwnSessions round={round} onChanged={again} />}
    </>
  );
}

/** Where one is signed in oneself; others than this one can be ended. */
function OwnSessions({ round, onChanged }: { round: number; onChanged: () => void }) {
  const sessions = useServiceOnce('account.sessions', {}, round, { stays: true });
  const end = useCommand('account.endSession');
  const carryOut = useCarryOut();
  if (sessions.error) return <ErrorState error={sessions.error} onRetry={onChanged} />;
  return (
    <section className="card" aria-label="我的登录">
      <h2>我的登录</h2>
      <p className="quiet">不认得的地址或浏览器，请结束它，再修改密码。</p>
      <SessionsTable
        withNames={false}
        sessions={sessions.data ?? []}
        onEnd={({ id }) => carryOut(() => end.mutateAsync({ input: { id } }), '那次登录已结束', onChanged)}
      />
    </section>
  );
}
