import { FormOutlined } from '@ant-design/icons';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { useService } from '../client/queries.ts';
import { DraftRow } from '../components/drafts/draft-row.tsx';

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
