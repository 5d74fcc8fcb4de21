// Checks an exported audit trail by itself: `node check-audit.mjs trail.jsonl`. It needs nothing but Node, so
// that somebody else can check what this program says of itself.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file] = process.argv.slice(2);
if (!file) {
  process.stderr.write('usage: node check-audit.mjs trail.jsonl\n');
  process.exit(2);
}
let previous = '0'.repeat(64);
let entries = 0;
for await (const line of createInterface({ input: createReadStream(file, 'utf8') })) {
  if (line.trim() === '') continue;
  entries++;
  const fault = faultOf(line);
  if (fault !== null) {
    process.stdout.write(`broken at line ${entries}: ${fault}\n`);
    process.exit(1);
  }
}
process.stdout.write(`ok, ${entries} entries, last hash ${previous}\n`);

/** Each entry's hash is the SHA-256, or after `sm3:` the SM3, of the hash before it and of what it says. */
function faultOf(line) {
  let entry;
  try {
    entry = JSON.parse(line);
  } catch {
    return 'no JSON';
  }
  const { at, actor, command, input, before, after, data, previousHash, hash } = entry;
  if (previousHash !== previous) return 'does not follow the entry before it';
  const content = [previousHash, at, actor, command, input, before, after];
  // The sum of the data's seals; entries older than seals have none.
  if (typeof data === 'string') content.push(data);
  const [mark, algorithm] = String(hash).startsWith('sm3:') ? ['sm3:', 'sm3'] : ['', 'sha256'];
  if (mark + createHash(algorithm).update(JSON.stringify(content)).digest('hex') !== hash)
    return 'its content was changed';
  previous = hash;
  return null;
}
