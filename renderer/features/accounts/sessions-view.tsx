import { useReducer, useState } from 'react';
import { useCommand, useServiceOnce } from '../../client/queries.ts';
import { browserName } from '../../components/account/browser-name.ts';
import { SessionsTable } from '../../components/account/sessions-table.tsx';
import { ErrorState, Loading } from '../../components/states.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { ListBar } from './list-bar.tsx';

/** Everybody who is signed in now. */
export function SessionsView() {
  const [round, again] = useReducer((count: number) => count + 1, 0);
  const sessions = useServiceOnce('accounts.sessions', {}, round, { stays: true });
  const end = useCommand('accounts.endSession');
  const carryOut = useCarryOut();
  const [text, setText] = useState('');
  if (sessions.error) return <ErrorState error={sessions.error} onRetry={again} />;
  if (!sessions.data) return <Loading />;
  const wanted = text.toLowerCase();
  const rows = sessions.data.filter(({ name, person, address, agent }) =>
    [name, person, address, browserName(agent)].some((each) => each.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <ListBar
        label="查找登录"
        placeholder="登录名、姓名、地址"
        counted={`${rows.length} 处登录`}
        onText={setText}
        onAgain={again}
      />
      <SessionsTable
        withNames
        sessions={rows}
        onEnd={({ id, person }) =>
          carryOut(() => end.mutateAsync({ input: { id } }), `${person}的这次登录已结束`, again)
        }
      />
    </>
  );
}
