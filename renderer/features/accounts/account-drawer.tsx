import { Button, Drawer, Popconfirm, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Account, AccountChoices } from '#shared/contract/office.ts';
import { useCommand } from '../../client/queries.ts';
import { roleText } from '../../components/account/role-text.ts';
import { momentText } from '../../components/format.ts';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { ChangeAccount } from './change-account.tsx';
import type { FirstPassword } from './first-password-dialog.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { stateText } from './shown-accounts.ts';

interface AccountProps {
  readonly account: Account;
  readonly onChanged: () => void;
}

/** One account: its roles, whether it can sign in, its password and sessions. */
export function AccountDrawer({
  account,
  choices,
  onChanged,
  onPassword,
  onClose,
}: AccountProps & {
  readonly choices: AccountChoices;
  readonly onPassword: (first: FirstPassword) => void;
  readonly onClose: () => void;
}) {
  const { name, person, body, lastSignInAt } = account;
  const last = lastSignInAt === null ? '还没有登录过' : `最近登录 ${momentText(lastSignInAt)}`;
  return (
    <Drawer open size={520} title={`${person}（${name}）`} onClose={onClose} destroyOnHidden>
      <div className="account-parts">
        <p className="quiet">
          {body === '' ? '没有单位' : body}，{stateText(account)}，{last}
        </p>
        <Who account={account} choices={choices} onChanged={onChanged} />
        <Grants account={account} choices={choices} onChanged={onChanged} />
        <Section title="登录">
          <Waiting account={account} onChanged={onChanged} />
          <Sessions account={account} onChanged={onChanged} />
          <Closing account={account} onChanged={onChanged} />
        </Section>
        <Section title="密码和动态口令">
          <Reset account={account} onPassword={onPassword} />
        </Section>
      </div>
    </Drawer>
  );
}

function Who(props: AccountProps & { readonly choices: AccountChoices }) {
  const [changing, setChanging] = useState(false);
  return (
    <div>
      <Button onClick={() => setChanging(true)}>更改姓名、单位…</Button>
      {changing && <ChangeAccount {...props} onClose={() => setChanging(false)} />}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Grants({ account, choices, onChanged }: AccountProps & { readonly choices: AccountChoices }) {
  const withdraw = useCommand('accounts.withdraw');
  const carryOut = useCarryOut();
  const [granting, setGranting] = useState(false);
  const take = (role: Account['roles'][number]) =>
    carryOut(
      () => withdraw.mutateAsync({ input: { grantId: role.id } }),
      `已收回，${account.person}的下一步操作就没有这些权限`,
      onChanged,
    );
  return (
    <Section title="角色">
      <ul className="account-grants">
        {account.roles.map((role) => (
          <li key={role.id}>
            {roleText(role, choices.schools)}
            <Popconfirm
              title={`收回“${role.title}”？`}
              description="马上生效，不用等重新登录。"
              okText="收回"
              cancelText="取消"
              onConfirm={() => take(role)}
            >
              <Button size="small" aria-label={`收回 ${role.title}`}>
                收回
              </Button>
            </Popconfirm>
          </li>
        ))}
        {account.roles.length === 0 && <li className="quiet">没有角色：能登录，但什么也看不到</li>}
      </ul>
      <Button onClick={() => setGranting(true)}>授予角色…</Button>
      {granting && (
        <GrantDialog
          account={account}
          choices={choices}
          onClose={() => setGranting(false)}
          onGranted={onChanged}
        />
      )}
    </Section>
  );
}

/** Shown where the account waits after wrong passwords. */
function Waiting({ account: { id, name, waitsUntil }, onChanged }: AccountProps) {
  const forgive = useCommand('accounts.forgive');
  const carryOut = useCarryOut();
  if (waitsUntil === null) return null;
  return (
    <>
      <p>连续输错密码，{momentText(waitsUntil)} 前不能登录。确认是本人后可以解除。</p>
      <Button
        loading={forgive.isPending}
        onClick={() =>
          carryOut(
            () => forgive.mutateAsync({ input: { id } }),
            `已解除等待，${name} 现在可以登录`,
            onChanged,
          )
        }
      >
        解除等待
      </Button>
    </>
  );
}

function Sessions({ account: { id, person, sessions }, onChanged }: AccountProps) {
  const end = useCommand('accounts.endSessions');
  const carryOut = useCarryOut();
  return (
    <Space>
      {sessions === 0 ? '现在没有登录' : `正在 ${sessions} 处登录`}
      {sessions > 0 && (
        <Popconfirm
          title={`结束${person}的全部登录？`}
          description="要重新登录才能继续；写下的草稿都在。"
          okText="结束"
          cancelText="取消"
          onConfirm={() => carryOut(() => end.mutateAsync({ input: { id } }), '已结束全部登录', onChanged)}
        >
          <Button loading={end.isPending}>结束全部登录</Button>
        </Popconfirm>
      )}
    </Space>
  );
}

function Closing({ account: { id, name, person, state }, onChanged }: AccountProps) {
  const close = useCommand('accounts.close');
  const carryOut = useCarryOut();
  const set = (closed: boolean) =>
    carryOut(
      () => close.mutateAsync({ input: { id, closed } }),
      closed ? `${name} 已停用，登录都已结束` : `${name} 已启用`,
      onChanged,
    );
  if (state === 'closed')
    return (
      <Button loading={close.isPending} onClick={() => set(false)}>
        启用账号
      </Button>
    );
  return (
    <Popconfirm
      title={`停用${person}的账号？`}
      description="正在进行的登录马上结束；做过的事和角色都留着，可以再启用。"
      okText="停用"
      cancelText="取消"
      onConfirm={() => set(true)}
    >
      <Button danger loading={close.isPending}>
        停用账号
      </Button>
    </Popconfirm>
  );
}

function Reset({
  account: { id, name, person, secondFactor },
  onPassword,
}: Pick<AccountProps, 'account'> & { readonly onPassword: (first: FirstPassword) => void }) {
  const reset = useCommand('accounts.reset');
  const carryOut = useCarryOut();
  const send = () =>
    carryOut(
      () => reset.mutateAsync({ input: { id } }),
      null,
      ({ password }) => onPassword({ name, person, password }),
    );
  return (
    <>
      <p className="quiet">
        {secondFactor ? '已启用动态口令。' : '没有启用动态口令。'}忘了密码或换了手机时重置。
      </p>
      <Popconfirm
        title={`重置${person}的密码？`}
        description="原密码、动态口令和正在进行的登录都会失效。"
        okText="重置"
        cancelText="取消"
        onConfirm={send}
      >
        <Button loading={reset.isPending}>新的首次密码…</Button>
      </Popconfirm>
    </>
  );
}
