import { useSyncExternalStore } from 'react';

/** The address after `#/`, split at slashes: screen first, then what it shows. */
export function useRoute(): readonly string[] {
  const hash = useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => location.hash,
  );
  return hash.replace(/^#\/?/, '').split('/').filter(Boolean);
}

export function goTo(...parts: (string | number)[]): void {
  location.hash = `/${parts.join('/')}`;
}

/** The number at a place of the address; null where there is none. */
export function routeNumber(part: string | undefined): number | null {
  const value = Number(part);
  return part !== undefined && Number.isInteger(value) && value > 0 ? value : null;
}
