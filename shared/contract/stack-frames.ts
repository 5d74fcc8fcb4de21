/** How much of an error is kept: so many places in the program, each at most so long. */
export const MOST_FRAMES = 12;
export const LONGEST_FRAME = 300;

/** Where in the program an error came from: function, file and line, without the folders of a person. */
export function stackFrames(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return (
    stack
      .split('\n')
      .map((each) => each.trim())
      .filter((each) => each.startsWith('at '))
      .slice(0, MOST_FRAMES)
      // `at name (file:///folder/file.ts:1:2)` keeps the name and the file's last two parts.
      .map((each) =>
        each
          .replace(/\(?(?:[a-z-]+:\/\/)?[^()\s]*?([^/\\()\s]+[/\\][^/\\()\s]+:\d+:\d+)\)?$/i, '$1')
          .slice(0, LONGEST_FRAME),
      )
  );
}
