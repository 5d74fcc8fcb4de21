import { DeleteOutlined, PushpinOutlined } from '@ant-design/icons';
import { Button, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { useCommand, useService } from '../../../client/queries.ts';
import { useNotify } from '../../../components/notify.ts';
import type { MapControl } from '../../../map/map-control.ts';

/** Views of the map that were given a name. */
export function Bookmarks({ control }: { control: MapControl | null }) {
  return (
    <Popover trigger="click" placement="bottom" destroyOnHidden content={<BookmarkList control={control} />}>
      <Button size="small" aria-label="书签" icon={<PushpinOutlined />}>
        书签
      </Button>
    </Popover>
  );
}

function BookmarkList({ control }: { control: MapControl | null }) {
  const saved = useService('saved.list', {});
  const save = useCommand('saved.save');
  const remove = useCommand('saved.remove');
  const notify = useNotify();
  const [name, setName] = useState('');
  const bookmarks = (saved.data ?? []).flatMap(({ id, name: known, content }) =>
    content.kind === 'bookmark' ? [{ id, name: known, place: content }] : [],
  );
  const keep = async () => {
    if (!control || name.trim() === '') return;
    try {
      await save.mutateAsync({ input: { name, content: { kind: 'bookmark', ...control.place } } });
      setName('');
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <div className="bookmarks">
      {bookmarks.length === 0 && <p className="quiet small">把常看的位置记成书签，随工作区保存。</p>}
      <ul>
        {bookmarks.map(({ id, name: title, place }) => (
          <li key={id}>
            <Button type="link" size="small" onClick={() => control?.show(place)}>
              {title}
            </Button>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={`删除书签“${title}”`}
              onClick={() => remove.mutateAsync({ input: { id } }).catch(notify.failed)}
            />
          </li>
        ))}
      </ul>
      <Space.Compact block>
        <Input
          size="small"
          aria-label="书签名称"
          placeholder="给当前视图起名"
          maxLength={40}
          value={name}
          onChange={({ target }) => setName(target.value)}
          onPressEnter={keep}
        />
        <Button size="small" type="primary" disabled={name.trim() === ''} onClick={keep}>
          记下
        </Button>
      </Space.Compact>
    </div>
  );
}
