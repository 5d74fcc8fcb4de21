import type { Classification, Reading } from './weigh-evidence.ts';

/** What rows say comes again and again: 网吧 with one scope and one code is one answer for all that say so. */
const MOST_ANSWERS = 20_000;

/** The same answers, each worked out once. What licences say is rare and not kept. */
export function weighOnce(weigh: (reading: Reading) => Classification): (reading: Reading) => Classification {
  const known = new Map<string, Classification>();
  return (reading) => {
    if (reading.licences.length > 0) return weigh(reading);
    const key = keyOf(reading);
    const before = known.get(key);
    if (before) return before;
    const said = weigh(reading);
    if (known.size >= MOST_ANSWERS) known.clear();
    known.set(key, said);
    return said;
  };
}

/** All that an answer rests on, as one text that nothing else has: each word with its length before it. */
function keyOf({ name, listed, scope, code }: Reading): string {
  let key = `${name.isCompany ? 1 : 0}${name.isHeadOffice ? 1 : 0}${scope.says ? 1 : 0}`;
  key += part(code) + part(name.state) + part(name.other?.word) + part(name.other?.trade);
  key += name.hints.length;
  for (const { kind, strength, word } of name.hints) key += part(kind) + part(strength) + part(word);
  key += `/${scope.hints.length}`;
  for (const { kind, word, licensed } of scope.hints) key += part(kind) + part(word) + (licensed ? 1 : 0);
  key += `/${scope.excluded.length}`;
  for (const kind of scope.excluded) key += part(kind);
  key += `/${scope.instead.length}`;
  for (const { kind, word } of scope.instead) key += part(kind) + part(word);
  key += `/${listed.kinds.length}${part(listed.word)}${part(listed.other)}`;
  for (const [i, kind] of listed.kinds.entries()) key += part(kind) + part(listed.words[i]);
  return key;
}

function part(text: string | null | undefined): string {
  return text === null || text === undefined ? '-' : `${text.length}:${text}`;
}
