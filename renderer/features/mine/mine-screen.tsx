import { useState } from 'react';
import { roleOf } from '#shared/office/roles.ts';
import { useService } from '../../client/queries.ts';
import { useMayShow } from '../../client/use-may.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { AccountPart } from './account-part.tsx';
import { MineFigures } from './mine-figures.tsx';
import { PartRows } from './part-rows.tsx';
import { firstPart, type MinePart } from './parts.ts';
import './mine.css';

/** 我的: what waits for whoever is signed in, and the account itself. Where nobody signs in there is no such page. */
export function MineScreen() {
  const host = useService('host.describe', {});
  const mayShow = useMayShow();
  const [chosen, setChosen] = useState<MinePart | null>(null);
  if (host.error) return <ErrorState error={host.error} onRetry={() => void host.refetch()} />;
  if (!host.data) return <Loading />;
  const { account } = host.data;
  if (!account)
    return (
      <div className="screen">
        <p className="quiet">这里没有账号，没有“我的”。草稿在上方，检查安排和到期隐患在“总览”。</p>
      </div>
    );
  const { person, body, roles, mustChange } = account;
  const part = mustChange ? null : (chosen ?? firstPart(mayShow));
  return (
    <div className="screen mine">
      <header className="screen-head">
        <h1>{person}</h1>
        <span className="quiet">
          {[body, ...roles.map((role) => roleOf(role).title)].filter((each) => each !== '').join(' · ')}
        </span>
      </header>
      {!mustChange && <MineFigures chosen={part} onChoose={setChosen} />}
      {part && <PartRows key={part} part={part} />}
      <AccountPart />
    </div>
  );
}
