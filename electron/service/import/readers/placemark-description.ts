type Properties = Readonly<Record<string, unknown>>;

/** The most characters of a column's name. */
const LONGEST_NAME = 30;

/**
 * The properties of a placemark with what its description tells as columns: a table of two columns, as ArcGIS writes
 * it, or lines of “name: value”. Properties that it has already stay.
 */
export function spreadDescription(properties: Properties): Record<string, unknown> {
  const { description, ...others } = properties;
  const text = htmlOf(description);
  const told = text === null ? [] : (tableRows(text) ?? labelledLines(text));
  if (told.length === 0) return { ...properties, ...(text !== null && { description: plain(text) }) };
  return { ...Object.fromEntries(told), ...others };
}

/** The converter marks a description that is HTML. */
function htmlOf(description: unknown): string | null {
  if (typeof description === 'string') return description;
  const isMarked = typeof description === 'object' && description !== null && 'value' in description;
  return isMarked && typeof description.value === 'string' ? description.value : null;
}

/** Rows of two cells; of nested tables the innermost. Null where there are none. */
function tableRows(html: string): [string, string][] | null {
  const rows = html.split(/<tr\b[^>]*>/i).slice(1);
  const pairs = rows.flatMap((row): [string, string][] => {
    const cells = [...row.matchAll(/<t[dh]\b[^>]*>([\s\S]*?)(?=<\/t[dh]>|<t[dh]\b|<\/tr>|$)/gi)].map(
      ([, cell]) => plain(cell ?? ''),
    );
    const [name, value] = cells;
    return cells.length === 2 && name && value !== undefined && name.length <= LONGEST_NAME
      ? [[name, value]]
      : [];
  });
  return pairs.length > 0 ? pairs : null;
}

/** Lines of “name: value”; where hardly any is one, the text is a sentence. */
function labelledLines(html: string): [string, string][] {
  const lines = html
    .split(/<br\s*\/?>|<\/(?:p|div|li)>|\n/i)
    .map(plain)
    .filter((line) => line !== '');
  const pairs = lines.flatMap((line): [string, string][] => {
    const [, name, value] = /^([^:：=]{1,30}?)\s*[:：=]\s*(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined || /https?$/i.test(name) ? [] : [[name, value]];
  });
  return pairs.length > 1 && pairs.length > lines.length / 2 ? pairs : [];
}

const entities: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function plain(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      if (name) return entities[String(name).toLowerCase()] ?? whole;
      return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
    })
    .replace(/\s+/g, ' ')
    .trim();
}
