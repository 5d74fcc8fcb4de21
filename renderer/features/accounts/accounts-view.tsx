import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useReducer, useState } from 'react';
import { useServiceOnce } from '../../client/queries.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { AccountDrawer } from './account-drawer.tsx';
import { AccountsTable } from './accounts-table.tsx';
import { AddAccount } from './add-account.tsx';
import { type FirstPassword, FirstPasswordDialog } from './first-password-dialog.tsx';
import { ListBar } from './list-bar.tsx';
import { shownAccounts } from './shown-accounts.ts';

/** All accounts: found by words, sorted by any column; one is opened to be looked after. */
export function AccountsView() {
  const [round, again] = useReducer((count: number) => count + 1, 0);
  const accounts = useServiceOnce('accounts.list', {}, round, { stays: true });
  const choices = useServiceOnce('accounts.choices', {}, round, { stays: true });
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<number | null>(null);
  const [adding, setAdding] = useState(false);
  const [first, setFirst] = useState<FirstPassword | null>(null);
  const error = accounts.error ?? choices.error;
  if (error) return <ErrorState error={error} onRetry={again} />;
  if (!accounts.data || !choices.data) return <Loading />;
  const rows = shownAccounts(accounts.data, choices.data, text);
  const open = accounts.data.find(({ id }) => id === chosen);
  const told = (password: FirstPassword) => {
    setFirst(password);
    again();
  };
  return (
    <>
      <ListBar
        label="查找账号"
        placeholder="登录名、姓名、单位、角色"
        counted={`${rows.length === accounts.data.length ? '' : `${rows.length} / `}${accounts.data.length} 个账号`}
        onText={setText}
        onAgain={again}
      >
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          新建账号
        </Button>
      </ListBar>
      <AccountsTable accounts={rows} choices={choices.data} onOpen={({ id }) => setChosen(id)} />
      {adding && <AddAccount choices={choices.data} onClose={() => setAdding(false)} onAdded={told} />}
      {open && (
        <AccountDrawer
          account={open}
          choices={choices.data}
          onChanged={again}
          onPassword={told}
          onClose={() => setChosen(null)}
        />
      )}
      {first && <FirstPasswordDialog first={first} onClose={() => setFirst(null)} />}
    </>
  );
}
