import { MoreOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';

interface MoreAction {
  readonly label: string;
  readonly does: () => void;
}

/** The less used actions of a row of buttons, behind one; null is what this person may not. Nothing where there is none. */
export function MoreActions({ actions }: { actions: readonly (MoreAction | null)[] }) {
  const items = actions.flatMap((action) =>
    action ? [{ key: action.label, label: action.label, onClick: action.does }] : [],
  );
  if (items.length === 0) return null;
  return (
    <Dropdown menu={{ items }} placement="topRight" trigger={['click']}>
      <Button className="more-actions" icon={<MoreOutlined />} aria-label="更多" title="更多" />
    </Dropdown>
  );
}
