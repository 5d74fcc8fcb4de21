import { until } from './until.ts';

/** A page of a program that only lets itself be debugged as a page: what it answers to expressions. */
export interface PageDebugger {
  evaluate(expression: string): Promise<unknown>;
  /** Asks again and again until the answer is as wanted. */
  until(expression: string, wanted: unknown): Promise<void>;
  close(): void;
}

/** Connects to the first page behind a debugging port of Chromium. */
export async function debugPage(port: string): Promise<PageDebugger> {
  let address: string | undefined;
  await until('there is a page to be debugged', async () => {
    const pages = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
      type: string;
      webSocketDebuggerUrl: string;
    }[];
    address = pages.find(({ type }) => type === 'page')?.webSocketDebuggerUrl;
    return address !== undefined;
  });
  const socket = new WebSocket(address ?? '');
  await new Promise((resolve) => socket.addEventListener('open', resolve));
  const waiting = new Map<number, (value: unknown) => void>();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as {
      id: number;
      result?: { result?: { value?: unknown } };
    };
    waiting.get(id)?.(result?.result?.value);
    waiting.delete(id);
  });
  const evaluate = (expression: string) =>
    new Promise<unknown>((resolve) => {
      const id = ++last;
      waiting.set(id, resolve);
      const params = { expression, returnByValue: true, awaitPromise: true };
      socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    });
  return {
    evaluate,
    async until(expression, wanted) {
      await until(`${expression} is ${wanted}`, async () => (await evaluate(expression)) === wanted);
    },
    close: () => socket.close(),
  };
}
