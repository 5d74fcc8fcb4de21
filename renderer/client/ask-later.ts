/** A hundred pages that all ask in the moment of a change keep the service from the next one: each waits its own while. */
const SHORTEST_MS = 500;
const LONGEST_MS = 3000;

/**
 * Collects what others changed, and asks for it together after a while; a page that nobody sees waits until somebody
 * does. Returns what takes the names of stale queries.
 */
export function askLater(ask: (names: ReadonlySet<string>) => void): (names: readonly string[]) => void {
  let waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const askNow = () => {
    timer = null;
    if (waiting.size === 0 || document.visibilityState === 'hidden') return;
    const names = waiting;
    waiting = new Set();
    ask(names);
  };
  document.addEventListener('visibilitychange', () => {
    if (timer === null) askNow();
  });
  return (names) => {
    for (const name of names) waiting.add(name);
    timer ??= setTimeout(askNow, SHORTEST_MS + Math.random() * (LONGEST_MS - SHORTEST_MS));
  };
}
