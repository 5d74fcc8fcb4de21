import { useSyncExternalStore } from 'react';

export type Shade = 'light' | 'dark';
/** What the user chose: light, dark, or the same as the system. */
export type ThemeMode = Shade | 'system';

const KEY = 'xueantu.theme';
const preference = window.matchMedia('(prefers-color-scheme: dark)');
// Whoever asks the browser itself between the change and its telling takes the telling away: only what it tells counts.
let prefersDark = preference.matches;
const listeners = new Set<() => void>();

function themeMode(): ThemeMode {
  const stored = localStorage.getItem(KEY);
  return stored === 'dark' || stored === 'system' ? stored : 'light';
}

export function setThemeMode(mode: ThemeMode): void {
  localStorage.setItem(KEY, mode);
  applyTheme();
  for (const listener of listeners) listener();
}

/** Whether light or dark is shown now. */
export function useShade(): Shade {
  return useSyncExternalStore(subscribe, shade);
}

export function useThemeMode(): ThemeMode {
  return useSyncExternalStore(subscribe, themeMode);
}

/** Tells the style sheets; call once at start, before anything is drawn. */
export function applyTheme(): void {
  document.documentElement.dataset.theme = shade();
}

function shade(): Shade {
  const mode = themeMode();
  if (mode !== 'system') return mode;
  return prefersDark ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

// Heard from the beginning on: a system that changes before anything is drawn would else go unheard.
preference.addEventListener('change', ({ matches }) => {
  prefersDark = matches;
  applyTheme();
  for (const listener of listeners) listener();
});
