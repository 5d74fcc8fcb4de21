import { isTyping } from '../../../components/is-typing.ts';
import { useKeyDown } from '../../../components/use-key-down.ts';
import type { ToDrawWork } from './use-to-draw.ts';

/** Keys of the list: G draws a gate, B the campus, N passes over, ↓ and ↑ choose, except where they move the map. */
export function useToDrawKeys({ draw, skip, move }: ToDrawWork): void {
  const acts: Readonly<Record<string, () => void>> = {
    KeyG: () => draw('gate'),
    KeyB: () => draw('boundary'),
    KeyN: skip,
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
  };
  useKeyDown((event) => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return;
    if (target instanceof Element && target.closest('[role="dialog"], [role="listbox"], .ant-select')) return;
    const isOnMap = target instanceof Element && target.closest('.map-canvas') !== null;
    const act = isOnMap && event.code.startsWith('Arrow') ? undefined : acts[event.code];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
