import { Button, Popconfirm } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import { draftTitles } from '#shared/contract/drafts.ts';
import { client } from '../../client/client.ts';
import { goTo } from '../../routes/navigation.ts';
import { readRoute } from '../../routes/routes.ts';
import { momentText } from '../format.ts';
import { useNotify } from '../notify.ts';

type Draft = OutputOf<'drafts.list'>[number];

/** A form that was begun: led back to, or thrown away. */
export function DraftRow({ draft, onGo }: { draft: Draft; onGo?: () => void }) {
  const notify = useNotify();
  const { kind, thing, page, title, address, keptAt } = draft;
  const route = readRoute(address);
  const discard = () => client.call('drafts.discard', { kind, thing, page }).catch(notify.failed);
  const go = () => {
    if (route) goTo(route);
    onGo?.();
  };
  return (
    <li>
      <div className="task-head">
        <strong>{draftTitles[kind]}</strong>
        <span>
          {route && (
            <Button size="small" onClick={go}>
              前往
            </Button>
          )}{' '}
          <Popconfirm title="丢弃后不能找回" okText="丢弃" cancelText="留着" onConfirm={discard}>
            <Button size="small" danger>
              丢弃
            </Button>
          </Popconfirm>
        </span>
      </div>
      <p className="quiet small">
        {title}，{momentText(keptAt)}
      </p>
    </li>
  );
}
