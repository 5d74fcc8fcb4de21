import { CodedError } from '#shared/contract/errors.ts';
import { readUrl } from '../read-url.ts';

const DEFAULT_PORT = 443;

/** Where an office's server is reached. */
export interface ServerAddress {
  /** Without the brackets of an address of IPv6. */
  readonly host: string;
  readonly port: number;
  /** As a page of it says where it comes from: https://10.1.2.3:7443. */
  readonly origin: string;
}

/** Reads an address as people write it, with or without `https://`. Errors: SERVER_ADDRESS. */
export function readServerAddress(text: string): ServerAddress {
  const written = text.trim();
  const full = /^[a-z]+:\/\//i.test(written) ? written : `https://${written}`;
  const url = readUrl(full);
  const isPlain = url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
  if (!isPlain || url.hostname === '') throw new CodedError('SERVER_ADDRESS', { address: written });
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return { host, port: url.port === '' ? DEFAULT_PORT : Number(url.port), origin: url.origin };
}
