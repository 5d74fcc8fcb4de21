import { useMemo, useSyncExternalStore } from 'react';
import { isAlone, linkTo, type Route, readRoute } from './routes.ts';

/** What the page's address means; null where it means nothing. */
export function useRoute(): Route | null {
  const address = useAddress();
  return useMemo(() => readRoute(address), [address]);
}

/** Whether the page is printed: a document stands there without anything around it. */
export function useIsAlone(): boolean {
  return isAlone(useAddress());
}

export function goTo(route: Route): void {
  location.hash = linkTo(route);
}

/** Goes on to something in the place of what is shown: going back does not lead here again. */
export function replaceRoute(route: Route): void {
  location.replace(linkTo(route));
}

/** The address of what is shown, to come back to it later. */
export function addressNow(): string {
  return location.hash;
}

function useAddress(): string {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener);
      return () => window.removeEventListener('hashchange', listener);
    },
    () => location.hash,
  );
}
