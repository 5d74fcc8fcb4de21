const untrusted = '对方的证书不是这台服务器认识的机构签发的，请用 --ca 给出该机构的证书';
const noTls = '对方在这个端口上不说 TLS，请核对端口；目录可改用 ldap:// 加 --start-tls';
const unreachable = '到不了那个地址，请检查网络和防火墙';

/** What a code of the system or of TLS means for whoever set a provider up, and what to do. */
const words: Readonly<Record<string, string>> = {
  ENOTFOUND: '地址里的名称查不到，请核对写法，或检查这台服务器的域名解析',
  EAI_AGAIN: '查询地址时没有应答，请检查这台服务器的域名解析',
  ECONNREFUSED: '那个地址的端口上没有服务，请核对地址和端口，或看对方是否开着',
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ETIMEDOUT: '没有应答，请检查网络、防火墙和端口',
  ECONNRESET: '连接被对方断开，请核对端口：加密和不加密的端口不同',
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  CERT_HAS_EXPIRED: '对方的证书已过期，请对方更换',
  CERT_NOT_YET_VALID: '对方的证书还没有生效，请核对两边的时间',
  ERR_TLS_CERT_ALTNAME_INVALID: '证书上的名称不是这个地址，请改用证书上写的名称',
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
};

/** Why a connection did not come about, in words with the code; null where the fault is another one. */
export function connectionFault(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (/timeout/i.test(at.name) || at.message === 'Connection timeout') return `${words.ETIMEDOUT}`;
    const code = 'code' in at ? String(at.code) : '';
    if (words[code] !== undefined) return `${words[code]}（${code}）`;
  }
  return null;
}
