import { App } from 'antd';

/** Tells the user that something was done, or why it was not. */
export function useNotify() {
  const { message } = App.useApp();
  return {
    done: (text: string) => void message.success(text),
    failed: (error: unknown) =>
      void message.error({
        content: error instanceof Error ? error.message : '操作没有完成，请重试',
        duration: 6,
      }),
  };
}
