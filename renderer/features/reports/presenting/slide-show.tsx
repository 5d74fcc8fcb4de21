import { useEffect, useEffectEvent, useRef } from 'react';
import type { DrawnSlide } from '#shared/contract/presentation.ts';
import { isPressed, keys } from '../../../components/keys.ts';
import { useKeyDown } from '../../../components/use-key-down.ts';
import { SlideView } from './slide-view.tsx';

interface ShowProps {
  readonly slides: readonly DrawnSlide[];
  /** From 1. */
  readonly number: number;
  readonly onNumber: (number: number) => void;
  readonly onEnd: () => void;
}

/** One slide over the whole screen; the next by key. It goes on until somebody ends it. */
export function SlideShow({ slides, number, onNumber, onEnd }: ShowProps) {
  const stage = useRef<HTMLElement>(null);
  const slide = slides[number - 1] ?? slides[0];
  // Keys come faster than the address changes: the next one goes on from where the last one led.
  const at = useRef(number);
  useEffect(() => {
    at.current = number;
  }, [number]);
  const show = (next: number) => {
    if (next < 1 || next > slides.length || next === at.current) return;
    at.current = next;
    onNumber(next);
  };
  useKeyDown((event) => {
    // A figure that was reached by the keyboard is opened by it.
    if (event.target instanceof HTMLButtonElement && (event.key === ' ' || event.key === 'Enter')) return;
    const step = stepOf(event);
    if (step === null) return;
    event.preventDefault();
    if (step === 'end') onEnd();
    else show(step === 'first' ? 1 : step === 'last' ? slides.length : at.current + step);
  });
  useFullScreen(onEnd);
  useEffect(() => stage.current?.focus(), []);
  if (!slide) return null;
  return (
    <section
      ref={stage}
      className="slide-show"
      tabIndex={-1}
      aria-label={`汇报，第 ${number} 页，共 ${slides.length} 页：${slide.title}`}
    >
      <SlideView slide={slide} live />
      <p className="slide-hint">→ 下一页　← 上一页　Esc 结束</p>
    </section>
  );
}

function stepOf(event: KeyboardEvent): 1 | -1 | 'first' | 'last' | 'end' | null {
  if (isPressed(event, keys.slideNext)) return 1;
  if (isPressed(event, keys.slideBefore)) return -1;
  if (isPressed(event, keys.slideFirst)) return 'first';
  if (isPressed(event, keys.slideLast)) return 'last';
  return isPressed(event, keys.slideEnd) ? 'end' : null;
}

/** The browser takes Esc for itself while a page fills the screen: to leave that ends the show as well. */
function useFullScreen(onEnd: () => void): void {
  const left = useEffectEvent(() => {
    if (!document.fullscreenElement) onEnd();
  });
  useEffect(() => {
    const hear = () => left();
    document.addEventListener('fullscreenchange', hear);
    return () => {
      document.removeEventListener('fullscreenchange', hear);
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
}

/** Fills the screen where that is allowed; where not, the window is filled all the same. */
export function fillScreen(): void {
  document.documentElement.requestFullscreen?.().catch(() => undefined);
}
