/// <reference path="./pdfkit-parts.d.ts" />

const remembering = new WeakSet<PDFKit.PDFKitFont>();
/** Texts that a font remembers at most; names and numbers of an atlas are far fewer. */
const MOST_LAYOUTS = 20_000;

/**
 * Has a font lay out each text once: pdfkit asks three times for every text, its rim as often again, and keeps nothing
 * where features were given, also none. The names of an atlas are the same on many pages.
 */
export function rememberLayouts(font: PDFKit.PDFKitFont): void {
  if (remembering.has(font)) return;
  remembering.add(font);
  const layOut = font.layoutRun.bind(font);
  const known = new Map<string, object>();
  font.layoutRun = (text, features) => {
    if (features?.length !== 0) return layOut(text, features);
    const run = known.get(text) ?? layOut(text, features);
    if (known.size >= MOST_LAYOUTS) known.clear();
    known.set(text, run);
    return run;
  };
}
