import { useEffect, useEffectEvent, useRef } from 'react';
import { useMayCall } from '../client/use-may.ts';
import { isElsewhere } from '../components/is-elsewhere.ts';
import { isKey } from '../components/keys.ts';
import { paletteCommands } from './commands.ts';

/** So long the second key of a command is waited for. */
const WAIT_MS = 1500;

/** The first keys of commands. */
const firsts = new Set(paletteCommands.map(({ key }) => firstOf(key)));

/**
 * Carries commands out by their two keys, from any screen. The second key belongs to the command, whatever it means to
 * what is shown; in fields, lists that are open and dialogs keys are what they are there.
 */
export function useCommandKeys(): void {
  const may = useMayCall();
  const begun = useRef<{ readonly first: string; readonly at: number } | null>(null);
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Shift') return;
    const first = begun.current && event.timeStamp - begun.current.at < WAIT_MS ? begun.current.first : null;
    begun.current = null;
    if (isElsewhere(event)) return;
    const command = paletteCommands.find(
      ({ key, to }) => firstOf(key) === first && isKey(event, secondOf(key)) && may(to),
    );
    const next = [...firsts].find((key) => isKey(event, key));
    if (!command && next === undefined) return;
    if (!command && next !== undefined) begun.current = { first: next, at: event.timeStamp };
    event.preventDefault();
    event.stopImmediatePropagation();
    command?.run();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => hear(event);
    // Before the screens hear it.
    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, []);
}

function firstOf(key: string): string {
  return key.split(' ')[0] ?? '';
}

function secondOf(key: string): string {
  return key.split(' ')[1] ?? '';
}
