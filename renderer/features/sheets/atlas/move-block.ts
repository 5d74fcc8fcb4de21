import type { Block } from '#shared/sheets/sheet-template.ts';

/** Blocks lie on a grid of half units, so that they line up. */
function snap(value: number): number {
  return Math.round(value * 2) / 2;
}

/** A block moved by some units. It stays attached to the same edges of the page. */
export function movedBlock(block: Block, dx: number, dy: number): Block {
  const { left, right, top, bottom } = block;
  const across = left === undefined && right === undefined ? { left: 10 } : {};
  return {
    ...block,
    ...across,
    ...(left === undefined ? {} : { left: snap(left + dx) }),
    ...(right === undefined ? {} : { right: snap(right - dx) }),
    ...(top === undefined ? {} : { top: snap(top + dy) }),
    ...(bottom === undefined ? {} : { bottom: snap(bottom - dy) }),
  };
}

/** A block whose lower right corner is pulled by some units. */
export function resizedBlock(block: Block, dx: number, dy: number): Block {
  const { left, right, top, bottom, width, height } = block;
  const least = 2;
  // A block that is attached to both edges gets another distance to the edge that is pulled.
  const across =
    left !== undefined && right !== undefined
      ? { right: snap(right - dx) }
      : {
          width: Math.max(least, snap((width ?? 20) + dx)),
          ...(right === undefined ? {} : { right: snap(right - dx) }),
        };
  const down =
    top !== undefined && bottom !== undefined
      ? { bottom: snap(bottom - dy) }
      : {
          height: Math.max(least, snap((height ?? 10) + dy)),
          ...(bottom === undefined ? {} : { bottom: snap(bottom - dy) }),
        };
  return { ...block, ...across, ...down };
}
