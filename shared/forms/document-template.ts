import { z } from 'zod';
import { paperFormats } from './paper-format.ts';
import { numberForms } from './paper-number.ts';

/** What a document is about, and what its fields are taken from. */
const documentSubjects = ['span', 'visit', 'hazard', 'school', 'venue', 'licence'] as const;
const documentSubjectSchema = z.enum(documentSubjects);
export type DocumentSubject = z.infer<typeof documentSubjectSchema>;

/** Tables that the service fills. */
const documentTables = [
  'towns',
  'stages',
  'bodies',
  'kinds',
  'findings',
  'quarters',
  'overdue',
  'supervised',
  'hazardList',
  'expiringLicences',
  'schoolSurveys',
  'schoolFacilities',
  'schoolGates',
  'schoolFindings',
  'schoolHazards',
  'schoolVisits',
  'schoolQuarters',
  'schoolDuties',
] as const;
const documentTableSchema = z.enum(documentTables);
export type DocumentTable = z.infer<typeof documentTableSchema>;

/** Pictures that the page draws. */
export const documentPictureSchema = z.enum(['trend', 'map', 'site', 'gates']);
export type DocumentPicture = z.infer<typeof documentPictureSchema>;

const textSchema = z.string().max(5000);

/** A cell of a form that is printed as it was issued. */
const formCellSchema = z.object({
  text: textSchema,
  /** Whether it asks; else it holds what is said. */
  asks: z.boolean().default(false),
  /** Over how many columns and lines it goes. */
  wide: z.number().int().min(1).max(24).default(1),
  high: z.number().int().min(1).max(24).default(1),
  /** What is printed where nothing is said. */
  empty: z.string().max(60).default(''),
});
export type FormCell = z.infer<typeof formCellSchema>;

export const blockSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('title'), text: textSchema }),
  /** 发文字号, centred beneath the title or above it. */
  z.object({ kind: z.literal('number'), text: textSchema }),
  /** 主送机关. */
  z.object({ kind: z.literal('to'), text: textSchema }),
  z.object({ kind: z.literal('heading'), level: z.number().int().min(1).max(3), text: textSchema }),
  z.object({ kind: z.literal('text'), text: textSchema }),
  z.object({ kind: z.literal('table'), table: documentTableSchema }),
  z.object({ kind: z.literal('picture'), picture: documentPictureSchema, text: textSchema }),
  /** A form: what is asked, and what is said. */
  z.object({
    kind: z.literal('rows'),
    rows: z.array(z.object({ title: z.string().max(60), text: textSchema })).min(1),
  }),
  /** A form as it was issued: lines of cells, all columns of one width. */
  z.object({
    kind: z.literal('grid'),
    columns: z.number().int().min(1).max(24),
    lines: z.array(z.array(formCellSchema).min(1)).min(1),
  }),
  /** Small print above or below a form. */
  z.object({ kind: z.literal('note'), text: textSchema }),
  /** 落款 and 成文日期. */
  z.object({ kind: z.literal('sign'), text: textSchema, date: textSchema }),
  /** Photos of the visit, each with its number, time, place and words. */
  z.object({ kind: z.literal('photos'), text: textSchema }),
  /** What follows stands on a page of its own: a 存根. */
  z.object({ kind: z.literal('page') }),
  /** 附件 with its title: what follows, down to the next one, stands on pages of its own after the text. */
  z.object({ kind: z.literal('annex'), text: textSchema }),
]);
export type TemplateBlock = z.infer<typeof blockSchema>;

const askSchema = z.object({
  field: z.string().min(1).max(40),
  /** What is offered, or what an answer looks like. */
  hint: z.string().max(300).default(''),
  value: z.string().max(3000).default(''),
  long: z.boolean().default(false),
  /** What the issuing body says on every such paper (whom it may be taken to): left empty, what it said last is used. */
  ofIssuer: z.boolean().default(false),
  /** May hold something 涉密 or 敏感: the form asks, and what is said to be so is in no file that leaves the workspace. */
  sensitive: z.boolean().default(false),
});

