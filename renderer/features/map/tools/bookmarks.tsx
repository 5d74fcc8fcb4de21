import { DeleteOutlined, PushpinOutlined } from '@ant-design/icons';
import { Button, Form, Input, Popover, Space } from 'antd';
import { useCommand, useService } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { KeptForm, type SentDraft } from '../../../components/drafts/kept-form.tsx';
import { useNotify } from '../../../components/notify.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
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
  const remove = useCommand('saved.remove');
  const notify = useNotify();
  const may = useMayCall();
  const bookmarks = (saved.data ?? []).flatMap(({ id, name: known, content }) =>
    content.kind === 'bookmark' ? [{ id, name: known, place: content }] : [],
  );
  return (
    <div className="bookmarks">
      {bookmarks.length === 0 && (
        <p className="quiet small">
          {may('saved.save') ? '把常看的位置记成书签，随工作区保存。' : '还没有书签。'}
        </p>
      )}
      <ul>
        {bookmarks.map(({ id, name: title, place }) => (
          <li key={id}>
            <Button type="link" size="small" onClick={() => control?.show(place)}>
              {title}
            </Button>
            {may('saved.remove') && (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={`删除书签“${title}”`}
                onClick={() => remove.mutateAsync({ input: { id } }).catch(notify.failed)}
              />
            )}
          </li>
        ))}
      </ul>
      {may('saved.save') && <NewBookmark control={control} />}
    </div>
  );
}

/** Gives what the map shows a name. */
function NewBookmark({ control }: { control: MapControl | null }) {
  const save = useCommand('saved.save');
  const carryOut = useCarryOut();
  const [form] = Form.useForm<{ name: string }>();
  const name = Form.useWatch('name', form) ?? '';
  const keep = async (_: { name: string }, { sent }: SentDraft) => {
    if (!control || name.trim() === '') return;
    await carryOut(
      () => save.mutateAsync({ input: { name, content: { kind: 'bookmark', ...control.place } } }),
      null,
      () => {
        sent();
        form.resetFields();
      },
    );
  };
  return (
    <KeptForm<{ name: string }>
      name="bookmark"
      form={form}
      draft={{ kind: 'bookmark', thing: 'new', title: '当前视图的名称' }}
      onFinish={keep}
    >
      <Space.Compact block>
        <Form.Item name="name" noStyle>
          <Input size="small" aria-label="书签名称" placeholder="给当前视图起名" maxLength={40} />
        </Form.Item>
        <Button
          size="small"
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          disabled={name.trim() === ''}
        >
          记下
        </Button>
      </Space.Compact>
    </KeptForm>
  );
}
