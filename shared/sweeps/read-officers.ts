import { readDate } from '../registry/date.ts';
import { toHalfWidth } from '../registry/text.ts';
import { type AgencyPower, agencyNamed } from './visit-rules.ts';

/** An officer as a list says; `problem` says why the line cannot be taken, empty where it can. */
export interface ReadOfficer {
  readonly name: string;
  readonly certificate: string;
  readonly agency: string;
  readonly phone: string;
  readonly validUntil: string | null;
  readonly problem: string;
}

/** How many characters an officer's fields hold. */
export const officerLimits = { name: 40, certificate: 60, agency: 100, phone: 40 } as const;

const limited: readonly (readonly [keyof typeof officerLimits, title: string])[] = [
  ['name', '姓名'],
  ['certificate', '证号'],
  ['agency', '单位'],
  ['phone', '电话'],
];

type Field = 'name' | 'certificate' | 'agency' | 'phone' | 'validUntil';

const heads: readonly (readonly [Field, RegExp])[] = [
  ['name', /姓名|名字|执法人员/],
  ['validUntil', /有效期|到期|有效截止/],
  ['certificate', /证号|证件号|编号|执法证/],
  ['agency', /单位|部门|机构|机关/],
  ['phone', /电话|手机|联系方式/],
];
/** The order of cells where a list has no head. */
const usual: readonly Field[] = ['name', 'certificate', 'agency', 'phone', 'validUntil'];

/** Reads lines of cells as a list of officers; a first line that names its columns is its head. */
export function readOfficers(
  lines: readonly (readonly string[])[],
  agencies: readonly AgencyPower[],
): ReadOfficer[] {
  const cells = lines.map((line) => line.map((cell) => cell.trim())).filter((line) => line.some(Boolean));
  const head = cells[0]?.map(fieldOf) ?? [];
  const hasHead = head.includes('name') && (head.includes('certificate') || head.includes('agency'));
  const fields = hasHead ? head : usual;
  const seen = new Set<string>();
  return cells.slice(hasHead ? 1 : 0).map((line) => {
    const cellOf = (field: Field) => line[fields.indexOf(field)] ?? '';
    const read = readOne(cellOf, agencies);
    if (read.problem !== '') return read;
    if (seen.has(read.certificate)) return { ...read, problem: '证号与上面一行相同' };
    seen.add(read.certificate);
    return read;
  });
}

function fieldOf(cell: string): Field | null {
  return heads.find(([, words]) => words.test(cell))?.[0] ?? null;
}

function readOne(cellOf: (field: Field) => string, agencies: readonly AgencyPower[]): ReadOfficer {
  const said = cellOf('agency');
  const agency = agencyNamed(agencies, said) ?? likelyAgency(agencies, said);
  const until =
    cellOf('validUntil')
      .split(/至|—|~/)
      .at(-1)
      ?.trim() ?? '';
  const validUntil = until === '' ? null : readDate(until);
  const read = {
    name: cellOf('name').replace(/\s/g, ''),
    certificate: toHalfWidth(cellOf('certificate')).replace(/\s/g, ''),
    agency: agency?.name ?? said,
    phone: toHalfWidth(cellOf('phone')),
    validUntil,
  };
  const tooLong = limited.find(([field]) => read[field].length > officerLimits[field]);
  if (tooLong) {
    const [field, title] = tooLong;
    return { ...shortened(read), problem: `${title}太长，最多 ${officerLimits[field]} 个字` };
  }
  const problem =
    read.name === ''
      ? '没有姓名'
      : read.certificate === ''
        ? '没有执法证号'
        : !agency
          ? `规则包中没有“${said}”`
          : !agency.mayInspect
            ? `${agency.name}只能协调，不能检查`
            : until !== '' && validUntil === null
              ? `认不出有效期“${until}”`
              : '';
  return { ...read, problem };
}

/** What fits of it, to tell the line by. */
function shortened(read: Omit<ReadOfficer, 'problem'>): Omit<ReadOfficer, 'problem'> {
  const fitting = (field: keyof typeof officerLimits) =>
    read[field].length > officerLimits[field]
      ? `${read[field].slice(0, officerLimits[field] - 1)}…`
      : read[field];
  const { validUntil } = read;
  const [name, certificate] = [fitting('name'), fitting('certificate')];
  return { name, certificate, agency: fitting('agency'), phone: fitting('phone'), validUntil };
}

/** 市场监管局 where the pack says 区市场监管局: the only one whose name ends so. */
function likelyAgency<Agency extends AgencyPower>(
  agencies: readonly Agency[],
  said: string,
): Agency | undefined {
  if (said === '') return undefined;
  const likely = agencies.filter(({ name }) => name.endsWith(said) || said.endsWith(name));
  return likely.length === 1 ? likely[0] : undefined;
}

/** Lines and cells of a text that was pasted, from a spreadsheet or written by hand. */
export function pastedLines(text: string): string[][] {
  return text.split(/\r?\n/).map((line) => line.split(line.includes('\t') ? '\t' : /[,，;；]|\s{2,}| /));
}
