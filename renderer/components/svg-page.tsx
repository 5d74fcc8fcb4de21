import { useEffect, useRef } from 'react';

/** A page of a sheet as it was drawn; parsed as a picture, so that nothing in it can run. */
export function SvgPage({ svg, title }: { svg: string; title: string }) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { documentElement } = new DOMParser().parseFromString(svg, 'image/svg+xml');
    if (documentElement.nodeName !== 'svg') return;
    const page = document.importNode(documentElement, true);
    page.setAttribute('role', 'img');
    page.setAttribute('aria-label', title);
    holder.current?.replaceChildren(page);
  }, [svg, title]);
  return <div ref={holder} className="sheet-svg" />;
}
