/** So long may something keep others waiting, ms. */
const LONGEST_MS = 8;
/** Since when whatever waits has had no turn; null where it just had one. */
let since: number | null = null;

/** Lets whatever waits go first. */
export async function letOthersGo(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** The same where they have waited for long: asked between pieces of work that are short themselves. */
export async function letOthersGoInTime(): Promise<void> {
  const now = performance.now();
  if (since === null) {
    since = now;
    setImmediate(() => (since = null));
  } else if (now - since >= LONGEST_MS) await letOthersGo();
}
