import type { Context } from 'hono';
import type { AnswerMessage } from '#shared/contract/envelope.ts';

/** What is shorter is written faster than it is looked up and kept, bytes. */
const WORTH_KEEPING = 4096;
/** An answer that is kept is the same object for all who ask, so its text is the same. */
const written = new WeakMap<object, Uint8Array>();

/** Answers a call over HTTP: files as they are, anything else as JSON. What many ask for is written once for all of them. */
export function answerBy(context: Context, answer: AnswerMessage | null): Response {
  if (answer === null || !('ok' in answer)) return context.json(answer);
  const { id, ok } = answer;
  if (ok instanceof Uint8Array)
    return context.body(new Uint8Array(ok), 200, { 'Content-Type': 'application/octet-stream' });
  if (typeof ok !== 'object' || ok === null) return context.json(answer);
  const [head, text] = [Buffer.from(`{"id":${JSON.stringify(id)},"ok":`), textOf(ok)];
  const body = new Uint8Array(head.length + text.length + 1);
  body.set(head);
  body.set(text, head.length);
  body[body.length - 1] = END;
  return context.body(body, 200, { 'Content-Type': 'application/json' });
}

const END = '}'.charCodeAt(0);

function textOf(output: object): Uint8Array {
  const known = written.get(output);
  if (known) return known;
  const text = Buffer.from(JSON.stringify(output));
  if (text.length >= WORTH_KEEPING) written.set(output, text);
  return text;
}