/** A document with fields (`data/forms/documents`). */
export const documentTemplateSchema = z.object({
  id: z.string().regex(/^[a-z][a-z-]*$/),
  title: z.string().min(1).max(60),
  about: documentSubjectSchema,
  /** Who may issue it: any body, only those with the power to inspect, or nobody because it is filed within. */
  issuer: z.enum(['any', 'inspecting', 'none']),
  /** Where its columns and sentences come from. */
  source: z.string(),
  landscape: z.boolean().default(false),
  /** Whether it belongs to rule packs: shown only where the pack in force names it. */
  ofPack: z.boolean().default(false),
  /** Whether it is for everybody: no name of a venue or of a person and no telephone number is in it. */
  forPublic: z.boolean().default(false),
  format: z.enum(paperFormats).default('plain'),
  /** The field that holds its number, drawn from the register of papers; null where it has none. */
  numbered: z
    .object({
      field: z.string().min(1).max(40),
      form: z.enum(numberForms).default('document'),
      /** What stands before the year until an office has said its own: what kind of paper it is. */
      code: z.string().max(40).default(''),
    })
    .nullable()
    .default(null),
  /** Who signs each page, beneath its number: 笔录. */
  signedPages: z.array(z.string().min(1).max(10)).max(4).default([]),
  /** Fields that a person fills in, beside those that the workspace knows. */
  asks: z.array(askSchema).max(80),
  blocks: z.array(blockSchema).min(1).max(200),
});
export type DocumentTemplate = z.infer<typeof documentTemplateSchema>;

/** Stands where nothing was filled in: room to write by hand. */
const BLANK = '＿＿＿＿';
/** What says that there is nothing, in a field that may hold something that does not leave the workspace. */
const NOTHING = /^(?:无|没有|暂无|未发现|\/|／)?$/;

/** By what a person says whether a sensitive field holds something 涉密 or 敏感. */
export function secretKey(field: string): string {
  return `涉密：${field}`;
}

/** Forms used to ask the other way round: what could leave the workspace. Their answers still hold. */
function openKey(field: string): string {
  return `可写入：${field}`;
}

/**
 * Whether what was said in a sensitive field stays in the workspace: where a person said that it is 涉密 or 敏感. 无 is
 * printed in any case.
 */
export function isWithheld(field: string, said: Readonly<Record<string, string>>): boolean {
  if (NOTHING.test((said[field] ?? '').trim())) return false;
  const secret = said[secretKey(field)];
  if (secret !== undefined) return secret === '是';
  const open = said[openKey(field)];
  return open !== undefined && open !== '是';
}

/** With what a person says about each sensitive field, as a form asks for it. */
export function withSecrecy(
  asks: DocumentTemplate['asks'],
  said: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = { ...said };
  for (const { field, sensitive } of asks) {
    if (!sensitive) continue;
    known[secretKey(field)] = isWithheld(field, said) ? '是' : (said[secretKey(field)] ?? '');
    delete known[openKey(field)];
  }
  return known;
}

/** Stands in a file in place of a value that may not leave the workspace. */
export const WITHHELD = '（涉密或敏感，不在本文件中）';

const FIELD = /\{\{([^{}]+)\}\}/g;

/** A template's text with its fields filled. */
export function fillText(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(FIELD, (_, field: string) => values[field.trim()] || BLANK);
}

/** What a cell of a form says; what nobody said stays empty, or is what the form has there. */
export function fillCell({ text, empty }: FormCell, values: Readonly<Record<string, string>>): string {
  const filled = text.replace(FIELD, (_, field: string) => values[field.trim()] ?? '');
  return filled === '' ? empty : filled;
}

/** All texts of a template's blocks. */
export function textsOf(blocks: readonly TemplateBlock[]): string[] {
  return blocks.flatMap(textsOfBlock);
}

