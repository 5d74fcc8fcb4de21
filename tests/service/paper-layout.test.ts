import { describe, expect, it } from 'vitest';
import { writeOfficialDocument } from '#service/output/documents/official-document.ts';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import type { DocumentTemplate } from '#shared/forms/document-template.ts';
import { type MeasuredPage, measureDocx } from '../support/docx-layout.ts';
import { convertAllByOffice } from '../support/office.ts';
import { type ColourPage, drawColourPage, drawPage, type GreyPage, pdfText } from '../support/pdf.ts';
import { type PdfPage, type PdfWord, pdfWords } from '../support/pdf-words.ts';
import { hasWriter } from '../support/this-machine.ts';

// GB/T 9704-2012, in millimetres and points.
const A4 = { width: 210, height: 297 };
const BODY = { top: 37, left: 28, width: 156, height: 225 };
const LINE = 225 / 22;
const SECOND_SIZE = 22;
const THIRD_SIZE = 16;
const FOURTH_SIZE = 14;
const RED = 'FF0000';
/** From the body to the page number, millimetres. */
const NUMBER_BELOW = 7;
/** What a printed page may be off by. */
const NEAR = 0.6;

const templates = loadCatalogue().documents;

/** Something for every field, so that no part is missing. */
const said: Readonly<Record<string, string>> = {
  发文机关: '区委政法委',
  发文机关标志: '区委政法委文件',
  发文字号: '演政法〔2026〕12号',
  文号: '演政法〔2026〕12号',
  编号: '演政法〔2026〕12号',
  期号: '2026年第4期',
  成文日期: '2026年11月29日',
  份号: '000012',
  密级和保密期限: '秘密★1年',
  紧急程度: '特急',
  签发人: '王明、李建国、赵刚',
  附件: '校园周边隐患清单\n各镇街情况',
  附注: '此件公开发布',
  抄送: '市委政法委，区委办公室，区政府办公室，区人大常委会办公室，区政协办公室，区人民法院，区人民检察院',
  分送: '各成员单位',
  出席: '甲，乙',
  印发机关: '区委政法委办公室',
  印发日期: '2026年11月29日',
};

async function pageOf(template: DocumentTemplate, prepared = false): Promise<MeasuredPage> {
  return measureDocx(await bytesOf(template, prepared));
}

async function bytesOf(template: DocumentTemplate, prepared = false): Promise<Uint8Array> {
  const filling = { values: said, tables: {}, pictures: new Map(), photos: [], remark: '', prepared };
  return await writeOfficialDocument(template, filling);
}

const inForm = (...formats: DocumentTemplate['format'][]) =>
  templates.filter(({ format }) => formats.includes(format));
const find = (page: MeasuredPage, text: string) => {
  const found = page.body.find((each) => each.text.includes(text));
  if (!found) throw new Error(`nothing says ${text}`);
  return found;
};
const ids = (some: readonly DocumentTemplate[]) => some.map((template) => [template.id, template] as const);

describe('every paper', () => {
  it('is one of the templates, twenty and more', () => {
    expect(templates.length).toBeGreaterThanOrEqual(20);
  });

  it.each(ids(templates))(
    '%s has the page, the type and the page numbers of GB/T 9704',
    async (_, template) => {
      const page = await pageOf(template);
      const [long, short] = [A4.height, A4.width];
      expect([page.width, page.height].map(Math.round)).toEqual(
        template.landscape ? [long, short] : [short, long],
      );
      if (!template.landscape) {
        expect(page.top).toBeCloseTo(BODY.top, 1);
        expect(page.left).toBeCloseTo(BODY.left, 1);
        expect(page.width - page.left - page.right).toBeCloseTo(BODY.width, 1);
        expect(page.height - page.top - page.bottom).toBeCloseTo(BODY.height, 1);
      }
      const title = template.blocks.find(({ kind }) => kind === 'title');
      if (title?.kind === 'title') {
        const line = page.body.find(({ size, colour }) => size === SECOND_SIZE && colour !== RED);
        expect(line).toMatchObject({ font: '方正小标宋简体', align: 'center' });
      }
      for (const text of page.body.filter(({ indent }) => indent > 5)) {
        expect(text.size).toBe(THIRD_SIZE);
        expect(text.indent).toBeCloseTo((2 * THIRD_SIZE * 25.4) / 72, 1);
      }
      const [number] = page.defaultFooter;
      expect(number).toMatchObject({ size: FOURTH_SIZE, align: 'right' });
      const bodyEnd = page.height - page.bottom;
      expect((number?.top ?? 0) - bodyEnd).toBeCloseTo(7, 0);
    },
  );
});

