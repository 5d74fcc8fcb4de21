import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useKeyDown } from '../../../components/use-key-down.ts';

/** One page back or on, also by Page Up and Page Down. */
export function PageSteps({
  keys,
  shown,
  onShow,
}: {
  keys: readonly string[];
  shown: string | null;
  onShow: (key: string) => void;
}) {
  const at = shown === null ? -1 : keys.indexOf(shown);
  const [before, after] = [keys[at - 1], keys[at + 1]];
  useKeyDown((event) => {
    const target = event.key === 'PageUp' ? before : event.key === 'PageDown' ? after : undefined;
    if (target === undefined || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    onShow(target);
  });
  if (keys.length < 2) return null;
  return (
    <span className="sheets-steps">
      <Button
        icon={<LeftOutlined />}
        aria-label="上一页"
        disabled={before === undefined}
        onClick={() => before !== undefined && onShow(before)}
      />
      <span className="number">
        {at + 1} / {keys.length}
      </span>
      <Button
        icon={<RightOutlined />}
        aria-label="下一页"
        disabled={after === undefined}
        onClick={() => after !== undefined && onShow(after)}
      />
    </span>
  );
}