function textsOfBlock(block: TemplateBlock): string[] {
  switch (block.kind) {
    case 'table':
    case 'page':
      return [];
    case 'rows':
      return block.rows.flatMap(({ title, text }) => [title, text]);
    case 'grid':
      return block.lines.flatMap((line) => line.map(({ text }) => text));
    case 'sign':
      return [block.text, block.date];
    case 'title':
    case 'number':
    case 'to':
    case 'heading':
    case 'text':
    case 'picture':
    case 'photos':
    case 'note':
    case 'annex':
      return [block.text];
  }
}

/** Fields that a template's blocks name, each once. */
export function fieldsOf(blocks: readonly TemplateBlock[]): string[] {
  const found = textsOf(blocks).flatMap((text) =>
    [...text.matchAll(FIELD)].map(([, field]) => (field ?? '').trim()),
  );
  return [...new Set(found)];
}

const aboutVenue = [
  '工作区',
  '牵头单位',
  '发文机关',
  '成文日期',
  '当事人',
  '统一社会信用代码',
  '负责人',
  '地址',
  '类别',
  '学校',
  '距离',
  '测量方式',
  '限值',
  '判定',
  '处理方式',
  '依据',
];

/** What the workspace knows of each subject, by field. */
export const knownFields: Readonly<Record<DocumentSubject, readonly string[]>> = {
  span: [
    '工作区',
    '时段',
    '起始日期',
    '截止日期',
    '牵头单位',
    '发文机关',
    '成文日期',
    '行动名称',
    '参与单位',
    '整治重点',
    '学校总数',
    '整治学校数',
    '未整治学校数',
    '覆盖率',
    '检查次数',
    '执法人员数',
    '受检单位数',
    '发现隐患数',
    '销号数',
    '整改率',
    '在办数',
    '逾期数',
    '重大隐患数',
    '挂牌督办数',
    '上期检查次数',
    '上期发现隐患数',
    '累计发现数',
    '累计销号数',
    '区内场所数',
    '待实测数',
    '重点监管数',
    '监管存疑数',
  ],
  visit: [
    '工作区',
    '发文机关',
    '成文日期',
    '行动名称',
    '当事人',
    '统一社会信用代码',
    '负责人',
    '联系电话',
    '地址',
    '类别',
    '学校',
    '开始时间',
    '结束时间',
    '执法人员',
    '执法单位',
    '检查结果',
    '现场情况',
    '检查项目',
    '距离测量',
    '称谓',
    '负责人称谓',
    '测量距离',
    '测量起点',
    '测量终点',
    '测量仪器',
    '照片编号',
    '采取措施',
    '当事人意见',
    '补正',
    '核对情况',
    '出具文书',
    '下次检查',
    '发现隐患',
  ],
  hazard: [
    '工作区',
    '牵头单位',
    '发文机关',
    '成文日期',
    '隐患编号',
    '当事人',
    '统一社会信用代码',
    '负责人',
    '地址',
    '学校',
    '隐患种类',
    '隐患等级',
    '隐患情况',
    '违法事实',
    '检查日期',
    '称谓',
    '负责人称谓',
    '送达文书名称',
    '送达文书文号',
    '送达时间',
    '收件人签收',
    '见证人签收',
    '送达说明',
    '依据',
    '发现日期',
    '整改期限',
    '责任主体',
    '责任单位',
    '配合部门',
    '临时强化防范措施',
    '责任人',
    '执法人员',
    '落实措施',
    '督办编号',
    '督办级别',
    '督办单位',
    '督办领导',
    '督办要求',
    '挂牌日期',
    '督办时限',
    '督办进展',
    '延期情况',
    '验收意见',
    '摘牌日期',
    '销号日期',
    '复查人员',
  ],
  school: [
    '工作区',
    '发文机关',
    '成文日期',
    '学校',
    '学段',
    '学校地址',
    '镇街',
    '派出所',
    '隐患总数',
    '整改数',
    '未整改数',
    '标识码',
    '电话',
    '校门数',
    '校园边界',
    '设施齐全率',
    '设施缺口数',
    '设施未调查数',
    '区内场所数',
    '待实测数',
    '近四季检查次数',
  ],
  venue: aboutVenue,
  licence: [...aboutVenue, '许可证类型', '许可证号', '持证人', '有效期至', '剩余天数'],
};
