const LONGEST = 80;
/** Names under which services put their reason, the most telling first. */
const fields = ['msg', 'message', 'error_description', 'error', 'reason', 'detail', 'description', 'title'];

/** What a service says in an answer that is no picture: a reason in JSON, a report of OGC, a page's title, plain text. */
export function wordsOfService(text: string): string {
  const plain = text.trim();
  const said = plain.startsWith('{') || plain.startsWith('[') ? fromJson(plain) : fromMarkup(plain);
  const line = (said ?? '').replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function fromJson(text: string): string | null {
  try {
    return reasonIn(JSON.parse(text));
  } catch {
    return text;
  }
}

function reasonIn(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return null;
  const entries = new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]));
  for (const field of fields) {
    const found = reasonIn(entries.get(field));
    if (found) return found;
  }
  return null;
}

function fromMarkup(text: string): string {
  if (!text.startsWith('<')) return text;
  const inside =
    /<(?:\w+:)?(ServiceException|ExceptionText|title|h1|body)\b[^>]*>([\s\S]*?)<\/(?:\w+:)?\1>/i.exec(text);
  return (inside?.[2] ?? text)
    .replace(/<!\[CDATA\[|\]\]>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
