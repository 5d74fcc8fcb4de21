import type { DocumentTemplate } from './document-template.ts';
import type { OfficialFormat, PaperFormat } from './paper-format.ts';

/** Fields of 版头 and 版记, by what they are. */
export const officialFields = {
  mark: '发文机关标志',
  copyNumber: '份号',
  secrecy: '密级和保密期限',
  urgency: '紧急程度',
  signers: '签发人',
  annexes: '附件',
  note: '附注',
  copies: '抄送',
  printedBy: '印发机关',
  printedOn: '印发日期',
  recordApart: '版记另起一面',
} as const;

type Ask = DocumentTemplate['asks'][number];

/** What stands as the mark at the top of each form, unless a person says otherwise. */
const marks: Record<OfficialFormat, string> = {
  general: '{{发文机关}}文件',
  upward: '{{发文机关}}文件',
  letter: '{{发文机关}}',
  minutes: '{{会议名称}}纪要',
};

const copies = ask(officialFields.copies, '多个机关用逗号隔开，没有不填', { long: true });
const printed = [
  ask(officialFields.printedBy, '没有不填', { value: '{{发文机关}}' }),
  ask(officialFields.printedOn, '', { value: '{{成文日期}}' }),
  ask(officialFields.recordApart, '版记应在双数面。留空由软件估算；打开文件看到不对的，填“是”或“否”再生成'),
];
const annexes = ask(officialFields.annexes, '每行一件，没有不填', { long: true });
const head = [
  ask(officialFields.copyNumber, '涉密公文才标，6位数字'),
  ask(officialFields.secrecy, '例如：秘密★1年。涉密公文不得在非涉密计算机上起草'),
  ask(officialFields.urgency, '特急、加急，没有不填'),
];
const note = ask(officialFields.note, '例如：此件公开发布，没有不填');
const signers = ask(officialFields.signers, '上行文标注，多人用顿号隔开');

/** Fields that a person fills in on every paper of a form. */
function officialAsks(format: OfficialFormat): readonly Ask[] {
  const mark = ask(officialFields.mark, '印在最上面的红字', { value: marks[format] });
  switch (format) {
    case 'general':
      return [mark, ...head, annexes, note, copies, ...printed];
    case 'upward':
      return [mark, signers, ...head, annexes, note, copies, ...printed];
    case 'letter':
      return [mark, ...head, annexes, note, copies];
    case 'minutes':
      return [
        mark,
        ask('出席', '单位、姓名', { long: true }),
        ask('请假', '没有不填'),
        ask('列席', '没有不填'),
        ask('分送', '没有不填'),
        ...printed,
      ];
  }
}

function ask(field: string, hint: string, more: Partial<Ask> = {}): Ask {
  return { field, hint, value: '', long: false, ofIssuer: false, sensitive: false, ...more };
}

/** A template with the fields that its form asks for, after its own. */
export function withOfficialFields(template: DocumentTemplate): DocumentTemplate {
  if (template.format === 'plain') return template;
  const own = new Set(template.asks.map(({ field }) => field));
  const further = officialAsks(template.format).filter(({ field }) => !own.has(field));
  return { ...template, asks: [...template.asks, ...further] };
}

/** Whether a field belongs to 版头 or 版记, so that forms show it apart from the text's own. */
export function isOfficialField(format: PaperFormat, field: string): boolean {
  return format !== 'plain' && officialAsks(format).some((each) => each.field === field);
}
