const secrets = ['password', 'newPassword'];

/** What the trail keeps of a value: passwords and the keys of an office's accounts with map services stay out of it. */
export function trailText(value: unknown): string {
  return JSON.stringify(value, (key, part) => {
    if (secrets.includes(key) && part !== null) return '***';
    return isAccount(part) ? { ...part, key: '***' } : part;
  });
}

function isAccount(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && 'key' in value && ('provider' in value || 'layer' in value)
  );
}
