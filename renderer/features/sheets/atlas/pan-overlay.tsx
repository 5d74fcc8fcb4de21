import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import type { SheetPreview } from '#shared/contract/sheets.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { RADIANS_PER_DEGREE } from '#shared/geodesy/units.ts';

/** Moves what the main map shows by dragging it; a double click brings it back to its middle. */
export function PanOverlay({
  preview,
  main,
  rotation,
  onPan,
}: {
  preview: SheetPreview;
  /** The block of the main map. */
  main: string;
  rotation: number;
  onPan: (centre: [number, number] | null) => void;
}) {
  const [drag, setDrag] = useState<{ from: readonly [number, number]; by: readonly [number, number] } | null>(
    null,
  );
  const box = preview.blocks.find(({ id }) => id === main)?.box;
  const { scale, centre, width, height } = preview;
  if (!box || scale === null || centre === null) return null;
  const share = (value: number, whole: number) => `${(value / whole) * 100}%`;
  const move = (event: ReactPointerEvent<HTMLButtonElement>) => {
    if (drag) setDrag({ ...drag, by: [event.clientX - drag.from[0], event.clientY - drag.from[1]] });
  };
  const end = (event: ReactPointerEvent<HTMLButtonElement>) => {
    if (!drag) return;
    setDrag(null);
    if (Math.hypot(...drag.by) < 3) return;
    const perPixel = box.width / event.currentTarget.getBoundingClientRect().width;
    shift(-drag.by[0] * perPixel, drag.by[1] * perPixel);
  };
  /** Moves the middle by millimetres of paper, to the right and up. */
  const shift = (paperRight: number, paperUp: number) => {
    const [right, up] = [(paperRight * scale) / 1000, (paperUp * scale) / 1000];
    const [cos, sin] = [Math.cos(rotation * RADIANS_PER_DEGREE), Math.sin(rotation * RADIANS_PER_DEGREE)];
    const [lng, lat] = localFrame(centre).toLngLat([right * cos - up * sin, right * sin + up * cos]);
    onPan([lng, lat]);
  };
  return (
    <button
      type="button"
      className="sheet-pan"
      aria-label="移动图面"
      title="拖动或用方向键移动图面，双击还原"
      style={{
        left: share(box.x, width),
        top: share(box.y, height),
        width: share(box.width, width),
        height: share(box.height, height),
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: [event.clientX, event.clientY], by: [0, 0] });
      }}
      onPointerMove={move}
      onPointerUp={end}
      onDoubleClick={() => onPan(null)}
      onKeyDown={(event) => {
        const step = arrows[event.key];
        if (event.key === 'Home') onPan(null);
        if (!step) return;
        event.preventDefault();
        shift(step[0] * box.width * 0.1, step[1] * box.height * 0.1);
      }}
    >
      {drag && (
        <span
          className="sheet-pan-mark"
          style={{ transform: `translate(${drag.by[0]}px, ${drag.by[1]}px)` }}
        />
      )}
    </button>
  );
}

const arrows: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
