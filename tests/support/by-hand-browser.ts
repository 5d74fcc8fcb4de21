import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Answer } from './office-door.ts';

/** A browser that goes where it is sent, with cookies for each address. */
export class Browser {
  readonly #jars = new Map<string, Map<string, string>>();
  readonly #authorities: string[];

  constructor(...authorities: string[]) {
    this.#authorities = authorities;
  }

  async get(url: string): Promise<Answer> {
    const { host, hostname, port, pathname, search } = new URL(url);
    const jar = this.#jars.get(host) ?? new Map<string, string>();
    this.#jars.set(host, jar);
    const cookie = [...jar].map((each) => each.join('=')).join('; ');
    const at = { host: hostname, port, path: pathname + search, headers: { cookie }, ca: this.#authorities };
    const answer = await new Promise<Answer>((resolve, reject) => {
      const sent = request(at, (response) => {
        const { statusCode: status = 0, headers } = response;
        void text(response).then((body) => resolve({ status, headers, body }), reject);
      });
      sent.on('error', reject).end();
    });
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      jar.set(name, value);
    }
    return answer;
  }

  /** Follows redirections to their end, or until one leads to such an address. */
  async follow(url: string, until?: string): Promise<Answer & { readonly url: string }> {
    for (let at = url, steps = 0; ; steps += 1) {
      if (steps > 10) throw new Error('goes in circles');
      if (until !== undefined && at.includes(until)) return { url: at, status: 0, headers: {}, body: '' };
      const answer = await this.get(at);
      const to = answer.headers.location;
      if (typeof to !== 'string') return { ...answer, url: at };
      at = new URL(to, at).href;
    }
  }

  /** The cookies of an office, as a header. */
  cookies(host: string): string {
    return [...(this.#jars.get(host) ?? [])].map((each) => each.join('=')).join('; ');
  }
}
