// A reader of a test: does what it is asked to, as a hostile file would make it.
import { serveReader } from '#service/platform/serve-reader.ts';

serveReader<string, string>(async (input, post) => {
  post(`opened ${input}`);
  return (question) => {
    if (question === 'tile') post(Buffer.from('tile'));
    if (question === 'go on for ever') for (;;) Math.random();
    const taken: Buffer[] = [];
    while (question === 'take all memory') taken.push(Buffer.alloc(2 ** 24, 1));
  };
});
