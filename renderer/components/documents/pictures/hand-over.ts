import { client } from '../../../client/client.ts';
import { bytesOf } from '../../data-url.ts';

/** Hands a picture to the service for a document that is written next; its token. */
export async function handOver(url: string, name: string): Promise<string> {
  const type = /^data:([^;]+)/.exec(url)?.[1] ?? 'image/png';
  return (await client.put(new File([bytesOf(url)], name, { type }))).token;
}
