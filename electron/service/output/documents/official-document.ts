import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { DocumentTemplate } from '#shared/forms/document-template.ts';
import type { PaperFormat } from '#shared/forms/paper-format.ts';
import { blockOf, type DocumentBlock, type Filling } from './paper-blocks.ts';
import { generalHead, HEADER_AT, letterFooter, letterHead, letterHeader, minutesHead } from './paper-head.ts';
import { BODY, FANGSONG, FOURTH, face, otherNames, PAGE, run, SONGTI, twips } from './paper-measures.ts';
import { type PaperParts, partsOf } from './paper-parts.ts';
import { annexLines, attendance, noteLines, recordLines } from './paper-tail.ts';

/** From the body's last line to the page number, and how much the number itself takes, millimetres. */
const NUMBER_BELOW = 7;
const NUMBER_HEIGHT = 5;
/** 10.1: the lower double line of a 函 above the page's lower edge. */
const LETTER_LINE_ABOVE = 20;

/** What is laid out. */
interface Layout extends Pick<DocumentTemplate, 'title' | 'landscape'> {
  readonly blocks: readonly DocumentBlock[];
  readonly format?: PaperFormat;
  readonly numbered?: DocumentTemplate['numbered'];
}

export interface Paper {
  readonly layout: Layout;
  readonly filling: Filling;
}

/** A document in the layout of GB/T 9704: the bytes of a docx file. The same filling gives the same text. */
export async function writeOfficialDocument(layout: Layout, filling: Filling): Promise<Uint8Array> {
  return await writeOfficialDocuments(layout.title, [{ layout, filling }]);
}

/** Several documents of one template in one file, each from a page of its own on. */
export async function writeOfficialDocuments(title: string, papers: readonly Paper[]): Promise<Uint8Array> {
  const document = new Document({
    creator: '学安图',
    title,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: face(FANGSONG, BODY) } } },
    sections: papers.map((paper, i) => sectionOf(paper, i === 0)),
  });
  return withOtherNames(new Uint8Array(await Packer.toArrayBuffer(document)));
}

/** The pages of one document. Those after the first one in a file have its headers and footers. */
function sectionOf({ layout, filling }: Paper, isFirst: boolean): ISectionOptions {
  const { landscape, blocks, format = 'plain', numbered = null } = layout;
  const parts = partsOf({ format, numbered }, filling);
  const bodyWidth = landscape ? PAGE.bodyHeight : PAGE.bodyWidth;
  const ground = { filling, bodyWidth, official: parts !== null };
  // The number stands in the head; words of a workspace may be older than that.
  const shown = parts ? blocks.filter(({ kind }) => kind !== 'number') : blocks;
  const signed = shown.findIndex(({ kind }) => kind === 'sign');
  const [text, end] = signed < 0 ? [shown, []] : [shown.slice(0, signed), shown.slice(signed)];
  const [sign, ...after] = end;
  return {
    properties: { ...pageOf(landscape, format), ...(isFirst ? {} : { type: 'nextPage' as const }) },
    ...(isFirst ? edgesOf(filling.remark, format, parts) : {}),
    children: [
      ...headOf(parts),
      ...text.flatMap((block) => blockOf(block, ground)),
      ...(parts ? [...annexLines(parts.annexes), ...attendance(parts.people)] : []),
      ...(sign ? blockOf(sign, ground) : []),
      ...(parts ? noteLines(parts.note) : []),
      ...after.flatMap((block) => blockOf(block, ground)),
      ...(parts ? recordLines(parts.record, format === 'letter') : []),
    ],
  };
}

function headOf(parts: PaperParts | null): Paragraph[] {
  if (!parts) return [];
  switch (parts.format) {
    case 'general':
    case 'upward':
      return generalHead(parts.head, parts.format === 'upward');
    case 'minutes':
      return minutesHead(parts.head);
    case 'letter':
      return letterHead(parts.head);
  }
}

function pageOf(landscape: boolean, format: PaperFormat) {
  const right = PAGE.width - PAGE.left - PAGE.bodyWidth;
  const bottom = PAGE.height - PAGE.top - PAGE.bodyHeight;
  const margins = landscape
    ? { top: PAGE.left, bottom: right, left: bottom, right: PAGE.top }
    : { top: PAGE.top, bottom, left: PAGE.left, right };
  const footer = format === 'letter' ? LETTER_LINE_ABOVE : margins.bottom - NUMBER_BELOW - NUMBER_HEIGHT;
  return {
    titlePage: format === 'letter',
    page: {
      size: {
        width: twips(PAGE.width),
        height: twips(PAGE.height),
        orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
      },
      margin: {
        top: twips(margins.top),
        bottom: twips(margins.bottom),
        left: twips(margins.left),
        right: twips(margins.right),
        header: twips(HEADER_AT),
        footer: twips(footer),
      },
      pageNumbers: { start: 1 },
    },
  };
}

/** Headers and footers: the remark, the page numbers, and the red lines of a 函 on its first page, which has no number. */
function edgesOf(text: string, format: PaperFormat, parts: PaperParts | null) {
  const isLetter = format === 'letter';
  // A letter's footers begin lower because of its red line; the number stays where it is in others.
  const bottom = PAGE.height - PAGE.top - PAGE.bodyHeight;
  const after = isLetter ? bottom - NUMBER_BELOW - NUMBER_HEIGHT - LETTER_LINE_ABOVE : 0;
  const headers = text ? { default: remark(text), even: remark(text) } : {};
  const footers = {
    default: pageNumber(AlignmentType.RIGHT, after),
    even: pageNumber(AlignmentType.LEFT, after),
  };
  if (!isLetter || !parts) return { ...(text ? { headers } : {}), footers };
  return {
    headers: { ...headers, first: new Header({ children: letterHeader(parts.head, text) }) },
    footers: { ...footers, first: new Footer({ children: [letterFooter(parts.head)] }) },
  };
}

function remark(text: string): Header {
  return new Header({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run(text, SONGTI, 21)] })],
  });
}

/** 一字线, the number in 四号 半角, 一字线: odd pages at the right, even at the left, one character in. */
function pageNumber(alignment: (typeof AlignmentType)['RIGHT' | 'LEFT'], after: number): Footer {
  const oneCharacter = FOURTH * 10;
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        spacing: { line: twips(NUMBER_HEIGHT), lineRule: LineRuleType.EXACT, after: twips(after) },
        indent: alignment === AlignmentType.RIGHT ? { right: oneCharacter } : { left: oneCharacter },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: { ascii: SONGTI, hAnsi: SONGTI, eastAsia: SONGTI, cs: SONGTI },
            size: FOURTH,
          }),
        ],
      }),
    ],
  });
}

/** Tells word processors which font to use where one is missing. */
function withOtherNames(bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes);
  const path = 'word/fontTable.xml';
  const own = Object.entries(otherNames)
    .map(([name, other]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/></w:font>`)
    .join('');
  const table = strFromU8(files[path] ?? new Uint8Array());
  files[path] = strToU8(
    table.includes('</w:fonts>')
      ? table.replace('</w:fonts>', `${own}</w:fonts>`)
      : table.replace(/<w:fonts([^>]*)\/>/, `<w:fonts$1>${own}</w:fonts>`),
  );
  return zipSync(files);
}
