import { entriesOf } from '../lists/record.ts';
import type { ImportField } from './fields.ts';

/** What values of a field look like, as far as that can tell that a column holds something else. */
const shapes: Partial<Record<ImportField, RegExp>> = {
  uscc: /^[0-9A-Za-z*.+Ee-]{8,22}$/,
  phone: /^[\d\s()（）*#;；,，、/x转+-]{5,60}$/,
  establishedOn: /^\d{4}([-/.年]\d{1,2}([-/.月]\d{1,2}日?.*)?|\d{4})?$|^\d{5}(\.\d+)?$/,
  lng: /^[-+]?\d{1,3}(\.\d+)?°?$|[°′'"度分秒]/,
  lat: /^[-+]?\d{1,3}(\.\d+)?°?$|[°′'"度分秒]/,
};

const shapeList = entriesOf(shapes);

/** Share of values, 0 to 1, that look like those of a field; null for a field whose values look like anything. */
export function fitShare(field: ImportField, values: readonly string[]): number | null {
  const shape = shapes[field];
  if (!shape || values.length === 0) return null;
  return values.filter((value) => shape.test(value)).length / values.length;
}

/** Text that lost its meaning on the way and cannot be brought back. */
export function isGarbled(text: string): boolean {
  return text.includes('\uFFFD') || text.includes('锟斤拷') || text.includes('烫烫烫');
}

/**
 * Fields whose value cannot be theirs while another cell of the same row could: so a row reads whose
 * columns changed places half-way through a list. Empty where the row fits.
 */
export function misfits(read: (field: ImportField) => string, cells: readonly string[]): ImportField[] {
  const found: ImportField[] = [];
  for (const [field, shape] of shapeList) {
    const value = read(field);
    // Hardly a value of these fields is Chinese: nothing more is asked of the others.
    if (value === '' || !/[\u4e00-\u9fff]/.test(value) || shape.test(value)) continue;
    if (cells.some((cell) => cell !== value && cell !== '' && isLike(field, cell))) found.push(field);
  }
  if (isAddress(read('name')) && isNoAddress(read('address'))) found.push('name');
  return found;
}

/** Whether a text is where something stands and nothing else: it ends with a number of a house, a floor or a room. */
function isAddress(text: string): boolean {
  return /(路|街|巷|道|村|镇|乡|里|弄|胡同).*\d+(-\d+)?(号楼?|室|层|[栋幢]|单元|铺)$/.test(text);
}

function isNoAddress(text: string): boolean {
  return text !== '' && !/[路街巷道村镇乡里弄号区县市层楼室]|胡同|广场|大厦|\d/.test(text);
}

/** Whether a cell could be a value of a field and hardly one of another. */
function isLike(field: ImportField, cell: string): boolean {
  if (field === 'uscc') return /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(cell) || /^\d{15}$/.test(cell);
  if (field === 'phone') return /^1\d{10}$|^0\d{2,3}-?\d{7,8}$/.test(cell);
  return shapes[field]?.test(cell) ?? false;
}
