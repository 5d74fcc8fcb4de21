import type { Slide, SlideBody } from './slide.ts';

/** What must not be told, by what it is: shorter values would hit by chance, and name nobody. */
export interface SensitiveValues {
  /** Of venues and of people. */
  readonly names: Iterable<string>;
  /** Addresses, telephones, credit codes, numbers of licences. */
  readonly codes: Iterable<string>;
}

const SHORTEST_NAME = 2;
const SHORTEST_CODE = 5;

/** All that is to be looked for, each once. */
export function sensitiveTexts({ names, codes }: SensitiveValues): Set<string> {
  const found = new Set<string>();
  for (const name of names) if ([...name.trim()].length >= SHORTEST_NAME) found.add(name.trim());
  for (const code of codes) if ([...code.trim()].length >= SHORTEST_CODE) found.add(code.trim());
  return found;
}

const WITHHELD = '（略）';

/** A text as it may be told: left out as a whole where it holds something sensitive. */
export function toldText(text: string, sensitive: Iterable<string>): string {
  for (const value of sensitive) if (text.includes(value)) return WITHHELD;
  return text;
}

/** Slides without any text that holds something sensitive: such a text is left out as a whole. */
export function withhold<Opens>(
  slides: readonly Slide<Opens>[],
  sensitive: ReadonlySet<string>,
): Slide<Opens>[] {
  const all = slides.flatMap(textsOf).join('\n');
  const told = [...sensitive].filter((value) => all.includes(value));
  if (told.length === 0) return [...slides];
  const clean = (text: string) => toldText(text, told);
  return slides.map(({ title, note, body }) => ({
    title: clean(title),
    note: clean(note),
    body: cleanBody(body, clean),
  }));
}

function textsOf({ title, note, body }: Slide<unknown>): string[] {
  const texts = [title, note];
  cleanBody(body, (text) => {
    texts.push(text);
    return text;
  });
  return texts;
}

function cleanBody<Opens>(body: SlideBody<Opens>, clean: (text: string) => string): SlideBody<Opens> {
  switch (body.kind) {
    case 'cover':
      return { ...body, lines: body.lines.map(clean) };
    case 'figures':
      return { ...body, figures: body.figures.map((figure) => ({ ...figure, label: clean(figure.label) })) };
    case 'table':
      return {
        ...body,
        columns: body.columns.map((column) => ({ ...column, title: clean(column.title) })),
        rows: body.rows.map((row) => ({ ...row, cells: row.cells.map(clean) })),
      };
    case 'map':
      return { ...body, legend: body.legend.map(clean) };
    case 'bars':
      return { ...body, groups: body.groups.map((group) => ({ ...group, title: clean(group.title) })) };
  }
}
