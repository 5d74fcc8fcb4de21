/** An address; null where the text is none. The oldest Electron that runs the shell cannot ask whether it is one. */
export function readUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
