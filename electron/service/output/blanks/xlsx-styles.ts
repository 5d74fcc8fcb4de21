import type { Element } from '@xmldom/xmldom';
import { attribute, childOf, childrenOf, copyOf, type XmlParts } from './xml-parts.ts';

const STYLES = 'xl/styles.xml';
const greys = /^(?:FF)?(?:808080|7F7F7F|A6A6A6|999999|BFBFBF|C0C0C0|969696)$/i;

/** What of a cell's look tells what it is. */
export interface CellLook {
  readonly framed: boolean;
  readonly quiet: boolean;
  /** How many decimals its numbers show; null where nothing says. */
  readonly decimals: number | null;
  /** It shows numbers as parts of a hundred. */
  readonly isShare: boolean;
}

const plain: CellLook = { framed: false, quiet: false, decimals: null, isShare: false };

/** The looks of a workbook by their numbers. */
export function readLooks(parts: XmlParts): readonly CellLook[] {
  if (!parts.has(STYLES)) return [plain];
  const root = parts.root(STYLES);
  const listed = (name: string, item: string) => {
    const list = childOf(root, name);
    return list ? childrenOf(list, item) : [];
  };
  const framed = listed('borders', 'border').map((border) =>
    [...border.children].some(
      (side) => attribute(side, 'style') !== '' && attribute(side, 'style') !== 'none',
    ),
  );
  const quiet = listed('fonts', 'font').map(isQuiet);
  const formats = new Map(
    listed('numFmts', 'numFmt').map((format) => [
      attribute(format, 'numFmtId'),
      attribute(format, 'formatCode'),
    ]),
  );
  return listed('cellXfs', 'xf').map((xf) => ({
    framed: framed[Number(attribute(xf, 'borderId') || 0)] ?? false,
    quiet: quiet[Number(attribute(xf, 'fontId') || 0)] ?? false,
    ...numbersOf(attribute(xf, 'numFmtId'), formats),
  }));
}

function isQuiet(font: Element): boolean {
  const color = childOf(font, 'color');
  return childOf(font, 'i') !== undefined || greys.test(attribute(color, 'rgb'));
}

/** The number of a look that shows two decimals and is the same as another else; made where there is none yet. */
export function withTwoDecimals(parts: XmlParts, style: number): number {
  const list = parts.has(STYLES) ? childOf(parts.root(STYLES), 'cellXfs') : undefined;
  const looks = list ? childrenOf(list, 'xf') : [];
  const own = looks[style];
  if (!list || !own) return style;
  const made = copyOf(own);
  made.setAttribute('numFmtId', '2');
  made.setAttribute('applyNumberFormat', '1');
  const same = looks.findIndex((look) => look.isEqualNode(made));
  if (same >= 0) return same;
  list.appendChild(made);
  list.setAttribute('count', String(looks.length + 1));
  return looks.length;
}

/** ECMA-376, 18.8.30: formats that every workbook has. */
const builtIn: Readonly<Record<string, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
};

function numbersOf(id: string, formats: ReadonlyMap<string, string>): Pick<CellLook, 'decimals' | 'isShare'> {
  const code = formats.get(id) ?? builtIn[id] ?? '';
  const digits = /0(?:\.(0+))?/.exec(code);
  return { decimals: digits && code !== '' ? (digits[1]?.length ?? 0) : null, isShare: code.includes('%') };
}
