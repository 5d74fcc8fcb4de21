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
import { type DocumentTemplate, fillText } from '#shared/forms/document-template.ts';
import type { PaperFormat } from '#shared/forms/paper-format.ts';
import { blockOf, type DocumentBlock, type Filling, type Ground, isTable } from './paper-blocks.ts';
import {
  generalHead,
  HEADER_AT,
  letterFooter,
  letterHead,
  letterHeader,
  markPoints,
  minutesHead,
} from './paper-head.ts';
import {
  BODY,
  CHARACTERS,
  FANGSONG,
  FOURTH,
  face,
  linesIn,
  otherNames,
  PAGE,
  run,
  SMALL,
  SONGTI,
  type TextEnd,
  twips,
} from './paper-measures.ts';
import { bodyLines, endOf, headHeight, partsOfBlock } from './paper-pages.ts';
import { type PaperParts, partsOf } from './paper-parts.ts';
import { annexLines, attendance, noteLines, pagesBeforeRecord, recordLines } from './paper-tail.ts';

/** From the body's last line to the page number, and how much the number itself takes, millimetres. */
const NUMBER_BELOW = 7;
const NUMBER_HEIGHT = 5;
/** Room for signatures beneath the number, millimetres. */
const SIGNATURES_HEIGHT = 8;
/** 10.1: the lower double line of a 函 above the page's lower edge. */
const LETTER_LINE_ABOVE = 20;

/** What is laid out. */
interface Layout extends Pick<DocumentTemplate, 'title' | 'landscape'> {
  readonly blocks: readonly DocumentBlock[];
  readonly format?: PaperFormat;
  readonly numbered?: DocumentTemplate['numbered'];
  readonly signedPages?: DocumentTemplate['signedPages'];
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
  return new Uint8Array(await Packer.toArrayBuffer(document, undefined, [fontTable]));
}

/** The pages of one document. Those after the first one in a file have its headers and footers. */
function sectionOf({ layout, filling }: Paper, isFirst: boolean): ISectionOptions {
  const { landscape, numbered = null, format = 'plain', signedPages = [] } = layout;
  const parts = partsOf({ format, numbered }, filling);
  const ground = {
    filling,
    bodyWidth: landscape ? PAGE.bodyHeight : PAGE.bodyWidth,
    official: parts !== null,
  };
  const { text, sign, after, annexes } = dividedBlocks(layout.blocks, parts !== null);
  const names = [...annexes.map(({ title }) => fillText(title, filling.values)), parts?.annexes ?? '']
    .filter(Boolean)
    .join('\n');
  /** Whether a form is over where nothing of a kind follows. */
  const ends = (following: readonly unknown[]) => parts === null && following.length === 0;
  const signs = sign.length > 0;
  const numberOf = (i: number) => (names.includes('\n') ? String(i + 1) : '');
  return {
    properties: {
      ...pageOf(landscape, format, signedPages.length > 0),
      ...(isFirst ? {} : { type: 'nextPage' as const }),
    },
    ...(isFirst ? edgesOf({ text: filling.remark, format, parts, signedPages }) : {}),
    children: [
      ...headOf(parts),
      ...textOf(text, { ...ground, ends: ends(sign), keepsNext: signs }),
      ...(parts ? [...annexLines(names, signs), ...attendance(parts.people)] : []),
      ...sign.flatMap((block) => blockOf(block, { ...ground, keepsNext: isReceived(after) })),
      ...(parts ? noteLines(parts.note) : []),
      ...after.flatMap((block, i) =>
        blockOf(block, { ...ground, ends: ends(annexes) && i === after.length - 1 }),
      ),
      ...annexes.flatMap(({ blocks }, i) =>
        blocks.flatMap((block) => blockOf(block, { ...ground, annexNumber: numberOf(i) })),
      ),
      ...(parts ? recordOf(parts, textEnd(parts, layout.blocks, names, ground)) : []),
    ],
  };
}

/** Whether the last block of a text may go to the page of 署名: the first page of a 公文 shows some of its text (7.3.3). */
function mayMove(text: readonly DocumentBlock[]): boolean {
  return text.filter(({ kind }) => ['text', 'heading', 'table', 'rows'].includes(kind)).length > 1;
}

/** The blocks of the text; only the last one ends it, or keeps with 署名. */
function textOf(text: readonly DocumentBlock[], ground: Ground): ReturnType<typeof blockOf> {
  return text.flatMap((block, i) => {
    const isLast = i === text.length - 1;
    return blockOf(block, {
      ...ground,
      ends: ground.ends && isLast,
      keepsNext: ground.keepsNext && isLast && mayMove(text),
      beforeHeading: text[i + 1]?.kind === 'heading',
      afterTable: isTable(text[i - 1], ground.filling),
    });
  });
}

interface DividedBlocks {
  readonly text: readonly DocumentBlock[];
  readonly sign: readonly DocumentBlock[];
  readonly after: readonly DocumentBlock[];
  readonly annexes: readonly { readonly title: string; readonly blocks: readonly DocumentBlock[] }[];
}

/** The text, 署名, what follows it, and each 附件 with what belongs to it. */
function dividedBlocks(blocks: readonly DocumentBlock[], official: boolean): DividedBlocks {
  // The number stands in the head; words of a workspace may be older than that.
  const shown = official ? blocks.filter(({ kind }) => kind !== 'number') : blocks;
  const starts = shown.flatMap((block, i) => (block.kind === 'annex' ? [{ title: block.text, i }] : []));
  const annexes = starts.map(({ title, i }, at) => ({ title, blocks: shown.slice(i, starts[at + 1]?.i) }));
  const main = shown.slice(0, starts[0]?.i);
  const signed = main.findIndex(({ kind }) => kind === 'sign');
  if (signed < 0) return { text: main, sign: [], after: [], annexes };
  return {
    text: main.slice(0, signed),
    sign: main.slice(signed, signed + 1),
    after: main.slice(signed + 1),
    annexes,
  };
}

