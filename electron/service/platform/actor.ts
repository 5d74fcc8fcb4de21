/** Who is at the keyboard, for the audit trail. */
export function localActor(): string {
  return process.env.XUEANTU_ACTOR ?? process.env.USER ?? process.env.USERNAME ?? '本机用户';
}
