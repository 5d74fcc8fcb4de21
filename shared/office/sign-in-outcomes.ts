/** How a try to sign in ended. */
export const signInOutcomes = ['ok', 'refused', 'waiting', 'code', 'unknown', 'away'] as const;
export type SignInOutcome = (typeof signInOutcomes)[number];

export const outcomeTitles: Readonly<Record<SignInOutcome, string>> = {
  ok: '登录成功',
  refused: '密码或动态口令不对',
  waiting: '等待期内，没有核对',
  code: '密码对，等动态口令',
  /** Somebody whom a provider knows and no account belongs to. */
  unknown: '没有对应的账号',
  away: '登录来源没有应答',
};
