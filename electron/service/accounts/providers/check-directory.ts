import {
  type Client,
  InappropriateAuthError,
  InsufficientAccessError,
  InvalidCredentialsError,
  InvalidDNSyntaxError,
  NoSuchObjectError,
  PresenceFilter,
  ResultCodeError,
  SizeLimitExceededError,
} from 'ldapts';
import { connected } from './ask-directory.ts';
import { connectionFault } from './connection-faults.ts';
import type { LdapSettings, Provider } from './known-providers.ts';
import { bad, good, type Tried } from './tried.ts';

/** Thrown where a step shows that the next ones cannot be tried. */
class Wrong extends Error {
  readonly tried: Tried;

  constructor(what: string, words: string) {
    super(words);
    this.tried = bad(what, words);
  }
}

/** Tries a directory: the connection, whoever looks for people there, and where. */
export async function checkDirectory(provider: Provider<LdapSettings>): Promise<Tried[]> {
  const { url, base } = provider.settings;
  const tried: Tried[] = [];
  try {
    await connected(provider, async (client) => {
      // An empty name is bound as nobody: whether that is allowed, it was answered.
      if (base === null) await client.bind('', '').catch(onlyRefused);
      else await bindFinder(client, provider);
      tried.push(good('连接', `${url} 有应答，证书可信`));
      if (base === null) {
        tried.push(good('查找', '按 --pattern 直接拼出条目的名称，不用查找；是否对，登录一次就知道'));
        return;
      }
      tried.push(good('查找用的名称', provider.settings.bindName ?? '匿名'));
      tried.push(await lookFor(client, base, provider.settings.attribute));
    });
  } catch (error) {
    tried.push(wrongIn(error));
  }
  return tried;
}

function wrongIn(error: unknown): Tried {
  if (error instanceof Wrong) return error.tried;
  const fault = connectionFault(error);
  if (fault !== null) return bad('连接', fault);
  return bad('连接', `对方的答复不对：${error instanceof Error ? error.message : String(error)}`);
}

function onlyRefused(error: unknown): void {
  if (!(error instanceof ResultCodeError)) throw error;
}

async function bindFinder(client: Client, { settings, secret }: Provider<LdapSettings>): Promise<void> {
  const { bindName } = settings;
  const what = '查找用的名称';
  // Looked for by nobody in particular: that it answers is known once it did.
  if (bindName === null) return await client.bind('', '').catch(onlyRefused);
  if (secret === null)
    throw new Wrong(
      what,
      `设了 ${bindName} 而没有密码，请在环境变量 XUEANTU_PROVIDER_SECRET 里给出，重新设置`,
    );
  try {
    await client.bind(bindName, secret);
  } catch (error) {
    if (error instanceof InvalidCredentialsError || error instanceof InappropriateAuthError)
      throw new Wrong(what, `${bindName} 的名称或密码不对`);
    if (error instanceof NoSuchObjectError) throw new Wrong(what, `目录里没有 ${bindName}`);
    if (error instanceof InvalidDNSyntaxError) throw new Wrong(what, `${bindName} 不是条目名称的写法`);
    throw error;
  }
}

/** Whether there are entries in that place that have a name to sign in by. */
async function lookFor(client: Client, base: string, attribute: string): Promise<Tried> {
  const what = '查找的位置';
  const filter = new PresenceFilter({ attribute });
  try {
    const { searchEntries } = await client.search(base, {
      scope: 'sub',
      filter,
      attributes: [attribute],
      sizeLimit: 1,
    });
    if (searchEntries.length > 0) return good(what, `${base} 下有带 ${attribute} 的条目`);
    return bad(
      what,
      `${base} 下看不到带 ${attribute} 的条目，请核对 --attribute，或这个名称有没有查看的权限`,
    );
  } catch (error) {
    if (error instanceof SizeLimitExceededError) return good(what, `${base} 下有带 ${attribute} 的条目`);
    if (error instanceof NoSuchObjectError) return bad(what, `目录里没有 ${base}，请核对 --base`);
    if (error instanceof InvalidDNSyntaxError) return bad(what, `--base ${base} 不是条目名称的写法`);
    if (error instanceof InsufficientAccessError) return bad(what, `没有查看 ${base} 的权限，请对方开放`);
    throw error;
  }
}