describe('公文 in the general form', () => {
  it.each(ids(inForm('general', 'upward')))(
    '%s has 版头, 主体 and 版记 where the standard has them',
    async (_, template) => {
      const page = await pageOf(template);
      const [copy, secrecy, urgency] = ['000012', '秘密★1年', '特急'].map((text) => find(page, text));
      expect(copy?.top).toBeCloseTo(BODY.top, 1);
      expect((secrecy?.top ?? 0) - (copy?.top ?? 0)).toBeCloseTo(LINE, 1);
      expect((urgency?.top ?? 0) - (secrecy?.top ?? 0)).toBeCloseTo(LINE, 1);
      expect([secrecy?.font, urgency?.font]).toEqual(['黑体', '黑体']);
      const mark = find(page, '区委政法委文件');
      expect(mark).toMatchObject({ colour: RED, align: 'center', font: '方正小标宋简体' });
      expect(mark.charactersTop).toBeCloseTo(BODY.top + 35, 1);
      const number = find(page, '演政法〔2026〕12号');
      expect(number.size).toBe(THIRD_SIZE);
      // Two lines are free beneath the mark; of an 上行文 the number stands beside the last of 签发人.
      const above = template.format === 'upward' ? 3 : 2;
      expect(number.top - mark.bottom).toBeCloseTo(above * LINE, 0);
      const [line] = number.lines;
      expect(line).toMatchObject({ colour: RED, style: 'single' });
      expect((line?.y ?? 0) - number.charactersBottom).toBeCloseTo(4, 0);
      expect([line?.left, line?.right].map((x) => Math.round(x ?? 0))).toEqual([28, 184]);
      const title = page.body.find(({ size }) => size === SECOND_SIZE);
      expect((title?.top ?? 0) - (line?.y ?? 0)).toBeCloseTo(2 * LINE, 0);
      if (template.format === 'upward') expect(find(page, '签发人：').text).toContain('王　明　李建国');
      expectRecord(page);
    },
  );

  it('leaves the red parts to prepared paper, and moves nothing', async () => {
    for (const template of inForm('general', 'upward', 'minutes')) {
      const [whole, prepared] = [await pageOf(template), await pageOf(template, true)];
      const reds = prepared.body.filter(({ colour, text }) => colour === RED && text !== '');
      expect(reds).toEqual([]);
      expect(prepared.body.flatMap(({ lines }) => lines).filter(({ colour }) => colour === RED)).toEqual([]);
      const tops = (page: MeasuredPage) => page.body.map(({ top }) => Math.round(top * 10) / 10);
      for (const [i, top] of tops(whole).entries())
        expect(Math.abs(top - (tops(prepared)[i] ?? 0))).toBeLessThan(0.4);
    }
  });
});

/** 版记: 抄送 and 印发 between lines, the last of which ends the body. */
function expectRecord(page: MeasuredPage): void {
  const framed = page.body.filter((each) => each.framed);
  const [copies, printed] = framed;
  expect(framed).toHaveLength(2);
  expect(copies?.text).toMatch(/^(抄送|分送)：.+。$/);
  expect(printed?.text).toContain('2026年11月29日印发');
  expect([copies?.size, printed?.size]).toEqual([FOURTH_SIZE, FOURTH_SIZE]);
  const [first, middle, last] = framed.flatMap(({ lines }) => lines);
  expect(first?.thick).toBeCloseTo(0.35, 1);
  expect(middle?.thick).toBeCloseTo(0.25, 1);
  expect(last?.thick).toBeCloseTo(0.35, 1);
  expect(last?.y).toBeCloseTo(BODY.top + BODY.height, 0);
  expect([last?.left, last?.right].map((x) => Math.round(x ?? 0))).toEqual([28, 184]);
}