/** Whether somebody signs beneath 署名 that the paper was received: that stands on its page. */
function isReceived([next]: readonly DocumentBlock[]): boolean {
  return next?.kind === 'rows';
}

/** Where the text of a 公文 ends, its 附件 included. */
function textEnd(
  parts: PaperParts,
  blocks: readonly DocumentBlock[],
  names: string,
  ground: Ground,
): TextEnd {
  const { head, note, people, format } = parts;
  const beneath = format === 'upward' ? 4 + Math.ceil(head.signers.split(/[、，,\s]+/).length / 2) : 5;
  const { text, sign, after, annexes } = dividedBlocks(blocks, true);
  const blocksEnd = (some: readonly DocumentBlock[], keepsNext = false) =>
    some.flatMap((block, i) =>
      partsOfBlock(block, { ...ground, keepsNext: keepsNext && i === some.length - 1 }),
    );
  const signs = sign.length > 0;
  const lists = [
    ...names.split('\n').map((name) => linesIn(name, CHARACTERS - 6)),
    ...people.map(([, who]) => linesIn(who, CHARACTERS - 5)),
  ];
  return endOf([
    { height: headHeight(markPoints(head.mark, PAGE.bodyWidth), beneath) },
    ...blocksEnd(text, signs && mayMove(text)),
    ...(names || people.length > 0 ? bodyLines(1, signs) : []),
    ...(names || people.length > 0 ? lists.flatMap((count) => bodyLines(count, signs)) : []),
    ...blocksEnd(sign, isReceived(after)),
    ...(note ? bodyLines(linesIn(note, CHARACTERS, 2)) : []),
    ...blocksEnd(after),
    ...annexes.flatMap((annex) => blocksEnd(annex.blocks)),
  ]);
}

function recordOf({ record, recordApart, format }: PaperParts, end: TextEnd): Paragraph[] {
  const isLetter = format === 'letter';
  return recordLines(record, isLetter, pagesBeforeRecord(record, isLetter, end, recordApart));
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

function pageOf(landscape: boolean, format: PaperFormat, signed: boolean) {
  const right = PAGE.width - PAGE.left - PAGE.bodyWidth;
  const bottom = PAGE.height - PAGE.top - PAGE.bodyHeight;
  const margins = landscape
    ? { top: PAGE.left, bottom: right, left: bottom, right: PAGE.top }
    : { top: PAGE.top, bottom, left: PAGE.left, right };
  const footer =
    format === 'letter'
      ? LETTER_LINE_ABOVE
      : margins.bottom - NUMBER_BELOW - NUMBER_HEIGHT - (signed ? SIGNATURES_HEIGHT : 0);
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

/** What stands outside of the body. */
interface Edges {
  readonly text: string;
  readonly format: PaperFormat;
  readonly parts: PaperParts | null;
  readonly signedPages: readonly string[];
}

/** Headers and footers: the remark, the page numbers, and the red lines of a 函 on its first page, which has no number. */
function edgesOf({ text, format, parts, signedPages }: Edges) {
  const isLetter = format === 'letter';
  // A letter's footers begin lower because of its red line; the number stays where it is in others.
  const bottom = PAGE.height - PAGE.top - PAGE.bodyHeight;
  const after = isLetter ? bottom - NUMBER_BELOW - NUMBER_HEIGHT - LETTER_LINE_ABOVE : 0;
  const headers = text ? { default: remark(text), even: remark(text) } : {};
  const footers = {
    default: pageFoot(AlignmentType.RIGHT, after, signedPages),
    even: pageFoot(AlignmentType.LEFT, after, signedPages),
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

/**
 * 一字线, the number in 四号 半角, 一字线: odd pages at the right, even at the left, one character in. What is signed page
 * by page says of how many pages it is one, and has room for those who sign.
 */
function pageFoot(
  alignment: (typeof AlignmentType)['RIGHT' | 'LEFT'],
  after: number,
  signedPages: readonly string[],
): Footer {
  const oneCharacter = FOURTH * 10;
  const isSigned = signedPages.length > 0;
  const number = isSigned
    ? ['第 ', PageNumber.CURRENT, ' 页　共 ', PageNumber.TOTAL_PAGES, ' 页']
    : ['— ', PageNumber.CURRENT, ' —'];
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        spacing: { line: twips(NUMBER_HEIGHT), lineRule: LineRuleType.EXACT, after: twips(after) },
        indent: alignment === AlignmentType.RIGHT ? { right: oneCharacter } : { left: oneCharacter },
        children: [
          new TextRun({
            children: number,
            font: { ascii: SONGTI, hAnsi: SONGTI, eastAsia: SONGTI, cs: SONGTI },
            size: FOURTH,
          }),
        ],
      }),
      ...(isSigned ? [signatureLine(signedPages)] : []),
    ],
  });
}

function signatureLine(people: readonly string[]): Paragraph {
  const room = '　'.repeat(people.length > 2 ? 4 : 6);
  return new Paragraph({
    spacing: { line: twips(SIGNATURES_HEIGHT), lineRule: LineRuleType.EXACT },
    children: [run(people.map((who) => `${who}（签名）：`).join(room), FANGSONG, SMALL)],
  });
}

const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';

/** Tells word processors which font to use where one is missing. */
const fontTable = {
  path: 'word/fontTable.xml',
  data: [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    `<w:fonts xmlns:w="${NAMESPACE}">`,
    ...Object.entries(otherNames).map(
      ([name, other]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/></w:font>`,
    ),
    '</w:fonts>',
  ].join(''),
};
