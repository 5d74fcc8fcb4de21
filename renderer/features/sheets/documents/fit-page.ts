import { type RefObject, useEffect, useLayoutEffect } from 'react';

/**
 * Draws what is in an element smaller where it is higher than its place: a page stays one page, with its foot, however
 * long an address or a list of members is. It must be the only child of its place.
 */
export function useFittedTo(content: RefObject<HTMLElement | null>): void {
  // Whatever is drawn anew may be higher than before.
  useLayoutEffect(() => shrink(content.current));
  useEffect(() => {
    let over = false;
    // The letters of the page may come after it was measured.
    void document.fonts.ready.then(() => {
      if (!over) shrink(content.current);
    });
    return () => {
      over = true;
    };
  }, [content]);
}

function shrink(content: HTMLElement | null): void {
  const place = content?.parentElement;
  if (!content || !place) return;
  content.style.zoom = '1';
  const share = place.clientHeight / content.scrollHeight;
  if (share < 1) content.style.zoom = String(Math.floor(share * 1000) / 1000);
}
