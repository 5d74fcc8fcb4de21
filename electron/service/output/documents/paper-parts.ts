import type { DocumentTemplate } from '#shared/forms/document-template.ts';
import { officialFields } from '#shared/forms/official-paper.ts';
import type { OfficialFormat } from '#shared/forms/paper-format.ts';
import type { Filling } from './paper-blocks.ts';
import type { PaperHead } from './paper-head.ts';
import type { PaperRecord } from './paper-tail.ts';

/** What a 公文 has around its text: 版头, 附件说明, 附注 and 版记. */
export interface PaperParts {
  readonly format: OfficialFormat;
  readonly head: PaperHead;
  readonly annexes: string;
  readonly note: string;
  /** Of a 纪要: 出席, 请假, 列席. */
  readonly people: readonly (readonly [label: string, who: string])[];
  readonly record: PaperRecord;
  /** Whether 版记 begins a page: 是, 否, or empty where it is worked out. */
  readonly recordApart: string;
}

/** These parts as the fields of a document say them; null where it is no 公文. */
export function partsOf(
  { format, numbered }: Pick<DocumentTemplate, 'format' | 'numbered'>,
  { values, prepared = false }: Filling,
): PaperParts | null {
  if (format === 'plain') return null;
  const of = (field: string) => values[field] ?? '';
  const isMinutes = format === 'minutes';
  return {
    format,
    head: {
      mark: of(officialFields.mark) || of('发文机关'),
      number: numbered ? of(numbered.field) : '',
      elements: [officialFields.copyNumber, officialFields.secrecy, officialFields.urgency]
        .map(of)
        .filter(Boolean),
      signers: of(officialFields.signers),
      issuer: of('发文机关'),
      date: of('成文日期'),
      prepared,
    },
    annexes: of(officialFields.annexes),
    note: of(officialFields.note),
    people: isMinutes ? ['出席', '请假', '列席'].map((label) => [label, of(label)] as const) : [],
    record: {
      label: isMinutes ? '分送' : '抄送',
      copies: of(isMinutes ? '分送' : officialFields.copies),
      printedBy: of(officialFields.printedBy),
      printedOn: of(officialFields.printedOn),
    },
    recordApart: of(officialFields.recordApart),
  };
}
