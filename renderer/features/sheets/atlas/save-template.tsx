import { SaveOutlined } from '@ant-design/icons';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../../client/queries.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import type { OrderState, OwnSheetTemplate } from './use-order.ts';

/** Keeps a changed template in the workspace, under its own name or a new one. */
export function SaveTemplate({
  state,
  own,
  onSaved,
}: {
  state: OrderState;
  own: OwnSheetTemplate;
  onSaved: (id: string) => void;
}) {
  const { name } = state;
  const { template } = state.order;
  const [open, setOpen] = useState(false);
  const save = useCommand('saved.save');
  const carryOut = useCarryOut();
  const title = (name ?? (own.savedId === null ? `${own.title}（本区）` : own.title)).trim();
  const keep = () =>
    carryOut(
      () =>
        save.mutateAsync({
          input: { name: title, content: { kind: 'sheet', template: { ...template, title } } },
        }),
      `已存为本区模板“${title}”`,
      ({ id }) => {
        setOpen(false);
        state.kept.end();
        onSaved(`own-${id}`);
      },
    );
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      content={
        <div className="sheets-save">
          <Input
            aria-label="模板名称"
            value={name ?? title}
            maxLength={40}
            onChange={({ target }) => state.changeName(target.value)}
            onPressEnter={() => void keep()}
          />
          <Button type="primary" disabled={title === ''} loading={save.isPending} onClick={() => void keep()}>
            保存
          </Button>
        </div>
      }
    >
      <Button icon={<SaveOutlined />}>存为本区模板</Button>
    </Popover>
  );
}
