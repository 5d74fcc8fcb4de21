/** The place of a tile of the Web Mercator scheme. */
export interface TilePlace {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** A word in braces, as programs write it: `{z}`, `${z}`, `{switch:a,b}`, `{a-c}`. */
const inBraces = /\$?\{([^{}]*)\}/g;

type Fill = (place: TilePlace) => string;

/** Words that programs use for the same thing; capitals do not matter. */
const words: Readonly<Record<string, Fill>> = {
  z: ({ z }) => String(z),
  zoom: ({ z }) => String(z),
  level: ({ z }) => String(z),
  tilematrix: ({ z }) => String(z),
  x: ({ x }) => String(x),
  col: ({ x }) => String(x),
  tilecol: ({ x }) => String(x),
  y: ({ y }) => String(y),
  row: ({ y }) => String(y),
  tilerow: ({ y }) => String(y),
  '-y': ({ z, y }) => String(2 ** z - 1 - y),
  s: (place) => oneOfServers(['a', 'b', 'c'], place),
  q: quadKey,
  quadkey: quadKey,
  // Pictures for fine screens: the plain ones are asked for.
  r: () => '',
  ratio: () => '',
};

/** What fills a word; null where nobody knows it. */
function fillOf(word: string): Fill | null {
  const known = words[word.trim().toLowerCase()];
  if (known) return known;
  const named = /^switch:(.+)$/i.exec(word)?.[1]?.split(',');
  if (named) return (place) => oneOfServers(named, place);
  const [, from, to] = /^([a-z0-9])-([a-z0-9])$/i.exec(word) ?? [];
  if (from === undefined || to === undefined || from > to) return null;
  const first = from.charCodeAt(0);
  const servers = Array.from({ length: to.charCodeAt(0) - first + 1 }, (_, i) =>
    String.fromCharCode(first + i),
  );
  return (place) => oneOfServers(servers, place);
}

function oneOfServers(servers: readonly string[], { x, y }: TilePlace): string {
  return servers[(x + y) % servers.length] ?? '';
}

/** The tile's place as one number of base 4, as Bing has it. */
function quadKey({ z, x, y }: TilePlace): string {
  return Array.from({ length: z }, (_, i) => {
    const bit = 2 ** (z - 1 - i);
    return (Math.floor(x / bit) % 2) + 2 * (Math.floor(y / bit) % 2);
  }).join('');
}

/** An address that was copied where braces are written as percent signs has them again. */
function withBraces(url: string): string {
  return url.replaceAll(/%7B/gi, '{').replaceAll(/%7D/gi, '}');
}

/** Where a tile is asked for. Words that nobody knows stay as they are. */
export function fillAddress(url: string, place: TilePlace): string {
  return withBraces(url).replace(inBraces, (whole, word: string) => fillOf(word)?.(place) ?? whole);
}

/** Why an address of tiles cannot be one, in the interface's words; null where it can. */
export function addressFault(url: string): string | null {
  const found = [...withBraces(url).matchAll(inBraces)].map(([whole, word = '']) => ({ whole, word }));
  const unknown = found.find(({ word }) => fillOf(word) === null);
  if (unknown)
    return `地址里的 ${unknown.whole} 认不出：级别写 {z}，列号写 {x}，行号写 {y} 或 {-y}，多台服务器写 {s} 或 {switch:a,b,c}`;
  const [here, there] = [
    { z: 5, x: 9, y: 11 },
    { z: 6, x: 20, y: 23 },
  ].map((place) => fillAddress(url, place));
  if (here === there || found.length === 0) return '地址里没有 {z}、{x}、{y}：每个图块都会是同一张图';
  return null;
}
