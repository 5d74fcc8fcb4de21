/** What people call them, by the word in what a browser calls itself; the first that fits is meant. */
const browsers = [
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Electron/', '学安图'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = [
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const;

/** Chrome，Windows: what a browser calls itself, as people say it; the beginning of it where nothing is known of it. */
export function browserName(agent: string): string {
  const named = (known: readonly (readonly [string, string])[]) =>
    known.find(([word]) => agent.includes(word))?.[1];
  const words = [named(browsers), named(systems)].filter((word) => word !== undefined);
  return words.length > 0 ? words.join('，') : agent.slice(0, 40) || '没有说明';
}
