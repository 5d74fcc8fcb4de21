/**
 * Longer than anything takes that a test waits for, on a machine whose cores are all busy. The benchmark that breaks
 * promises waits in vain again and again, so it gives less.
 */
export const PATIENCE_MS = Number(process.env.XUEANTU_PATIENCE_MS ?? 300_000);
const LOOK_MS = 50;

/** Asks again and again until something is so; errors name what was waited for. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
