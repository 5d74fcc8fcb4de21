import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import type { SheetPreview } from '#shared/contract/sheets.ts';
import { sizeOfPaper, unitOf } from '#shared/sheets/paper.ts';
import { type Block, blockNames, type SheetTemplate } from '#shared/sheets/sheet-template.ts';
import { movedBlock, resizedBlock } from './move-block.ts';

interface Drag {
  readonly id: string;
  readonly kind: 'move' | 'size';
  readonly from: readonly [number, number];
  readonly by: readonly [number, number];
}

/** Blocks over the preview: one is chosen by a click, moved by dragging or the arrow keys, sized at its corner. */
export function BlockOverlay({
  template,
  preview,
  chosen,
  onChoose,
  onChange,
}: {
  template: SheetTemplate;
  preview: SheetPreview;
  chosen: string | null;
  onChoose: (id: string | null) => void;
  onChange: (blocks: readonly Block[]) => void;
}) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const size = sizeOfPaper(template.paper);
  const unit = unitOf(size);
  const apply = (id: string, kind: Drag['kind'], dx: number, dy: number) =>
    onChange(
      template.blocks.map((block) =>
        block.id === id ? (kind === 'move' ? movedBlock : resizedBlock)(block, dx / unit, dy / unit) : block,
      ),
    );
  const start = (event: ReactPointerEvent<HTMLElement>, id: string, kind: Drag['kind']) => {
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    onChoose(id);
    setDrag({ id, kind, from: [event.clientX, event.clientY], by: [0, 0] });
  };
  const move = (event: ReactPointerEvent<HTMLElement>) => {
    if (!drag) return;
    const paper = event.currentTarget.closest('.sheet-overlay')?.getBoundingClientRect();
    if (!paper) return;
    const perPixel = size.width / paper.width;
    setDrag({
      ...drag,
      by: [(event.clientX - drag.from[0]) * perPixel, (event.clientY - drag.from[1]) * perPixel],
    });
  };
  const end = () => {
    if (drag && (Math.abs(drag.by[0]) > 0.2 || Math.abs(drag.by[1]) > 0.2))
      apply(drag.id, drag.kind, ...drag.by);
    setDrag(null);
  };
  return (
    <div className="sheet-overlay">
      {preview.blocks.map(({ id, box }) => {
        const block = template.blocks.find((each) => each.id === id);
        if (!block) return null;
        const by = drag?.id === id ? drag.by : [0, 0];
        const moved = drag?.kind === 'move' ? by : [0, 0];
        const grown = drag?.kind === 'size' && drag.id === id ? by : [0, 0];
        const share = (value: number, whole: number) => `${(value / whole) * 100}%`;
        return (
          <div
            key={id}
            className={id === chosen ? 'sheet-block sheet-block-chosen' : 'sheet-block'}
            style={{
              left: share(box.x + (drag?.id === id ? (moved[0] ?? 0) : 0), size.width),
              top: share(box.y + (drag?.id === id ? (moved[1] ?? 0) : 0), size.height),
              width: share(Math.max(2, box.width + (grown[0] ?? 0)), size.width),
              height: share(Math.max(2, box.height + (grown[1] ?? 0)), size.height),
              zIndex: block.kind === 'map' && block.role === 'main' ? 1 : 2,
            }}
          >
            <button
              type="button"
              aria-label={`移动${blockNames[block.kind]} ${id}`}
              aria-pressed={id === chosen}
              className="sheet-block-grip"
              onPointerDown={(event) => start(event, id, 'move')}
              onPointerMove={move}
              onPointerUp={end}
              onKeyDown={(event) => {
                const step = event.shiftKey ? 5 : 1;
                const [dx, dy] = arrows[event.key] ?? [0, 0];
                if (dx === 0 && dy === 0) return;
                event.preventDefault();
                apply(id, event.altKey ? 'size' : 'move', dx * step * unit, dy * step * unit);
              }}
              onFocus={() => onChoose(id)}
            />
            {id === chosen && (
              <span
                className="sheet-block-corner"
                onPointerDown={(event) => start(event, id, 'size')}
                onPointerMove={move}
                onPointerUp={end}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
