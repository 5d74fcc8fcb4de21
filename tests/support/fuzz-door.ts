import { connect } from 'node:net';
import type { DoorHeaders } from './enter-door.ts';
import { createRandom } from './random.ts';

type Random = () => number;

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'BREW', ''];
const paths = [
  '/',
  '/call',
  '/upload',
  '/events',
  '/enter?token=%',
  '/enter',
  '/../../etc/passwd',
  '/%2e%2e%2f%2e%2e%2fetc/passwd',
  '/assets/../../../package.json',
  '//etc/passwd',
  '/%00',
  '/%ff%fe',
  '*',
  'http://example.com/',
  `/${'a'.repeat(9000)}`,
  '/call?x=<script>',
];
const bodies = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '{"id":1}',
  '{"id":"a","name":"workspace.describe"}',
  '{"id":"a","name":"__proto__","input":{}}',
  '{"id":"a","name":"constructor","input":{}}',
  '{"cancel":{}}',
  '{"id":"a","name":"saved.save","input":{"name":"\\u0000","content":{}}}',
  `{"id":"a","name":"search.places","input":{"text":"${'x'.repeat(5000)}"}}`,
  '['.repeat(20_000),
  '\u0000\u0001\u0002',
  '{"id":"a","name":"tables.rows","input":{"table":"venues","query":{"match":"all","parts":[{}]}}}',
];
const types = ['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'x', ''];

function* requests(port: number, entered: DoorHeaders, count: number, seed: number): Generator<string> {
  const random = createRandom(seed);
  for (let i = 0; i < count; i++) {
    const body = pick(random, bodies);
    // A guess now and then; more of them would only be turned away.
    const key = random() < 0.99 ? entered.authorization : 'Bearer guess';
    const host =
      random() < 0.9 ? `127.0.0.1:${port}` : pick(random, ['evil.example', '', `localhost:${port}`, 'a b']);
    const lengths = [Buffer.byteLength(body), Buffer.byteLength(body), Buffer.byteLength(body) + 10, -1, 'x'];
    const head = [
      `${pick(random, methods)} ${pick(random, paths)} HTTP/${pick(random, ['1.1', '1.1', '1.0', '9.9', ''])}`,
      `Host: ${host}`,
      `Cookie: ${entered.cookie}`,
      `Authorization: ${key}`,
      `Content-Type: ${pick(random, types)}`,
      `Content-Length: ${pick(random, lengths)}`,
      ...(random() < 0.1 ? [`Origin: ${pick(random, ['null', 'https://evil.example', ''])}`] : []),
      ...(random() < 0.05 ? ['Transfer-Encoding: chunked'] : []),
      ...(random() < 0.05
        ? [`X-File-Name: ${pick(random, ['%', '../../x', '%E4%BA', 'a'.repeat(4000)])}`]
        : []),
      ...(random() < 0.05 ? [`${'h'.repeat(1 + Math.floor(random() * 40))}: ${'v'.repeat(20_000)}`] : []),
      'Connection: close',
    ].join('\r\n');
    yield random() < 0.05 ? head.slice(0, Math.floor(random() * head.length)) : `${head}\r\n\r\n${body}`;
  }
}

/** Sends seeded malformed requests to a loopback door, a few at a time; tells those that it answered with a fault of its own or a file. */
export async function fuzzDoor(
  port: number,
  entered: DoorHeaders,
  count: number,
  seed: number,
): Promise<string[]> {
  const unforeseen: string[] = [];
  const all = requests(port, entered, count, seed);
  const work = async () => {
    for (const sent of all) {
      const answer = await exchange(port, sent);
      if (
        /^HTTP\/1\.[01] 5\d\d/.test(answer) ||
        /root:.*:0:0:|"code":"(INTERNAL|OUTPUT_INVALID)"/.test(answer)
      )
        unforeseen.push(`${sent.slice(0, 160)} → ${answer.slice(0, 160)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return unforeseen;
}

/** What comes back within a moment; a door that waits for more of a request is left alone. */
function exchange(port: number, sent: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = '';
    const done = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(150, done);
    socket.on('error', done).on('close', done);
    socket.setEncoding('utf8').on('data', (part: string) => {
      answer += part;
      if (answer.length > 4000 || answer.includes('event: ready')) done();
    });
    socket.end(sent);
  });
}
