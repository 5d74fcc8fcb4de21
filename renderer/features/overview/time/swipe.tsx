import { type ReactNode, useEffect, useRef, useState } from 'react';
import { GroundMap } from '../../../components/ground-map.tsx';
import type { MapControl } from '../../../map/map-control.ts';
import type { MapTarget } from '../../../map/map-props.ts';
import type { Moments } from '../../../map/moment-marks.ts';
import { emptySketch } from '../../../map/sketch-style.ts';

interface SwipeProps {
  readonly left: Moments;
  readonly right: Moments;
  /** What either side shows, in words. */
  readonly leftTitle: ReactNode;
  readonly rightTitle: ReactNode;
  readonly onSelect: (target: MapTarget | null) => void;
}

/** Steps of the handle by a key, in parts of a hundred. */
const steps: Readonly<Record<string, number>> = { ArrowLeft: -2, ArrowRight: 2, PageUp: -20, PageDown: 20 };

/** Two maps of the same place, one over the other: left of the handle the one is seen, right of it the other. */
export function Swipe({ left, right, leftTitle, rightTitle, onSelect }: SwipeProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(50);
  const { takeLeft, takeRight } = useTwoMaps();
  const move = (part: number) => setAt(Math.min(100, Math.max(0, part)));
  const follow = (x: number) => {
    const box = frame.current?.getBoundingClientRect();
    if (box && box.width > 0) move(((x - box.left) / box.width) * 100);
  };
  return (
    <div ref={frame} className="time-map swipe">
      <div className="swipe-side" data-testid="swipe-left">
        <GroundMap
          sketch={emptySketch}
          bounds={null}
          moments={left}
          onSelect={onSelect}
          onControl={takeLeft}
        />
      </div>
      <div className="swipe-side" data-testid="swipe-right" style={{ clipPath: `inset(0 0 0 ${at}%)` }}>
        <GroundMap
          sketch={emptySketch}
          bounds={null}
          moments={right}
          onSelect={onSelect}
          onControl={takeRight}
        />
      </div>
      <p className="swipe-title">{leftTitle}</p>
      <p className="swipe-title swipe-title-right">{rightTitle}</p>
      <div
        className="swipe-handle"
        role="slider"
        tabIndex={0}
        aria-label="左右两图的分界"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(at)}
        aria-valuetext={`左图占 ${Math.round(at)}%`}
        style={{ left: `${at}%` }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event.clientX);
        }}
        onKeyDown={(event) => {
          const to = { Home: 0, End: 100 }[event.key] ?? at + (steps[event.key] ?? 0);
          if (to === at) return;
          event.preventDefault();
          move(to);
        }}
      />
    </div>
  );
}

/** Two maps that go together, once both are there. */
function useTwoMaps() {
  const [left, takeLeft] = useState<MapControl | null>(null);
  const [right, takeRight] = useState<MapControl | null>(null);
  useEffect(() => (left && right ? left.goWith(right) : undefined), [left, right]);
  return { takeLeft, takeRight };
}
