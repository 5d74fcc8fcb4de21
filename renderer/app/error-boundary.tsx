import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { reportFailure } from '../client/report-failure.ts';
import { EmptyState } from '../components/states.tsx';

/** Catches what a screen did not expect: the rest stays usable, and nothing that was saved is touched. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    reportFailure(error);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <EmptyState
        title="这个页面出错了"
        action={
          <Button type="primary" onClick={() => location.reload()}>
            重新载入
          </Button>
        }
      >
        已保存的内容都在。若重新载入后仍然出错，请联系维护人员。
      </EmptyState>
    );
  }
}
