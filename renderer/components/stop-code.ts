/** The text of the code on a team's sheet. Typed or scanned into the search box, it opens its stop. */
export function stopCode(sweepId: number, stopId: number): string {
  return `XAT-${sweepId}-${stopId}`;
}

/** The stop that a scanned or typed code names; null for any other text. */
export function readStopCode(text: string): { readonly sweepId: number; readonly stopId: number } | null {
  const [, sweep, stop] = /^\s*XAT-(\d+)-(\d+)\s*$/i.exec(text) ?? [];
  return sweep && stop ? { sweepId: Number(sweep), stopId: Number(stop) } : null;
}
