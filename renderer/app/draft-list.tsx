import { FormOutlined } from '@ant-design/icons';
import { Badge, Button, Popconfirm, Popover } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { draftTitles } from '#shared/contract/drafts.ts';
import { client } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { localMoment } from '../components/format.ts';
import { useNotify } from '../components/notify.ts';
import { goTo } from '../routes/navigation.ts';
import { readRoute } from '../routes/routes.ts';

type Draft = OutputOf<'drafts.list'>[number];

/** 未提交的草稿: forms that were begun and neither sent nor thrown away. Nothing is shown where there is none. */
export function DraftList() {
  const drafts = useService('drafts.list', {});
  const [open, setOpen] = useState(false);
  if (!drafts.data?.length) return null;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="未提交的草稿"
      open={open}
      onOpenChange={setOpen}
      content={
        <ul className="task-list draft-list">
          {drafts.data.map((draft) => (
            <DraftRow
              key={`${draft.kind}/${draft.thing}/${draft.page}`}
              draft={draft}
              onGo={() => setOpen(false)}
            />
          ))}
        </ul>
      }
    >
      <Badge count={drafts.data.length} size="small" offset={[-4, 6]}>
        <Button
          type="text"
          className="bar-icon"
          aria-label={`未提交的草稿 ${drafts.data.length} 份`}
          icon={<FormOutlined />}
        />
      </Badge>
    </Popover>
  );
}

function DraftRow({ draft, onGo }: { draft: Draft; onGo: () => void }) {
  const notify = useNotify();
  const { kind, thing, page, title, address, keptAt } = draft;
  const route = readRoute(address);
  const discard = () => client.call('drafts.discard', { kind, thing, page }).catch(notify.failed);
  const go = () => {
    if (route) goTo(route);
    onGo();
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
        {title}，{localMoment(keptAt)}
      </p>
    </li>
  );
}
