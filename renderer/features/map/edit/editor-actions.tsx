import { Button, Popconfirm } from 'antd';
import { isPressed, keys } from '../../../components/keys.ts';
import { useKeyDown } from '../../../components/use-key-down.ts';

interface EditorActionsProps {
  readonly canSave: boolean;
  readonly saving: boolean;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  /** How the thing itself is removed; null where it does not exist yet, or always must. */
  readonly remove: {
    readonly label: string;
    readonly question: string;
    readonly description: string;
    readonly busy: boolean;
    readonly onRemove: () => void;
  } | null;
}

/** What ends an editor: saving, leaving as it was, removing the thing. */
export function EditorActions({ canSave, saving, onSave, onCancel, remove }: EditorActionsProps) {
  useSaveKey(() => canSave && !saving && onSave());
  return (
    <>
      <Button type="primary" title="Ctrl+Enter" disabled={!canSave} loading={saving} onClick={onSave}>
        保存
      </Button>
      <Button onClick={onCancel}>取消</Button>
      {remove && (
        <Popconfirm
          title={remove.question}
          description={remove.description}
          okText="删除"
          cancelText="不删"
          onConfirm={remove.onRemove}
        >
          <Button danger loading={remove.busy}>
            {remove.label}
          </Button>
        </Popconfirm>
      )}
    </>
  );
}

/** Saves by Ctrl+Enter (⌘+Enter) wherever the focus is, the map as well; not from a dialog, which has a form of its own. */
function useSaveKey(save: () => void): void {
  useKeyDown((event) => {
    if (!isPressed(event, keys.send)) return;
    if (event.target instanceof Element && event.target.closest('[role="dialog"]')) return;
    event.preventDefault();
    save();
  });
}