describe('函', () => {
  it.each(ids(inForm('letter')))(
    '%s has its mark, its double lines and its number where the standard has them',
    async (_, template) => {
      const page = await pageOf({ ...template });
      const mark = page.firstHeader.find(({ colour }) => colour === RED);
      expect(mark?.charactersTop).toBeCloseTo(30, 0);
      const [upper] = mark?.lines ?? [];
      expect(upper).toMatchObject({ style: 'thickThinSmallGap', colour: RED });
      expect((upper?.y ?? 0) - (mark?.charactersBottom ?? 0)).toBeCloseTo(4, 0);
      expect((upper?.right ?? 0) - (upper?.left ?? 0)).toBeCloseTo(170, 0);
      const [lower] = page.firstFooter.flatMap(({ lines }) => lines);
      expect(lower).toMatchObject({ style: 'thinThickSmallGap', colour: RED });
      expect(page.height - (lower?.y ?? 0) - (lower?.thick ?? 0)).toBeCloseTo(20, 0);
      const number = find(page, '演政法〔2026〕12号');
      expect(number.charactersTop - (mark?.bottom ?? 0)).toBeCloseTo((THIRD_SIZE * 7 * 25.4) / 8 / 72, 0);
      // The first page shows no number, and a letter has no 印发 and no lines in its 版记.
      expect(page.firstFooter.map(({ text }) => text)).toEqual(['']);
      const framed = page.body.filter((each) => each.framed);
      expect(framed.map(({ text, lines }) => [text.slice(0, 3), lines])).toEqual([['抄送：', []]]);
    },
  );
});

describe('纪要', () => {
  it.each(ids(inForm('minutes')))('%s has its mark, who was there and its 版记', async (_, template) => {
    const values = { ...said, 发文机关标志: '联席会议纪要' };
    const filling = { values, tables: {}, pictures: new Map(), photos: [], remark: '' };
    const page = measureDocx(await writeOfficialDocument(template, filling));
    const mark = find(page, '联席会议纪要');
    expect(mark).toMatchObject({ colour: RED, align: 'center' });
    expect(mark.charactersTop).toBeCloseTo(BODY.top + 35, 1);
    expect(find(page, '2026年第4期').align).toBe('center');
    expectRecord(page);
  });
});

/** Where red begins and ends from above, millimetres, part by part. */
function redBands(page: ColourPage) {
  const bands: { top: number; bottom: number; left: number; right: number }[] = [];
  for (let y = 0; y < page.height; y++) {
    const red = Array.from({ length: page.width }, (_, x) => x).filter((x) =>
      page.isNear(x, y, [255, 0, 0], 90),
    );
    const [first, last] = [red[0], red.at(-1)];
    if (first === undefined || last === undefined) continue;
    const [top, left, right] = [y * page.pixel, first * page.pixel, (last + 1) * page.pixel];
    const bottom = top + page.pixel;
    const band = bands.at(-1);
    if (band && top - band.bottom < 0.2) {
      band.bottom = bottom;
      band.left = Math.min(band.left, left);
      band.right = Math.max(band.right, right);
    } else bands.push({ top, bottom, left, right });
  }
  return bands;
}

/** All papers as LibreOffice prints them, by one start of it: their layout as they say it, and the printed file. */
async function printAll(): Promise<ReadonlyMap<string, { layout: MeasuredPage; path: string }>> {
  const files: Record<string, Uint8Array> = {};
  for (const template of templates) files[template.id] = await bytesOf(template);
  const named = Object.fromEntries(Object.entries(files).map(([id, bytes]) => [`${id}.docx`, bytes]));
  const printed = convertAllByOffice(named, 'pdf');
  return new Map(
    Object.entries(files).map(([id, bytes]) => [
      id,
      { layout: measureDocx(bytes), path: printed[`${id}.docx`] ?? '' },
    ]),
  );
}

const isNear = (is: number | undefined, wanted: number, of: string) =>
  expect(Math.abs((is ?? 0) - wanted), of).toBeLessThan(NEAR);

/** By how wide a character of a word is, points. */
const pointsOf = ({ text, left, right }: PdfWord) => ((right - left) / [...text].length / 25.4) * 72;

/** The page as it is printed: what stands in its body, and its number. */
function expectPage(
  template: DocumentTemplate,
  layout: MeasuredPage,
  { width, height, words }: PdfPage,
): void {
  const { id, format, landscape, signedPages } = template;
  isNear(width, landscape ? A4.height : A4.width, id);
  isNear(height, landscape ? A4.width : A4.height, id);
  const [left, right, end] = [layout.left, layout.width - layout.right, layout.height - layout.bottom];
  const inBody = words.filter(({ top }) => top > layout.top - 1 && top < end - 1);
  expect(inBody.length, id).toBeGreaterThan(1);
  for (const word of inBody) {
    expect(word.left, `${id} ${word.text}`).toBeGreaterThan(left - NEAR);
    // A stop at the end of a line may hang over it.
    const over = /[，。、；：）》”]$/.test(word.text) ? BODY.width / 28 : 0;
    expect(word.right, `${id} ${word.text}`).toBeLessThan(right + over + NEAR);
  }
  if (format === 'letter') return;
  // The number is the first line beneath the body; of a 函 the first page has none.
  const number = words.filter(({ top }) => top > end + NUMBER_BELOW - 2 && top < end + NUMBER_BELOW + 3);
  const text = number.map((word) => word.text).join('');
  expect(text, id).toMatch(signedPages.length > 0 ? /^第1页共\d+页$/ : /^—1—$/);
  isNear(number.at(-1)?.right, right - (FOURTH_SIZE * 25.4) / 72, id);
}

