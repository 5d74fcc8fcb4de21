import { HistoryOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Button, Drawer, Popconfirm, Tooltip } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../client/client.ts';
import { useService } from '../client/queries.ts';
import { momentText } from '../components/format.ts';
import { isTyping } from '../components/is-typing.ts';
import { isPressed, keys, pressedAs } from '../components/keys.ts';
import { useNotify } from '../components/notify.ts';
import { Permitted } from '../components/permitted.tsx';
import { EmptyState, Loading } from '../components/states.tsx';
import { Tag } from '../components/tags.tsx';
import { useKeyDown } from '../components/use-key-down.ts';
import './edit-history.css';

const SHOWN = 500;

type Edit = OutputOf<'edits.list'>['edits'][number];

/** Undo and redo of what was edited by hand, and the list of it. */
export function EditHistory() {
  const [open, setOpen] = useState(false);
  return (
    <span className="edit-history">
      <Permitted to="edits.undo">
        <UndoRedo />
      </Permitted>
      <Tooltip title="操作记录">
        <Button
          type="text"
          className="bar-icon"
          icon={<HistoryOutlined />}
          aria-label="操作记录"
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      <Drawer title="操作记录" size={440} open={open} onClose={() => setOpen(false)} destroyOnHidden>
        <EditList />
      </Drawer>
    </span>
  );
}

function UndoRedo() {
  const next = useService('edits.list', { limit: 1 });
  const turn = useTurn();
  const { undo, redo } = next.data ?? { undo: null, redo: null };

  useKeyDown((event) => {
    const direction = isPressed(event, keys.undo) ? 'undo' : isPressed(event, keys.redo) ? 'redo' : null;
    if (direction === null || isTyping(event.target)) return;
    event.preventDefault();
    void turn(direction);
  });

  return (
    <>
      <Tooltip title={undo ? `撤销：${undo.title}（${pressedAs(keys.undo)}）` : '没有可以撤销的操作'}>
        <Button
          type="text"
          className="bar-icon"
          icon={<UndoOutlined />}
          aria-label="撤销"
          disabled={!undo}
          onClick={() => turn('undo')}
        />
      </Tooltip>
      <Tooltip title={redo ? `重做：${redo.title}（${pressedAs(keys.redo)}）` : '没有可以重做的操作'}>
        <Button
          type="text"
          className="bar-icon"
          icon={<RedoOutlined />}
          aria-label="重做"
          disabled={!redo}
          onClick={() => turn('redo')}
        />
      </Tooltip>
    </>
  );
}

/** Every edit, latest first. Going back to one takes back all own ones that came after it, and nobody else's. */
function EditList() {
  const { data } = useService('edits.list', { limit: SHOWN });
  if (!data) return <Loading />;
  if (data.edits.length === 0)
    return (
      <EmptyState title="还没有手工修改">
        移动校门、修改场所、加入整治等操作会逐条记在这里，随时可以撤销。名单的导入在“名单”里按批次撤销。
      </EmptyState>
    );
  return (
    <ol className="edit-list">
      {data.edits.map((edit) => (
        <li key={edit.id} className={edit.undoneAt ? 'edit-undone' : undefined}>
          <div>
            <strong>{edit.title}</strong>
            <p className="quiet small">
              {momentText(edit.at)} · {edit.actor}
            </p>
          </div>
          <EditState edit={edit} isNext={edit.id === data.undo?.id} />
        </li>
      ))}
    </ol>
  );
}

function EditState({ edit: { id, undoneAt, isOwn }, isNext }: { edit: Edit; isNext: boolean }) {
  if (undoneAt) return <Tag tone="plain">已撤销</Tag>;
  if (!isOwn)
    return (
      <Tooltip title="只有本人可以撤销。需要改回去的，请直接修改">
        <span>
          <Tag tone="plain">他人修改</Tag>
        </span>
      </Tooltip>
    );
  return (
    <Permitted to="edits.undo">
      <TakeBack id={id} isNext={isNext} />
    </Permitted>
  );
}

function TakeBack({ id, isNext }: { id: Edit['id']; isNext: boolean }) {
  const turn = useTurn();
  return (
    <Popconfirm
      title={isNext ? '撤销这一项？' : '撤销这一项和自己在它之后的全部操作？'}
      okText="撤销"
      cancelText="取消"
      onConfirm={() => turn('undo', id)}
    >
      <Button size="small">{isNext ? '撤销' : '退回到此前'}</Button>
    </Popconfirm>
  );
}

function useTurn() {
  const notify = useNotify();
  const turn = async (direction: 'undo' | 'redo', until: number | null) => {
    const { titles } = await (direction === 'undo'
      ? client.call('edits.undo', { until })
      : client.call('edits.redo', {}));
    const what = titles.length === 1 ? titles[0] : `${titles.length} 项操作`;
    notify.done(`${direction === 'undo' ? '已撤销' : '已重做'}：${what}`);
  };
  // Several may be under way: keys are pressed faster than they are answered.
  return async (direction: 'undo' | 'redo', until: number | null = null) =>
    await turn(direction, until).catch(notify.failed);
}
