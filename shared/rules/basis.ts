import { z } from 'zod';

export const isoDaySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Where a statement stands: a document, which text of it, and where and when somebody read it. */
export const basisSchema = z.object({
  /** The full title, without 《》. */
  document: z.string().min(1),
  /** False where the title is not known and `document` only describes the paper: it is then not put into 《》. */
  titled: z.boolean().default(true),
  /** As 国务院令第363号; null where there is none, or none is known. */
  number: z.string().min(1).nullable().default(null),
  /** Which text, with its date, as 2024年12月6日第五次修订; null where the document gives no date. */
  edition: z.string().min(1).nullable().default(null),
  /** 征求意见稿: asked for comment, not in force. */
  draft: z.boolean().default(false),
  article: z.string(),
  excerpt: z.string().default(''),
  url: z.string().nullable().default(null),
  /** The day on which the text at the address was read. */
  readOn: isoDaySchema.nullable().default(null),
  /** True only for text read in a law text, an official page or the locality's own document. */
  verified: z.boolean(),
});
export type Basis = z.infer<typeof basisSchema>;

/** What names a document. */
type Document = Pick<Basis, 'document' | 'titled' | 'number' | 'edition'>;

/** A title in 《》; a title in it stands in 〈〉 (GB/T 15834, 4.15). */
function titleMarks(title: string): string {
  return `《${title.replaceAll('《', '〈').replaceAll('》', '〉')}》`;
}

/** A document by its full title, with its number and date: 《…》（国务院令第363号，2024年12月6日第五次修订）. */
export function documentText({ document, titled, number, edition }: Document): string {
  const about = [number, edition].filter((part) => part !== null).join('，');
  return `${titled ? titleMarks(document) : document}${about === '' ? '' : `（${about}）`}`;
}

/** Document and article, without a word on how well they were read. */
export function citationText(basis: Document & Pick<Basis, 'article'>): string {
  return `${documentText(basis)}${basis.article}`;
}

/** What a reader has to be told of a basis before relying on it; empty where there is nothing. */
export function basisWarnings({ draft, verified }: Pick<Basis, 'draft' | 'verified'>): string[] {
  return [...(draft ? ['征求意见稿，尚未施行'] : []), ...(verified ? [] : ['条文未核实'])];
}

/** Document and article in one line; says where it is only a draft, and where the text was not checked. */
export function basisLine(basis: Document & Pick<Basis, 'article' | 'draft' | 'verified'>): string {
  return [citationText(basis), ...basisWarnings(basis).map((warning) => `（${warning}）`)].join('');
}
