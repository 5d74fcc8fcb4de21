import { Alert, Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { ServiceError } from '../client/client.ts';
import './states.css';

/** Nothing here yet, and what to do next. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <h2>{title}</h2>
      {children && <p className="quiet">{children}</p>}
      {action}
    </div>
  );
}

/** Something is being loaded; `onCancel` stops it. */
export function Loading({ label = '正在读取', onCancel }: { label?: string; onCancel?: () => void }) {
  return (
    <div className="empty-state" aria-busy="true">
      <Spin />
      <p className="quiet">{label}…</p>
      {onCancel && <Button onClick={onCancel}>取消</Button>}
    </div>
  );
}

/** Whoever stops a question has nothing to repair. */
function isCancelled(error: Error): boolean {
  return error instanceof ServiceError && error.code === 'CANCELLED';
}

/** What went wrong in the service's words, with a way to try again or to do something else. */
export function ErrorState({
  error,
  onRetry,
  action,
}: {
  error: Error;
  onRetry?: () => void;
  action?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <Alert
        type={isCancelled(error) ? 'info' : 'error'}
        showIcon
        title={error.message}
        action={
          onRetry && (
            <Button size="small" onClick={onRetry}>
              重试
            </Button>
          )
        }
      />
      {action}
    </div>
  );
}
