/** Whether a registry status says that the business has ended, so that no finding is made of it. */
export function hasEnded(status: string): boolean {
  return (
    /注销|吊销|撤销|迁出|歇业|停业|关闭|搬迁|查无此店|不在本区/.test(status) ||
    /^[23456]$/.test(status.trim())
  );
}
