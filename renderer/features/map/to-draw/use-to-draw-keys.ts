import { isTyping } from '../../../components/is-typing.ts';
import { isPressed, type KeyUse, keys } from '../../../components/keys.ts';
import { useKeyDown } from '../../../components/use-key-down.ts';
import type { ToDrawWork } from './use-to-draw.ts';

/** Keys of the list; arrows do not choose where they move the map. */
export function useToDrawKeys({ draw, skip, move }: ToDrawWork): void {
  const acts: readonly (readonly [KeyUse, () => void])[] = [
    [keys.toDrawGate, () => draw('gate')],
    [keys.toDrawBoundary, () => draw('boundary')],
    [keys.toDrawNext, skip],
    [keys.toDrawDown, () => move(1)],
    [keys.toDrawUp, () => move(-1)],
  ];
  useKeyDown((event) => {
    const { target } = event;
    if (isTyping(target)) return;
    if (target instanceof Element && target.closest('[role="dialog"], [role="listbox"], .ant-select')) return;
    const isOnMap = target instanceof Element && target.closest('.map-canvas') !== null;
    const act = acts.find(([use]) => isPressed(event, use))?.[1];
    if (!act || (isOnMap && event.key.startsWith('Arrow'))) return;
    event.preventDefault();
    act();
  });
}