/** The title is in 二号, in the middle of the body. */
function expectType({ id, blocks }: DocumentTemplate, layout: MeasuredPage, words: readonly PdfWord[]): void {
  const title = blocks.find(({ kind }) => kind === 'title');
  const [line = ''] = (title?.kind === 'title' ? title.text : '').split('\n');
  const printed = words.find(({ text }) => text === line);
  if (line !== '' && !line.includes('{{')) {
    expect(printed && pointsOf(printed), id).toBeCloseTo(SECOND_SIZE, 0);
    isNear(
      ((printed?.left ?? 0) + (printed?.right ?? 0)) / 2,
      (layout.left + layout.width - layout.right) / 2,
      id,
    );
  }
}

/** Lines of tables and forms, longer than most of the body is wide: where they begin and end, millimetres. */
function longLines(page: GreyPage, atLeast: number): [left: number, right: number][] {
  const mm = 25.4 / page.dpi;
  const found: [number, number][] = [];
  for (let y = 0; y < page.height; y++)
    for (let x = 0; x < page.width; x++) {
      const from = x;
      while (x < page.width && page.at(x, y) < 140) x++;
      if ((x - from) * mm >= atLeast) found.push([from * mm, x * mm]);
    }
  return found;
}

/** Where red marks and lines are printed. */
function expectRed({ id, format }: DocumentTemplate, path: string): void {
  const bands = redBands(drawColourPage(path, 1, 150));
  const [mark, line] = bands;
  if (format === 'letter') {
    isNear(mark?.top, 30, id);
    isNear((line?.top ?? 0) - (mark?.bottom ?? 0), 4, id);
    isNear((line?.right ?? 0) - (line?.left ?? 0), 170, id);
    isNear(A4.height - (bands.at(-1)?.bottom ?? 0), 20, id);
  } else {
    isNear(mark?.top, BODY.top + 35, id);
    isNear(line?.left, BODY.left, id);
    isNear(line?.right, BODY.left + BODY.width, id);
  }
}

/** Tables and forms begin and end with the body; a 函 has lines of its own. */
function expectLines({ id, format, blocks }: DocumentTemplate, layout: MeasuredPage, path: string): void {
  const signed = blocks.findIndex(({ kind }) => kind === 'sign');
  const text = signed < 0 ? blocks : blocks.slice(0, signed);
  const isForm = text.some(({ kind }) => kind === 'rows' || kind === 'grid');
  if (format === 'letter' || (format === 'plain' && !isForm)) return;
  const [left, right] = [layout.left, layout.width - layout.right];
  const lines = longLines(drawPage(path, 1, 100), (right - left) * 0.8);
  expect(lines.length, id).toBeGreaterThan(0);
  for (const [from, to] of lines) {
    isNear(from, left, id);
    isNear(to, right, id);
  }
}

it.skipIf(!hasWriter)(
  'every paper has its page, type sizes, lines, marks and number there too where LibreOffice prints it',
  async () => {
    const printed = await printAll();
    expect(printed.size).toBeGreaterThan(20);
    for (const template of templates) {
      const { id, format } = template;
      const { layout, path } = printed.get(id) ?? {};
      const [first] = pdfWords(path ?? '');
      if (!layout || !path || !first) throw new Error(`${id} is not printed`);
      expectPage(template, layout, first);
      expectType(template, layout, first.words);
      expectLines(template, layout, path);
      if (format !== 'plain') expectRed(template, path);
    }
  },
);

