import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { CopyLinkHere } from '../../components/copy-link.tsx';

/** The frame of the right panel: title and tags above, actions pinned below. */
export function Panel({
  title,
  tags,
  actions,
  link = false,
  onClose,
  children,
}: {
  title: string;
  tags: ReactNode;
  actions: ReactNode;
  /** Whether what is shown is a thing that others may be sent a link to. */
  link?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <div className="panel" data-testid="panel">
      <header className="panel-head">
        <h1>{title}</h1>
        <div className="panel-ends">
          {link && <CopyLinkHere />}
          <Button type="text" size="small" icon={<CloseOutlined />} aria-label="关闭" onClick={onClose} />
        </div>
        <div className="panel-tags">{tags}</div>
      </header>
      <div className="panel-body">{children}</div>
      <footer className="panel-actions">{actions}</footer>
    </div>
  );
}

/** Facts as label and value. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== '' && value !== null)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
