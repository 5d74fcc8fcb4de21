import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { isPressed, keys } from '../../../components/keys.ts';
import { useKeyDown } from '../../../components/use-key-down.ts';

/** One page back or on, also by Page Up and Page Down. */
export function PageSteps({
  keys: pages,
  shown,
  onShow,
}: {
  keys: readonly string[];
  shown: string | null;
  onShow: (key: string) => void;
}) {
  const at = shown === null ? -1 : pages.indexOf(shown);
  const [before, after] = [pages[at - 1], pages[at + 1]];
  useKeyDown((event) => {
    const target = isPressed(event, keys.pageBefore)
      ? before
      : isPressed(event, keys.pageAfter)
        ? after
        : undefined;
    if (target === undefined || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    onShow(target);
  });
  if (pages.length < 2) return null;
  return (
    <span className="sheets-steps">
      <Button
        icon={<LeftOutlined />}
        aria-label="上一页"
        disabled={before === undefined}
        onClick={() => before !== undefined && onShow(before)}
      />
      <span className="number">
        {at + 1} / {pages.length}
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
