import { SearchOutlined } from '@ant-design/icons';
import { Button, Collapse, Drawer, Input } from 'antd';
import { useState } from 'react';
import { keys, pressedAs } from '../../components/keys.ts';
import { EmptyState } from '../../components/states.tsx';
import { type HelpTopic, helpTopics } from './topics.ts';

/** Answers in plain Chinese, those of the screen at hand first. */
export function HelpDrawer({
  screen,
  onKeys,
  onClose,
}: {
  screen: string;
  /** Opens the sheet of keys in its place. */
  onKeys: () => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const mentions = ({ title, paragraphs }: HelpTopic) =>
    [title, ...paragraphs].some((each) => each.includes(wanted));
  const found = helpTopics
    .filter((topic) => wanted === '' || mentions(topic))
    .sort((a, b) => Number(b.screens.includes(screen)) - Number(a.screens.includes(screen)));
  return (
    <Drawer
      title="帮助"
      size={440}
      open
      onClose={onClose}
      extra={<Button onClick={onKeys}>快捷键（{pressedAs(keys.keySheet)}）</Button>}
    >
      <Input
        autoFocus
        allowClear
        prefix={<SearchOutlined />}
        aria-label="在帮助中查找"
        placeholder="例如：实测、坐标系、撤销"
        value={text}
        onChange={({ target }) => setText(target.value)}
        style={{ marginBottom: 14 }}
      />
      {found.length === 0 ? (
        <EmptyState title="没有找到">换个说法试试，或清空后浏览全部条目。</EmptyState>
      ) : (
        <Collapse
          key={wanted}
          defaultActiveKey={wanted === '' ? found[0]?.id : found.map(({ id }) => id)}
          items={found.map(({ id, title, paragraphs }) => ({
            key: id,
            label: title,
            children: paragraphs.map((paragraph) => (
              <p key={paragraph} style={{ marginBottom: 8 }}>
                {paragraph}
              </p>
            )),
          }))}
        />
      )}
    </Drawer>
  );
}
