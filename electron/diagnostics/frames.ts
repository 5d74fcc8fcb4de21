/** Where in the program an error came from: function, file and line, without the folders of a person. */
export function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : String(error);
  return (
    stack
      .split('\n')
      .map((each) => each.trim())
      .filter((each) => each.startsWith('at '))
      .slice(0, 12)
      // `at name (file:///folder/file.ts:1:2)` keeps the name and the file's last two parts.
      .map((each) =>
        each.replace(/\(?(?:[a-z-]+:\/\/)?[^()\s]*?([^/\\()\s]+[/\\][^/\\()\s]+:\d+:\d+)\)?$/i, '$1'),
      )
  );
}