describe.skipIf(!hasWriter)('版记 and 附件', () => {
  const general = inForm('general').find(({ id }) => id === 'bulletin');
  const overdue = {
    none: '没有逾期隐患。',
    columns: [{ title: '编号', share: 1 }],
    rows: [['YH-1']],
  };
  /** The pages of a paper whose text has so many lines, as texts; with an 附件 where it has one. */
  const printed = (
    lengths: readonly number[],
    annexes: readonly string[],
    more: Record<string, string> = {},
  ) =>
    Promise.all(
      lengths.map(async (lines): Promise<[string, Uint8Array]> => {
        const blocks = [
          ...(general?.blocks.filter(({ kind }) => ['title', 'to', 'sign'].includes(kind)) ?? []),
          ...annexes.flatMap((text) => [
            { kind: 'annex' as const, text },
            { kind: 'table' as const, table: 'overdue' as const },
          ]),
        ];
        const at = blocks.findIndex(({ kind }) => kind === 'sign');
        blocks.splice(at, 0, { kind: 'text', text: '测'.repeat(28 * lines - 2) });
        const values = { ...said, 附件: '', 附注: '', 时段: '本季度', ...more };
        const filling = { values, tables: { overdue }, pictures: new Map(), photos: [], remark: '' };
        const layout = { title: '通报', landscape: false, blocks, format: 'general' as const };
        return [`${lines}-${annexes.length}.docx`, await writeOfficialDocument(layout, filling)];
      }),
    );
  const pagesOf = (path: string) =>
    pdfText(path)
      .split('\f')
      .map((page) => page.replace(/\s/g, ''))
      .filter((_, i, all) => i < all.length - 1);

  it('no page has 署名 and nothing of the text', async () => {
    const plain = async (lines: number, after: readonly DocumentTemplate['blocks'][number][]) => {
      const said = Array.from({ length: lines }, () => '测'.repeat(8)).join('\n');
      const blocks = [
        { kind: 'title' as const, text: '告知书' },
        { kind: 'heading' as const, level: 1, text: '一、前言' },
        { kind: 'text' as const, text: said },
        { kind: 'rows' as const, rows: [{ title: '某项', text: '某事' }] },
        { kind: 'heading' as const, level: 1, text: '二、要求' },
        { kind: 'text' as const, text: '请照办。' },
        { kind: 'sign' as const, text: '{{发文机关}}', date: '{{成文日期}}' },
        ...after,
      ];
      const filling = {
        values: { 发文机关: '区委政法委', 成文日期: '2026年11月29日' },
        tables: {},
        pictures: new Map(),
        photos: [],
        remark: '',
      };
      return await writeOfficialDocument({ title: '告知书', landscape: false, blocks }, filling);
    };
    const received = [{ kind: 'rows' as const, rows: [{ title: '签收人', text: '' }] }];
    const files: Record<string, Uint8Array> = {};
    for (let lines = 10; lines <= 17; lines++) {
      files[`${lines}.docx`] = await plain(lines, []);
      files[`${lines}-received.docx`] = await plain(lines, received);
    }
    const seen = new Set<number>();
    for (const [name, path] of Object.entries(convertAllByOffice(files, 'pdf'))) {
      const pages = pagesOf(path);
      const last = pages.at(-1) ?? '';
      expect(last, name).toMatch(/请照办。区委政法委2026年11月29日/);
      // The heading goes along, and so does who received it.
      expect(last, name).toMatch(/二、要求请照办/);
      if (name.includes('received')) expect(last, name).toContain('签收人');
      seen.add(pages.length);
    }
    expect([...seen].sort()).toEqual([1, 2]);
  });

  it('the 版记 is on the back of the last sheet, and each 附件 begins a page before it', async () => {
    const [apart] = await printed([1], [], { 版记另起一面: '否', 抄送: '' });
    const files: Record<string, Uint8Array> = {
      ...Object.fromEntries([
        ...(await printed([2, 6, 14, 18, 24, 30, 40], [])),
        ...(await printed([3, 20], ['逾期隐患清单'])),
        ...(await printed([6], ['逾期隐患清单', '各镇街情况'])),
      ]),
      ...(apart ? { 'said.docx': apart[1] } : {}),
    };
    const { 'said.docx': told = '', ...worked } = convertAllByOffice(files, 'pdf');
    for (const [name, path] of Object.entries(worked)) {
      const pages = pagesOf(path);
      expect(pages.length % 2, name).toBe(0);
      expect(pages.at(-1), name).toContain('区委政法委办公室2026年11月29日印发');
      expect(pages.slice(0, -1).join(''), name).not.toContain('印发');
    }
    const one = pagesOf(worked['3-1.docx'] ?? '').join('');
    expect(one).toMatch(/附件：逾期隐患清单.*区委政法委2026年.*附件逾期隐患清单编号YH-1/);
    const two = pagesOf(worked['6-2.docx'] ?? '');
    const first = two.findIndex((page) => page.startsWith('附件1逾期隐患清单编号YH-1'));
    expect(two.slice(0, first).join('')).toMatch(/附件：1\.逾期隐患清单2\.各镇街情况.*区委政法委2026年/);
    expect(two[first + 1]).toMatch(/^附件2各镇街情况编号YH-1/);
    // A person's word goes before what was worked out.
    expect(pagesOf(told)).toHaveLength(1);
  });
});
