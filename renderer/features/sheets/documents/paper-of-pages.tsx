/**
 * Says on what paper the page of the browser is printed while this is shown. Named pages would do it in the style sheet,
 * but before the first of them a browser leaves a page for what stands above it, though nothing of that is printed.
 */
export function PaperOfPages({ margins }: { margins: string }) {
  return <style>{`@page { size: A4 portrait; margin: ${margins} }`}</style>;
}
