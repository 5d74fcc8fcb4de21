import { CodedError } from '#shared/contract/errors.ts';
import type { PostgresAddress } from './address.ts';

/** Who is not let in, by SQLSTATE. */
const SIGN_IN = ['28000', '28P01'];
/** What the driver says of ways to sign in that it does not know: openGauss has one of its own under PostgreSQL's number. */
const OTHER_SIGN_IN = /Only mechanism|Unknown authentication/i;
/** Errors of the network by the system: `ECONNRESET`, `EPIPE` and their like. */
const SYSTEM = /^E(CONN|PIPE|TIMEDOUT|HOST|NET)/;
const BROKEN_OFF = '与数据库的连接断了';
const NO_DATABASE = '3D000';
const RIGHTS = '42501';
const READ_ONLY = '25006';
const CROWDED = ['53300', '57P03'];
/** Tables or columns that are not there. */
const OTHER_SCHEMA = ['42P01', '42703', '42704'];
/** What PostgreSQL answers, by the first letters of its SQLSTATE, in words. */
const reasons: readonly (readonly [state: string, reason: string])[] = [
  [READ_ONLY, '连到的是只能读的备机，还没有提升为主机'],
  ['22021', '有一段文字不是完整的 UTF-8，数据库不收'],
  ['22P05', '有一段文字里有空字符，数据库不收'],
  ['23', '有的行与其他行对不上，请先用 verify 校验工作区'],
  ['53100', '数据库服务器的磁盘满了'],
  ['53', '数据库服务器的内存或连接用完了'],
  ['55P03', '别的程序占着这些表'],
  ['57', '数据库服务器停了，或管理员断开了连接'],
  ['08', BROKEN_OFF],
  ['58', '数据库服务器读写磁盘出错'],
  ['XX', '数据库报告自己有损坏'],
];
/** What the system says where a server does not answer. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: '那个端口没有服务',
  ENOTFOUND: '找不到这个主机名',
  EAI_AGAIN: '主机名查不到',
  ETIMEDOUT: '没有应答',
  EHOSTUNREACH: '网络不通',
  ENETUNREACH: '网络不通',
  ENOENT: '没有那个套接字文件',
};

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What went wrong before the server let us in, as an error with words. */
export function connectFault(error: unknown, { shown }: PostgresAddress): CodedError {
  const code = codeOf(error);
  if (OTHER_SIGN_IN.test(String(error))) return new CodedError('POSTGRES_HANDSHAKE', { address: shown });
  if (SIGN_IN.includes(code) || /password|SASL/i.test(String(error)))
    return new CodedError('POSTGRES_SIGN_IN', { address: shown });
  if (code === NO_DATABASE) return new CodedError('POSTGRES_NO_DATABASE', { address: shown });
  if (code === RIGHTS) return new CodedError('POSTGRES_RIGHTS', { address: shown, what: '连接这个数据库' });
  const reason = CROWDED.includes(code)
    ? '服务器正在启动，或连接用完了'
    : (UNREACHABLE[code] ?? (/SSL|certificate/i.test(String(error)) ? '加密连接没有谈成' : '没有应答'));
  return new CodedError('POSTGRES_UNREACHABLE', { address: shown, reason });
}

/** The same of what went wrong later. What neither the database nor the way to it did stays as it is. */
export function workFault(error: unknown, { shown }: PostgresAddress): unknown {
  const state = stateOf(error);
  if (state === null && !isBrokenOff(error)) return error;
  if (state === RIGHTS)
    return new CodedError('POSTGRES_RIGHTS', { address: shown, what: '建立模式和表，或读这个工作区' });
  if (state !== null && OTHER_SCHEMA.includes(state))
    return new CodedError('POSTGRES_ALTERED', { address: shown, what: '少了表或列' });
  const known = state === null ? BROKEN_OFF : reasons.find(([begins]) => state.startsWith(begins))?.[1];
  return new CodedError('POSTGRES_FAILED', { address: shown, reason: known ?? `数据库回答 ${state}` });
}

/** Whether the connection is gone, so that nobody knows what became of the last statement. */
export function isBrokenOff(error: unknown): boolean {
  const state = stateOf(error);
  if (state !== null) return /^(08|57P)/.test(state);
  return (
    error instanceof Error && (SYSTEM.test(codeOf(error)) || /^(Connection|Client) /.test(error.message))
  );
}

/**
 * Whether the database is not there for now: its way is cut, it begins anew, or a replica stands in its place that only reads
 * until somebody promotes it.
 */
export function isAway(error: unknown): boolean {
  if (error instanceof CodedError) return error.code === 'POSTGRES_UNREACHABLE';
  return isBrokenOff(error) || stateOf(error) === READ_ONLY;
}

/** Whether the database divided by zero. */
export function isDivisionByZero(error: unknown): boolean {
  return stateOf(error) === '22012';
}

/** What the database itself answers has a state of five letters; null where it did not. */
function stateOf(error: unknown): string | null {
  const code = codeOf(error);
  return /^[0-9A-Z]{5}$/.test(code) && !SYSTEM.test(code) ? code : null;
}
