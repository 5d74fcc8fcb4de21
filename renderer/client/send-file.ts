import { CodedError } from '#shared/contract/errors.ts';
import type { Sending } from './transport.ts';

/** Statuses of answers that have no body. */
const BODILESS = [204, 304];

/**
 * Sends a file as `fetch` does, and tells how much of it is sent, which `fetch` cannot. Errors: CANCELLED; a TypeError
 * where the connection breaks, as that of `fetch`.
 */
export async function sendFile(
  path: string,
  headers: Readonly<Record<string, string>>,
  file: File,
  { signal, onProgress }: Sending,
): Promise<Response> {
  return await new Promise((resolve, reject) => {
    const sent = new XMLHttpRequest();
    const giveUp = () => sent.abort();
    const stop = () => signal?.removeEventListener('abort', giveUp);
    sent.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded, total);
    sent.onload = () => {
      stop();
      const { status } = sent;
      const body = BODILESS.includes(status) ? null : sent.responseText;
      resolve(new Response(body, { status, headers: headersOf(sent) }));
    };
    sent.onerror = () => {
      stop();
      reject(new TypeError('the connection broke'));
    };
    sent.onabort = () => {
      stop();
      reject(new CodedError('CANCELLED'));
    };
    if (signal?.aborted) return reject(new CodedError('CANCELLED'));
    signal?.addEventListener('abort', giveUp);
    sent.open('POST', path);
    for (const [name, value] of Object.entries(headers)) sent.setRequestHeader(name, value);
    sent.send(file);
  });
}

function headersOf(sent: XMLHttpRequest): Headers {
  const headers = new Headers();
  for (const line of sent.getAllResponseHeaders().trim().split('\r\n')) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  return headers;
}
