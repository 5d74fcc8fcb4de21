import { Input } from 'antd';
import { useState } from 'react';
import type { PackTitle } from '#shared/contract/packs.ts';
import { useService } from '../../client/queries.ts';
import { ErrorState, Loading } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { PackView } from './pack-view.tsx';
import './rules-screen.css';
import { linkTo } from '../../routes/routes.ts';

/** Rule packs at the left, those of the workspace first; the chosen one at the right. */
export function RulesScreen({ packId }: { packId: string | null }) {
  const workspace = useService('workspace.describe', {});
  const packs = useService('packs.list', {});
  const error = workspace.error ?? packs.error;
  if (error) return <ErrorState error={error} />;
  if (!workspace.data || !packs.data) return <Loading />;
  const chosen = packId ?? workspace.data.pack.id;
  const own = packs.data.filter((pack) => pack.origin !== null);
  const given = packs.data.filter((pack) => pack.origin === null);
  return (
    <div className="two-panes">
      <aside className="two-panes-list packs-list">
        {own.length > 0 && <PackGroup title="本区规则包" packs={own} chosen={chosen} />}
        <PackGroup title="随程序提供" packs={given} chosen={chosen} />
      </aside>
      <PackView key={chosen} packId={chosen} workspace={workspace.data} />
    </div>
  );
}

function PackGroup({ title, packs, chosen }: { title: string; packs: readonly PackTitle[]; chosen: string }) {
  const [text, setText] = useState('');
  const shown = packs.filter((pack) => `${pack.title}${pack.region}`.includes(text));
  return (
    <section>
      <h2>{title}</h2>
      {packs.length > 8 && (
        <Input
          allowClear
          className="packs-filter"
          placeholder="名称或地区"
          aria-label="筛选规则包"
          value={text}
          onChange={({ target }) => setText(target.value.trim())}
        />
      )}
      <ul>
        {shown.map((pack) => (
          <li key={pack.id}>
            <a
              href={linkTo({ name: 'rules', packId: pack.id })}
              className={pack.id === chosen ? 'pack pack-chosen' : 'pack'}
            >
              <span>{pack.title}</span>
              {pack.current && <Tag tone="accent">在用</Tag>}
              <span className="quiet small">
                {pack.region} · {pack.rules} 条
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
